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
package struct SymmetricType: Hashable, Sendable {
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
  /// optionals of these. Only such types index arrays, fill sets and are enumerated by bindings and quantifiers.
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

  /// The value of a scalar type with an ordinal.
  package func value(ordinal: Int) -> Value {
    switch self {
    case .bool: return .bool(ordinal != 0)
    case .integer: return .integer(ordinal)
    case .enumeration, .symmetric: return .ordinal(ordinal)
    case .optional(let wrapped):
      guard ordinal != 0, let inner = wrapped.ordinals else { return .none }
      return .some(wrapped.value(ordinal: ordinal - 1 + inner.lowerBound))
    case .structure, .array, .set:
      preconditionFailure("a composite type has no ordinals")
    }
  }

  /// The ordinal of a value of this scalar type.
  package func ordinal(of value: Value) -> Int {
    switch (self, value) {
    case (_, .bool(let flag)): return flag ? 1 : 0
    case (_, .integer(let number)): return number
    case (_, .ordinal(let index)): return index
    case (.optional, .none): return 0
    case (.optional(let wrapped), .some(let inner)):
      return wrapped.ordinal(of: inner) - (wrapped.ordinals?.lowerBound ?? 0) + 1
    default: preconditionFailure("a composite value has no ordinal")
    }
  }

  /// All values of a scalar type in order of their ordinals.
  package var allValues: [Value] {
    guard let ordinals else { return [] }
    return ordinals.map { value(ordinal: $0) }
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
