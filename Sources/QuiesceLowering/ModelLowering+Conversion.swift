import QuiesceModel
import QuiesceProgram

/// Values that move between types which differ in the bounds of integers, and their comparison.
extension ModelLowering {
  /// The value as one of another type; what lies outside it is a fault.
  mutating func convert(
    _ value: GroundValue, to type: ValueType, _ kind: FaultKind, _ span: SourceSpan
  ) -> GroundValue {
    switch (value.type, type) {
    case (.integer, .integer(let range)):
      guard let range, !range.covers(value.terms[0].range) else { return GroundValue(type: type, terms: value.terms) }
      return GroundValue(Term.check(value.terms[0], range, site(kind, span, limits: range)), type)
    case (.optional(let from), .optional(let to)) where from != to:
      return convertOptional(value, from: from, to: to, kind, span)
    case (.array(_, let from), .array(_, let to)) where from != to:
      let width = from.groundWidth
      var terms: [Term] = []
      for start in stride(from: 0, to: value.terms.count, by: max(1, width)) {
        let element = GroundValue(type: from, terms: Array(value.terms[start..<(start + width)]))
        var mark = pending.count
        let next = convert(element, to: to, kind, span)
        var before = GroundValue(type: type, terms: terms)
        protect(&before, at: &mark)
        terms = before.terms + next.terms
      }
      return GroundValue(type: type, terms: terms)
    case (.set(let from), .set(let to)) where from != to:
      return convertSet(value, from: from, to: to, kind, span)
    case (.bool, _), (.integer, _), (.enumeration, _), (.symmetric, _), (.structure, _), (.optional, _), (.array, _),
      (.set, _):
      return GroundValue(type: type, terms: value.terms)
    }
  }

  private mutating func convertOptional(
    _ value: GroundValue, from: ValueType, to: ValueType, _ kind: FaultKind, _ span: SourceSpan
  ) -> GroundValue {
    let settled = settle(value)
    let (tag, payload) = parts(of: settled)
    let before = facts
    facts.assume(tag.expression)
    let mark = pending.count
    let outer = to.groundWidth == 1 ? openScope() : []
    let inner = convert(GroundValue(type: from, terms: payload), to: to, kind, span)
    var terms = inner.terms
    if to.groundWidth == 1 {
      terms = [closeScope(outer, terms[0])]
    } else {
      gate(since: mark, by: tag)
    }
    facts = before
    return optional(tag: tag, payload: GroundValue(type: to, terms: terms))
  }

  private mutating func convertSet(
    _ value: GroundValue, from: ValueType, to: ValueType, _ kind: FaultKind, _ span: SourceSpan
  ) -> GroundValue {
    var result = to.allValues.map { _ in Term.no }
    let lower = to.ordinals?.lowerBound ?? 0
    for (member, term) in zip(from.allValues, settleFaults(value).terms) {
      if to.admits(member) {
        result[to.ordinal(of: member) - lower] = term
      } else if term.constant != 0 {
        let outside = Term.check(term, 0...0, site(kind, span))
        _ = settle(outside, at: pending.count)
      }
    }
    return GroundValue(type: .set(to), terms: result)
  }

  // MARK: Optionals

  /// Whether there is a value, and which; the value means something only if there is one.
  func parts(of optional: GroundValue) -> (tag: Term, payload: [Term]) {
    guard case .optional(let wrapped) = optional.type else { preconditionFailure("only optionals have parts") }
    if optional.type.groundWidth != 1 || !wrapped.isScalar {
      return (optional.terms[0], Array(optional.terms.dropFirst()))
    }
    let term = optional.terms[0]
    let tag = Term.not(.equal(term, .constant(0)))
    let least = wrapped.ordinals?.lowerBound ?? 0
    let present = Term(
      term.expression, in: Swift.max(term.range.lowerBound, 1)...Swift.max(term.range.upperBound, 1),
      mustEvaluate: term.mustEvaluate)
    return (tag, [Term.offset(present, by: least - 1) ?? present])
  }

  /// An optional from its parts; `tag` is atomic or a comparison of something atomic.
  func optional(tag: Term, payload: GroundValue) -> GroundValue {
    let type = ValueType.optional(payload.type)
    if type.isWideOptional { return GroundValue(type: type, terms: [tag] + payload.terms) }
    if payload.type.isScalar {
      let least = payload.type.ordinals?.lowerBound ?? 0
      let ordinal = Term.offset(payload.terms[0], by: 1 - least) ?? payload.terms[0]
      return GroundValue(.conditional(tag, ordinal, .constant(0)), type)
    }
    // The payload of `none` is written as the least values, so that equal values have equal scalars.
    let least = SlotLayout.flatten(payload.type).map { Term.constant($0.range.lowerBound) }
    return GroundValue(type: type, terms: [tag] + zip(payload.terms, least).map { Term.conditional(tag, $0, $1) })
  }

  /// `expression` where an optional of the type is needed.
  mutating func wrap(_ value: GroundValue, as type: ValueType, _ span: SourceSpan) -> GroundValue {
    guard case .optional(let wrapped) = type else { preconditionFailure("a value is wrapped in an optional") }
    return optional(tag: .yes, payload: convert(value, to: wrapped, .valueOutOfRange, span))
  }

  /// `optional!`
  mutating func unwrap(_ expression: Expression, at span: SourceSpan) throws(LoweringFailure) -> GroundValue {
    let value = try value(expression)
    guard case .optional(let wrapped) = value.type else { preconditionFailure("only optionals are unwrapped") }
    if value.type.groundWidth == 1 && wrapped.isScalar {
      let present = 1...Swift.max(1, value.type.ordinals?.upperBound ?? 1)
      let checked = Term.check(value.terms[0], present, site(.unwrapOfNone, span))
      return GroundValue(type: wrapped, terms: parts(of: GroundValue(checked, value.type)).payload)
    }
    let settled = settleFaults(value)
    let (tag, payload) = parts(of: settled)
    let checked = Term.check(tag, 1...1, site(.unwrapOfNone, span))
    if checked.mustEvaluate { _ = settle(checked, at: pending.count) }
    return GroundValue(type: wrapped, terms: payload)
  }

  // MARK: Equality

  /// Whether two values are equal; both are evaluated in full.
  package mutating func equal(_ left: GroundValue, _ right: GroundValue) throws(LoweringFailure) -> Term {
    try charge(left.terms.count)
    if left.terms.count == 1 && right.terms.count == 1 && sameOrdinals(left.type, right.type) {
      return .equal(left.terms[0], right.terms[0])
    }
    let mustSettle = (left.terms + right.terms).contains(where: \.mustEvaluate)
    return try equalParts(
      mustSettle ? settle(left) : left, mustSettle ? settle(right) : right)
  }

  private mutating func equalParts(_ left: GroundValue, _ right: GroundValue) throws(LoweringFailure) -> Term {
    switch (left.type, right.type) {
    case (.optional(let first), .optional(let second)):
      if left.type == right.type && !left.type.isWideOptional { break }
      let (a, b) = (settle(left), settle(right))
      let (leftTag, leftPayload) = parts(of: a)
      let (rightTag, rightPayload) = parts(of: b)
      let payload = try equal(
        GroundValue(type: first, terms: leftPayload), GroundValue(type: second, terms: rightPayload))
      return .and(.equal(leftTag, rightTag), .or(.not(leftTag), payload))
    case (.array(_, let first), .array(_, let second)) where first != second:
      let (width, otherWidth) = (first.groundWidth, second.groundWidth)
      var outcomes: [Term] = []
      for position in 0..<(left.terms.count / max(1, width)) {
        outcomes.append(
          try equal(
            GroundValue(type: first, terms: Array(left.terms[(position * width)...].prefix(width))),
            GroundValue(type: second, terms: Array(right.terms[(position * otherWidth)...].prefix(otherWidth)))))
      }
      return .all(outcomes)
    case (.set(let first), .set(let second)) where first != second:
      let element = first.joined(with: second)
      try charge(try setWidth(of: element))
      return .all(zip(spread(left, among: element), spread(right, among: element)).map { Term.equal($0, $1) })
    case (.bool, _), (.integer, _), (.enumeration, _), (.symmetric, _), (.structure, _), (.array, _), (.set, _),
      (.optional, _):
      break
    }
    return .all(zip(left.terms, right.terms).map { Term.equal($0, $1) })
  }

  /// Whether equal values of two scalar types have equal ordinals.
  private func sameOrdinals(_ left: ValueType, _ right: ValueType) -> Bool {
    guard case .optional(let first) = left, case .optional(let second) = right else { return true }
    return first.ordinals?.lowerBound == second.ordinals?.lowerBound && sameOrdinals(first, second)
  }
}
