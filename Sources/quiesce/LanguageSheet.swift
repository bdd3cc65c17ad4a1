/// `quiesce help language`: a model that shows everything once, so that a test can check it.
enum LanguageSheet {
  /// The text, at most 79 columns wide.
  static let text = #"""
    // The Quiesce language on two screens. This text is itself a model:
    //   quiesce help language > sheet.quiesce && quiesce check sheet.quiesce
    model sheet  // first; behind it: import "FILE.quiesce"

    // Types: Bool  0...3  0..<3  enum  struct  T?  Set<T>  [Index: T]
    type Slot = 0..<2
    enum Mode { off, on }  // written .off, .on
    struct Mail { from: Slot, urgent: Bool }
    symmetric type Page[2]  // values that nothing tells apart

    // Every type is finite; to store a value outside it is a fault.
    param waits : Bool = true  // --set waits=false, --set waits=false,true
    var mode : Mode = .off
    var owner : Slot? = none         // owner!, if let s = owner { }
    var busy : [Slot: Bool] = false  // busy[0]
    var done : Set<Slot> = {}        // in + - <= insert remove {x in D where c}
    ghost var uses : 0...2 = 0       // only properties may read it
    queue inbox : Mail[1]            // push pop first count isEmpty isFull
    bag writes : Page[2]             // insert; 'from' takes any of its elements
    signal start(slot: Slot)         // a step that sends meets one that is on it
    event handled(slot: Slot)        // 'emit' shows it to properties
    let quiet = inbox.isEmpty && writes.isEmpty
    func other(s: Slot) -> Slot = (s + 1) % 2

    // Actors move by steps, one at a time, in every possible order. A fair actor
    // that stays able to move does so in the end. Without '->' it stays.
    // Also: else step, timeout step, step s if CONSTANT, -> if e then a else b.
    fair actor driver {
      initial state idle {
        step begin(s in Slot) sends start(s) { owner = s } -> waiting
      }
      state waiting {
        @source("drivers/demo.c:demo_stop")
        step stop when !waits || quiet {
          mode = .off
          if owner == 0 { owner = none } else { owner = other(owner!) }
        } -> stopped
      }
      final state stopped  // to rest here is no deadlock; 'when e': where e holds
    }

    actor device {
      var left : 0...1 = 1  // others read device.left
      initial final state ready {
        step accept on start(let s) { mode = .on; busy[s] = true } -> active
      }
      final state active {
        step write(p in Page) when left > 0 {
          left -= 1
          writes.insert(p)
        }
        step interrupt(s in Slot where busy[s]) when !inbox.isFull && mode == .on {
          inbox.push(Mail(from: s, urgent: writes.count > 0))
          busy[s] = false
        }
      }
    }

    fair actor worker[w in Slot] {  // one for each value
      initial final state idle {
        step take(m from inbox where m.from == w) {
          done.insert(m.from)
          uses += 1
          emit handled(m.from)
        }
      }
    }

    fair actor memory {
      initial final state here
      sequence drain from here to here {  // straight-line code
        step store(p from writes)
        step flush
      }
    }

    // Operators: implies  ||  &&  == != < <= > >= in is  + - | ^  * / % &  << >>
    // if a then b else c, forall x in D: e, exists, count, min, max, choose
    property stopped: invariant driver is stopped implies mode == .off
    property once: never handled(s) when !(s in done)
    property drained "nothing comes after the stop":
      invariant driver is stopped && waits implies uses <= 1
    property both: reachable exists s in Slot: s in done
    property left: at rest quiet  // where only final actors can begin anything
    extra property ends: driver is waiting leads to driver is stopped  // by name

    check sheet {
      expect pass of stopped, once, drained, both
      expect pass of once where waits = false  // deadlock, fault, violation of p
      within uses <= 1  // a search bound: states beyond it are not left
    }

    """#
}
