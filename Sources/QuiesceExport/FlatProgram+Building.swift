import QuiesceModel
import QuiesceProgram

extension FlatProgram {
  /// Takes a program apart.
  init(_ program: Program) throws(ExportError) {
    var accesses: Set<DynamicAccess> = []
    var transitions: [FlatTransition] = []
    for transition in program.transitions {
      transitions.append(try FlatProgram.flat(transition, of: program, accesses: &accesses))
    }
    var properties: [FlatProperty?] = []
    for property in program.properties {
      properties.append(try FlatProgram.flat(property, of: program, accesses: &accesses))
    }
    var distinct: Set<[Int]> = []
    self.init(
      program: program, transitions: transitions, properties: properties,
      mayRest: try FlatProgram.mayRest(program, accesses: &accesses),
      committed: FlatProgram.committed(program),
      initialStates: program.initialStates.filter { distinct.insert($0).inserted },
      storage: ExportStorage(slots: program.slots, accesses: accesses))
  }

  private static func flat(
    _ transition: Transition, of program: Program, accesses: inout Set<DynamicAccess>
  ) throws(ExportError) -> FlatTransition {
    let label = program.label(of: transition)
    var flattening = Flattening(slots: program.slots, place: label)
    var place = location(program.actors[transition.main.actor], is: transition.main.source)
    if let partner = transition.partner {
      place = .and(place, location(program.actors[partner.actor], is: partner.source))
    }
    let condition = try flattening.split(transition.guardExpression)
    var body: [FlatStatement] = []
    try flattening.flatten(transition.effect, into: &body)
    flattening.deferFlags(in: &body)
    accesses.formUnion(flattening.accesses)
    return FlatTransition(
      label: label, place: place, enabling: try flattening.accepted(.and(condition.defined, condition.value)),
      undefined: .not(condition.defined), leavesCommitted: transition.leavesCommitted, body: body,
      temporaries: flattening.temporaries)
  }

  private static func flat(
    _ property: ProgramProperty, of program: Program, accesses: inout Set<DynamicAccess>
  ) throws(ExportError) -> FlatProperty? {
    var flattening = Flattening(slots: program.slots, place: property.name)
    defer { accesses.formUnion(flattening.accesses) }
    switch property.kind {
    case .invariant(let condition):
      let condition = try flattening.split(condition)
      let alarm = FlatTerm.and(condition.defined, .not(condition.value))
      return FlatProperty(name: property.name, alarm: alarm, undefined: .not(condition.defined))
    case .reachable(let condition):
      let condition = try flattening.split(condition)
      let alarm = FlatTerm.and(condition.defined, condition.value)
      return FlatProperty(name: property.name, alarm: alarm, undefined: .not(condition.defined))
    case .neverFlagged, .reachableFlag:
      return FlatProperty(name: property.name, alarm: nil, undefined: .no)
    case .alwaysReachable(let condition):
      let condition = try flattening.split(condition)
      let goal = FlatTerm.and(condition.defined, condition.value)
      return FlatProperty(name: property.name, goal: goal, undefined: .not(condition.defined))
    case .temporal(let formula):
      guard formula.isExportable else { return nil }
      var atoms: [FlatTerm] = []
      for case .condition(let condition) in formula.atoms {
        let condition = try flattening.split(condition)
        atoms.append(try flattening.accepted(.and(condition.defined, condition.value)))
      }
      return FlatProperty(name: property.name, formula: (formula.formula, atoms), undefined: .no)
    }
  }

  private static func mayRest(
    _ program: Program, accesses: inout Set<DynamicAccess>
  ) throws(ExportError) -> FlatTerm {
    var allFinal: FlatTerm = program.actors.reduce(.yes) { .and($0, location(of: $1, where: \.isFinal)) }
    if let rest = program.restCondition {
      var flattening = Flattening(slots: program.slots, place: "the conditions of final states")
      defer { accesses.formUnion(flattening.accesses) }
      allFinal = try flattening.accepted(.and(allFinal, try flattening.split(rest).value))
    }
    guard let bound = program.bound else { return allFinal }
    var flattening = Flattening(slots: program.slots, place: "the search bound")
    defer { accesses.formUnion(flattening.accesses) }
    let condition = try flattening.split(bound)
    return try flattening.accepted(.or(allFinal, .and(condition.defined, .not(condition.value))))
  }

  private static func committed(_ program: Program) -> FlatTerm? {
    let actors = program.actors.filter { $0.locations.contains(where: \.isCommitted) }
    if actors.isEmpty { return nil }
    return actors.reduce(.no) { .or($0, location(of: $1, where: \.isCommitted)) }
  }

  /// The actor is at a location of this kind.
  private static func location(of actor: ActorInstance, where isOfKind: (Location) -> Bool) -> FlatTerm {
    let matching = actor.locations.indices.filter { isOfKind(actor.locations[$0]) }
    if matching.count == actor.locations.count { return .yes }
    return matching.reduce(.no) { .or($0, location(actor, is: $1)) }
  }

  private static func location(_ actor: ActorInstance, is location: LocationID) -> FlatTerm {
    let here = Term(.slot(actor.locationSlot), in: 0...max(0, actor.locations.count - 1))
    // A place is compared with its number, also where the actor has but two: so it is read more easily.
    return FlatTerm(.binary(.equal, here, .constant(location)), of: FlatTerm(here), FlatTerm(constant: location))
  }
}

extension FlatProgram {
  /// The formula over runs that a question is, if it is one.
  func formula(of question: ExportQuestion) -> (TemporalFormula, atoms: [FlatTerm])? {
    guard case .property(let position) = question else { return nil }
    return properties[position]?.formula
  }

  /// The properties among the questions, checked for being ones that an export can ask.
  func validate(_ questions: Set<ExportQuestion>) throws(ExportError) {
    for case .property(let position) in questions {
      guard properties.indices.contains(position) else { throw .noProperty(position) }
      if properties[position] == nil { throw .temporal(name: program.properties[position].name) }
    }
  }

  /// What the header of an exported text says about its purpose.
  func purpose(_ questions: Set<ExportQuestion>) -> String {
    if questions.isEmpty { return "counts the reachable states and checks nothing" }
    let names = (program.exportQuestions(for: .rumur) + program.exportFormulas).filter(questions.contains).map(
      program.name(of:))
    return "checks " + names.joined(separator: ", ")
  }
}

extension Program {
  /// `driver.release`, with the partner of a rendezvous and the constant bindings.
  func label(of transition: Transition) -> String {
    var result = label(of: transition.main)
    if let partner = transition.partner { result += " with " + label(of: partner) }
    return result
  }

  private func label(of participant: Transition.Participant) -> String {
    let instance = actors[participant.actor]
    guard model.actors.indices.contains(instance.actor),
      model.actors[instance.actor].steps.indices.contains(participant.step)
    else { return "\(instance.name).\(participant.step)" }
    var result = "\(instance.name).\(model.actors[instance.actor].steps[participant.step].name)"
    let bindings = participant.bindings.compactMap(text)
    if !bindings.isEmpty { result += "(" + bindings.joined(separator: ", ") + ")" }
    return result
  }

  private func text(of binding: Transition.Binding) -> String? {
    guard model.locals.indices.contains(binding.local), binding.scalars.count == 1,
      case .constant(let value) = binding.scalars[0]
    else { return nil }
    return "\(model.locals[binding.local].name) = \(value)"
  }
}
