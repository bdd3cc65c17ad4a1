extension Expression {
  /// The expressions that this one consists of, in the order of their evaluation.
  package var children: [Expression] {
    switch kind {
    case .constant, .local: []
    case .variable(let reference): reference.instance.map { [$0] } ?? []
    case .field(let base, _): [base]
    case .element(let base, let index): [base, index]
    case .wrap(let operand), .unwrap(let operand), .not(let operand), .negate(let operand), .setCount(let operand),
      .filledArray(let operand):
      [operand]
    case .binary(_, let left, let right): [left, right]
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .quantified(_, _, let domain, let condition, let body):
      domain.children + [condition, body].compactMap { $0 }
    case .contains(let set, let element): [set, element]
    case .within(let value, let low, let high): [value, low, high]
    case .set(let values), .array(let values), .structure(let values), .call(_, let values): values
    case .channel(let reference, let query): (reference.instance.map { [$0] } ?? []) + query.children
    case .location(let reference, _): reference.instance.map { [$0] } ?? []
    }
  }
}

extension Domain {
  /// The expressions that the domain consists of.
  package var children: [Expression] {
    switch self {
    case .type: []
    case .set(let set): [set]
    case .range(let low, let high, _): [low, high]
    case .channel(let reference): reference.instance.map { [$0] } ?? []
    }
  }
}

extension ChannelQuery {
  /// The expressions that the query consists of.
  package var children: [Expression] {
    switch self {
    case .count, .isEmpty, .isFull, .capacity, .first: []
    case .contains(let value): [value]
    }
  }
}
