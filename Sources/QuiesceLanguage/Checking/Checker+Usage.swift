import QuiesceModel

extension Checker {
  /// Refuses a model whose state is too large to be worked with.
  mutating func checkSize() {
    guard !hasErrors else { return }
    var total = 0
    for variable in model.variables {
      var instances = 1
      if case .actor(let id) = variable.owner, let index = model.actors[id].index {
        instances = model.locals[index].type.ordinals?.count ?? 1
      }
      total = total.addingClamped(instances.multipliedClamped(variable.type.scalarCount))
    }
    for channel in model.channels {
      let scalars = channel.element.scalarCount.multipliedClamped(channel.capacity).addingClamped(1)
      total = total.addingClamped((channel.index?.ordinals?.count ?? 1).multipliedClamped(scalars))
    }
    for actor in model.actors {
      total = total.addingClamped(actor.index.flatMap { model.locals[$0].type.ordinals?.count } ?? 1)
    }
    guard total > Limits.scalarsPerModel else { return }
    report(
      .modelTooLarge, "a state of the model '\(modelName)' has \(total) scalars, more than \(Limits.scalarsPerModel)",
      at: nil)
  }

  /// Warns about declarations of the model's own file that nothing uses, and about states that no step leads to.
  mutating func warnAboutUnused() {
    for (id, syntax) in declarations.parameters.enumerated() where !usage.named.contains(.parameter(id)) {
      warnUnused(syntax.name, "the parameter '\(syntax.name.text)' is never used")
    }
    for (id, syntax) in declarations.types.enumerated() where !usage.named.contains(.type(id)) {
      warnUnused(syntax.name, "the type '\(syntax.name.text)' is never used")
    }
    // What the model declares for property files is used by those that a check names.
    for (id, syntax) in declarations.functions.enumerated()
    where !usage.named.contains(.function(id)) && !declarations.hasPropertyFiles {
      if declarations.namesInChecks.contains(syntax.name.text) { continue }
      warnUnused(syntax.name, "'\(syntax.name.text)' is never used")
    }
    for id in model.variables.indices { warnUnusedVariable(id) }
    for (id, syntax) in declarations.channels.enumerated() { warnUnusedChannel(id, syntax) }
    for (id, syntax) in declarations.signals.enumerated() {
      switch (usage.sent.contains(id), usage.received.contains(id)) {
      case (true, true): break
      case (true, false):
        warnUnused(syntax.name, "the signal '\(syntax.name.text)' is never received: what sends it never happens")
      case (false, true):
        warnUnused(syntax.name, "the signal '\(syntax.name.text)' is never sent: what receives it never happens")
      case (false, false): warnUnused(syntax.name, "the signal '\(syntax.name.text)' is never used")
      }
    }
    for (id, syntax) in declarations.events.enumerated() where !usage.emitted.contains(id) {
      warnUnused(syntax.name, "the event '\(syntax.name.text)' is never emitted")
    }
    for id in model.actors.indices { warnAboutUnreachable(id) }
  }

  private mutating func warnUnused(_ name: Name, _ message: String, hint: String? = nil) {
    guard name.span.file == declarations.mainFile else { return }
    report(.unusedDeclaration, message, at: name.span, notes: hint.map { [Diagnostic.Note($0)] } ?? [])
  }

  private mutating func warnUnusedVariable(_ id: VariableID) {
    let variable = model.variables[id]
    let name = declarations.variables[id].syntax.name
    switch (usage.readVariables.contains(id), usage.writtenVariables.contains(id)) {
    case (false, false): warnUnused(name, "the variable '\(name.text)' is never used")
    case (true, false):
      guard variable.initial != nil, !usage.relatedVariables.contains(id) else { return }
      warnUnused(
        name, "the variable '\(name.text)' is never written: it keeps its initial value",
        hint: "a parameter or 'let' says so")
    case (false, true):
      // A ghost is there for properties, which may lie in files that this check does not name.
      guard !variable.isGhost, !usage.countingVariables.contains(id) else { return }
      warnUnused(
        name, "the variable '\(name.text)' is never read", hint: "if only properties look at it, declare it ghost")
    case (true, true): break
    }
  }

  private mutating func warnUnusedChannel(_ id: ChannelID, _ syntax: ChannelSyntax) {
    let what = "the \(syntax.isBag ? "bag" : "queue") '\(syntax.name.text)'"
    switch (usage.readChannels.contains(id), usage.filledChannels.contains(id)) {
    case (false, false): warnUnused(syntax.name, "\(what) is never used")
    case (true, false): warnUnused(syntax.name, "nothing is ever pushed on \(what)")
    case (false, true): if !syntax.isGhost { warnUnused(syntax.name, "\(what) is never read") }
    case (true, true): break
    }
  }

  private mutating func warnAboutUnreachable(_ id: ActorID) {
    let actor = model.actors[id]
    var reached: Set<LocationID> = [actor.initial]
    var open = [actor.initial]
    var successors: [LocationID: [LocationID]] = [:]
    for step in actor.steps { successors[step.source, default: []] += step.target.locations }
    for move in facts.shapes[id].absentMoves { successors[move.source, default: []] += move.targets }
    while let location = open.popLast() {
      for next in successors[location] ?? [] where reached.insert(next).inserted { open.append(next) }
    }
    for (id, location) in actor.locations.enumerated() where !reached.contains(id) {
      report(
        .unreachableState, "no step leads to the state '\(location.name)' of '\(actor.name)'", at: location.span)
    }
  }
}
