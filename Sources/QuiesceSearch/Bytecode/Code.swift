import QuiesceProgram

/// A ground program as bytecode: all guards and effects, all conditions over states, one after the other.
struct Code: Sendable {
  /// All instructions.
  var instructions: [Instruction] = []
  /// Fields for dynamic indices, a run for each indexed array.
  var fields: [Field] = []
  /// Those runs, by where they begin.
  var fieldRuns: [Int32: FieldRun] = [:]
  /// Ranges for `check`.
  var checks: [RangeCheck] = []
  /// Numbers that do not fit an instruction.
  var wideConstants: [Int] = []
  /// Writes of several fields of a word at once.
  var wordWrites: [WordWrite] = []
  /// For each transition, where its guard starts; `begin` and the effect follow it.
  var transitionEntries: [Int] = []
  /// For each transition, where its effect starts, with `begin`.
  var effectEntries: [Int] = []
  /// For each transition, where it ends.
  var transitionEnds: [Int] = []
  /// For each condition over states, where it starts; -1 where there is none.
  var conditionEntries: [Int] = []
  /// How many registers the machine needs, with those that only `reload` and `spill` reach.
  var registerCount = 1
}

extension Code {
  /// Compiles the transitions of a program, and conditions over its states.
  init(_ program: Program, _ conditions: StateConditions) throws(BytecodeLimit) {
    guard program.wordCount <= 256 else { throw .words }
    var assembler = Assembler(slots: program.slots)
    for transition in program.transitions {
      assembler.code.transitionEntries.append(assembler.code.instructions.count)
      let effect = assembler.transition(program.withPartnerReady(transition))
      assembler.code.effectEntries.append(effect)
      assembler.code.transitionEnds.append(assembler.code.instructions.count)
    }
    for condition in conditions.expressions {
      assembler.code.conditionEntries.append(condition == nil ? -1 : assembler.code.instructions.count)
      if let condition { assembler.condition(condition) }
    }
    self = assembler.code
  }

  /// The instructions of an expression that begins somewhere.
  func body(from entry: Int) -> Range<Int> {
    let end = instructions[entry...].firstIndex { if case .result = $0 { true } else { false } }
    return entry..<(end ?? entry) + 1
  }
}

extension Program {
  /// The transition with its partner's place in its guard: the machine finds transitions by the main participant's.
  fileprivate func withPartnerReady(_ transition: Transition) -> Transition {
    guard let partner = transition.partner else { return transition }
    var result = transition
    let isReady = GroundExpression.binary(
      .equal, .slot(actors[partner.actor].locationSlot), .constant(partner.source))
    result.guardExpression = .binary(.and, isReady, transition.guardExpression)
    return result
  }
}
