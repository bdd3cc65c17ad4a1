import QuiesceModel
import QuiesceProgram

/// Quantifiers, unrolled over every value that the domain can have.
extension ModelLowering {
  /// A value that a quantifier, a loop or a binding may take.
  struct Candidate {
    /// Whether the domain has it now; it can be evaluated any number of times.
    package var isMember: Term
    /// Its scalars, which can be written down any number of times; they mean something only if it is a member.
    var element: GroundValue
  }

  /// Every value that a domain can have, in order; what the domain's own expressions need is pending.
  mutating func candidates(of domain: Domain) throws(LoweringFailure) -> [Candidate] {
    switch domain {
    case .type(let type):
      try checkDomain(type.cardinality)
      return type.allValues.map { Candidate(isMember: .yes, element: .constant($0, as: type)) }
    case .set(let expression):
      let value = settle(try value(expression))
      guard case .set(let type) = value.type else { preconditionFailure("a domain is a set") }
      try checkDomain(value.terms.count)
      return zip(type.allValues, value.terms).map { element, member in
        Candidate(isMember: member, element: .constant(element, as: type))
      }
    case .range(let low, let high, let bounds):
      let (first, last) = try scalars(low, high)
      let (least, greatest) = (settle(first), settle(last))
      guard
        let possible = bounds.common(
          least.range.lowerBound...Swift.max(least.range.lowerBound, greatest.range.upperBound))
      else { return [] }
      try checkDomain(possible.cardinality)
      return possible.map { number in
        let isMember = Term.and(.lessOrEqual(least, .constant(number)), .lessOrEqual(.constant(number), greatest))
        return Candidate(isMember: isMember, element: GroundValue(.constant(number), .integer(bounds)))
      }
    case .channel(let reference): return try contents(of: try channelAccess(reference))
    }
  }

  private func checkDomain(_ count: Int) throws(LoweringFailure) {
    if count > ModelLowering.domainLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) ranges over more than \(ModelLowering.domainLimit) values", at: subject.span,
        hint: "use a smaller type or range")
    }
  }

  mutating func quantified(
    _ quantifier: Quantifier, _ local: LocalID, _ domain: Domain, _ condition: Expression?, _ body: Expression?,
    _ expression: Expression
  ) throws(LoweringFailure) -> GroundValue {
    let marked = coverProperty
    coverProperty = nil
    let candidates = try candidates(of: domain)
    coverProperty = marked
    let before = facts
    defer { facts = before }
    var outcomes: [Outcome] = []
    for candidate in candidates where candidate.isMember.constant != 0 {
      facts = before
      outcomes.append(try outcome(quantifier, candidate, local, condition, body))
      if let last = outcomes.last, last.decides(quantifier) { break }
    }
    noteOrder(of: outcomes, quantifier, domain, expression.span)
    switch quantifier {
    case .forall: return GroundValue(.all(outcomes.map { .or(.not($0.isAdmitted), $0.value) }), .bool)
    case .exists: return GroundValue(.any(outcomes.map { .and($0.isAdmitted, $0.value) }), .bool)
    case .count: return GroundValue(.count(outcomes.map { .and($0.isAdmitted, $0.value) }), expression.type)
    case .min, .max: return GroundValue(extremum(quantifier, outcomes, expression.span), expression.type)
    case .choose: return choice(outcomes, expression)
    case .filter: return try filtered(outcomes, expression.type)
    }
  }

  /// `forall` and `exists` end at the first value that decides them: where another value may fail, the order shows.
  private mutating func noteOrder(
    of outcomes: [Outcome], _ quantifier: Quantifier, _ domain: Domain, _ span: SourceSpan
  ) {
    guard quantifier == .forall || quantifier == .exists, outcomes.count > 1, let first = outcomes.first,
      outcomes.contains(where: { $0.isAdmitted.expression.mayFault || $0.value.expression.mayFault })
    else { return }
    let reason = "a quantifier over its values may fail at one of them and be decided by another"
    noteOrder(of: typesOrdering(domain, of: first.element.type), reason, span)
  }

  /// One value of the domain with what the quantifier says of it.
  private struct Outcome {
    /// Whether the domain has it and the condition holds.
    var isAdmitted: Term
    /// The body.
    var value: Term
    var element: GroundValue

    /// Whether the values behind this one can play no part.
    func decides(_ quantifier: Quantifier) -> Bool {
      guard isAdmitted.constant == 1 else { return false }
      switch quantifier {
      case .forall: return value.constant == 0
      case .exists: return value.constant == 1
      case .choose: return true
      case .count, .min, .max, .filter: return false
      }
    }
  }

  private mutating func outcome(
    _ quantifier: Quantifier, _ candidate: Candidate, _ local: LocalID, _ condition: Expression?, _ body: Expression?
  ) throws(LoweringFailure) -> Outcome {
    try charge(1)
    environment[local] = candidate.element
    facts.assume(candidate.isMember.expression)
    var isAdmitted = candidate.isMember
    if let condition {
      let holds = try isolatedAside(condition)
      facts.assume(holds.expression)
      isAdmitted = .and(isAdmitted, coversLeftSide(quantifier) ? covered(holds) : holds)
    }
    guard let body, isAdmitted.constant != 0 else {
      return Outcome(isAdmitted: isAdmitted, value: .no, element: candidate.element)
    }
    let value = quantifier == .forall ? try isolatedProperty(body) : try isolatedAside(body)
    return Outcome(isAdmitted: isAdmitted, value: value, element: candidate.element)
  }

  /// The set of the values that are admitted.
  private mutating func filtered(_ outcomes: [Outcome], _ type: ValueType) throws(LoweringFailure) -> GroundValue {
    guard case .set(let element) = type else { preconditionFailure("a filter gives a set") }
    let width = try setWidth(of: element)
    var members = Array(repeating: [Term](), count: width)
    for outcome in outcomes {
      let isAdmitted = settle(outcome.isAdmitted)
      guard let position = position(of: outcome.element, in: element) else { continue }
      if let known = position.constant {
        members[known].append(isAdmitted)
      } else {
        try charge(width)
        let position = settle(position)
        for offset in 0..<width { members[offset].append(.and(isAdmitted, .equal(position, .constant(offset)))) }
      }
    }
    return GroundValue(type: type, terms: members.map { .any($0) })
  }

  // MARK: Least, greatest, first

  /// The least or greatest value; a running best starts beyond every value, and a best that is still there is a fault.
  private mutating func extremum(_ quantifier: Quantifier, _ outcomes: [Outcome], _ span: SourceSpan) -> Term {
    let fault = site(.emptyChoice, span)
    guard let first = outcomes.first else { return Term(.fault(fault), in: 0...0, mustEvaluate: true) }
    var range = outcomes.dropFirst().reduce(first.value.range) { $0.hull($1.value.range) }
    range = range.common((Int.min + 1)...(Int.max - 1)) ?? 0...0
    let isLeast = quantifier == .min
    let start = isLeast ? range.upperBound + 1 : range.lowerBound - 1
    let whole = range.hull(start...start)
    var best = Term.constant(start)
    for outcome in outcomes {
      let next: Term
      if best.constant == start {
        next = .conditional(outcome.isAdmitted, outcome.value, best)
      } else {
        let value = outcome.value.isAtomic ? outcome.value : Term(.local(newLocal()), in: outcome.value.range)
        var better = Term.conditional(isLeast ? .less(value, best) : .less(best, value), value, best)
        if case .local(let local) = value.expression, !outcome.value.isAtomic {
          better = Term(
            .letIn(local, outcome.value.expression, body: better.expression), in: better.range,
            mustEvaluate: outcome.value.mustEvaluate)
        }
        next = .conditional(outcome.isAdmitted, better, best)
      }
      best = settle(Term(next.expression, in: next.range.common(whole) ?? whole, mustEvaluate: next.mustEvaluate))
    }
    return .check(best, range, fault)
  }

  /// The first value that is admitted.
  private mutating func choice(_ outcomes: [Outcome], _ expression: Expression) -> GroundValue {
    let fault = Term(.fault(site(.emptyChoice, expression.span)), in: 0...0, mustEvaluate: true)
    guard let first = outcomes.first else {
      return GroundValue(
        type: expression.type,
        terms: [fault] + (1..<Swift.max(1, expression.type.groundWidth)).map { _ in Term.constant(0) })
    }
    if first.element.terms.count == 1 {
      let range = outcomes.dropFirst().reduce(first.element.terms[0].range) { $0.hull($1.element.terms[0].range) }
      var result = Term(fault.expression, in: range, mustEvaluate: true)
      for outcome in outcomes.reversed() {
        result = .conditional(outcome.isAdmitted, outcome.element.terms[0], result)
      }
      return GroundValue(result, first.element.type)
    }
    var position = Term(fault.expression, in: 0...(outcomes.count - 1), mustEvaluate: true)
    for (number, outcome) in outcomes.enumerated().reversed() {
      position = .conditional(outcome.isAdmitted, .constant(number), position)
    }
    let chosen = settle(position)
    let terms = first.element.terms.indices.map { scalar in
      Term.select(chosen) { outcomes[$0].element.terms[scalar] }
    }
    return GroundValue(type: first.element.type, terms: terms)
  }
}
