import QuiesceModel

extension Classic {
  /// Mutual exclusion, first come first served; much of a process is its own.
  static let bakery = Classic(
    name: "bakery",
    instances: [
      Instance(settings: ["processes": .integer(3), "tickets": .integer(3)], states: 72_394, transitions: 197_995),
      Instance(settings: ["processes": .integer(3), "tickets": .integer(5)], states: 175_693, transitions: 475_902),
    ],
    model: """
      /// Lamport's bakery: a process takes a number above all that it sees, and waits for those with lower ones.
      ///
      /// The numbers are bounded: a process that sees the last one tries again. L. Lamport, A new solution of
      /// Dijkstra's concurrent programming problem, 1974.
      model bakery

      param processes : 2...5 = 3
      param tickets   : 1...9 = 5

      type Process = 0..<processes
      type Ticket  = 0...tickets

      /// Whether a process is about to take a number.
      var choosing : [Process: Bool] = false
      /// The number of each process; 0: it has none.
      var ticket : [Process: Ticket] = 0

      actor process[p in Process] {
        /// At whom it looks.
        var other   : 0...processes = 0
        var highest : Ticket        = 0

        initial state idle {
          step begin { choosing[p] = true } -> surveying
        }
        state surveying {
          step next when other < processes -> looking
          step decide when other == processes && highest < tickets { other = 0 } -> taking
          step tryAgain when other == processes && highest == tickets {
            other = 0
            highest = 0
          } -> givingUp
        }
        state looking {
          step look {
            if ticket[other] > highest { highest = ticket[other] }
            other += 1
          } -> surveying
        }
        state givingUp {
          step giveUp { choosing[p] = false } -> idle
        }
        state taking {
          step take {
            ticket[p] = highest + 1
            highest = 0
          } -> opening
        }
        state opening {
          step open { choosing[p] = false } -> queueing
        }
        state queueing {
          step next when other < processes -> waiting
          step isFirst when other == processes { other = 0 } -> entering
        }
        state waiting {
          step hasChosen when !choosing[other] -> comparing
        }
        state comparing {
          step passBy when ticket[other] == 0 || ticket[other] > ticket[p] || ticket[other] == ticket[p] && other >= p {
            other += 1
          } -> queueing
        }
        state entering {
          step enter -> critical
        }
        state critical {
          step leave { ticket[p] = 0 } -> idle
        }
      }

      property mutualExclusion: invariant (count p in Process: process[p] is critical) <= 1
      """,
    promela: """
      /* Lamport's bakery with bounded numbers: a process that sees the last one tries again. */

      bool choosing[PROCESSES];
      byte ticket[PROCESSES];
      byte critical;

      active [PROCESSES] proctype process() {
        byte other, highest;
      idle:
        choosing[_pid] = true;
        do /* survey */
        :: other < PROCESSES -> atomic {
             if
             :: ticket[other] > highest -> highest = ticket[other]
             :: else
             fi;
             other++ }
        :: d_step { other == PROCESSES && highest < TICKETS -> other = 0 }; break
        :: d_step { other == PROCESSES && highest == TICKETS -> other = 0; highest = 0 };
           choosing[_pid] = false;
           goto idle
        od;
        atomic { ticket[_pid] = highest + 1; highest = 0 };
        choosing[_pid] = false;
        do /* queue */
        :: other < PROCESSES ->
           !choosing[other];
           atomic {
             ticket[other] == 0 || ticket[other] > ticket[_pid] || (ticket[other] == ticket[_pid] && other >= _pid) ->
             other++
           }
        :: d_step { other == PROCESSES -> other = 0 }; break
        od;
        critical++;
        atomic { assert(critical == 1); critical--; ticket[_pid] = 0; goto idle }
      }
      """)
}
