import QuiesceModel
package import QuiesceProgram

/// What stubborn sets need to know of a program, as rows of bits: one bit for each variant of a transition.
package struct Dependencies: Sendable {
  /// A slot that has a value: where an actor stands, what selects a variant, what a guard compares with a number.
  package struct Fact: Hashable {
    let slot: SlotID
    package let value: Int
  }

  /// A condition of a transition, and who could make it true.
  enum Blocker {
    /// The fact with this number, and the row of those who could make it true.
    case fact(Int, row: Int)
    /// The condition with this number, the row of those who could make it true, and whether it can be evaluated even where
    /// what stands before it does not hold.
    case condition(Int, row: Int, isTotal: Bool)
    /// Not a condition: a guard that may fail to evaluate, and the row of those who write what it reads.
    case failure(row: Int)
  }

  /// A property of states and the transitions that matter for it.
  struct Visibility {
    /// The position in `Program.properties`.
    let property: Int
    /// Those that may begin its violation (for `reachable`: may reach it).
    var begin: [UInt64]
    /// Those that may end it.
    var end: [UInt64]
  }

  /// How the transitions of the program are split into those that the rows are about.
  let splits: [Specialization.Split]
  /// For each of these, the transition that it is a case of.
  let origins: [Int]
  /// How many words a row takes.
  let width: Int
  /// For each transition, the row of those that it does not accord with as a member of a set, itself included.
  var conflicts: [UInt64]
  /// The rows of those who could make something true.
  var enablers: [UInt64] = []
  /// For each transition, what it needs, in the order in which it can be looked at.
  var blockers: [[Blocker]] = []
  /// The conditions by their numbers.
  private(set) var conditions: [GroundExpression] = []
  /// The facts by their numbers.
  private(set) var facts: [Fact] = []
  var visibility: [Visibility] = []
  private(set) var statistics = ReductionStatistics()
  /// Whether every question was answered that its own size allows for.
  private(set) var isWhole = false

  private var knownBlockers: [GroundExpression: Blocker] = [:]

  /// Relates the transitions of a program, each with each, as long as the run may go on.
  init(_ original: Program, _ effort: RelatingEffort = .most, clock: RunClock) throws(Interruption) {
    let specialization = try Specialization(original, effort, clock: clock)
    let relations = try Interference(specialization.program, budget: effort.combinations, clock: clock)
    try self.init(specialization, relations, keepsPace: effort.isForWhole, clock: clock)
  }

  /// Asks for the relations of a program's variants.
  ///
  /// - Parameter keepsPace: whether no more questions are asked once it shows that not all will be answered.
  init(
    _ specialization: Specialization, _ relations: Interference, keepsPace: Bool = false, clock: RunClock
  ) throws(Interruption) {
    let start = clock.elapsed
    let program = specialization.program
    splits = specialization.splits
    origins = specialization.origins
    let count = program.transitions.count
    width = (count + 63) / 64
    conflicts = Array(repeating: 0, count: count * width)
    var relations = relations
    for first in 0..<count {
      try clock.check(.relating)
      if keepsPace { relations.enumeration.keepPace(first * first, of: count * count) }
      insert(first, in: first)
      for second in 0..<first {
        if relations.accord(first, second) { continue }
        insert(second, in: first)
        insert(first, in: second)
      }
    }
    for transition in program.transitions {
      try clock.check(.relating)
      blockers.append(needs(of: transition, &relations))
    }
    addVisibility(&relations)
    try clock.check(.relating)
    isWhole = !relations.enumeration.isExhausted
    statistics.disjointPairs = relations.disjointPairs
    statistics.accordingPairs = relations.accordingPairs
    statistics.conflictingPairs = relations.conflictingPairs
    statistics.seconds = clock.elapsed - start
  }

  /// For each transition, the row of those that have to be in a set with it while it is enabled.
  ///
  /// - Parameter isOpen: whether the property at a position is not decided yet.
  func companions(isOpen: (Int) -> Bool) -> [UInt64] {
    var result = conflicts
    for property in visibility where isOpen(property.property) {
      for transition in blockers.indices where property.end[transition >> 6] & (1 << UInt64(transition & 63)) != 0 {
        for word in 0..<width { result[transition * width + word] |= property.begin[word] }
      }
    }
    return result
  }

  /// The transitions all of whose variants have rows with nobody else.
  func loners(_ rows: [UInt64]) -> [Int] {
    let accompanied = blockers.indices.filter { variant in
      rows[variant * width..<(variant + 1) * width].reduce(0) { $0 + $1.nonzeroBitCount } > 1
    }
    return Set(splits.indices).subtracting(accompanied.map { origins[$0] }).sorted()
  }

  private mutating func insert(_ member: Int, in row: Int) {
    conflicts[row * width + member >> 6] |= 1 << UInt64(member & 63)
  }

  private func row(of members: some Sequence<Int>) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: width)
    for member in members { result[member >> 6] |= 1 << UInt64(member & 63) }
    return result
  }

  private mutating func addRow(of members: [Int]) -> Int {
    enablers += row(of: members)
    return enablers.count / width - 1
  }

  // MARK: What transitions need

  private mutating func needs(of transition: Transition, _ relations: inout Interference) -> [Blocker] {
    var result: [Blocker] = transition.participants.map { side in
      let slot = relations.program.actors[side.actor].locationSlot
      return blocker(.binary(.equal, .slot(slot), .constant(side.source)), &relations)
    }
    if transition.guardExpression.mayFault {
      var reads = SlotSet()
      transition.guardExpression.collectReads(into: &reads)
      let writers = relations.program.transitions.indices.filter {
        !relations.program.transitions[$0].writes.isDisjoint(with: reads)
      }
      result.append(.failure(row: addRow(of: writers)))
    }
    for condition in transition.guardExpression.conjuncts { result.append(blocker(condition, &relations)) }
    return result
  }

  private mutating func blocker(_ condition: GroundExpression, _ relations: inout Interference) -> Blocker {
    if let known = knownBlockers[condition] { return known }
    let row = addRow(of: relations.transitions(thatTurn: condition, to: true))
    let result: Blocker
    if let fact = condition.fact {
      result = .fact(facts.count, row: row)
      facts.append(fact)
    } else {
      result = .condition(conditions.count, row: row, isTotal: condition.isTotal)
      conditions.append(condition)
    }
    knownBlockers[condition] = result
    return result
  }

  private mutating func addVisibility(_ relations: inout Interference) {
    for (position, property) in relations.program.properties.enumerated() {
      guard let condition = property.condition else { continue }
      visibility.append(
        Visibility(
          property: position, begin: row(of: relations.transitions(thatTurn: condition, to: property.wantsTrue)),
          end: row(of: relations.transitions(thatTurn: condition, to: !property.wantsTrue))))
    }
  }
}

extension Interference {
  /// The transitions that may turn a condition to a truth value.
  fileprivate mutating func transitions(thatTurn condition: GroundExpression, to truth: Bool) -> [Int] {
    let condition = Interference.Condition(condition)
    var result: [Int] = []
    for transition in program.transitions.indices where may(transition, turn: condition, to: truth) {
      result.append(transition)
    }
    return result
  }
}

extension GroundExpression {
  /// Whether it has a value in every state: the lowering leaves out checks that conditions before it make needless.
  fileprivate var isTotal: Bool {
    !contains {
      switch $0 {
      case .check, .fault, .slotAt, .binary(.divide, _, _), .binary(.remainder, _, _): true
      default: false
      }
    }
  }

  /// The fact that a comparison of a slot with a number asks for.
  package var fact: Dependencies.Fact? {
    switch self {
    case .binary(.equal, .slot(let slot), .constant(let value)), .binary(.equal, .constant(let value), .slot(let slot)):
      Dependencies.Fact(slot: slot, value: value)
    default: nil
    }
  }
}
