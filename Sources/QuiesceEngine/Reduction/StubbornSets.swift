/// Chooses, state by state, a set of transitions outside of which nothing has to be fired now.
///
/// The sets are strong stubborn sets (Valmari, "Stubborn sets for reduced state space generation", 1989), computed guard
/// by guard (Laarman, Pater, van de Pol, Weber, "Guard-based partial-order reduction", 2016). For a state s, a set T that
/// holds some enabled transition, and
/// - D1: of a disabled transition in T, all that could make the guard's first false condition true are in T;
/// - D2: of an enabled one, all that do not accord with it are;
/// - V: of an enabled one that may end the violation of a state property, all that may begin it are.
///
/// The transitions of a path from s to a deadlock, a fault, a flag, a first firing or a broken invariant then either
/// contain one of T, the first of which can be brought to the front, or all accord with each enabled transition of T, and
/// the rest of the path leads to the same after any of them. The proviso, that a successor is expanded later than s, makes
/// this come to an end in any order of search. Documentation/reduction.md has the proof.
struct StubbornSets: ~Copyable {
  /// A slot that tells the variants of a transition apart.
  private struct Selector {
    let field: Field
    let valueCount: Int
  }

  /// A fact to look up in a packed state.
  private struct PackedFact {
    let field: Field
    let value: Int

    @inline(__always)
    func holds(in state: UnsafePointer<UInt64>) -> Bool {
      Int(truncatingIfNeeded: (state[field.word] &>> field.shift) & field.mask) &+ field.bias == value
    }
  }

  /// The relations; their rows are behind pointers below.
  let dependencies: Dependencies
  private let width: Int
  /// For each transition, those that have to be in the set with it while it is enabled.
  private let companions: UnsafeMutablePointer<UInt64>
  private let enablers: UnsafeMutablePointer<UInt64>

  /// For each transition, its first variant, and where its selectors begin.
  private let splits: UnsafeMutablePointer<(first: Int, selectors: Range<Int>)>
  private let selectors: UnsafeMutablePointer<Selector>

  // Room for one state: sets of variants, and the variants of the enabled transitions.
  private let variants: UnsafeMutablePointer<Int>
  private let enabled: UnsafeMutablePointer<UInt64>
  private let chosen: UnsafeMutablePointer<UInt64>
  private let handled: UnsafeMutablePointer<UInt64>
  private let best: UnsafeMutablePointer<UInt64>
  private let facts: UnsafeMutablePointer<PackedFact>
  /// For each fact, the last set whose making has visited it.
  private let visited: UnsafeMutablePointer<Int>
  private var stamp = 0

  init(_ dependencies: Dependencies, slots: [Slot]) {
    self.dependencies = dependencies
    width = dependencies.width
    companions = .copy(of: dependencies.conflicts)
    enablers = .copy(of: dependencies.enablers)
    var all: [Selector] = []
    splits = .copy(
      of: dependencies.splits.map { split in
        let start = all.count
        all += split.selectors.map {
          Selector(field: Field(slots[$0]), valueCount: slots[$0].upper - slots[$0].lower + 1)
        }
        return (split.first, start..<all.count)
      })
    selectors = .copy(of: all)
    variants = .copy(of: Array(repeating: 0, count: dependencies.splits.count))
    let empty = Array(repeating: UInt64(0), count: dependencies.width)
    enabled = .copy(of: empty)
    chosen = .copy(of: empty)
    handled = .copy(of: empty)
    best = .copy(of: empty)
    facts = .copy(of: dependencies.facts.map { PackedFact(field: Field(slots[$0.slot]), value: $0.value) })
    visited = .copy(of: Array(repeating: -1, count: dependencies.facts.count))
  }

  deinit {
    companions.deallocate()
    enablers.deallocate()
    splits.deallocate()
    selectors.deallocate()
    variants.deallocate()
    enabled.deallocate()
    chosen.deallocate()
    handled.deallocate()
    best.deallocate()
    facts.deallocate()
    visited.deallocate()
  }

  /// Takes the properties into account that are not decided yet.
  mutating func watch(_ isOpen: (Int) -> Bool) {
    let conflicts = dependencies.conflicts
    for (position, word) in conflicts.enumerated() { companions[position] = word }
    for property in dependencies.visibility where isOpen(property.property) {
      for transition in dependencies.blockers.indices
      where property.end[transition >> 6] & (1 << UInt64(transition & 63)) != 0 {
        for word in 0..<width { companions[transition * width + word] |= property.begin[word] }
      }
    }
  }

  /// Looks for a stubborn set with fewer enabled transitions than there are.
  ///
  /// - Parameters:
  ///   - state: the state, in which no committed location restricts what may fire and no guard or effect fails.
  ///   - transitions: the enabled transitions.
  /// - Returns: whether there is one; `contains` then says which transitions are in it.
  mutating func choose<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, enabled transitions: UnsafeBufferPointer<Int32>, _ model: inout Model
  ) -> Bool {
    for word in 0..<width { enabled[word] = 0 }
    for (position, transition) in transitions.enumerated() {
      variants[position] = variant(of: Int(transition), in: state)
      insert(variants[position], in: enabled)
    }
    var least = transitions.count
    for position in 0..<transitions.count {
      let count = close(from: variants[position], below: least, state, &model)
      guard count < least else { continue }
      least = count
      for word in 0..<width { best[word] = chosen[word] }
      if least == 1 { break }
    }
    return least < transitions.count
  }

  /// Whether the set found last has the enabled transition at a position.
  @inline(__always)
  func contains(position: Int) -> Bool {
    best[variants[position] >> 6] & (1 << UInt64(variants[position] & 63)) != 0
  }

  /// The variant that stands for a transition in a state.
  @inline(__always)
  private func variant(of transition: Int, in state: UnsafePointer<UInt64>) -> Int {
    var offset = 0
    for position in splits[transition].selectors {
      let field = selectors[position].field
      let raw = Int(truncatingIfNeeded: (state[field.word] &>> field.shift) & field.mask)
      offset = offset * selectors[position].valueCount + raw
    }
    return splits[transition].first + offset
  }

  @inline(__always)
  private func insert(_ transition: Int, in set: UnsafeMutablePointer<UInt64>) {
    set[transition >> 6] |= 1 << UInt64(transition & 63)
  }

  /// The least set around a transition, in `chosen`; how many of it are enabled, or the limit once it has so many.
  private mutating func close<Model: Stepper & ~Copyable>(
    from seed: Int, below limit: Int, _ state: UnsafePointer<UInt64>, _ model: inout Model
  ) -> Int {
    stamp += 1
    for word in 0..<width {
      chosen[word] = 0
      handled[word] = 0
    }
    insert(seed, in: chosen)
    while let transition = takeUnhandled() {
      if enabled[transition >> 6] & (1 << UInt64(transition & 63)) != 0 {
        add(companions + transition * width)
      } else {
        addEnablers(of: transition, state, &model)
      }
      if countChosen() >= limit { return limit }
    }
    return countChosen()
  }

  private func takeUnhandled() -> Int? {
    for word in 0..<width {
      let open = chosen[word] & ~handled[word]
      if open == 0 { continue }
      handled[word] |= open & (0 &- open)
      return word * 64 + open.trailingZeroBitCount
    }
    return nil
  }

  private func countChosen() -> Int {
    var count = 0
    for word in 0..<width { count += (chosen[word] & enabled[word]).nonzeroBitCount }
    return count
  }

  /// Adds those that could remove what blocks a disabled transition.
  private mutating func addEnablers<Model: Stepper & ~Copyable>(
    of transition: Int, _ state: UnsafePointer<UInt64>, _ model: inout Model
  ) {
    for blocker in dependencies.blockers[transition] {
      switch blocker {
      case .fact(let fact):
        if facts[fact].holds(in: state) { continue }
        addMakers(of: fact, state)
      case .condition(let number, let row):
        if model.holds(condition: number, in: state) { continue }
        add(enablers + row * width)
      case .failure(let row):
        // What is false now may fail to evaluate before it is true.
        add(enablers + row * width)
        continue
      }
      return
    }
    preconditionFailure("a disabled transition has a condition that does not hold")
  }

  /// Adds those that could make a false fact true: of those that copy another slot, whoever could do it now, or could make
  /// the other fact true first.
  private mutating func addMakers(of fact: Int, _ state: UnsafePointer<UInt64>) {
    if visited[fact] == stamp { return }
    visited[fact] = stamp
    add(enablers + dependencies.origins[fact].row * width)
    for copy in dependencies.origins[fact].copies {
      if facts[copy.fact].holds(in: state) {
        insert(copy.transition, in: chosen)
      } else {
        addMakers(of: copy.fact, state)
      }
    }
  }

  @inline(__always)
  private func add(_ row: UnsafeMutablePointer<UInt64>) {
    for word in 0..<width { chosen[word] |= row[word] }
  }
}
