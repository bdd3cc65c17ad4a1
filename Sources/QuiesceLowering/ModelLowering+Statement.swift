import QuiesceModel
import QuiesceProgram

/// Statements.
extension ModelLowering {
  mutating func lower(_ body: [Statement]) throws(LoweringFailure) {
    for statement in body { try lower(statement) }
  }

  private mutating func lower(_ statement: Statement) throws(LoweringFailure) {
    try enter()
    defer { leave() }
    let span = statement.span
    switch statement.kind {
    case .assign(let place, let value): try assign(value, to: place, span)
    case .conditional(let condition, let then, let otherwise):
      let test = try scalar(condition)
      flush()
      try branch(
        test, then: { lowering throws(LoweringFailure) in try lowering.lower(then) },
        otherwise: { lowering throws(LoweringFailure) in try lowering.lower(otherwise) })
    case .ifLet(let local, let optional, let then, let otherwise):
      try ifLet(local, optional, then, otherwise)
    case .forEach(let local, let domain, let condition, let body): try forEach(local, domain, condition, body)
    case .letBinding(let local, let expression):
      environment[local] = keep(try value(expression))
      flush()
    case .push(let channel, let value): try push(value, on: channel, span)
    case .pop(let channel): try pop(channel, span)
    case .clear(let channel): try clear(channel)
    case .removeAll(let channel, let local, let condition): try removeAll(from: channel, local, where: condition)
    case .emit(let event, let arguments): try emit(event, arguments)
    case .assert(let condition, let message): try assert(condition, message, span)
    }
  }

  // MARK: Blocks

  typealias Block = (inout ModelLowering) throws(LoweringFailure) -> Void

  /// `if`; what is known afterwards is what both ways have in common.
  mutating func branch(_ test: Term, then: Block, otherwise: Block) throws(LoweringFailure) {
    if let known = test.constant { return try known != 0 ? then(&self) : otherwise(&self) }
    let outer = statements
    let before = facts
    statements = []
    facts.assume(test.expression)
    try then(&self)
    let first = statements
    let afterThen = facts
    statements = []
    facts = before
    facts.assume(test.expression, false)
    try otherwise(&self)
    let second = statements
    statements = outer
    facts.join(afterThen)
    if !first.isEmpty || !second.isEmpty || test.mustEvaluate {
      statements.append(.conditional(test.expression, then: first, otherwise: second))
    }
  }

  /// A value that later writes do not change; what must be evaluated is evaluated now.
  mutating func keep(_ value: GroundValue) -> GroundValue {
    GroundValue(
      type: value.type,
      terms: value.terms.map { term in
        switch term.expression {
        case .constant, .local: term
        case .slot, .slotAt, .not, .binary, .conditional, .letIn, .check, .fault, .cover:
          settle(term, at: pending.count)
        }
      })
  }

  private mutating func ifLet(
    _ local: LocalID, _ optional: Expression, _ then: [Statement], _ otherwise: [Statement]
  ) throws(LoweringFailure) {
    let value = settle(try value(optional))
    flush()
    let tag = marked(parts(of: value).tag, at: optional.span)
    try branch(
      tag,
      then: { lowering throws(LoweringFailure) in
        guard case .optional(let wrapped) = value.type else { return }
        let payload = lowering.parts(of: GroundValue(type: value.type, terms: value.terms.map { lowering.refine($0) }))
        lowering.environment[local] = lowering.keep(GroundValue(type: wrapped, terms: payload.payload))
        lowering.flush()
        try lowering.lower(then)
      },
      otherwise: { lowering throws(LoweringFailure) in try lowering.lower(otherwise) })
  }

  private mutating func forEach(
    _ local: LocalID, _ domain: Domain, _ condition: Expression?, _ body: [Statement]
  ) throws(LoweringFailure) {
    var candidates = try candidates(of: domain)
    if candidates.contains(where: { reads($0, whatIsWrittenBy: body) }) {
      candidates = candidates.map { candidate in
        Candidate(
          isMember: keep(GroundValue(candidate.isMember, .bool)).terms[0], element: keep(candidate.element))
      }
    }
    flush()
    loops.append(orderedLoop(local, domain, of: candidates.first?.element.type))
    defer { loops.removeLast() }
    for candidate in candidates {
      try charge(1)
      try branch(
        candidate.isMember,
        then: { lowering throws(LoweringFailure) in
          lowering.environment[local] = candidate.element
          guard let condition else { return try lowering.lower(body) }
          let test = try lowering.scalar(condition)
          lowering.flush()
          try lowering.branch(
            test, then: { inner throws(LoweringFailure) in try inner.lower(body) },
            otherwise: { _ throws(LoweringFailure) in })
        }, otherwise: { _ throws(LoweringFailure) in })
    }
  }

  private func reads(_ candidate: Candidate, whatIsWrittenBy body: [Statement]) -> Bool {
    var reads = SlotSet()
    for term in [candidate.isMember] + candidate.element.terms { term.expression.collectReads(into: &reads) }
    return !reads.isDisjoint(with: written(by: body))
  }

  /// The slots of everything that statements may write; monitors write only what no statement of a step reads.
  private func written(by body: [Statement]) -> SlotSet {
    var result = SlotSet()
    func insert(_ reference: ChannelReference) {
      let place = layout.channelPlaces[reference.channel]
      for slot in place.base..<(place.base + place.stride * place.count) { result.insert(slot) }
    }
    for statement in body {
      switch statement.kind {
      case .assign(let place, _):
        guard let variable = layout.variablePlaces[place.variable.variable] else { break }
        for slot in variable.base..<(variable.base + variable.width * variable.count) { result.insert(slot) }
      case .conditional(_, let then, let otherwise), .ifLet(_, _, let then, let otherwise):
        result.formUnion(written(by: then))
        result.formUnion(written(by: otherwise))
      case .forEach(_, _, _, let inner): result.formUnion(written(by: inner))
      case .push(let channel, _), .pop(let channel), .clear(let channel), .removeAll(let channel, _, _):
        insert(channel)
      case .letBinding, .emit, .assert: break
      }
    }
    return result
  }

  private mutating func assert(
    _ condition: Expression, _ message: String?, _ span: SourceSpan
  ) throws(LoweringFailure) {
    if let monitorProperty, notes.marks == nil { statements.append(.cover(monitorProperty)) }
    let test = try scalar(condition)
    flush()
    let failure: GroundStatement =
      if let monitorProperty { .flag(monitorProperty) } else { .fault(site(.assertion, span, message: message)) }
    let isFault = monitorProperty == nil
    try branch(
      test, then: { _ throws(LoweringFailure) in },
      otherwise: { lowering throws(LoweringFailure) in lowering.statements.append(failure) })
    if isFault { facts.assume(test.expression) }
  }
}

extension [Statement] {
  /// Whether there is an assertion among them.
  var assertsSomething: Bool {
    contains { statement in
      switch statement.kind {
      case .assert: true
      case .conditional(_, let then, let otherwise), .ifLet(_, _, let then, let otherwise):
        then.assertsSomething || otherwise.assertsSomething
      case .forEach(_, _, _, let body): body.assertsSomething
      case .assign, .letBinding, .push, .pop, .clear, .removeAll, .emit: false
      }
    }
  }
}
