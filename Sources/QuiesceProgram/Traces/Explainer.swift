package import QuiesceModel

/// Says why the end of a trace is a violation, a witness, a deadlock or a fault, in the words of the sources.
package struct Explainer {
  let replay: Replay
  let sources: SourceMap

  /// Makes an explainer.
  package init(replay: Replay, sources: SourceMap) {
    self.replay = replay
    self.sources = sources
  }

  package var program: Program { replay.program }
  var model: CheckedModel { replay.program.model }
  var lastState: [Int] { replay.states[replay.states.count - 1] }

  /// The explanation of a finding at the end of the replay.
  package func explain(_ kind: Finding.Kind) -> Explanation {
    switch kind {
    case .property(let position): return explain(property: model.properties[program.properties[position].origin])
    case .deadlock: return explainDeadlock()
    case .stuck(let actors): return explainStuck(actors)
    case .unreachable(let position):
      return explain(property: model.properties[program.properties[position].origin])
    case .fault(let site, let property): return explainFault(program.faultSites[site], property: property)
    }
  }

  private func explain(property: Property) -> Explanation {
    switch property.kind {
    case .invariant(let expression): return explain(state: expression, sentence: "the invariant is false")
    case .reachable(let expression): return explain(state: expression, sentence: "the condition is true")
    case .alwaysReachable(let expression):
      return explain(state: expression, sentence: "from this state on the condition never becomes true")
    case .atRest(let expression):
      return explain(state: expression, sentence: "nothing is under way in this state, and the condition is false")
    case .never(let pattern): return explain(event: pattern, span: property.span)
    case .reachableEvent(let pattern): return explain(event: pattern, span: property.span)
    case .monitor(let monitor): return explain(monitor: model.monitors[monitor])
    case .temporal(let formula): return explain(formula: formula, span: property.span)
    }
  }

  private func explain(state expression: Expression, sentence: String) -> Explanation {
    let parts = parts(of: expression, in: lastState)
    var since = replay.states.count - 1
    while since > 0, self.parts(of: expression, in: replay.states[since - 1]) == parts { since -= 1 }
    return Explanation(
      sentence: sentence, expression: sources.text(of: expression.span), parts: parts, sinceStep: since,
      span: expression.span)
  }

  private func explain(event pattern: EventPattern, span: SourceSpan) -> Explanation {
    let name = model.events[pattern.event].name
    guard let condition = pattern.condition else { return Explanation(sentence: "'\(name)' was emitted", span: span) }
    for event in lastEvents where event.event == pattern.event {
      let locals = locals(of: pattern, event)
      if truth(of: condition, in: event.state, locals) == true {
        return Explanation(
          sentence: "'\(name)' was emitted", expression: sources.text(of: condition.span),
          parts: parts(of: condition, in: event.state, locals), span: condition.span)
      }
    }
    return Explanation(
      sentence: "'\(name)' was emitted", expression: sources.text(of: condition.span), span: condition.span)
  }

  /// The first assertion of a reaction to the last step's events that is false; what the reaction did before it is not replayed.
  private func explain(monitor: Monitor) -> Explanation {
    for event in lastEvents {
      for reaction in monitor.reactions where reaction.pattern.event == event.event {
        let locals = locals(of: reaction.pattern, event)
        for (condition, message) in reaction.body.assertions
        where truth(of: condition, in: event.state, locals) == false {
          let event = model.events[event.event].name
          return Explanation(
            sentence: "on '\(event)' the monitor's assertion is false" + (message.map { ": \($0)" } ?? ""),
            expression: sources.text(of: condition.span), parts: parts(of: condition, in: lastState, locals),
            span: condition.span)
        }
      }
    }
    return Explanation(sentence: "an assertion of the monitor is false", span: monitor.span)
  }

  private var lastEvents: [EmittedEvent] { replay.firings.last?.events ?? [] }

  private func locals(of pattern: EventPattern, _ event: EmittedEvent) -> [LocalID: Value] {
    var result: [LocalID: Value] = [:]
    for (local, value) in zip(pattern.arguments, program.arguments(of: event)) {
      if let local { result[local] = value }
    }
    return result
  }
}

// Evaluation

extension Explainer {
  /// The parts of a condition with their values; what cannot be evaluated is left out.
  func parts(of condition: Expression, in state: [Int], _ locals: [LocalID: Value] = [:]) -> [Explanation.Part] {
    condition.parts.compactMap { part in
      value(of: part, in: state, locals).map {
        Explanation.Part(text: sources.text(of: part.span), value: $0.description(as: part.type))
      }
    }
  }

  /// The value of an expression; nil if it cannot be evaluated.
  func value(of expression: Expression, in state: [Int], _ locals: [LocalID: Value] = [:]) -> Value? {
    var evaluator = evaluator(in: state, locals)
    do throws(EvaluationFault) {
      return try evaluator.evaluate(expression)
    } catch {
      return nil
    }
  }

  /// Whether a condition holds; nil if it cannot be evaluated.
  package func truth(of condition: Expression, in state: [Int], _ locals: [LocalID: Value] = [:]) -> Bool? {
    var evaluator = evaluator(in: state, locals)
    do throws(EvaluationFault) {
      return try evaluator.truth(condition)
    } catch {
      return nil
    }
  }

  /// The values of a domain; none if it cannot be evaluated.
  func values(
    of domain: Domain, in state: [Int], _ locals: [LocalID: Value], at span: SourceSpan
  ) -> [Value] {
    var evaluator = evaluator(in: state, locals)
    do throws(EvaluationFault) {
      return try evaluator.values(of: domain, at: span)
    } catch {
      return []
    }
  }

  private func evaluator(in state: [Int], _ locals: [LocalID: Value]) -> Evaluator<StateEnvironment> {
    Evaluator(model: model, environment: StateEnvironment(program: program, state: state), locals: locals)
  }
}

extension [Statement] {
  /// All assertions, those inside other statements included.
  fileprivate var assertions: [(Expression, String?)] {
    flatMap { statement -> [(Expression, String?)] in
      switch statement.kind {
      case .assert(let condition, let message): [(condition, message)]
      case .conditional(_, let then, let otherwise), .ifLet(_, _, let then, let otherwise):
        then.assertions + otherwise.assertions
      case .forEach(_, _, _, let body): body.assertions
      case .assign, .letBinding, .push, .pop, .clear, .removeAll, .emit: []
      }
    }
  }
}
