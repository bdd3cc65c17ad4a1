extension ValueType {
  /// Whether two types are the same up to the bounds of integers inside them; index types are the same exactly.
  package func matches(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.bool, .bool), (.integer, .integer): true
    case (.enumeration(let left), .enumeration(let right)): left == right
    case (.symmetric(let left), .symmetric(let right)): left == right
    case (.structure(let left), .structure(let right)): left == right
    case (.optional(let left), .optional(let right)): left.matches(right)
    case (.array(let index, let element), .array(let otherIndex, let otherElement)):
      index == otherIndex && element.matches(otherElement)
    case (.set(let left), .set(let right)): left.matches(right)
    case (.bool, _), (.integer, _), (.enumeration, _), (.symmetric, _), (.structure, _), (.optional, _), (.array, _),
      (.set, _):
      false
    }
  }

  /// The least type that has all values of two types that match.
  package func joined(with other: ValueType) -> ValueType {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): .integer(Interval.join(left, right))
    case (.optional(let left), .optional(let right)): .optional(left.joined(with: right))
    case (.array(let index, let left), .array(_, let right)): .array(index: index, element: left.joined(with: right))
    case (.set(let left), .set(let right)): .set(left.joined(with: right))
    case (.bool, _), (.integer, _), (.enumeration, _), (.symmetric, _), (.structure, _), (.optional, _), (.array, _),
      (.set, _):
      self
    }
  }

  /// Whether a value lies in this type; a value of another shape does not.
  package func admits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.bool, .bool), (.integer(nil), .integer), (.optional, .none): true
    case (.integer(let range?), .integer(let number)): range.contains(number)
    case (.enumeration(let type), .ordinal(let index)): type.cases.indices.contains(index)
    case (.symmetric(let type), .ordinal(let index)): (0..<type.size).contains(index)
    case (.optional(let wrapped), .some(let inner)): wrapped.admits(inner)
    case (.structure(let type), .structure(let values)):
      type.fields.count == values.count && zip(type.fields, values).allSatisfy { $0.type.admits($1) }
    case (.array(let index, let element), .array(let values)):
      values.count == index.ordinals?.count && values.allSatisfy { element.admits($0) }
    case (.set(let element), .set(let values)): values.allSatisfy { element.admits($0) }
    default: false
    }
  }

  /// Whether a value holds a ghost field somewhere: comparing two such values looks at ghost state.
  package var containsGhost: Bool {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: false
    case .structure(let type): type.fields.contains { $0.isGhost || $0.type.containsGhost }
    case .optional(let wrapped): wrapped.containsGhost
    case .array(_, let element): element.containsGhost
    case .set: false
    }
  }

  /// The symmetric type that a value holds somewhere, if any; the index of an array is not held.
  package var containedSymmetric: SymmetricType? {
    switch self {
    case .bool, .integer, .enumeration: return nil
    case .symmetric(let type): return type
    case .structure(let type):
      for field in type.fields {
        if let found = field.type.containedSymmetric { return found }
      }
      return nil
    case .optional(let wrapped): return wrapped.containedSymmetric
    case .array(_, let element): return element.containedSymmetric
    case .set(let element): return element.containedSymmetric
    }
  }

  /// The symmetric type by which the order of values of this type depends on the names of its values, if any: one that a value
  /// holds, or one that indexes an array in it.
  package var orderingSymmetric: SymmetricType? {
    switch self {
    case .array(let index, let element): index.containedSymmetric ?? element.orderingSymmetric
    case .structure(let type): type.fields.lazy.compactMap(\.type.orderingSymmetric).first
    case .optional(let wrapped): wrapped.orderingSymmetric
    case .bool, .integer, .enumeration, .symmetric, .set: containedSymmetric
    }
  }

  /// How many scalars a value takes, elements of arrays, members of sets and a flag for a composite optional included; `Int.max` stands
  /// for any number that is too large to count.
  package var scalarCount: Int {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: return 1
    case .structure(let type): return type.fields.reduce(0) { $0.addingClamped($1.type.scalarCount) }
    case .optional(let wrapped): return wrapped.isScalar ? 1 : wrapped.scalarCount.addingClamped(1)
    case .array(let index, let element):
      return index.cardinality.multipliedClamped(element.scalarCount)
    case .set(let element): return element.cardinality
    }
  }

  /// How deep types lie in this type.
  package var depth: Int {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: 1
    case .structure(let type): 1 + (type.fields.map(\.type.depth).max() ?? 0)
    case .optional(let wrapped): 1 + wrapped.depth
    case .array(_, let element): 1 + element.depth
    case .set(let element): 1 + element.depth
    }
  }

  /// The type for a sentence: bounds of integers say nothing about what is wrong.
  package var phrase: String {
    switch self {
    case .integer: "an integer"
    case .optional(.integer): "an optional integer"
    case .set(.integer): "a set of integers"
    case .bool, .enumeration, .symmetric, .structure, .optional, .array, .set: "'\(description)'"
    }
  }

  /// The type without the optionals around it.
  package var unwrapped: ValueType {
    var result = self
    while case .optional(let wrapped) = result { result = wrapped }
    return result
  }
}

extension Int {
  /// The sum, or the greatest integer.
  package func addingClamped(_ other: Int) -> Int {
    let sum = addingReportingOverflow(other)
    return sum.overflow ? Int.max : sum.partialValue
  }

  /// The product of two integers that are not negative, or the greatest integer.
  package func multipliedClamped(_ other: Int) -> Int {
    let product = multipliedReportingOverflow(by: other)
    return product.overflow ? Int.max : product.partialValue
  }
}
