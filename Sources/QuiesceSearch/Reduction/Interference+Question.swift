import QuiesceProgram

extension Interference {
  /// A part of what a question runs through.
  enum Part {
    case effect([GroundStatement])
    case condition(GroundExpression)
  }

  /// Whether a claim is true in every state in which some transitions are enabled, as far as one can see from the few slots
  /// that decide it.
  ///
  /// - Parameters:
  ///   - subjects: the transitions that are enabled.
  ///   - conditions: conditions that the claim evaluates at first.
  ///   - runs: what it runs through, each time from the first state on.
  mutating func holdsForAll(
    _ subjects: [Subject], about conditions: [GroundExpression], after runs: [[Part]] = [],
    _ claim: (inout GroundMachine) -> Bool
  ) -> Bool {
    var control = SlotSet()
    for run in runs + conditions.map({ [.condition($0)] }) {
      var provenance = Provenance()
      for part in run {
        switch part {
        case .effect(let statements): provenance.run(statements)
        case .condition(let condition): provenance.decide(condition)
        }
      }
      control.formUnion(provenance.control)
    }
    let premises = subjects.flatMap(\.conditions).filter { $0.expression.fact == nil }
    let facts = subjects.reduce(into: [:]) { $0.merge($1.facts) { value, _ in value } }
    // More premises, fewer states and more values: first those that speak of what decides, then those that overlap it.
    if ask(control, premises.filter { $0.reads.isSubset(of: control) }, facts, claim) { return true }
    let overlapping = premises.filter { !$0.reads.isDisjoint(with: control) }
    if overlapping.allSatisfy({ $0.reads.isSubset(of: control) }) { return false }
    for premise in overlapping { control.formUnion(premise.reads) }
    return ask(control, premises.filter { $0.reads.isSubset(of: control) }, facts, claim)
  }

  private mutating func ask(
    _ control: SlotSet, _ premises: [Condition], _ facts: [SlotID: Int], _ claim: (inout GroundMachine) -> Bool
  ) -> Bool {
    let result = enumeration.holdsForAll(control, fixed: facts, in: program) { machine in
      for premise in premises {
        do throws(GroundMachine.Failure) {
          if try !machine.holds(premise.expression) { return true }
        } catch {
          // A guard that fails is not that of an enabled transition; a condition behind one that does not hold may be
          // undefined, and says nothing.
          if error != .undefined { return true }
        }
      }
      machine.rewind()
      return claim(&machine)
    }
    return result ?? false
  }
}

extension SlotSet {
  /// Whether another set has all the slots.
  func isSubset(of other: SlotSet) -> Bool { members.allSatisfy { other.contains($0) } }
}
