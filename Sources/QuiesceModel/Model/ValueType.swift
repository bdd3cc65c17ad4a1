/// The type of a value, with every parameter replaced by its value and every alias resolved.
package indirect enum ValueType: Hashable, Sendable {
  /// `Bool`
  case bool
  /// An integer range; nil is the type of unbounded integer expressions, which no variable can have.
  case integer(ClosedRange<Int>?)
  /// `enum { … }`
  case enumeration(EnumerationType)
  /// `symmetric type Name[size]`: only `==`, `!=` and indexing.
  case symmetric(SymmetricType)
  /// `struct`
  case structure(StructureType)
  /// `T?`
  case optional(ValueType)
  /// `[Index: Element]`
  case array(index: ValueType, element: ValueType)
  /// `Set<T>`
  case set(ValueType)
}

/// An enumeration: two are the same when name and cases are.
package struct EnumerationType: Hashable, Sendable {
  /// The declared name; for an anonymous enumeration of a parameter, the parameter's name.
  package let name: String
  /// The cases in order; a value is an index into them.
  package let cases: [String]

  /// Makes an enumeration.
  package init(name: String, cases: [String]) {
    self.name = name
    self.cases = cases
  }
}

/// A type of interchangeable values.
package struct SymmetricType: Hashable, Codable, Sendable {
  /// The declared name.
  package let name: String
  /// How many values there are; they print as `Name#0`, `Name#1` …
  package let size: Int

  /// Makes a symmetric type.
  package init(name: String, size: Int) {
    self.name = name
    self.size = size
  }
}

/// A structure with its fields in order.
package struct StructureType: Hashable, Sendable {
  /// A field.
  package struct Field: Hashable, Sendable {
    /// The label.
    package let name: String
    /// The type.
    package let type: ValueType
    /// Whether only properties, monitors and event arguments may read it.
    package let isGhost: Bool

    /// Makes a field.
    package init(name: String, type: ValueType, isGhost: Bool) {
      self.name = name
      self.type = type
      self.isGhost = isGhost
    }
  }

  /// The declared name.
  package let name: String
  /// The fields.
  package let fields: [Field]

  /// Makes a structure.
  package init(name: String, fields: [Field]) {
    self.name = name
    self.fields = fields
  }
}

extension ValueType {
  /// Whether a value is one small integer in the ground program: Bool, integers, enumerations, symmetric values and
  /// optionals of these. Only such types index arrays and families.
  package var isScalar: Bool {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: true
    case .optional(let wrapped): wrapped.isScalar
    case .structure, .array, .set: false
    }
  }

  /// The range of the ordinals of a scalar type: an integer is its own ordinal, `false` is 0, a case is its index,
  /// `none` is 0 and a wrapped value is one more than its distance from its type's least ordinal.
  /// nil for types that are not scalar and for unbounded integers.
  package var ordinals: ClosedRange<Int>? {
    switch self {
    case .bool: return 0...1
    case .integer(let range): return range
    case .enumeration(let type): return 0...(type.cases.count - 1)
    case .symmetric(let type): return 0...(type.size - 1)
    case .optional(let wrapped):
      guard wrapped.isScalar, let inner = wrapped.ordinals else { return nil }
      return 0...(inner.upperBound - inner.lowerBound + 1)
    case .structure, .array, .set: return nil
    }
  }

  /// How many values the type has; `Int.max` stands for any number that is too large to count.
  package var cardinality: Int {
    switch self {
    case .bool, .enumeration, .symmetric: ordinals?.cardinality ?? .max
    case .integer(let range): range?.cardinality ?? .max
    case .optional(let wrapped): wrapped.cardinality.addingClamped(1)
    case .structure(let type): type.fields.reduce(1) { $0.multipliedClamped($1.type.cardinality) }
    case .array(let index, let element): ValueType.power(element.cardinality, index.cardinality)
    case .set(let element): ValueType.power(2, element.cardinality)
    }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    guard base > 1 else { return base }
    var result = 1
    for _ in 0..<min(exponent, 64) { result = result.multipliedClamped(base) }
    return result
  }

  /// The types of the parts of a structure, an array or a set, which holds a truth value for each possible element.
  package var parts: [ValueType] {
    switch self {
    case .structure(let type): type.fields.map(\.type)
    case .array(let index, let element): Array(repeating: element, count: index.cardinality)
    case .set(let element): Array(repeating: .bool, count: element.cardinality)
    case .bool, .integer, .enumeration, .symmetric, .optional: []
    }
  }

  /// The value with an ordinal. Those of a composite type count from 0, like numbers whose digits are the parts.
  package func value(ordinal: Int) -> Value {
    switch self {
    case .bool: return .bool(ordinal != 0)
    case .integer: return .integer(ordinal)
    case .enumeration, .symmetric: return .ordinal(ordinal)
    case .optional(let wrapped):
      guard ordinal != 0 else { return .none }
      return .some(wrapped.value(ordinal: ordinal - 1 + (wrapped.ordinals?.lowerBound ?? 0)))
    case .structure: return .structure(digits(of: ordinal))
    case .array: return .array(digits(of: ordinal))
    case .set(let element):
      let members = zip(element.allValues, digits(of: ordinal)).filter { $0.1 == .bool(true) }
      return .set(Set(members.map(\.0)))
    }
  }

  private func digits(of ordinal: Int) -> [Value] {
    var rest = ordinal
    var values: [Value] = []
    for type in parts.reversed() {
      let count = type.cardinality
      values.append(type.value(ordinal: rest % count + (type.ordinals?.lowerBound ?? 0)))
      rest /= count
    }
    return values.reversed()
  }

  private func number(of digits: [Value]) -> Int {
    zip(parts, digits).reduce(0) { number, digit in
      let (type, value) = digit
      return number * type.cardinality + type.ordinal(of: value) - (type.ordinals?.lowerBound ?? 0)
    }
  }

  /// The ordinal of a value of this type.
  package func ordinal(of value: Value) -> Int {
    switch (self, value) {
    case (_, .bool(let flag)): return flag ? 1 : 0
    case (_, .integer(let number)): return number
    case (_, .ordinal(let index)): return index
    case (.optional, .none): return 0
    case (.optional(let wrapped), .some(let inner)):
      return wrapped.ordinal(of: inner) - (wrapped.ordinals?.lowerBound ?? 0) + 1
    case (.structure, .structure(let values)), (.array, .array(let values)): return number(of: values)
    case (.set(let element), .set(let values)): return number(of: element.allValues.map { .bool(values.contains($0)) })
    default: preconditionFailure("a value of another type has no ordinal")
    }
  }

  /// All values in order of their ordinals; none of a composite type that has too many for a set.
  package var allValues: [Value] {
    if isScalar { return ordinals?.map { value(ordinal: $0) } ?? [] }
    return cardinality > Limits.enumeratedValues ? [] : (0..<cardinality).map { value(ordinal: $0) }
  }

  /// The type as the language writes it, for diagnostics.
  package var description: String {
    switch self {
    case .bool: "Bool"
    case .integer(nil): "Int"
    case .integer(let range?): "\(range.lowerBound)...\(range.upperBound)"
    case .enumeration(let type): type.name
    case .symmetric(let type): type.name
    case .structure(let type): type.name
    case .optional(let wrapped): "\(wrapped.description)?"
    case .array(let index, let element): "[\(index.description): \(element.description)]"
    case .set(let element): "Set<\(element.description)>"
    }
  }
}
