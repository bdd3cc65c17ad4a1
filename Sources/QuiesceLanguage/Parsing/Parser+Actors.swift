import QuiesceModel

extension Parser {
  /// `[fair | strongly fair] actor name[i in T] { … }`
  mutating func actor(_ documentation: String) throws(Failure) -> ActorSyntax {
    let fairness = try fairness() ?? .none
    guard pass(word: "actor") else { throw unexpected("'actor'") }
    let name = try plainName(of: "the actor's name")
    let index = try familyIndex()
    var actor = ActorSyntax(
      name: name, index: index, fairness: fairness, variables: [], states: [], sequences: [],
      documentation: documentation)
    try block(of: "actor '\(name.text)'", .member, startsElement: { $0.startsActorMember() }) {
      (parser) throws(Failure) in
      let documentation = parser.documentation()
      guard parser.startsActorMember() else {
        throw parser.unexpected("a variable, a state or a sequence", notes: parser.actorMemberNotes())
      }
      if parser.isWord("var") || parser.isWord("ghost") {
        actor.variables.append(try parser.variable(documentation))
      } else if parser.isWord("sequence") {
        actor.sequences.append(try parser.sequence(documentation))
      } else {
        actor.states.append(try parser.state(documentation))
      }
    }
    return actor
  }

  /// `fair` or `strongly fair`, if it stands here.
  private mutating func fairness() throws(Failure) -> Fairness? {
    if pass(word: "fair") { return .weak }
    guard pass(word: "strongly") else { return nil }
    guard pass(word: "fair") else { throw unexpected("'fair' behind 'strongly'") }
    return .strong
  }

  private func startsActorMember() -> Bool {
    guard kind == .word else { return false }
    return ["var", "ghost", "state", "initial", "final", "committed", "sequence"].contains(text(current))
  }

  private func actorMemberNotes() -> [Diagnostic.Note] {
    guard kind == .word else { return [] }
    if isWord("step") { return [Diagnostic.Note("steps stand inside a 'state' or a 'sequence'")] }
    if let habit = memberHabit() { return [Diagnostic.Note(habit)] }
    let words = ["var", "ghost", "state", "initial", "final", "committed", "sequence"]
    return closest(to: text(current), among: words).map { [Diagnostic.Note("did you mean '\($0)'?")] } ?? []
  }

  /// `[initial] [final] [committed] state name [when condition] [{ steps }]`
  private mutating func state(_ documentation: String) throws(Failure) -> StateSyntax {
    var modifiers: Set<String> = []
    while !isWord("state") {
      guard isWord("initial") || isWord("final") || isWord("committed") else {
        let note = kind == .word ? "write 'state \(text(current))'" : nil
        throw unexpected("'state'", notes: note.map { [Diagnostic.Note($0)] } ?? [])
      }
      if !modifiers.insert(text(current)).inserted {
        report(.unexpectedToken, "'\(text(current))' is said twice", at: span(current))
      }
      advance()
    }
    advance()
    let name = try name(of: "the state's name")
    let condition = try restCondition(of: name, isFinal: modifiers.contains("final"))
    var steps: [StepSyntax] = []
    if kind == .leftBrace {
      try block(of: "state '\(name.text)'", .step, startsElement: { $0.startsStep() }) { (parser) throws(Failure) in
        steps.append(try parser.step(parser.documentation()))
      }
    }
    return StateSyntax(
      name: name, isInitial: modifiers.contains("initial"), isFinal: modifiers.contains("final"),
      restCondition: condition, isCommitted: modifiers.contains("committed"), steps: steps,
      documentation: documentation)
  }

  /// `when condition` behind a final state's name, if it stands here.
  private mutating func restCondition(of state: Name, isFinal: Bool) throws(Failure) -> ExpressionSyntax? {
    let start = current
    guard pass(word: "when") else { return nil }
    let condition = try clauseCondition()
    if !isFinal {
      report(
        .unexpectedToken, "'when' says where an actor may rest, and '\(state.text)' is no final state",
        at: span(start),
        notes: [
          Diagnostic.Note("write 'final state \(state.text) when …', or give the guard to each step that leaves it")
        ])
    }
    return condition
  }

  /// `sequence name from state to state { steps }`
  private mutating func sequence(_ documentation: String) throws(Failure) -> SequenceSyntax {
    advance()
    let name = try name(of: "the sequence's name")
    guard pass(word: "from") else { throw unexpected("'from' and the state in which the sequence starts") }
    let source = try self.name(of: "the state in which the sequence starts")
    guard pass(word: "to") else { throw unexpected("'to' and the state in which the sequence ends") }
    let target = try self.name(of: "the state in which the sequence ends")
    var locations: [SequenceSyntax.Location] = []
    var label: Name?
    try block(of: "sequence '\(name.text)'", .step, startsElement: { $0.startsSequenceElement() }) {
      (parser) throws(Failure) in
      let documentation = parser.documentation()
      if let name = try parser.locationName() {
        if let label { parser.reportStray(label) }
        label = name
        return
      }
      let first = parser.current
      // `@source` may stand before or behind `or`.
      let attributes = try parser.attributes()
      let isAlternative = parser.pass(word: "or")
      var step = try parser.step(documentation)
      step.attributes = attributes + step.attributes
      if !isAlternative {
        locations.append(SequenceSyntax.Location(name: label, steps: [step]))
        label = nil
      } else if locations.isEmpty {
        parser.report(.unexpectedToken, "'or' needs a step before it", at: parser.span(first))
      } else {
        locations[locations.count - 1].steps.append(step)
        if let label { parser.reportStray(label) }
        label = nil
      }
    }
    if let label { reportStray(label) }
    return SequenceSyntax(
      name: name, source: source, target: target, locations: locations, documentation: documentation)
  }

  /// `at name`, if it stands here.
  private mutating func locationName() throws(Failure) -> Name? {
    guard pass(word: "at") else { return nil }
    return try name(of: "the name of the location before the next step")
  }

  private mutating func reportStray(_ label: Name) {
    report(
      .unexpectedToken, "'at \(label.text)' names the location before a step, and no step begins behind it",
      at: label.span, notes: [Diagnostic.Note("alternatives are one location: write 'at' before the first of them")])
  }

  // MARK: - Steps

  private func startsStep() -> Bool {
    kind == .at || isWord("step") || isWord("fair") || isWord("strongly") || startsLateStep()
  }

  /// Whether an `else step` or a `timeout step` starts here.
  private func startsLateStep() -> Bool {
    (isWord("else") || isWord("timeout"))
      && (isWord("step", ahead: 1) || isWord("fair", ahead: 1) || isWord("strongly", ahead: 1))
  }

  private mutating func precedence() -> StepSyntax.Precedence {
    if pass(word: "else") { return .otherwise }
    return pass(word: "timeout") ? .timeout : .none
  }

  private func startsSequenceElement() -> Bool {
    startsStep() || isWord("or") || (isWord("at") && token(1).kind == .word)
  }

  mutating func attributes() throws(Failure) -> [AttributeSyntax] {
    var attributes: [AttributeSyntax] = []
    while kind == .at {
      mark(.tightAfter)
      advance()
      let name = try name(of: "the attribute's name")
      guard ["source", "link", "trace"].contains(name.text) else {
        report(
          .unexpectedToken, "unknown attribute '@\(name.text)'", at: name.span,
          notes: [
            Diagnostic.Note(
              "'@source(\"file:function\")', '@link(\"https://…\")' and '@trace(\"event: field\")' are known")
          ])
        throw .unexpected
      }
      mark(.tightBefore)
      try expect(.leftParenthesis, " and the attribute's text in quotes")
      let value = try quoted("the attribute's text in quotes")
      try expect(.rightParenthesis, " behind the attribute's text")
      attributes.append(AttributeSyntax(name: name, value: value))
      // What follows the attribute, on a line of its own or not, is no continuation.
      mark(.startsElement)
    }
    return attributes
  }

  /// `[@attribute]* [else | timeout] [fairness] step name[(bindings)] clauses [{ body }] [-> target]`
  private mutating func step(_ documentation: String) throws(Failure) -> StepSyntax {
    let attributes = try attributes()
    let precedence = precedence()
    let fairness = try fairness()
    guard pass(word: "step") else {
      let near = kind == .word ? closest(to: text(current), among: ["step", "state", "fair", "strongly"]) : nil
      let note = stepHabit() ?? near.map { "did you mean '\($0)'?" }
      throw unexpected("a step", notes: note.map { [Diagnostic.Note($0)] } ?? [])
    }
    let start = current
    let name = try name(of: "the step's name")
    var step = StepSyntax(
      name: name, precedence: precedence, fairness: fairness, attributes: attributes, bindings: [],
      bindingCondition: nil,
      rendezvous: nil, presence: nil, guardCondition: nil, body: [], target: nil, span: name.span,
      documentation: documentation)
    if kind == .leftParenthesis, !current.startsLine { try bindings(of: &step) }
    var seen: Set<String> = []
    while let clause = stepClause() {
      if !seen.insert(clause).inserted {
        report(.unexpectedToken, "this step has its \(clause) already", at: span(current))
        throw .unexpected
      }
      try parseClause(of: &step)
    }
    if isWord("else"), !startsLateStep() { throw unexpectedElse(behind: step) }
    step.span = span(from: start)
    return step
  }

  /// What the clause that starts here is, if one does.
  private func stepClause() -> String? {
    switch kind {
    case .leftBrace: "body"
    case .arrow: "target"
    case .word where isWord("when"): "'when'"
    case .word where isWord("if"): "'if'"
    case .word where isWord("sends") || isWord("on"): "'sends' or 'on'"
    default: nil
    }
  }

  private mutating func parseClause(of step: inout StepSyntax) throws(Failure) {
    if kind == .leftBrace {
      step.body = try statements(of: "step '\(step.name.text)'")
    } else if pass(.arrow) {
      step.target = try target()
    } else if pass(word: "when") {
      step.guardCondition = try clauseCondition()
    } else if pass(word: "if") {
      step.presence = try clauseCondition()
    } else {
      let sends = isWord("sends")
      advance()
      let signal = try name(of: "the signal's name")
      let values = kind == .leftParenthesis && !current.startsLine ? try received() : []
      step.rendezvous = sends ? .sends(signal, try sent(values)) : .receives(signal, values)
    }
  }

  private mutating func sent(_ values: [StepSyntax.Received]) throws(Failure) -> [ExpressionSyntax.Argument] {
    var result: [ExpressionSyntax.Argument] = []
    for argument in values {
      switch argument.kind {
      case .value(let value): result.append(ExpressionSyntax.Argument(label: argument.label, value: value))
      case .anything(let name):
        report(
          .unexpectedToken, "a step that sends gives a value: 'let' takes what is sent, behind 'on'", at: name.span)
        throw .unexpected
      }
    }
    return result
  }

  private mutating func clauseCondition() throws(Failure) -> ExpressionSyntax {
    let condition = try expression()
    if kind == .assign { throw unexpected("the end of the condition") }
    return condition
  }

  /// `state`, or `if condition then target else target`
  private mutating func target() throws(Failure) -> StepSyntax.Target {
    guard pass(word: "if") else { return .location(try name(of: "the state to which the step leads")) }
    let condition = try clauseCondition()
    guard pass(word: "then") else { throw unexpected("'then' and the state to which the step leads") }
    let then = try nested { (parser) throws(Failure) in try parser.target() }
    guard pass(word: "else") else { throw unexpected("'else' and the state to which the step leads otherwise") }
    return .choice(condition, then: then, otherwise: try nested { (parser) throws(Failure) in try parser.target() })
  }

  /// `-> q else -> r`, which people try for a step that leads to one of two states.
  private mutating func unexpectedElse(behind step: StepSyntax) -> Failure {
    guard case .location(let then)? = step.target else {
      return unexpected("the end of the step", notes: [Diagnostic.Note("an alternative is written 'else step …'")])
    }
    let condition = (step.guardCondition ?? step.presence).map {
      source.text(from: Int($0.span.start), to: Int($0.span.end))
    }
    let otherwise = token(1).kind == .arrow && token(2).kind == .word ? text(token(2)) : "…"
    let instead = step.guardCondition == nil && step.presence == nil ? "" : " instead of the condition"
    return unexpected(
      "the end of the step",
      notes: [
        Diagnostic.Note(
          "a step that leads to one of two states says so behind its arrow: write"
            + " '-> if \(condition ?? "CONDITION") then \(then.text) else \(otherwise)'\(instead)")
      ])
  }

  private mutating func bindings(of step: inout StepSyntax) throws(Failure) {
    mark(.tightBefore)
    advance()
    while kind != .rightParenthesis, !isWord("where") {
      let name = try plainName(of: "the name of a bound value")
      if pass(word: "in") {
        step.bindings.append(StepSyntax.Binding(name: name, origin: .value(try domain())))
      } else if pass(word: "from") {
        step.bindings.append(StepSyntax.Binding(name: name, origin: .channel(try operand())))
      } else {
        throw unexpected("'in' and a domain, or 'from' and a queue, behind '\(name.text)'")
      }
      guard pass(.comma) else { break }
    }
    if pass(word: "where") { step.bindingCondition = try expression() }
    try expect(.rightParenthesis, " behind the bindings")
  }
}
