/// The two files that show the language: a model, and the properties and checks that go with it.
enum Samples {
  static let model = #"""
    /// A PCIe function stops using a PASID while its page requests are still queued.
    model pri_unbind

    import "common/pri-device.quiesce"          // relative to this file, never outside the workspace root

    /// How the function stops (PCIe 6.20.1, ATS 10.4.1.2).
    param stop       : enum { waitForResponses, stopMarker } = waitForResponses
    param drain      : enum { none, queue, queueAndHandlers } = queueAndHandlers
    param queueDepth : 1...8 = 2
    param functions  : 1...4 = 1

    type Function   = 0..<functions
    type Generation = 0..<3
    symmetric type Page[2]                      // interchangeable values: only ==, != and indexing
    enum RequestKind { page, stopMarker }
    struct PageRequest { kind: RequestKind, last: Bool, ghost generation: Generation }  // ghost: only properties may look

    var entry : Generation? = none              // the PASID table entry; none = not present
    ghost var current : Generation = 0          // which use of the PASID the function believes in
    var answered : [Function: Bool] = false     // an array over a finite index type; one initial value fills it
    queue requests : PageRequest[queueDepth]    // bounded FIFO
    queue work[f in Function] : PageRequest[1]  // a family of queues
    signal  doorbell(function: Function)        // rendezvous: one sender and one receiver move in one atomic step
    event   delivered(request: Generation, owner: Generation)   // what properties and traces see

    actor function[f in Function] {
      var outstanding : 0...2 = 0
      initial state running {
        step request(last in Bool)              // a binding: one transition for each value
          when !requests.isFull && outstanding < 2
          { requests.push(PageRequest(kind: .page, last: last, generation: current)); outstanding += 1 }
        step stop on doorbell(f) -> stopping
      }
      state stopping {
        step responded when stop == .waitForResponses && outstanding == 0 -> stopped
        step mark      when stop == .stopMarker && !requests.isFull
          { requests.push(PageRequest(kind: .stopMarker, last: true, generation: current)) } -> stopped
      }
      final state stopped                       // resting here is no deadlock
    }

    fair actor handler {                        // weak fairness
      initial state idle {
        step handle(request from requests) {    // enabled when not empty; takes the head
          if let owner = entry { emit delivered(request.generation, owner) }
        }
      }
    }

    fair actor driver {
      initial state bound { step release sends doorbell(0) -> clearing }
      sequence unbind from clearing to unbound {   // straight-line code: a location between any two steps
        /// VT-d 7.10, first step
        @source("drivers/iommu/intel/pasid.c:intel_pasid_tear_down_entry")
        step clearEntry  { entry = none }
        step drainQueue  when drain == .none || requests.isEmpty
        step rebind      { entry = 1; current = 1 }
      }
      final state unbound
    }
    """#
  static let properties = #"""
    // Properties/pasid-reuse.quiesce
    property noStaleDelivery "no stale page request is delivered to a reused PASID":
      never delivered(request, owner) when request != owner

    property unbindTerminates: driver is clearing leads to driver is unbound

    monitor everyDirtyPageIsFlushed {            // a passive observer: it reads events, keeps its own state, never blocks
      var dirty : Set<Page> = {}
      on written(page)  { dirty.insert(page) }
      on flushed(page)  { dirty.remove(page) }
      on unpinned(page) { assert !dirty.contains(page), "unpinned while dirty" }
    }

    check pri_unbind with pasid_reuse {
      expect pass
      expect violation of noStaleDelivery where stop = stopMarker, drain = none
      expect pass where functions in 1...2, queueDepth in {1, 2}          // a family of runs
    }

    extra check pri_unbind with pasid_reuse {    // left out unless somebody asks for it
      expect pass of noStaleDelivery where functions = 4, queueDepth = 8
    }
    """#
}
