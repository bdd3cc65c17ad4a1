import QuiesceModel

extension Classic {
  /// Mutual exclusion among several processes by reading and writing alone.
  static let peterson = Classic(
    name: "peterson",
    instances: [
      Instance(settings: ["processes": .integer(3)], states: 1_800, transitions: 4_883),
      Instance(settings: ["processes": .integer(4)], states: 97_621, transitions: 347_874),
      Instance(settings: ["processes": .integer(5)], states: 6_966_918, transitions: 31_214_099),
    ],
    model: """
      /// Peterson's filter lock: each of n - 1 levels keeps one process back, so that one of n passes the last.
      ///
      /// A process that waits looks at the others one after the other. G. L. Peterson, Myths about the mutual exclusion
      /// problem, 1981.
      model peterson

      param processes : 2...8 = 5

      type Process = 0..<processes
      type Level   = 0..<processes

      /// The level that each process has reached; 0: it wants nothing.
      var level : [Process: Level] = 0
      /// Who came last to each level.
      var last : [Level: Process] = 0

      /// Whether q keeps nobody from passing a level that p stands on.
      func letsPass(q: Process, p: Process, l: Level) -> Bool = q == p || level[q] < l

      actor process[p in Process] {
        var target : Level = 0
        /// At whom it looks.
        var other : Process = 0

        initial state idle {
          step want { target = 1 } -> climbing
        }
        state climbing {
          step climb { level[p] = target } -> arriving
        }
        state arriving {
          step arrive { last[target] = p } -> waiting
        }
        state waiting {
          step next when other < processes - 1 && letsPass(other, p, target) { other += 1 }
          step allLetPass when target < processes - 1 && other == processes - 1 && letsPass(other, p, target) {
            other = 0
            target += 1
          } -> climbing
          step anotherCame when target < processes - 1 && last[target] != p {
            other = 0
            target += 1
          } -> climbing
          step allLetEnter when target == processes - 1 && other == processes - 1 && letsPass(other, p, target) {
            other = 0
          } -> critical
          step anotherWaits when target == processes - 1 && last[target] != p { other = 0 } -> critical
        }
        state critical {
          step leave {
            level[p] = 0
            target = 0
          } -> idle
        }
      }

      property mutualExclusion: invariant (count p in Process: process[p] is critical) <= 1
      """,
    promela: """
      /* Peterson's filter lock. A process that waits looks at the others one after the other. */
      #define TOP (PROCESSES - 1)
      #define LETS_PASS (other == _pid || level[other] < target)

      byte level[PROCESSES];
      byte last[PROCESSES];
      byte critical;

      active [PROCESSES] proctype process() {
        byte target, other;
      idle:
        target = 1;
      climbing:
        level[_pid] = target;
        last[target] = _pid;
      waiting:
        if
        :: d_step { other < TOP && LETS_PASS -> other++ };
           goto waiting
        :: atomic { target < TOP && other == TOP && LETS_PASS -> other = 0; target++; goto climbing }
        :: atomic { target < TOP && last[target] != _pid -> other = 0; target++; goto climbing }
        :: atomic { target == TOP && other == TOP && LETS_PASS -> other = 0; critical++ }
        :: atomic { target == TOP && last[target] != _pid -> other = 0; critical++ }
        fi;
        atomic { assert(critical == 1); critical--; level[_pid] = 0; target = 0; goto idle }
      }
      """)
}
