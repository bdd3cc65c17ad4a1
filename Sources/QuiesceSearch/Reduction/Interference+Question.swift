import QuiesceProgram

extension Interference {
  /// A part of what a question runs through.
  enum Part {
    case effect(EffectParts.Part)
    case condition(Condition)
  }

  /// Whether a claim is true in every state in which some transitions are enabled, as far as one can see from the few slots
  /// that decide it.
  ///
  /// - Parameters:
  ///   - premises: what is known where they are enabled.
  ///   - conditions: conditions that the claim evaluates at first.
  ///   - runs: what it runs through, each time from the first state on.
  mutating func holdsForAll(
    _ premises: Premises, about conditions: [Condition], after runs: [[Part]] = [],
    _ claim: (inout GroundMachine) -> Bool
  ) -> Bool {
    var control = SlotSet()
    for condition in conditions { control.formUnion(condition.control) }
    for run in runs {
      var provenance = Provenance()
      for part in run {
        switch part {
        case .effect(let part): provenance.run(part.provenance)
        case .condition(let condition): provenance.decide(condition.control)
        }
      }
      control.formUnion(provenance.control)
    }
    // More premises, fewer states and more values: first those that speak of what decides, then those that overlap it.
    if ask(control, premises, claim) { return true }
    let overlapping = premises.conditions.filter { !$0.reads.isDisjoint(with: control) }
    if overlapping.allSatisfy({ $0.reads.isSubset(of: control) }) { return false }
    for premise in overlapping { control.formUnion(premise.reads) }
    return ask(control, premises, claim)
  }

  private mutating func ask(
    _ control: SlotSet, _ premises: Premises, _ claim: (inout GroundMachine) -> Bool
  ) -> Bool {
    let conditions = premises.conditions.filter { $0.reads.isSubset(of: control) }
    let result = enumeration.holdsForAll(control, fixed: premises.facts) { machine in
      for premise in conditions {
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
