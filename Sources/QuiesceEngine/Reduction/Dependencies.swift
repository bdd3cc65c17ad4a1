import QuiesceLanguage

/// What stubborn sets need to know of a program, as rows of bits: one bit for each transition.
struct Dependencies {
  /// A condition of a transition, and who could make it true.
  struct Blocker {
    /// What has to hold.
    enum Requirement {
      /// An actor stands at a location.
      case location(actor: Int, LocationID)
      /// The condition with this number holds.
      case condition(Int)
    }

    let requirement: Requirement
    /// The row in `enablers`.
    let row: Int
  }

  /// A property of states and the transitions that matter for it.
  struct Visibility {
    /// The position in `Program.properties`.
    let property: Int
    /// Those that may begin its violation (for `reachable`: may reach it).
    let begin: [UInt64]
    /// Those that may end it.
    let end: [UInt64]
  }

  /// How many words a row takes.
  let width: Int
  /// For each transition, the row of those that do not accord with it, itself included.
  private(set) var conflicts: [UInt64]
  /// The rows of those who could make something true.
  private(set) var enablers: [UInt64] = []
  /// For each transition, what it needs, locations first, then the conditions in the order of their evaluation.
  private(set) var blockers: [[Blocker]] = []
  /// The conditions by their numbers.
  private(set) var conditions: [GroundExpression] = []
  private(set) var visibility: [Visibility] = []
  private(set) var statistics = ReductionStatistics()

  private var conditionRows: [GroundExpression: (number: Int, row: Int)] = [:]
  private var locationRows: [Place: Int] = [:]

  private struct Place: Hashable {
    let actor: Int
    let location: LocationID
  }

  /// How the transitions of the program are split into those that the rows are about.
  let splits: [Specialization.Split]

  init(_ original: Program, defect: Interference.Defect? = nil) {
    let specialization = Specialization(original)
    let program = specialization.program
    splits = specialization.splits
    let count = program.transitions.count
    width = (count + 63) / 64
    conflicts = Array(repeating: 0, count: count * width)
    var relations = Interference(program, defect: defect)
    for first in 0..<count {
      insert(first, in: first)
      for second in 0..<first where !relations.accord(first, second) {
        insert(first, in: second)
        insert(second, in: first)
      }
    }
    for transition in program.transitions { blockers.append(needs(of: transition, &relations)) }
    if defect != .visibility { addVisibility(&relations) }
    statistics = ReductionStatistics(
      disjointPairs: relations.disjointPairs, accordingPairs: relations.accordingPairs,
      conflictingPairs: relations.conflictingPairs)
  }

  private mutating func insert(_ member: Int, in row: Int) {
    conflicts[row * width + member >> 6] |= 1 << UInt64(member & 63)
  }

  private func row(of members: some Sequence<Int>) -> [UInt64] {
    var result = [UInt64](repeating: 0, count: width)
    for member in members { result[member >> 6] |= 1 << UInt64(member & 63) }
    return result
  }

  private mutating func needs(of transition: Transition, _ relations: inout Interference) -> [Blocker] {
    var result: [Blocker] = []
    for side in transition.participants {
      let place = Place(actor: side.actor, location: side.source)
      let row = locationRows[place] ?? addRow(of: relations.program.enterers(of: place.location, by: place.actor))
      locationRows[place] = row
      result.append(Blocker(requirement: .location(actor: side.actor, side.source), row: row))
    }
    for condition in transition.guardExpression.conjuncts {
      if let known = conditionRows[condition] {
        result.append(Blocker(requirement: .condition(known.number), row: known.row))
        continue
      }
      let row = addRow(of: relations.transitions(thatTurn: condition, to: true))
      conditionRows[condition] = (conditions.count, row)
      result.append(Blocker(requirement: .condition(conditions.count), row: row))
      conditions.append(condition)
    }
    return result
  }

  private mutating func addRow(of members: [Int]) -> Int {
    enablers += row(of: members)
    return enablers.count / width - 1
  }

  private mutating func addVisibility(_ relations: inout Interference) {
    for (position, property) in relations.program.properties.enumerated() {
      let (expression, wanted): (GroundExpression, Bool)
      switch property.kind {
      case .invariant(let invariant): (expression, wanted) = (invariant, false)
      case .reachable(let goal): (expression, wanted) = (goal, true)
      case .neverFlagged, .reachableFlag, .temporal: continue
      }
      visibility.append(
        Visibility(
          property: position, begin: row(of: relations.transitions(thatTurn: expression, to: wanted)),
          end: row(of: relations.transitions(thatTurn: expression, to: !wanted))))
    }
  }
}

extension Interference {
  /// The transitions that may turn a condition to a truth value.
  fileprivate mutating func transitions(thatTurn condition: GroundExpression, to truth: Bool) -> [Int] {
    var result: [Int] = []
    for transition in program.transitions.indices where may(transition, turn: condition, to: truth) {
      result.append(transition)
    }
    return result
  }
}

extension Program {
  /// The transitions that bring an actor to a location from another one.
  fileprivate func enterers(of location: LocationID, by actor: Int) -> [Int] {
    transitions.indices.filter { transition in
      transitions[transition].participants.contains {
        $0.actor == actor && $0.target == location && $0.source != location
      }
    }
  }
}

/// What the relations between transitions came to.
public struct ReductionStatistics: Sendable {
  /// Pairs of transitions of which neither writes what the other touches.
  public var disjointPairs = 0
  /// Pairs that touch common slots and yet accord, by going through the values.
  public var accordingPairs = 0
  /// Pairs that do not accord, or were not shown to.
  public var conflictingPairs = 0
  /// States of which all enabled transitions were fired.
  public var fullyExpanded = 0
  /// States of which some were left out.
  public var reduced = 0
}
