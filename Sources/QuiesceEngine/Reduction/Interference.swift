import QuiesceLanguage

/// Which transitions of a ground program depend on each other: decided once, before the search, from footprints and,
/// where few values matter, by going through all of them.
///
/// The relations are those of guard-based stubborn sets (Laarman, Pater, van de Pol, Weber: Guard-based partial-order
/// reduction, STTT 2016). Whatever cannot be decided cheaply counts as dependent.
struct Interference {
  /// A defect that the tests put in to see it caught; never set outside of them.
  enum Defect {
    /// Transitions accord although one disables the other.
    case accordance
    /// The slots of invariants are not looked at.
    case visibility
    /// Some transitions that enable a guard are forgotten.
    case enabling
    /// A reduced state need not lead to one that is expanded later.
    case proviso
  }

  let program: Program
  let defect: Defect?
  private(set) var enumeration: Enumeration
  /// How many pairs touch common slots and yet accord, and how many do not.
  private(set) var accordingPairs = 0
  private(set) var conflictingPairs = 0
  private(set) var disjointPairs = 0
  private var exclusions: [[GroundExpression]: Bool] = [:]
  private let guards: [[GroundExpression]]

  init(_ program: Program, defect: Defect? = nil, budget: Int = 1 << 16) {
    self.program = program
    self.defect = defect
    enumeration = Enumeration(domainLimit: 1 << 13, budget: budget)
    guards = program.transitions.map { $0.guardExpression.conjuncts }
  }

  // MARK: Accordance

  /// Whether two transitions accord: where both are enabled, neither changes whether the other is, what it flags and
  /// covers or whether it faults, and both orders lead to the same state.
  mutating func accord(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (program.transitions[first], program.transitions[second])
    if entersCommitted(one) || entersCommitted(other) { return false }
    if excludeByLocation(one, other) { return true }
    if one.isIndependent(of: other) {
      disjointPairs += 1
      return true
    }
    if defect == .accordance, one.main.actor != other.main.actor { return true }
    let result = excludeByGuards(first, second) || commute(one, other)
    if result { accordingPairs += 1 } else { conflictingPairs += 1 }
    return result
  }

  /// Entering a committed location stops everybody else.
  private func entersCommitted(_ transition: Transition) -> Bool {
    transition.participants.contains { program.actors[$0.actor].locations[$0.target].isCommitted }
  }

  /// Whether an actor would have to stand at two places at once.
  private func excludeByLocation(_ one: Transition, _ other: Transition) -> Bool {
    one.participants.contains { side in
      other.participants.contains { $0.actor == side.actor && $0.source != side.source }
    }
  }

  /// Whether some condition of one contradicts a condition of the other.
  private mutating func excludeByGuards(_ first: Int, _ second: Int) -> Bool {
    for one in guards[first] {
      for other in guards[second] where contradict(one, other) { return true }
    }
    return false
  }

  private mutating func contradict(_ one: GroundExpression, _ other: GroundExpression) -> Bool {
    var (reads, others) = (SlotSet(), SlotSet())
    one.collectReads(into: &reads)
    other.collectReads(into: &others)
    if reads.isDisjoint(with: others) { return false }
    if let known = exclusions[[one, other]] { return known }
    reads.formUnion(others)
    let result = enumeration.holdsForAll(reads, fixed: [:], in: program) { machine in
      var machine = machine
      guard let isFirst = try? machine.holds(one), let isSecond = try? machine.holds(other) else { return false }
      return !(isFirst && isSecond)
    }
    exclusions[[one, other]] = result ?? false
    return result ?? false
  }

  /// Conditions that the other transition cannot change may be left out: what commutes in more states commutes in fewer. With
  /// all of them there are more values to go through, and fewer states.
  private mutating func commute(_ one: Transition, _ other: Transition) -> Bool {
    let here = one.keepingConditions { !$0.isDisjoint(with: other.writes) }
    let there = other.keepingConditions { !$0.isDisjoint(with: one.writes) }
    return commuteAsTheyAre(here, there) || commuteAsTheyAre(one, other)
  }

  private mutating func commuteAsTheyAre(_ one: Transition, _ other: Transition) -> Bool {
    var control = SlotSet()
    for (first, second) in [(one, other), (other, one)] {
      var provenance = Provenance()
      provenance.decide(first.guardExpression)
      provenance.run(first.effect)
      provenance.decide(second.guardExpression)
      provenance.run(second.effect)
      control.formUnion(provenance.control)
    }
    let (here, there) = (sources(of: one), sources(of: other))
    if here.contains(where: { slot, value in there[slot] != nil && there[slot] != value }) { return true }
    let slots = program.slots
    let result = enumeration.holdsForAll(
      control, fixed: here.merging(there) { source, _ in source }, in: program
    ) { machine in
      do throws(TokenMachine.Failure) {
        var before = machine
        guard try before.holds(one.guardExpression), try before.holds(other.guardExpression) else { return true }
        var (forwards, backwards) = (machine, machine)
        let oneFirst = try forwards.fire(one, slots)
        guard there.allSatisfy({ forwards.state[$0.key] == $0.value }), try forwards.holds(other.guardExpression)
        else { return false }
        let otherSecond = try forwards.fire(other, slots)
        let otherFirst = try backwards.fire(other, slots)
        guard here.allSatisfy({ backwards.state[$0.key] == $0.value }), try backwards.holds(one.guardExpression)
        else { return false }
        let oneSecond = try backwards.fire(one, slots)
        return forwards.state == backwards.state && oneFirst == oneSecond && otherFirst == otherSecond
      } catch {
        return false
      }
    }
    return result ?? false
  }

  /// The values that some slots have where a transition is enabled: locations, and what its guard compares with numbers.
  private func sources(of transition: Transition) -> [SlotID: Int] {
    var result: [SlotID: Int] = [:]
    for case let fact? in transition.guardExpression.conjuncts.map(\.fact) { result[fact.slot] = fact.value }
    for side in transition.participants { result[program.actors[side.actor].locationSlot] = side.source }
    return result
  }

  // MARK: Conditions

  /// Whether a transition may turn a condition from one truth value to the other; a condition that cannot be evaluated
  /// counts as both.
  mutating func may(_ transition: Int, turn condition: GroundExpression, to truth: Bool) -> Bool {
    let subject = program.transitions[transition]
    var reads = SlotSet()
    condition.collectReads(into: &reads)
    if reads.isDisjoint(with: subject.writes) { return false }
    if defect == .enabling, transition % 3 == 0 { return false }
    let weaker = subject.keepingConditions { !$0.isDisjoint(with: reads) }
    return may(weaker, turn: condition, to: truth) && may(subject, turn: condition, to: truth)
  }

  private mutating func may(_ subject: Transition, turn condition: GroundExpression, to truth: Bool) -> Bool {
    var provenance = Provenance()
    provenance.decide(condition)
    provenance.decide(subject.guardExpression)
    provenance.run(subject.effect)
    provenance.decide(condition)
    let slots = program.slots
    let never = enumeration.holdsForAll(provenance.control, fixed: sources(of: subject), in: program) { machine in
      do throws(TokenMachine.Failure) {
        var machine = machine
        guard try machine.holds(condition) != truth, try machine.holds(subject.guardExpression) else { return true }
        try machine.run(subject.effect, slots: slots)
        return try machine.holds(condition) != truth
      } catch {
        return false
      }
    }
    return never != true
  }
}

/// What a transition says of the properties besides its new state.
private struct Marks: Equatable {
  let flags: UInt64
  let covers: UInt64
}

extension TokenMachine {
  /// Fires a transition that is enabled.
  fileprivate mutating func fire(_ transition: Transition, _ slots: [Slot]) throws(Failure) -> Marks {
    flags = 0
    covers = 0
    try run(transition.effect, slots: slots)
    return Marks(flags: flags, covers: covers)
  }
}

extension Transition {
  /// Both sides.
  var participants: [Participant] { partner.map { [main, $0] } ?? [main] }

  /// The transition with fewer conditions: those that compare a slot with a number, and those whose slots are asked for.
  fileprivate func keepingConditions(_ isKept: (SlotSet) -> Bool) -> Transition {
    var result = self
    let kept = guardExpression.conjuncts.filter { condition in
      var reads = SlotSet()
      condition.collectReads(into: &reads)
      return condition.fact != nil || isKept(reads)
    }
    result.guardExpression = kept.reduce(.constant(1)) { $0 == .constant(1) ? $1 : .binary(.and, $0, $1) }
    return result
  }

  /// Whether neither touches what the other writes.
  fileprivate func isIndependent(of other: Transition) -> Bool {
    writes.isDisjoint(with: other.writes) && writes.isDisjoint(with: other.reads)
      && reads.isDisjoint(with: other.writes)
  }
}

extension GroundExpression {
  /// The conditions that are evaluated one after the other until one is false.
  var conjuncts: [GroundExpression] {
    if case .binary(.and, let left, let right) = self { left.conjuncts + right.conjuncts } else { [self] }
  }
}
