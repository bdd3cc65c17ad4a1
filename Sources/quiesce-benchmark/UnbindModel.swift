/// The benchmark's protocol in Quiesce's language: the same atomic steps as ``UnbindPromela``.
enum UnbindModel {
  /// The text of the model.
  static let text = """
    /// Functions share a pool of PASIDs and one hardware queue of page requests. A function binds a PASID, sends
    /// requests, stops (it waits for its responses, or queues a stop marker), clears the PASID table entry, and gives
    /// the PASID back when neither the queue nor the handler holds a request of it.
    model unbind

    param functions  : 1...4 = 3
    param pasids     : 1...4 = 3
    param credits    : 1...4 = 2
    param queueDepth : 1...8 = 4

    type Function = 0..<functions
    type Pasid    = 0..<pasids
    enum Kind { page, marker }
    struct PageRequest { function: Function, pasid: Pasid, kind: Kind, ghost generation: Bool }

    /// Whose table entry is present.
    var owner : [Pasid: Function?] = none
    /// The allocator's view: from bind to the end of the drain.
    var taken : [Pasid: Bool] = false
    /// Which use of the PASID this is.
    ghost var current : [Pasid: Bool] = false
    /// Requests without a response.
    var outstanding : [Function: 0...credits] = 0
    /// Whose request the handler holds.
    var heldBy : Function? = none
    queue requests : PageRequest[queueDepth]
    event delivered(request: Bool, current: Bool)

    actor function[f in Function] {
      var pasid : Pasid = 0
      initial state unbound {
        step bind(p in Pasid) when !taken[p] {
          taken[p] = true
          current[p] = !current[p]
          owner[p] = f
          pasid = p
        } -> running
      }
      state running {
        step request when outstanding[f] < credits && !requests.isFull {
          requests.push(PageRequest(function: f, pasid: pasid, kind: .page, generation: current[pasid]))
          outstanding[f] += 1
        }
        step stop -> stopping
      }
      state stopping {
        step responded when outstanding[f] == 0 -> stopped
        step mark when !requests.isFull {
          requests.push(PageRequest(function: f, pasid: pasid, kind: .marker, generation: current[pasid]))
        } -> stopped
      }
      state stopped {
        step clearEntry { owner[pasid] = none } -> draining
      }
      state draining {
        step release when heldBy != f && !(exists r in requests: r.function == f) {
          taken[pasid] = false
          pasid = 0
        } -> unbound
      }
    }

    actor handler {
      var held : PageRequest = PageRequest(function: 0, pasid: 0, kind: .page, generation: false)
      initial state idle {
        step take(request from requests) {
          held = request
          heldBy = request.function
        } -> busy
      }
      state busy {
        step answer {
          if held.kind == .page {
            if owner[held.pasid] != none { emit delivered(held.generation, current[held.pasid]) }
            outstanding[held.function] -= 1
          }
          heldBy = none
          held = PageRequest(function: 0, pasid: 0, kind: .page, generation: false)
        } -> idle
      }
    }

    property noStaleDelivery "no stale page request is delivered to a reused PASID":
      never delivered(request, current) when request != current
    """
}
