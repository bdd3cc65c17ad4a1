import QuiesceModel
import QuiesceProgram

/// Sets: one truth value for each possible element.
extension ModelLowering {
  mutating func setLiteral(_ elements: [Expression], type: ValueType) throws(LoweringFailure) -> GroundValue {
    guard case .set(let element) = type else { preconditionFailure("a set literal has a set type") }
    let width = try setWidth(of: element)
    let scalars = try converted(elements, to: elements.map { _ in element }).map { settle($0) }
    try charge(width * max(1, elements.count))
    let size = max(1, element.groundWidth)
    let positions = stride(from: 0, to: scalars.count, by: size).compactMap { start in
      position(of: GroundValue(type: element, terms: Array(scalars[start..<start + size])), in: element)
    }.map { settle($0) }
    return GroundValue(
      type: type, terms: (0..<width).map { offset in .any(positions.map { .equal($0, .constant(offset)) }) })
  }

  /// Which of the values of a type a value is, counted from 0; nil if it is none.
  func position(of value: GroundValue, in type: ValueType) -> Term? {
    guard let ordinal = ordinal(of: value, in: type)?.ordinal else { return nil }
    return Term.offset(ordinal, by: -(type.ordinals?.lowerBound ?? 0)) ?? ordinal
  }

  /// How many elements a set can have.
  func setWidth(of element: ValueType) throws(LoweringFailure) -> Int {
    let width = element.cardinality
    if width > ModelLowering.domainLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) uses a set with more than \(ModelLowering.domainLimit) possible elements",
        at: subject.span, hint: "use a smaller element type")
    }
    return width
  }

  /// Union and difference.
  mutating func setAlgebra(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression
  ) throws(LoweringFailure) -> GroundValue {
    let (element, first, second) = try operands(left, right)
    let terms = zip(first, second).map { a, b in op == .add ? Term.or(a, b) : .and(a, .not(b)) }
    return GroundValue(type: .set(element), terms: terms)
  }

  /// Whether every element of the left is one of the right.
  mutating func inclusion(_ left: Expression, _ right: Expression) throws(LoweringFailure) -> Term {
    let (_, first, second) = try operands(left, right)
    return .all(zip(first, second).map { .or(.not($0), $1) })
  }

  private mutating func operands(
    _ left: Expression, _ right: Expression
  ) throws(LoweringFailure) -> (ValueType, [Term], [Term]) {
    var both = try values([left, right])
    // All of it is evaluated, the left side first, before the scalars are combined pairwise.
    if both.contains(where: { $0.terms.contains(where: \.mustEvaluate) }) { both = both.map { settle($0) } }
    guard case .set(let first) = both[0].type, case .set(let second) = both[1].type else {
      preconditionFailure("both operands are sets")
    }
    let element = first.joined(with: second)
    try charge(try setWidth(of: element))
    return (element, spread(both[0], among: element), spread(both[1], among: element))
  }

  /// The truth values of a set for every element of a type that has all its elements.
  func spread(_ set: GroundValue, among element: ValueType) -> [Term] {
    guard case .set(let own) = set.type, own != element else { return set.terms }
    var result = element.allValues.map { _ in Term.no }
    let lower = element.ordinals?.lowerBound ?? 0
    for (value, term) in zip(own.allValues, set.terms) { result[element.ordinal(of: value) - lower] = term }
    return result
  }

  /// Whether a set has an element; one outside the set's element type is not in it.
  package mutating func contains(_ set: Expression, _ element: Expression) throws(LoweringFailure) -> Term {
    if case .set(let literal) = set.kind, case .set(let own) = set.type {
      return try isAmong(literal, of: own, element)
    }
    if let access = try access(set), case .set(let type) = access.type {
      return membership(try value(element), in: type) { lowering, position in
        var member = access
        member.type = .bool
        member.index(position, stride: 1)
        return lowering.term(member, offset: 0)
      }
    }
    let both = try values(set, element)
    let members = settleFaults(both.0).terms
    guard case .set(let type) = both.0.type else { preconditionFailure("only sets have elements") }
    try charge(members.count)
    return membership(both.1, in: type) { _, position in
      if let known = position.constant { return members[known] }
      return .any(
        members.indices.map { .and(.equal(position, .constant($0)), members[$0]) })
    }
  }

  /// Whether a value is one of a literal's, none of which may lie outside the literal's element type.
  private mutating func isAmong(
    _ literal: [Expression], of own: ValueType, _ element: Expression
  ) throws(LoweringFailure) -> Term {
    var all: [GroundValue] = []
    for expression in literal + [element] {
      var mark = pending.count
      var next = try value(expression)
      if all.count < literal.count { next = convert(next, to: own, .valueOutOfRange, expression.span) }
      for index in all.indices { protect(&all[index], at: &mark) }
      all.append(next)
    }
    all = all.map { $0.terms.count == 1 ? $0 : settleFaults($0) }
    let mustSettle = all.contains { $0.terms.contains(where: \.mustEvaluate) }
    let settled = mustSettle ? all.map { settle($0) } : all
    guard let last = settled.last else { return .no }
    let wanted = settle(last)
    try charge(all.count)
    var outcomes: [Term] = []
    for member in settled.dropLast() { outcomes.append(try equal(wanted, member)) }
    return .any(outcomes)
  }

  /// The truth value at an element's position, or false for one outside the type.
  private mutating func membership(
    _ element: GroundValue, in type: ValueType, at position: (borrowing ModelLowering, Term) -> Term
  ) -> Term {
    let wanted = settle(element)
    guard let inner = ordinal(of: wanted, in: type) else { return .no }
    let lower = type.ordinals?.lowerBound ?? 0
    let index = Term.offset(inner.ordinal, by: -lower) ?? inner.ordinal
    let settled = settle(index)
    return .and(inner.isInside, position(self, settled))
  }

  /// The ordinal that a value has in another type, and whether it lies in it; nil if it never does.
  func ordinal(of value: GroundValue, in type: ValueType) -> (isInside: Term, ordinal: Term)? {
    switch (value.type, type) {
    case (.optional(let from), .optional(let to)):
      let (tag, payload) = parts(of: value)
      guard let inner = ordinal(of: GroundValue(type: from, terms: payload), in: to) else {
        return (.not(tag), .constant(0))
      }
      let least = to.ordinals?.lowerBound ?? 0
      let moved = Term.offset(inner.ordinal, by: 1 - least) ?? inner.ordinal
      return (.or(.not(tag), inner.isInside), .conditional(tag, moved, .constant(0)))
    case (.structure, .structure), (.array, .array): return number(of: value, value.type.parts, in: type.parts)
    case (.set(let from), .set(let to)):
      let bits = zip(from.allValues, value.terms)
      let outside = bits.filter { !to.admits($0.0) }.map { Term.not($0.1) }
      let inside = GroundValue(type: type, terms: spread(value, among: from.joined(with: to)))
      let members = zip(from.joined(with: to).allValues, inside.terms).filter { to.admits($0.0) }.map(\.1)
      let number = number(of: GroundValue(type: type, terms: members), type.parts, in: type.parts)
      return number.map { (.all(outside), $0.ordinal) }
    default:
      guard let range = type.ordinals else { return nil }
      let term = value.terms[0]
      guard let common = range.common(term.range) else { return nil }
      return (.lies(term, in: range), Term(term.expression, in: common, mustEvaluate: term.mustEvaluate))
    }
  }

  /// The number whose digits are the ordinals of a value's parts.
  private func number(
    of value: GroundValue, _ own: [ValueType], in types: [ValueType]
  ) -> (isInside: Term, ordinal: Term)? {
    var rest = value.terms[...]
    var conditions: [Term] = []
    var number = Term.constant(0)
    for (from, to) in zip(own, types) {
      let part = GroundValue(type: from, terms: Array(rest.prefix(from.groundWidth)))
      rest = rest.dropFirst(from.groundWidth)
      guard let digit = ordinal(of: part, in: to),
        let offset = Term.offset(digit.ordinal, by: -(to.ordinals?.lowerBound ?? 0)),
        let moved = Term.product(number, .constant(to.cardinality)), let sum = Term.sum(moved, offset)
      else { return nil }
      conditions.append(digit.isInside)
      number = sum
    }
    return (.all(conditions), number)
  }
}
