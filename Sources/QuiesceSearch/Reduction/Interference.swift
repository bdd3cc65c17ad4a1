import QuiesceModel
import QuiesceProgram

/// Which transitions of a ground program depend on each other: decided once, before the search, from footprints and,
/// where few values matter, by going through all of them.
///
/// The relations are those of guard-based stubborn sets (Laarman, Pater, van de Pol, Weber: Guard-based partial-order
/// reduction, STTT 2016). Each is taken apart into questions about one condition or one slot, and the part of an effect
/// that decides it, so that few values matter to each. Whatever cannot be decided cheaply counts as dependent.
struct Interference {
  /// What is asked of a transition; shared by all pairs.
  final class Subject {
    /// The position of the transition.
    let transition: Int
    /// What it needs: the locations, then what the guard asks for.
    let conditions: [Condition]
    /// Where its actors stand.
    let places: [SlotID: Int]
    /// What is known where it is enabled, the places included.
    let premises: Premises
    package let effect: [GroundStatement]
    /// What it flags and covers and where it fails.
    let marks: EffectParts.Part
    let reads: SlotSet
    let writes: SlotSet
    /// Whether it enters a committed location, which stops everybody else.
    let entersCommitted: Bool
    /// Whether its guard may fail to evaluate.
    let guardMayFail: Bool

    init(_ position: Int, in program: Program) {
      let transition = program.transitions[position]
      self.transition = position
      let places = transition.participants.map {
        GroundExpression.binary(.equal, .slot(program.actors[$0.actor].locationSlot), .constant($0.source))
      }
      conditions = (places + transition.guardExpression.conjuncts).filter { $0 != .constant(1) }.map {
        Interference.Condition($0)
      }
      self.places = places.facts
      premises = Interference.Premises(
        facts: conditions.map(\.expression).facts, conditions: conditions.filter { $0.expression.fact == nil })
      effect = transition.effect
      marks = EffectParts.Part(EffectSlice(transition.effect, for: SlotSet(), keepsMarks: true))
      reads = transition.reads
      writes = transition.writes
      entersCommitted = transition.participants.contains { participant in
        participant.targets.contains { program.actors[participant.actor].locations[$0].isCommitted }
      }
      guardMayFail = conditions.contains { $0.expression.mayFault }
    }
  }

  /// What is known of the states in which some transitions are enabled.
  struct Premises {
    /// The values that some slots have.
    var facts: [SlotID: Int]
    /// The other conditions that hold.
    var conditions: [Condition]

    /// What is known where others are enabled as well.
    func and(_ others: Premises) -> Premises {
      Premises(facts: facts.merging(others.facts) { value, _ in value }, conditions: conditions + others.conditions)
    }
  }

  /// A condition and the slots it reads.
  struct Condition {
    package let expression: GroundExpression
    let reads: SlotSet
    /// The slots whose values decide it.
    let control: SlotSet
  }

  package let program: Program
  var subjects: [Subject]
  var parts = EffectParts()
  var enumeration: Enumeration
  /// How many pairs touch common slots and yet accord, do not, or touch none; a pair counts in both directions.
  private(set) var accordingPairs = 0
  private(set) var conflictingPairs = 0
  private(set) var disjointPairs = 0

  /// Looks at each transition by itself.
  ///
  /// - Parameter clock: that of the run: once it is over, every further answer is the worst one.
  init(_ program: Program, budget: Int = RelatingEffort.most.combinations, clock: RunClock) throws(Interruption) {
    self.program = program
    enumeration = Enumeration(program, domainLimit: 1 << 11, budget: budget, clock: clock)
    subjects = []
    for transition in program.transitions.indices {
      try clock.check(.relating)
      subjects.append(Subject(transition, in: program))
    }
  }

  /// The part of a transition's effect that decides what it leaves in some slots.
  mutating func part(of subject: Subject, for slots: SlotSet) -> EffectParts.Part {
    parts[subject.transition, subject.effect, slots]
  }

  // MARK: Accordance

  /// Whether two transitions accord: wherever both are enabled, neither disables the other, neither changes what the other
  /// flags and covers or whether and where it fails, and unless one fails both orders lead to the same state.
  mutating func accord(_ first: Int, _ second: Int) -> Bool {
    let result = decideAccord(first, second)
    if result { accordingPairs += 2 } else { conflictingPairs += 2 }
    return result
  }

  private mutating func decideAccord(_ first: Int, _ second: Int) -> Bool {
    if subjects[first].entersCommitted || subjects[second].entersCommitted { return false }
    // Most pairs are decided here.
    if subjects[first].isIndependent(of: subjects[second]) {
      disjointPairs += 2
      accordingPairs -= 2
      return true
    }
    let (one, other) = (subjects[first], subjects[second])
    if one.places.contradict(other.places) { return true }
    // A fact behind a condition that fails is never asked for, so this comes before the facts.
    if one.guardMayFail(after: other) || other.guardMayFail(after: one) { return false }
    if one.premises.facts.contradict(other.premises.facts) { return true }
    if enumeration.isExhausted { return false }
    let premises = one.premises.and(other.premises)
    if excludeEachOther(one, other, premises) { return true }
    return keepsEnabled(one, by: other, premises) && keepsEnabled(other, by: one, premises)
      && commute(one, other, premises)
      && keepsMarks(of: one, by: other, premises) && keepsMarks(of: other, by: one, premises)
  }

  /// Whether some condition of one contradicts a condition of the other.
  private mutating func excludeEachOther(_ one: Subject, _ other: Subject, _ premises: Premises) -> Bool {
    for condition in one.conditions {
      for opposite in other.conditions where !condition.reads.isDisjoint(with: opposite.reads) {
        let never = holdsForAll(premises, about: [condition, opposite]) { machine in
          guard let isFirst = try? machine.holds(condition.expression),
            let isSecond = try? machine.holds(opposite.expression)
          else { return false }
          return !(isFirst && isSecond)
        }
        if never { return true }
      }
    }
    return false
  }

  /// Whether all that one transition needs is still there after the other.
  private mutating func keepsEnabled(_ kept: Subject, by other: Subject, _ premises: Premises) -> Bool {
    for condition in kept.conditions where !condition.reads.isDisjoint(with: other.writes) {
      let part = part(of: other, for: condition.reads)
      let slots = program.slots
      let isKept = holdsForAll(premises, about: [condition], after: [[.effect(part), .condition(condition)]]) {
        machine in
        do throws(GroundMachine.Failure) {
          try machine.run(part.statements, slots: slots)
          return try machine.holds(condition.expression)
        } catch {
          return false
        }
      }
      if !isKept { return false }
    }
    return true
  }

  /// Whether both orders leave the same in each slot.
  private mutating func commute(_ one: Subject, _ other: Subject, _ premises: Premises) -> Bool {
    var both = one.writes
    both.formUnion(other.writes)
    for slot in both.members where !commute(one, other, in: slot, premises) { return false }
    return true
  }

  private mutating func commute(_ one: Subject, _ other: Subject, in slot: SlotID, _ premises: Premises) -> Bool {
    if isAlone(one, in: slot, beside: other) || isAlone(other, in: slot, beside: one) { return true }
    let target = SlotSet(slot)
    let forwards = sequence(one, other, for: target)
    let backwards = sequence(other, one, for: target)
    let slots = program.slots
    return holdsForAll(premises, about: [], after: [forwards.map { .effect($0) }, backwards.map { .effect($0) }]) {
      machine in
      do throws(GroundMachine.Failure) {
        for part in forwards { try machine.run(part.statements, slots: slots) }
        let result = machine.state[slot]
        machine.rewind()
        for part in backwards { try machine.run(part.statements, slots: slots) }
        return machine.state[slot] == result
      } catch {
        // Whether and where they fail is a question of its own.
        return error != .undefined
      }
    }
  }

  /// Whether what a transition leaves in a slot is nothing to the other one.
  private mutating func isAlone(_ subject: Subject, in slot: SlotID, beside other: Subject) -> Bool {
    if other.writes.contains(slot) { return false }
    // Most read nothing that the other one writes, whatever decides.
    return subject.reads.isDisjoint(with: other.writes)
      || part(of: subject, for: SlotSet(slot)).needed.isDisjoint(with: other.writes)
  }

  /// What decides the content of some slots after two effects.
  private mutating func sequence(
    _ first: Subject, _ second: Subject, for slots: SlotSet
  ) -> [EffectParts.Part] {
    let last = part(of: second, for: slots)
    return [part(of: first, for: last.needed), last]
  }

  /// Whether a transition flags, covers and fails after another one as it does before it.
  private mutating func keepsMarks(of subject: Subject, by other: Subject, _ premises: Premises) -> Bool {
    let marks = subject.marks
    if marks.needed.isDisjoint(with: other.writes) { return true }
    let part = part(of: other, for: marks.needed)
    let slots = program.slots
    return holdsForAll(
      premises, about: [], after: [[.effect(marks)], [.effect(part), .effect(marks)]]
    ) { machine in
      let before = machine.marks(of: marks.statements, slots)
      if before.failure == .undefined { return false }
      machine.rewind()
      do throws(GroundMachine.Failure) {
        try machine.run(part.statements, slots: slots)
      } catch {
        return error != .undefined
      }
      return machine.marks(of: marks.statements, slots) == before
    }
  }

  // MARK: Conditions

  /// Whether a transition may turn a condition from one truth value to the other; a condition that cannot be evaluated
  /// counts as both.
  mutating func may(_ transition: Int, turn condition: Condition, to truth: Bool) -> Bool {
    let subject = subjects[transition]
    if condition.reads.isDisjoint(with: subject.writes) { return false }
    if enumeration.isExhausted { return true }
    let part = part(of: subject, for: condition.reads)
    let slots = program.slots
    let never = holdsForAll(
      subject.premises, about: [condition], after: [[.effect(part), .condition(condition)]]
    ) { machine in
      do throws(GroundMachine.Failure) {
        guard try machine.holds(condition.expression) != truth else { return true }
        try machine.run(part.statements, slots: slots)
        return try machine.holds(condition.expression) != truth
      } catch {
        return false
      }
    }
    return !never
  }
}

/// What a transition says of the properties, and where it fails.
private struct Marks: Equatable {
  let flags: UInt64
  let covers: UInt64
  let failure: GroundMachine.Failure?
}

extension GroundMachine {
  /// Runs an effect for its marks.
  fileprivate mutating func marks(of effect: [GroundStatement], _ slots: [Slot]) -> Marks {
    clearMarks()
    do throws(Failure) {
      try run(effect, slots: slots)
      return Marks(flags: flags, covers: covers, failure: nil)
    } catch {
      guard case .fault(let fault) = error else { return Marks(flags: 0, covers: 0, failure: error) }
      return Marks(flags: 0, covers: 0, failure: .fault(GroundFault(site: fault.site)))
    }
  }
}

extension Interference.Subject {
  /// Whether another transition may change whether the guard fails to evaluate.
  fileprivate func guardMayFail(after other: Interference.Subject) -> Bool {
    guardMayFail && conditions.contains { !$0.reads.isDisjoint(with: other.writes) }
  }

  /// Whether neither touches what the other writes.
  fileprivate func isIndependent(of other: Interference.Subject) -> Bool {
    writes.isDisjoint(with: other.writes) && writes.isDisjoint(with: other.reads)
      && reads.isDisjoint(with: other.writes)
  }
}

extension [GroundExpression] {
  /// The values that the conditions of some slots ask for.
  fileprivate var facts: [SlotID: Int] {
    reduce(into: [:]) { if let fact = $1.fact { $0[fact.slot] = fact.value } }
  }
}

extension [SlotID: Int] {
  /// Whether some slot would have to have two values.
  fileprivate func contradict(_ other: [SlotID: Int]) -> Bool {
    contains { slot, value in other[slot].map { $0 != value } ?? false }
  }
}

extension Interference.Condition {
  init(_ expression: GroundExpression) {
    self.expression = expression
    var reads = SlotSet()
    expression.collectReads(into: &reads)
    self.reads = reads
    var provenance = Provenance()
    provenance.decide(expression)
    control = provenance.control
  }
}

extension GroundExpression {
  /// The conditions that are evaluated one after the other until one is false.
  var conjuncts: [GroundExpression] {
    switch self {
    case .binary(.and, let left, let right): left.conjuncts + right.conjuncts
    case .not(.binary(.or, let left, let right)):
      GroundExpression.not(left).conjuncts + GroundExpression.not(right).conjuncts
    default: [self]
    }
  }
}
