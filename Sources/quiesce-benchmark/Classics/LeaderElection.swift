import QuiesceModel

extension Classic {
  /// One leader in a ring. Every process waits for one other only, so that one order of the steps tells everything.
  static let leaderElection = Classic(
    name: "leader",
    instances: [
      Instance(settings: ["nodes": .integer(5)], states: 3_387, transitions: 11_636),
      Instance(settings: ["nodes": .integer(7)], states: 81_468, transitions: 394_052),
      Instance(settings: ["nodes": .integer(9)], states: 1_982_293, transitions: 12_354_001),
    ],
    model: """
      /// Leader election in a ring with one-way links: a node stays active while the number before it is greater than
      /// its own and the one before that.
      ///
      /// Receiving a message, reacting and sending are steps of their own. D. Dolev, M. Klawe, M. Rodeh, An O(n log n)
      /// unidirectional distributed algorithm for extrema finding in a circle, 1982.
      model leader

      param nodes : 2...12 = 9

      type Node   = 0..<nodes
      type Number = 1...nodes
      enum Kind { first, second, winner }
      struct Message { kind: Kind, number: Number }

      /// What each node has not received yet from its predecessor.
      queue inbox[n in Node] : Message[2]

      /// How many nodes called themselves the leader.
      var leaders : 0...nodes = 0

      func successor(n: Node) -> Node = (n + 1) % nodes

      actor node[n in Node] {
        /// The greatest number that an active node stands for.
        var maximum : Number = n + 1
        /// The number of the active predecessor.
        var left : Number = n + 1
        /// The message in hand.
        var message  : Message = Message(kind: .first, number: n + 1)
        var isActive : Bool    = true

        initial state sending {
          step send when !inbox[successor(n)].isFull { inbox[successor(n)].push(message) } -> receiving
        }
        state receiving {
          step receive(m from inbox[n]) { message = m } -> reacting
        }
        state reacting {
          step passOn when isActive && message.kind == .first && message.number != maximum {
            left = message.number
            message.kind = .second
          } -> sending
          step win when isActive && message.kind == .first && message.number == maximum {
            message.kind = .winner
          } -> elected
          step standForLeft when isActive && message.kind == .second && left > message.number && left > maximum {
            maximum = left
            message = Message(kind: .first, number: left)
          } -> sending
          step giveUp when isActive && message.kind == .second && !(left > message.number && left > maximum) {
            isActive = false
          } -> receiving
          step relay when !isActive && message.kind != .winner -> sending
          step announce when !isActive && message.kind == .winner -> announcing
          step hearOneself when isActive && message.kind == .winner -> done
        }
        state elected {
          step lead { leaders += 1 } -> sending
        }
        state announcing {
          step send when !inbox[successor(n)].isFull { inbox[successor(n)].push(message) } -> done
        }
        final state done
      }

      property oneLeader: invariant leaders <= 1
      """,
    promela: """
      /*
       * Leader election in a ring with one-way links (Dolev, Klawe, Rodeh 1982). Receiving a message, reacting and
       * sending are steps of their own.
       */

      mtype = { first, second, winner };

      chan inbox[NODES] = [2] of { mtype, byte };
      byte leaders;

      active [NODES] proctype node() {
        chan in = inbox[_pid];
        chan out = inbox[(_pid + 1) % NODES];
        xr in;
        xs out;
        byte maximum = _pid + 1, left = _pid + 1, number = _pid + 1;
        mtype kind = first;
        bool isActive = true;

      sending:
        out!kind, number;
      receiving:
        in?kind, number;
        if
        :: d_step { isActive && kind == first && number != maximum -> left = number; kind = second };
           goto sending
        :: d_step { isActive && kind == first && number == maximum -> kind = winner };
           d_step { leaders++; assert(leaders == 1) };
           goto sending
        :: d_step { isActive && kind == second && left > number && left > maximum ->
             maximum = left; number = left; kind = first };
           goto sending
        :: d_step { isActive && kind == second && !(left > number && left > maximum) -> isActive = false };
           goto receiving
        :: !isActive && kind != winner -> goto sending
        :: !isActive && kind == winner -> out!kind, number
        :: isActive && kind == winner
        fi;
      end:
        false
      }
      """)
}
