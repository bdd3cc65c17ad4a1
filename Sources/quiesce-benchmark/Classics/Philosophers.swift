import QuiesceModel

extension Classic {
  /// Neighbours share a fork; half of the runs end in the famous deadlock.
  static let philosophers = Classic(
    name: "philosophers",
    instances: [
      Instance(settings: ["philosophers": .integer(5), "ordered": .bool(false)], states: 2_623, transitions: 10_795),
      Instance(settings: ["philosophers": .integer(6), "ordered": .bool(false)], states: 12_671, transitions: 62_586),
      Instance(settings: ["philosophers": .integer(7), "ordered": .bool(false)], states: 61_183, transitions: 352_569),
      Instance(
        settings: ["philosophers": .integer(8), "ordered": .bool(false)], states: 295_423, transitions: 1_945_592),
      Instance(settings: ["philosophers": .integer(5), "ordered": .bool(true)], states: 2_240, transitions: 9_104),
      Instance(settings: ["philosophers": .integer(6), "ordered": .bool(true)], states: 10_816, transitions: 52_864),
      Instance(settings: ["philosophers": .integer(7), "ordered": .bool(true)], states: 52_224, transitions: 298_240),
      Instance(
        settings: ["philosophers": .integer(8), "ordered": .bool(true)], states: 252_160, transitions: 1_647_616),
    ],
    model: """
      /// Dining philosophers: each needs the forks on both sides.
      ///
      /// If all reach for the same side first, each may hold one fork and wait for ever; not if the last one reaches
      /// for the other side. E. W. Dijkstra, Hierarchical ordering of sequential processes, 1971.
      model philosophers

      param philosophers : 2...12 = 5
      /// Whether the last philosopher reaches for the other side first.
      param ordered : Bool = true

      type Philosopher = 0..<philosophers

      /// Who holds each fork; none: it lies on the table.
      var holder : [Philosopher: Philosopher?] = none

      func left(p: Philosopher) -> Philosopher = p
      func right(p: Philosopher) -> Philosopher = (p + 1) % philosophers
      func first(p: Philosopher) -> Philosopher = if ordered && p == philosophers - 1 then right(p) else left(p)
      func second(p: Philosopher) -> Philosopher = if ordered && p == philosophers - 1 then left(p) else right(p)

      actor philosopher[p in Philosopher] {
        initial state thinking {
          step hunger -> hungry
        }
        state hungry {
          step takeFirst when holder[first(p)] == none { holder[first(p)] = p } -> holdingOne
        }
        state holdingOne {
          step takeSecond when holder[second(p)] == none { holder[second(p)] = p } -> holdingBoth
        }
        state holdingBoth {
          step eat { assert holder[left(p)] == p && holder[right(p)] == p, "eats with the fork of another" } -> sated
        }
        state sated {
          step putSecond { holder[second(p)] = none } -> leaving
        }
        state leaving {
          step putFirst { holder[first(p)] = none } -> thinking
        }
      }
      """,
    promela: """
      /* Dining philosophers; with ORDERED the last one reaches for the other side first. */
      #define FREE   PHILOSOPHERS
      #define LEFT   _pid
      #define RIGHT  ((_pid + 1) % PHILOSOPHERS)
      #define FIRST  (ORDERED && _pid == PHILOSOPHERS - 1 -> RIGHT : LEFT)
      #define SECOND (ORDERED && _pid == PHILOSOPHERS - 1 -> LEFT : RIGHT)

      byte holder[PHILOSOPHERS] = FREE;

      active [PHILOSOPHERS] proctype philosopher() {
      thinking:
        true;
        atomic { holder[FIRST] == FREE -> holder[FIRST] = _pid };
        atomic { holder[SECOND] == FREE -> holder[SECOND] = _pid };
        assert(holder[LEFT] == _pid && holder[RIGHT] == _pid);  /* eats */
        holder[SECOND] = FREE;
        holder[FIRST] = FREE;
        goto thinking
      }
      """)
}
