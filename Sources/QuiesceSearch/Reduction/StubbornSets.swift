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
  /// A transition of which each variant is all of its companions, with the place of its actor.
  struct Loner {
    let transition: Int
    let place: StateQuestions.PackedFact
  }

  var questions: StateQuestions
  private let width: Int
  /// Sets are bits; a state with more enabled transitions is not reduced.
  static let limit = 64
  /// How many questions a single transition is worth: states with other answers have to be looked at anew.
  private static let questionLimit = 2
  /// For each variant, those that have to be in the set with it while it is enabled.
  private let companions: OwnedBuffer<UInt64>
  /// The transitions that are always enough.
  private let alwaysAlone: OwnedBuffer<Loner>
  private let enablers: OwnedBuffer<UInt64>
  /// What variants need, and for each variant where that begins; one more entry ends the last.
  private let blockers: OwnedBuffer<Dependencies.Blocker>
  private let blockerStarts: OwnedBuffer<Int>

  // Room for one state: sets of variants.
  private let chosen: OwnedBuffer<UInt64>
  private let handled: OwnedBuffer<UInt64>
  private let best: OwnedBuffer<UInt64>
  /// How many words were looked at: what choosing sets has cost so far.
  private(set) var work = 0

  /// - Parameter isOpen: whether the property at a position is not decided yet.
  init(_ dependencies: Dependencies, _ program: Program, isOpen: (Int) -> Bool) throws(BytecodeLimit) {
    questions = try StateQuestions(dependencies, program)
    width = dependencies.width
    let rows = dependencies.companions(isOpen: isOpen)
    companions = OwnedBuffer(rows)
    let alone = dependencies.loners(rows).map { transition in
      let main = program.transitions[transition].main
      let slot = program.slots[program.actors[main.actor].locationSlot]
      return Loner(transition: transition, place: StateQuestions.PackedFact(field: Field(slot), value: main.source))
    }
    alwaysAlone = OwnedBuffer(alone)
    enablers = OwnedBuffer(dependencies.enablers)
    blockers = OwnedBuffer(dependencies.blockers.flatMap { $0 })
    blockerStarts = OwnedBuffer(dependencies.blockers.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
    chosen = OwnedBuffer(repeating: 0, count: width)
    handled = OwnedBuffer(repeating: 0, count: width)
    best = OwnedBuffer(repeating: 0, count: width)
  }

  /// Looks for a stubborn set with fewer enabled transitions than there are.
  ///
  /// - Parameters:
  ///   - state: the state, in which no committed location restricts what may fire.
  ///   - positions: where the enabled transitions are in a list, at most `limit`.
  /// - Returns: which of them are in it, as bits in their order; 0 if there is none.
  mutating func choose<Model: Stepper & ~Copyable>(
    _ state: PackedState, enabled positions: Range<Int>, of transitions: borrowing OwnedBuffer<Int32>,
    _ model: inout Model
  ) -> UInt64 {
    questions.begin(state, enabled: positions, of: transitions)
    var least = positions.count
    for position in positions {
      let count = close(
        from: questions.variant(of: Int(transitions[position])), below: least, asking: .max / 2, state, &model)
      guard count < least else { continue }
      least = count
      for word in 0..<width { best[word] = chosen[word] }
      if least == 1 { break }
    }
    guard least < positions.count else { return 0 }
    var mask: UInt64 = 0
    for position in positions where best.has(questions.variant(of: Int(transitions[position]))) {
      mask |= 1 << UInt64(position - positions.lowerBound)
    }
    return mask
  }

  /// An enabled transition that is a stubborn set by itself, whatever the state.
  @inline(__always)
  mutating func loner<Model: Stepper & ~Copyable>(in state: PackedState, _ model: inout Model) -> Int? {
    for position in 0..<alwaysAlone.count {
      let loner = alwaysAlone[position]
      if loner.place.holds(in: state), questions.standReady(loner.transition, in: state),
        model.mayFire(loner.transition, in: state)
      {
        return loner.transition
      }
    }
    return nil
  }

  /// An enabled transition that is a stubborn set with nothing but disabled ones.
  ///
  /// - Parameter state: a state in which no committed location restricts what may fire.
  mutating func findSingle<Model: Stepper & ~Copyable>(
    _ state: PackedState, _ model: inout Model
  ) -> Int? {
    let candidates = questions.begin(state)
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
    from seed: Int, below limit: Int, asking questionLimit: Int, _ state: PackedState, _ model: inout Model
  ) -> Int {
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
        for word in 0..<width { chosen[word] |= companions[variant * width + word] }
      } else {
        addEnablers(of: variant, state, &model)
      }
    }
    return count
  }

  private mutating func takeUnhandled() -> Int? {
    work += width
    for word in 0..<width {
      let open = chosen[word] & ~handled[word]
      if open == 0 { continue }
      handled[word] |= open & (0 &- open)
      return word * 64 + open.trailingZeroBitCount
    }
    return nil
  }

  /// Adds those that could remove what blocks a disabled variant: of the conditions that do not hold, the one that adds
  /// the fewest that may be enabled, and then the fewest at all.
  private mutating func addEnablers<Model: Stepper & ~Copyable>(
    of variant: Int, _ state: PackedState, _ model: inout Model
  ) {
    var cheapest: Int?
    var least = Int.max
    for position in blockerStarts[variant]..<blockerStarts[variant + 1] where least > 0 {
      let row: Int
      switch blockers[position] {
      case .fact(let fact, let makers):
        if questions.holds(fact: fact, state) { continue }
        row = makers
      case .condition(let number, let makers, let isTotal):
        if cheapest != nil, !isTotal { continue }
        if questions.holds(condition: number, state, &model) { continue }
        row = makers
      case .failure(let writers):
        // What is false now may fail to evaluate before it is true.
        add(writers)
        continue
      }
      let cost = costOfAdding(row)
      if cost < least {
        least = cost
        cheapest = row
      }
    }
    guard let cheapest else { preconditionFailure("a disabled transition has a condition that does not hold") }
    add(cheapest)
  }

  /// What adding a row would cost.
  private mutating func costOfAdding(_ row: Int) -> Int {
    work += width
    let row = enablers.base + row * width
    var cost = 0
    for word in 0..<width {
      let fresh = row[word] & ~chosen[word]
      cost += fresh.nonzeroBitCount + (fresh & questions.possible[word]).nonzeroBitCount << 16
    }
    return cost
  }

  @inline(__always)
  private func add(_ row: Int) {
    for word in 0..<width { chosen[word] |= enablers[row * width + word] }
  }
}

extension OwnedBuffer<UInt64> {
  /// Whether the set of bits has a number.
  @inline(__always)
  func has(_ number: Int) -> Bool { self[number >> 6] & (1 << UInt64(number & 63)) != 0 }

  /// Adds a number to the set of bits.
  @inline(__always)
  func insert(_ number: Int) { self[number >> 6] |= 1 << UInt64(number & 63) }
}
