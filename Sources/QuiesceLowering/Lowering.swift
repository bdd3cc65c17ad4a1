package import QuiesceLanguage
package import QuiesceModel
package import QuiesceProgram

/// From the checked model to the ground program: instances, bindings and structured values are expanded, functions inlined,
/// monitors woven in where events are emitted, and the slots packed into words.
package enum Lowering {
  /// Makes a model ground for some of its properties; nil stands for all.
  ///
  /// Monitors that are not selected are left out: their variables take no room in a state. A model that grows beyond a limit gives
  /// a diagnostic and no program. The names of freedom from deadlocks and from stuck actors may be among the selected ones.
  package static func lower(
    _ model: CheckedModel, properties selected: [String]? = nil, diagnostics: inout [Diagnostic]
  ) -> Program? {
    // A clock that never rings.
    let clock = RunClock(RunControl())
    return try? lower(model, properties: selected, clock: clock, diagnostics: &diagnostics)
  }

  /// The same as a part of a run, which may have to end.
  package static func lower(
    _ model: CheckedModel, properties selected: [String]?, clock: RunClock, diagnostics: inout [Diagnostic]
  ) throws(Interruption) -> Program? {
    var moves: LoweredMoves?
    return try lower(model, properties: selected, clock: clock, sharing: &moves, diagnostics: &diagnostics)
  }

  /// The same for one of several runs of a model, which share what does not depend on properties.
  package static func lower(
    _ model: CheckedModel, properties selected: [String]?, clock: RunClock, sharing moves: inout LoweredMoves?,
    diagnostics: inout [Diagnostic]
  ) throws(Interruption) -> Program? {
    do throws(LoweringFailure) {
      let origins = try select(selected, of: model)
      var marks: PartMarks?
      return try program(model, origins, clock, &marks, &moves)
    } catch {
      switch error {
      case .refused(let diagnostic): diagnostics.append(diagnostic)
      case .interrupted(let interruption): throw interruption
      }
      return nil
    }
  }

  /// The same with marks on conditions.
  package static func lower(
    _ model: CheckedModel, properties selected: [String]?, clock: RunClock, marks: inout PartMarks
  ) throws(LoweringFailure) -> Program {
    var made: PartMarks? = marks
    var moves: LoweredMoves?
    let result = try program(model, try select(selected, of: model), clock, &made, &moves)
    if let made { marks = made }
    return result
  }

  private static func select(_ names: [String]?, of model: CheckedModel) throws(LoweringFailure) -> [Int] {
    for name in names ?? [] where !freedomNames.contains(name) {
      if !model.properties.contains(where: { $0.name == name }) {
        throw LoweringFailure(
          Diagnostic(.unknownName, "model '\(model.name)' has no property '\(name)'", at: nil))
      }
    }
    let origins = model.properties.indices.filter { names?.contains(model.properties[$0].name) ?? true }
    if origins.count > Program.propertyLimit {
      let excess = model.properties[origins[Program.propertyLimit]]
      throw LoweringFailure(
        tooLarge: "\(origins.count) properties are selected; one run checks at most \(Program.propertyLimit)",
        at: excess.span, hint: "select fewer properties for each check")
    }
    let events = origins.reduce(0) { count, origin in
      if case .temporal(let formula) = model.properties[origin].kind { count + formula.patterns.count } else { count }
    }
    if origins.count + events > Program.propertyLimit, let first = origins.first {
      throw LoweringFailure(
        tooLarge: "\(origins.count) properties are selected, whose formulas name \(events) events; together one run "
          + "checks at most \(Program.propertyLimit)",
        at: model.properties[first].span, hint: "select fewer properties for each check")
    }
    return origins
  }

  private static func program(
    _ model: CheckedModel, _ origins: [Int], _ clock: RunClock, _ marks: inout PartMarks?,
    _ shared: inout LoweredMoves?
  ) throws(LoweringFailure) -> Program {
    var monitors: Set<Int> = []
    for origin in origins {
      if case .monitor(let monitor) = model.properties[origin].kind { monitors.insert(monitor) }
    }
    // The variables of monitors take room in the state, and marks may stand anywhere.
    let isShared = monitors.isEmpty && marks == nil
    let known = isShared ? shared : nil
    let layout = if let known { known.layout } else { try StateLayout(model, monitors: monitors) }
    var lowering = ModelLowering(model, layout: layout, clock: clock)
    lowering.notes.marks = marks
    lowering.registerReactions(origins)
    let moves = if let known { known } else { try LoweredMoves(by: &lowering) }
    if isShared, known == nil, !moves.notes.areOfProperties { shared = moves }
    lowering.notes = moves.notes
    var program = Program(model: model)
    program.slots = layout.slots
    program.variables = layout.variables
    program.actors = moves.actors
    program.initialStates = moves.initialStates
    program.transitions = known == nil ? moves.transitions : try moves.transitions(for: &lowering)
    try lowering.complete(&program, origins)
    SlotPacking.pack(&program)
    marks = lowering.notes.marks
    return program
  }
}

extension ModelLowering {
  /// Adds what is made of all transitions together, and the selected properties.
  fileprivate mutating func complete(_ program: inout Program, _ origins: [Int]) throws(LoweringFailure) {
    let idle = Set(program.actors.indices).subtracting(program.actorsThatBegin)
    let participation = Participation(model, program.actors)
    for actor in idle.sorted() { program.actors[actor].isTakenOut = participation.isRuledOut(actor) }
    if let bound = model.bound { program.bound = try programBound(bound) }
    try guardTimeouts(of: &program)
    nextFormulaFlag = origins.count
    for (position, origin) in origins.enumerated() {
      program.properties.append(
        try programProperty(model.properties[origin], of: program, origin: origin, position: position))
    }
    program.faultSites = notes.faultSites
    program.orderDependencies = notes.orderDependencies
  }
}
