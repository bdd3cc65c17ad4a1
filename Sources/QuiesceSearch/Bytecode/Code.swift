import QuiesceProgram

/// A ground program as bytecode: all guards and effects, all state properties, one after the other.
struct Code {
  /// All instructions.
  var instructions: [Instruction] = []
  /// Fields for dynamic indices, a run for each indexed array.
  var fields: [Field] = []
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
  /// For each property that is an expression over states, where it starts; -1 for others.
  var propertyEntries: [Int] = []
  /// Where the search bound starts; nil without one.
  var boundEntry: Int?
  /// For each actor and location, where the condition starts that must hold for rest besides that the location is final; nil
  /// without one.
  var restEntries: [Int?] = []
  /// For each of the other conditions, where it starts.
  var conditionEntries: [Int] = []
  /// How many registers the largest expression uses.
  var registerCount = 0

  /// Compiles a program, and conditions over its states.
  init(_ program: Program, conditions: [GroundExpression] = []) throws(BytecodeLimit) {
    guard program.wordCount <= 256 else { throw .words }
    var assembler = Assembler(slots: program.slots)
    for transition in program.transitions {
      transitionEntries.append(assembler.instructions.count)
      effectEntries.append(try assembler.transition(program.withPartnerReady(transition)))
      transitionEnds.append(assembler.instructions.count)
    }
    for property in program.properties {
      propertyEntries.append(property.condition == nil ? -1 : assembler.instructions.count)
      if let condition = property.condition { try assembler.property(condition) }
    }
    if let bound = program.bound {
      boundEntry = assembler.instructions.count
      try assembler.property(bound)
    }
    for actor in program.actors {
      for location in actor.locations.indices {
        restEntries.append(actor.restConditions[location] == nil ? nil : assembler.instructions.count)
        if let condition = actor.restConditions[location] { try assembler.property(condition) }
      }
    }
    for condition in conditions {
      conditionEntries.append(assembler.instructions.count)
      try assembler.property(condition)
    }
    instructions = assembler.instructions
    fields = assembler.fields
    checks = assembler.checks
    wordWrites = assembler.wordWrites
    wideConstants = assembler.wideConstants
    registerCount = assembler.highestRegister + 1
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
