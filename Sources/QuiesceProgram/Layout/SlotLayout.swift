package import QuiesceModel

/// How values of a type lie in slots.
///
/// Bool, integers, cases, symmetric values and optionals of these take one slot that holds the ordinal (an integer is its own
/// ordinal). A structure is its fields in order, an array its elements in the order of the index ordinals, a set one truth value
/// for each ordinal of its elements. An optional of a composite is a tag (0 or 1) and the payload, which holds the least values
/// where the tag is 0. A channel is a count and `capacity` elements; empty places hold the least values.
package enum SlotLayout {
  /// One scalar of a flattened value.
  package struct Scalar: Hashable, Sendable {
    /// What follows the variable's name: `.kind`, `[2]`, `?` for the tag of an optional.
    package var suffix: String
    /// The least and the greatest value.
    package var range: ClosedRange<Int>
  }

  /// The scalars of a value of the type, in order.
  package static func flatten(_ type: ValueType) -> [Scalar] {
    var result: [Scalar] = []
    append(type, suffix: "", to: &result)
    return result
  }

  /// The scalars of a value.
  package static func scalars(of value: Value, as type: ValueType) -> [Int] {
    if type.isScalar { return [type.ordinal(of: value)] }
    switch (value, type) {
    case (.none, .optional(let wrapped)): return [0] + flatten(wrapped).map(\.range.lowerBound)
    case (.some(let inner), .optional(let wrapped)): return [1] + scalars(of: inner, as: wrapped)
    case (.structure(let values), .structure(let structure)):
      return zip(values, structure.fields).flatMap { scalars(of: $0, as: $1.type) }
    case (.array(let values), .array(_, let element)): return values.flatMap { scalars(of: $0, as: element) }
    case (.set(let members), .set(let element)): return element.allValues.map { members.contains($0) ? 1 : 0 }
    default: preconditionFailure("a value does not have the type it is stored as")
    }
  }

  /// The value that scalars stand for.
  package static func decode(_ scalars: [Int], as type: ValueType) -> Value {
    decode(scalars[...], as: type)
  }

  /// The value that scalars stand for.
  package static func decode(_ scalars: ArraySlice<Int>, as type: ValueType) -> Value {
    var rest = scalars
    return take(type, from: &rest)
  }

  /// The content of a queue or bag from its count and its places.
  package static func decodeChannel(count: Int, elements: ArraySlice<Int>, as element: ValueType) -> Value {
    var rest = elements
    return .channel((0..<count).map { _ in take(element, from: &rest) })
  }

  private static func take(_ type: ValueType, from rest: inout ArraySlice<Int>) -> Value {
    if type.isScalar { return type.value(ordinal: rest.removeFirst()) }
    switch type {
    case .bool, .integer, .enumeration, .symmetric: return type.value(ordinal: rest.removeFirst())
    case .optional(let wrapped):
      let tag = rest.removeFirst()
      let payload = take(wrapped, from: &rest)
      return tag == 0 ? .none : .some(payload)
    case .structure(let structure): return .structure(structure.fields.map { take($0.type, from: &rest) })
    case .array(let index, let element):
      return .array((0..<index.cardinality).map { _ in take(element, from: &rest) })
    case .set(let element):
      return .set(Set(element.allValues.filter { _ in rest.removeFirst() != 0 }))
    }
  }

  private static func append(_ type: ValueType, suffix: String, to result: inout [Scalar]) {
    if let range = type.ordinals {
      result.append(Scalar(suffix: suffix, range: range))
      return
    }
    switch type {
    case .bool, .integer, .enumeration, .symmetric:
      preconditionFailure("a value without bounds has no slot")
    case .optional(let wrapped):
      result.append(Scalar(suffix: suffix + "?", range: 0...1))
      append(wrapped, suffix: suffix, to: &result)
    case .structure(let structure):
      for field in structure.fields { append(field.type, suffix: "\(suffix).\(field.name)", to: &result) }
    case .array(let index, let element):
      for value in index.allValues {
        append(element, suffix: "\(suffix)[\(value.description(as: index))]", to: &result)
      }
    case .set(let element):
      for value in element.allValues {
        result.append(Scalar(suffix: "\(suffix)[\(value.description(as: element))]", range: 0...1))
      }
    }
  }
}
