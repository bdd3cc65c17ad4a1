import QuiesceModel

extension Checker {
  /// Checks the steps of all actors.
  mutating func checkActors() {
    for id in declarations.actors.indices {
      context = Context()
      context.role = .step
      context.owner = .actor(id)
      if let index = declarations.actors[id].index {
        context.locals = LocalNames(index.name, facts.shapes[id].index ?? Context.unknownLocal)
      }
      checkActor(id)
    }
    context = Context()
  }

  private mutating func checkActor(_ id: ActorID) {
    let syntax = declarations.actors[id]
    let shape = facts.shapes[id]
    var steps: [Step] = []
    for state in syntax.states {
      guard let source = shape.states[state.name.text] else { continue }
      // It judges what happens, and so may read ghosts.
      if let condition = state.restCondition {
        facts.shapes[id].locations[source].restCondition = self.condition(condition)?.expression
      }
      checkStepNames(state.steps)
      for step in state.steps { steps += self.step(step, of: id, from: source, to: source, in: nil) }
    }
    for (position, sequence) in syntax.sequences.enumerated() {
      steps += self.steps(of: sequence, position, of: id)
    }
    steps.sort { $0.span.start < $1.span.start }
    completeElseSteps(&steps, of: id)
    model.actors[id] = Actor(
      name: syntax.name.text, index: shape.index, locations: facts.shapes[id].locations, initial: shape.initial ?? 0,
      fairness: syntax.fairness, steps: steps, span: syntax.name.span)
  }

  private mutating func checkStepNames(_ steps: [StepSyntax]) {
    var names: [String: Name] = [:]
    for step in steps {
      if let known = names[step.name.text] { reportDuplicate(step.name, first: known) }
      names[step.name.text] = step.name
    }
  }

  private mutating func steps(of sequence: SequenceSyntax, _ position: Int, of id: ActorID) -> [Step] {
    let shape = facts.shapes[id]
    let locations = shape.sequences[position]
    guard let end = target(sequence.target, of: id, in: nil) else { return [] }
    var result: [Step] = []
    for (place, location) in sequence.locations.enumerated() where locations.indices.contains(place) {
      let next = locations.indices.contains(place + 1) ? locations[place + 1] : end
      for step in location.steps {
        result += self.step(step, of: id, from: locations[place], to: next, in: position)
      }
    }
    return result
  }

  /// The step, unless something is wrong with it or a constant takes it away.
  private mutating func step(
    _ syntax: StepSyntax, of id: ActorID, from source: LocationID, to next: LocationID, in sequence: Int?
  ) -> [Step] {
    let depth = context.locals.count
    defer { context.locals.endScopes(downTo: depth) }
    let wasDead = context.isDead
    defer { context.isDead = wasDead }
    let isPresent = isPresent(syntax, in: id)
    context.isDead = wasDead || !isPresent
    let bindings = self.bindings(syntax) + received(syntax)
    let bindingCondition = syntax.bindingCondition.flatMap { ordinaryCondition($0, "the choice of a binding") }
    let guardCondition = syntax.guardCondition.flatMap { ordinaryCondition($0, "a guard") }
    let isNever = [bindingCondition, guardCondition].contains { $0.flatMap { knownTruth($0) } == false }
    let rendezvous = syntax.rendezvous.flatMap { clause in unless(isNever) { $0.rendezvous(clause) } }
    let body = unless(isNever) { $0.block(syntax.body) }
    let (sources, links) = citations(syntax.attributes)
    let index = facts.shapes[id].index.map { model.locals[$0].name }
    let record = record(
      syntax.attributes, of: bindings.map { model.locals[$0.local].name } + (index.map { [$0] } ?? []))
    let target = unless(isNever) { $0.target(syntax.target, of: id, or: next, in: sequence) }
    guard let target else { return [] }
    guard isPresent else {
      facts.shapes[id].absentMoves.append((source, target.locations))
      return []
    }
    var step = Step(
      name: syntax.name.text, source: source, target: target,
      fairness: syntax.fairness ?? .none,
      otherwise: syntax.precedence == .otherwise
        ? Expression(.constant(.bool(true)), .bool, at: syntax.name.span) : nil,
      isTimeout: syntax.precedence == .timeout,
      bindings: bindings, bindingCondition: bindingCondition?.expression, guardCondition: guardCondition?.expression,
      rendezvous: rendezvous, body: body, sources: sources, links: links, documentation: syntax.documentation,
      span: syntax.name.span)
    step.record = record
    return [step]
  }

  /// Where a step leads; nil if a name of it means nothing.
  private mutating func target(
    _ syntax: StepSyntax.Target?, of id: ActorID, or next: LocationID, in sequence: Int?
  ) -> Step.Target? {
    switch syntax {
    case nil: return .location(next)
    case .location(let name)?: return target(name, of: id, in: sequence).map { .location($0) }
    case .choice(let syntax, let then, let otherwise)?:
      let condition = ordinaryCondition(syntax, "where a step leads")
      let first = target(then, of: id, or: next, in: sequence)
      let second = target(otherwise, of: id, or: next, in: sequence)
      guard let condition, let first, let second else { return nil }
      return .choice(condition.expression, then: first, otherwise: second)
    }
  }

  private mutating func ordinaryCondition(_ syntax: ExpressionSyntax, _ what: String) -> Typed? {
    guard let typed = condition(syntax), isOrdinary(typed.ghost, what) else { return nil }
    return typed
  }

  private mutating func bindings(_ syntax: StepSyntax) -> [Step.Binding] {
    var result: [Step.Binding] = []
    var taken: Set<ChannelID> = []
    for binding in syntax.bindings {
      switch binding.origin {
      case .value(let range):
        guard let domain = choices(range, isReceived: syntax.receives(binding.name)),
          isOrdinary(domain.ghost, "the choice of '\(binding.name.text)'")
        else {
          bindUnknown(binding.name)
          continue
        }
        // A step whose binding has no values never happens under these parameters.
        context.isDead = context.isDead || domain.size == 0
        let local = bind(binding.name, domain.element, dynamic: nil)
        result.append(Step.Binding(local: local, origin: .value(domain.domain)))
      case .channel(let expression):
        guard let reference = source(expression, of: binding.name, taken: &taken) else {
          bindUnknown(binding.name)
          continue
        }
        let local = bind(binding.name, model.channels[reference.channel].element, dynamic: nil)
        result.append(Step.Binding(local: local, origin: .channel(reference)))
      }
    }
    return result
  }

  /// The names that `let` gives to what is received.
  private mutating func received(_ syntax: StepSyntax) -> [Step.Binding] {
    guard case .receives(let signal, let arguments)? = syntax.rendezvous else { return [] }
    var result: [Step.Binding] = []
    for (position, argument) in arguments.enumerated() {
      guard case .anything(let name) = argument.kind else { continue }
      // What is wrong with the signal is reported where the clause is checked.
      guard case .signal(let id)? = symbols[signal.text], !facts.failed.contains(.signal(id)),
        model.signals[id].parameters.indices.contains(position)
      else {
        bindUnknown(name)
        continue
      }
      let local = bind(name, model.signals[id].parameters[position].type, dynamic: nil)
      result.append(Step.Binding(local: local, origin: .received(position)))
    }
    return result
  }

  /// What a binding with `in` chooses from; one that is received has any number of values, since the sender chooses.
  private mutating func choices(_ syntax: DomainSyntax, isReceived: Bool) -> TypedDomain? {
    guard let domain = domain(syntax, isEnumerated: !isReceived) else { return nil }
    if case .channel(let reference) = domain.domain {
      report(
        .invalidOperation, "a binding with 'in' chooses from a type, a range or a set", at: syntax.span,
        notes: [Diagnostic.Note("to take an element, write 'from \(model.channels[reference.channel].name)'")])
      return nil
    }
    return domain
  }

  /// The channel that a binding takes its element from.
  private mutating func source(
    _ syntax: ExpressionSyntax, of name: Name, taken: inout Set<ChannelID>
  ) -> ChannelReference? {
    guard let id = channelNamed(syntax) else {
      if case .name(let word) = syntax.kind, symbols[word.text] == nil {
        reportUnknown(
          word, "there is no queue or bag '\(word.text)'", among: declarations.channels.map(\.name.text))
      } else {
        report(.invalidOperation, "'from' takes from a queue or a bag, and this is none", at: syntax.span)
      }
      return nil
    }
    guard let (reference, cause) = channel(id, syntax, isRead: true),
      isOrdinary(cause.ghost, "the choice of '\(name.text)'")
    else { return nil }
    guard taken.insert(id).inserted else {
      report(
        .invalidOperation, "a step takes at most one element from '\(model.channels[id].name)'", at: syntax.span)
      return nil
    }
    return reference
  }

  private mutating func rendezvous(_ syntax: StepSyntax.Rendezvous) -> Step.Rendezvous? {
    let name: Name
    let arguments: [ExpressionSyntax.Argument]
    let isSending: Bool
    switch syntax {
    case .sends(let signal, let values): (name, arguments, isSending) = (signal, values, true)
    case .receives(let signal, let values): (name, arguments, isSending) = (signal, values.map(\.argument), false)
    }
    guard case .signal(let id)? = symbols[name.text] else {
      if let symbol = symbols[name.text] {
        report(
          .invalidOperation, "'\(name.text)' is \(symbol.phrase), not a signal", at: name.span,
          notes: declarationName(of: symbol).map { [Diagnostic.Note("declared here", at: $0.span)] } ?? [])
      } else {
        reportUnknown(
          name, "there is no signal '\(name.text)'", among: declarations.signals.map(\.name.text))
      }
      return nil
    }
    usage.named.insert(.signal(id))
    if isSending { usage.sent.insert(id) } else { usage.received.insert(id) }
    guard !facts.failed.contains(.signal(id)),
      let values = self.arguments(arguments, for: model.signals[id].parameters, of: name)
    else { return nil }
    for value in values where !isOrdinary(value.ghost, "an argument of a rendezvous") { return nil }
    let expressions = values.map(\.expression)
    return isSending ? .sends(id, expressions) : .receives(id, expressions)
  }

  /// The texts of `@source` and `@link`.
  private func citations(_ syntax: [AttributeSyntax]) -> (sources: [String], links: [String]) {
    let texts = { (name: String) in syntax.filter { $0.name.text == name }.map(\.value) }
    return (texts("source"), texts("link"))
  }
}

extension StepSyntax {
  /// Whether what is received must equal the value that a name stands for.
  fileprivate func receives(_ name: Name) -> Bool {
    guard case .receives(_, let arguments)? = rendezvous else { return false }
    return arguments.contains { argument in
      guard case .value(let value) = argument.kind, case .name(let own) = value.kind else { return false }
      return own.text == name.text
    }
  }
}

extension StepSyntax.Received {
  /// The argument as a value: a name that takes what is sent stands for it.
  fileprivate var argument: ExpressionSyntax.Argument {
    switch kind {
    case .value(let value): ExpressionSyntax.Argument(label: label, value: value)
    case .anything(let name):
      ExpressionSyntax.Argument(label: label, value: ExpressionSyntax(.name(name), at: name.span))
    }
  }
}
