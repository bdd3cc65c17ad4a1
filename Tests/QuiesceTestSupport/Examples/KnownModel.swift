/// Models whose state spaces are known: by counting, or from other model checkers.
package enum KnownModel {
  /// Three counters up to a limit `n`, of which one begins anew: (n + 1)^3 states, and the end of all three after 3 n steps. Properties
  /// are to follow.
  package static func counters(to limit: Int) -> String {
    """
    model grid
    param n : 1...200 = \(limit)
    var a : 0...200 = 0
    var b : 0...200 = 0
    var c : 0...200 = 0
    actor left { initial final state s { step up when a < n { a = a + 1 } } }
    actor middle { initial final state s { step up when b < n { b = b + 1 } } }
    actor right {
      initial final state s {
        step up when c < n { c = c + 1 }
        step down when c == n { c = 0 }
      }
    }

    """
  }

  /// Peterson's filter lock: `level` and `last` are written one after the other, each rival is looked at in a step of its own.
  package static let filterLock = """
    model filter_lock

    param processes : 2...5 = 2
    type Process = 0..<processes

    /// How far each process has come; 0 is outside.
    var level : [Process: 0..<processes] = 0
    /// Who came last to each level; the one at level 0 is never written.
    var last : [Process: Process] = 0

    let inside = count i in Process: process[i] is critical

    actor process[i in Process] {
      var goal : 0..<processes = 0
      var rival : 0..<processes = 0

      initial state idle {
        step begin { goal = 1 } -> raising
      }
      state raising {
        step raise { level[i] = goal } -> yielding
      }
      state yielding {
        step yield { last[goal] = i; rival = 0 } -> waiting
      }
      state waiting {
        step pass when rival + 1 < processes && (rival == i || level[rival] < goal) { rival += 1 }
        step passLast when rival + 1 == processes && (rival == i || level[rival] < goal) && goal + 1 < processes
          { goal += 1; rival = 0 } -> raising
        step enterLast when rival + 1 == processes && (rival == i || level[rival] < goal) && goal + 1 == processes
          { rival = 0 } -> critical
        step overtaken when last[goal] != i && goal + 1 < processes { goal += 1; rival = 0 } -> raising
        step enter when last[goal] != i && goal + 1 == processes { rival = 0 } -> critical
      }
      state critical {
        step leave { level[i] = 0; goal = 0 } -> idle
      }
    }

    property exclusion: invariant inside <= 1
    property entry: reachable inside == 1
    """

  /// The election of Dolev, Klawe and Rodeh in a ring with channels of two messages, as in Spin's example `leader`: sending,
  /// receiving and reacting are steps of their own, and the winner takes a last step when everybody knows.
  package static let leaderElection = """
    model leader_election

    param nodes : 3...9 = 5
    type Node = 0..<nodes
    type Number = 1...nodes
    enum Kind { one, two, winner }
    struct Message { kind: Kind, number: Number }

    func number(i: Node) -> Number = if i == 0 then nodes else i

    queue ring[i in Node] : Message[2]
    var leaders : 0...nodes = 0

    actor node[i in Node] {
      var isActive : Bool = true
      var knowsWinner : Bool = false
      var maximum : Number = number(i)
      var neighbour : 0...nodes = 0
      var message : Message = Message(kind: .one, number: number(i))

      initial state sending {
        step send when !ring[(i + 1) % nodes].isFull { ring[(i + 1) % nodes].push(message) } -> receiving
      }
      state receiving {
        step receive(m from ring[i]) { message = m } -> reacting
      }
      state reacting {
        step relay when !isActive && message.kind != .winner -> sending
        step answer when isActive && message.kind == .one && message.number != maximum
          { neighbour = message.number; message.kind = .two } -> sending
        step win when isActive && message.kind == .one && message.number == maximum
          { knowsWinner = true; message.kind = .winner } -> sending
        step remain
          when isActive && message.kind == .two && neighbour > message.number && neighbour > maximum
          { maximum = neighbour; message = Message(kind: .one, number: neighbour) } -> sending
        step retire
          when isActive && message.kind == .two && !(neighbour > message.number && neighbour > maximum)
          { isActive = false } -> receiving
        step learn when message.kind == .winner && !knowsWinner -> tellingOn
        step confirm when message.kind == .winner && knowsWinner -> elected
      }
      state tellingOn {
        step tell when !ring[(i + 1) % nodes].isFull { ring[(i + 1) % nodes].push(message) } -> done
      }
      state elected {
        step lead { leaders += 1 } -> done
      }
      final state done
    }

    property oneLeader: invariant leaders <= 1
    property elected: reachable leaders == 1 && (forall i in Node: node[i] is done)
    """
}
