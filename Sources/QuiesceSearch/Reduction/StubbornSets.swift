import QuiesceProgram

/// Chooses, state by state, a set of transitions outside of which nothing has to be fired now.
///
/// The sets are strong stubborn sets (Valmari, "Stubborn sets for reduced state space generation", 1989), computed guard
/// by guard (Laarman, Pater, van de Pol, Weber, "Guard-based partial-order reduction", 2016). For a state s, a set T that
/// holds some enabled transition, and
/// - D1: of a disabled transition in T, all that could make one of the guard's false conditions true are in T;
/// - D2: of an enabled one, all that do not accord with it are;
/// - V: of an enabled one that may end the violation of a state property, all that may begin it are.
///
/// The transitions of a path from s to a deadlock, a fault, a flag, a first firing or a broken invariant then either
/// contain one of T, the first of which can be brought to the front, or all accord with each enabled transition of T, and
/// the rest of the path leads to the same after any of them. Documentation/reduction.md has the proof.
///
/// What is asked of a state goes through `StateQuestions`, which remembers the answers, so that the way to a set can be
/// kept and taken again.
struct StubbornSets: ~Copyable {
  var questions: StateQuestions
  private let width: Int
  /// How many questions a single transition is worth: states with other answers have to be looked at anew.
  private static let questionLimit = 2
  /// For each variant, those that have to be in the set with it while it is enabled.
  private let companions: UnsafeMutablePointer<UInt64>
  /// The transitions of which each variant is all of its companions, each with the place of its actor.
  private let alwaysAlone: UnsafeMutablePointer<(transition: Int, place: StateQuestions.PackedFact)>
  private let alwaysAloneCount: Int
  private let enablers: UnsafeMutablePointer<UInt64>
  /// What variants need, and for each variant where that lies.
  private let blockers: UnsafeMutablePointer<Dependencies.Blocker>
  private let blockerRanges: UnsafeMutablePointer<Range<Int>>
  /// Who could make facts true by copying, and for each fact where that lies and the row of the others.
  private let copies: UnsafeMutablePointer<Dependencies.Copy>
  private let origins: UnsafeMutablePointer<(row: Int, copies: Range<Int>)>

  // Room for one state: sets of variants.
  private let chosen: UnsafeMutablePointer<UInt64>
  private let handled: UnsafeMutablePointer<UInt64>
  private let best: UnsafeMutablePointer<UInt64>
  /// For each fact, the last set whose making has visited it.
  private let visited: UnsafeMutablePointer<Int>
  private var stamp = 0
  /// How many words and copies were looked at: what choosing sets has cost so far.
  private(set) var work = 0

  /// - Parameter isOpen: whether the property at a position is not decided yet.
  init(_ dependencies: Dependencies, _ program: Program, isOpen: (Int) -> Bool) throws(BytecodeLimit) {
    questions = try StateQuestions(dependencies, program)
    width = dependencies.width
    let rows = dependencies.companions(isOpen: isOpen)
    companions = .copy(of: rows)
    let alone = dependencies.loners(rows).map { transition in
      let main = program.transitions[transition].main
      let slot = program.slots[program.actors[main.actor].locationSlot]
      return (transition, StateQuestions.PackedFact(field: Field(slot), value: main.source))
    }
    alwaysAlone = .copy(of: alone)
    alwaysAloneCount = alone.count
    enablers = .copy(of: dependencies.enablers)
    blockers = .copy(of: dependencies.blockers.flatMap { $0 })
    blockerRanges = .copy(of: dependencies.blockers.map(\.count).ranges)
    copies = .copy(of: dependencies.origins.flatMap(\.copies))
    origins = .copy(
      of: zip(dependencies.origins, dependencies.origins.map(\.copies.count).ranges).map { ($0.row, $1) })
    let empty = Array(repeating: UInt64(0), count: dependencies.width)
    chosen = .copy(of: empty)
    handled = .copy(of: empty)
    best = .copy(of: empty)
    visited = .copy(of: Array(repeating: -1, count: dependencies.facts.count))
  }

  deinit {
    companions.deallocate()
    alwaysAlone.deallocate()
    enablers.deallocate()
    blockers.deallocate()
    blockerRanges.deallocate()
    copies.deallocate()
    origins.deallocate()
    chosen.deallocate()
    handled.deallocate()
    best.deallocate()
    visited.deallocate()
  }

  /// Looks for a stubborn set with fewer enabled transitions than there are.
  ///
  /// - Parameters:
  ///   - state: the state, in which no committed location restricts what may fire.
  ///   - transitions: the enabled transitions.
  /// - Returns: which of them are in it, as bits by position; 0 if there is none.
  mutating func choose<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, enabled transitions: UnsafeBufferPointer<Int32>, _ model: inout Model
  ) -> UInt64 {
    questions.begin(state, enabled: transitions)
    var least = transitions.count
    for transition in transitions {
      let count = close(from: questions.variant(of: Int(transition)), below: least, asking: .max / 2, state, &model)
      guard count < least else { continue }
      least = count
      for word in 0..<width { best[word] = chosen[word] }
      if least == 1 { break }
    }
    guard least < transitions.count else { return 0 }
    return transitions.enumerated().reduce(0) { mask, element in
      best.has(questions.variant(of: Int(element.element))) ? mask | 1 << UInt64(element.offset) : mask
    }
  }

  /// An enabled transition that is a stubborn set by itself, whatever the state.
  @inline(__always)
  mutating func loner<Model: Stepper & ~Copyable>(in state: UnsafePointer<UInt64>, _ model: inout Model) -> Int? {
    for loner in 0..<alwaysAloneCount {
      let (transition, place) = alwaysAlone[loner]
      if place.holds(in: state), questions.standReady(transition, in: state), model.mayFire(transition, in: state) {
        return transition
      }
    }
    return nil
  }

  /// An enabled transition that is a stubborn set with nothing but disabled ones.
  ///
  /// - Parameters:
  ///   - state: a state in which no committed location restricts what may fire.
  ///   - candidates: the transitions whose actors stand where they have to.
  mutating func findSingle<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, among candidates: [Int], _ model: inout Model
  ) -> Int? {
    questions.begin(candidates)
    for transition in candidates where questions.isEnabled(transition, state, &model) {
      if close(
        from: questions.variant(of: transition), below: 2, asking: Self.questionLimit, state, &model) == 1
      {
        return transition
      }
    }
    return nil
  }

  /// The least set around an enabled variant, in `chosen`; how many of it are enabled, or the limit once it has so many
  /// or more questions would have to be asked than wanted.
  private mutating func close<Model: Stepper & ~Copyable>(
    from seed: Int, below limit: Int, asking questionLimit: Int, _ state: UnsafePointer<UInt64>, _ model: inout Model
  ) -> Int {
    stamp += 1
    for word in 0..<width {
      chosen[word] = 0
      handled[word] = 0
    }
    chosen.insert(seed)
    var count = 0
    let start = questions.log.count
    while let variant = takeUnhandled() {
      if questions.log.count > start + questionLimit { return limit }
      if questions.isEnabled(variant: variant, state, &model) {
        count += 1
        if count >= limit { return limit }
        add(companions + variant * width)
      } else {
        addEnablers(of: variant, state, &model)
      }
    }
    return count
  }

  /// Those that may be enabled come first: with too many of them there is no need to look at the others.
  private mutating func takeUnhandled() -> Int? {
    work += width
    for word in 0..<width {
      let open = chosen[word] & ~handled[word] & questions.possible[word]
      if open != 0 { return take(open, word) }
    }
    for word in 0..<width {
      let open = chosen[word] & ~handled[word]
      if open != 0 { return take(open, word) }
    }
    return nil
  }

  private func take(_ open: UInt64, _ word: Int) -> Int {
    handled[word] |= open & (0 &- open)
    return word * 64 + open.trailingZeroBitCount
  }

  /// Adds those that could remove what blocks a disabled variant: of the conditions that do not hold, the one that adds
  /// the fewest that may be enabled, and then the fewest at all.
  private mutating func addEnablers<Model: Stepper & ~Copyable>(
    of variant: Int, _ state: UnsafePointer<UInt64>, _ model: inout Model
  ) {
    var cheapest = -1
    var least = Int.max
    for position in blockerRanges[variant] where least > 0 {
      let cost: Int
      switch blockers[position] {
      case .fact(let fact):
        if questions.holds(fact: fact, state) { continue }
        cost = costOfMakers(of: fact)
      case .condition(let number, let row, let isTotal):
        if cheapest >= 0, !isTotal { continue }
        if questions.holds(condition: number, state, &model) { continue }
        cost = costOfAdding(enablers + row * width)
      case .failure(let row):
        // What is false now may fail to evaluate before it is true.
        add(enablers + row * width)
        continue
      }
      if cost < least {
        least = cost
        cheapest = position
      }
    }
    precondition(cheapest >= 0, "a disabled transition has a condition that does not hold")
    switch blockers[cheapest] {
    case .fact(let fact): addMakers(of: fact, state)
    case .condition(_, let row, _), .failure(let row): add(enablers + row * width)
    }
  }

  /// What adding a row would cost.
  private mutating func costOfAdding(_ row: UnsafeMutablePointer<UInt64>) -> Int {
    work += width
    var cost = 0
    for word in 0..<width {
      let fresh = row[word] & ~chosen[word]
      cost += fresh.nonzeroBitCount + (fresh & questions.possible[word]).nonzeroBitCount << 16
    }
    return cost
  }

  /// What adding those that could make a false fact true would cost, as far as a first look shows.
  private mutating func costOfMakers(of fact: Int) -> Int {
    if visited[fact] == stamp { return 0 }
    work += origins[fact].copies.count
    var cost = costOfAdding(enablers + origins[fact].row * width)
    for position in origins[fact].copies {
      let variant = copies[position].transition
      cost += !chosen.has(variant) && questions.possible.has(variant) ? 1 << 8 : 1
    }
    return cost
  }

  /// Adds those that could make a false fact true: of those that copy another slot, whoever could do it now, or could make
  /// the other fact true first.
  private mutating func addMakers(of fact: Int, _ state: UnsafePointer<UInt64>) {
    if visited[fact] == stamp { return }
    visited[fact] = stamp
    add(enablers + origins[fact].row * width)
    for position in origins[fact].copies {
      let copy = copies[position]
      if questions.holds(fact: copy.fact, state) {
        chosen.insert(copy.transition)
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

extension UnsafeMutablePointer where Pointee == UInt64 {
  /// Whether the set of bits has a number.
  @inline(__always)
  func has(_ number: Int) -> Bool { self[number >> 6] & (1 << UInt64(number & 63)) != 0 }

  /// Adds a number to the set of bits.
  @inline(__always)
  func insert(_ number: Int) { self[number >> 6] |= 1 << UInt64(number & 63) }
}

extension [Int] {
  /// Ranges of these lengths, one behind the other.
  fileprivate var ranges: [Range<Int>] {
    var start = 0
    return map { length in
      defer { start += length }
      return start..<start + length
    }
  }
}
