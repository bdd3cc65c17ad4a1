package import QuiesceModel

/// A state of a checked model as plain values: no slots, no packing.
package struct NaiveState: Hashable, Sendable {
  /// For each variable of the model, one value; for a variable of an actor, one for each instance.
  package var variables: [[Value]]
  /// For each channel, the content of each member: of a queue head first, of a bag in ascending order.
  package var channels: [[[Value]]]
  /// For each actor, the location of each instance.
  package var locations: [[LocationID]]
}

extension ValueType {
  /// Whether a value, whose type agrees up to the bounds of integers, lies in this type.
  func admits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.integer(nil), .integer): true
    case (.integer(let range?), .integer(let number)): range.contains(number)
    case (.bool, .bool): true
    case (.enumeration(let type), .ordinal(let index)): type.cases.indices.contains(index)
    case (.symmetric(let type), .ordinal(let index)): (0..<type.size).contains(index)
    case (.structure(let type), .structure(let values)):
      zip(type.fields, values).allSatisfy { $0.type.admits($1) }
    case (.optional, .none): true
    case (.optional(let wrapped), .some(let inner)): wrapped.admits(inner)
    case (.array(_, let element), .array(let values)): values.allSatisfy { element.admits($0) }
    case (.set(let element), .set(let values)): values.allSatisfy { element.admits($0) }
    default: false
    }
  }

  /// The position of a value among all values of this scalar type, or nil if it is none of them.
  func position(of value: Value) -> Int? {
    admits(value) ? allValues.firstIndex(of: value) : nil
  }

  /// All values of any finite type, in the order of `precedes`; nil if there are more than the limit.
  func everyValue(limit: Int) -> [Value]? {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: return allValues.count <= limit ? allValues : nil
    case .optional(let wrapped):
      return wrapped.everyValue(limit: limit).map { [.none] + $0.map { .some($0) } }
    case .structure(let type):
      return Self.products(of: type.fields.map(\.type), limit: limit)?.map { .structure($0) }
    case .array(let index, let element):
      return Self.products(of: index.allValues.map { _ in element }, limit: limit)?.map { .array($0) }
    case .set(let element):
      guard let elements = element.everyValue(limit: 15) else { return nil }
      guard elements.count < 16, 1 << elements.count <= limit else { return nil }
      return (0..<(1 << elements.count)).map { bits in
        .set(Set(elements.indices.filter { bits & (1 << $0) != 0 }.map { elements[$0] }))
      }
    }
  }

  private static func products(of types: [ValueType], limit: Int) -> [[Value]]? {
    var rows: [[Value]] = [[]]
    for type in types {
      guard let values = type.everyValue(limit: limit), rows.count * values.count <= limit else { return nil }
      rows = rows.flatMap { row in values.map { row + [$0] } }
    }
    return rows
  }

  /// Whether one value of this type comes before another: by fields and elements from left to right.
  func precedes(_ left: Value, _ right: Value) -> Bool {
    let first = sortKey(of: left)
    let second = sortKey(of: right)
    return first.lexicographicallyPrecedes(second)
  }

  private func sortKey(of value: Value) -> [Int] {
    switch (self, value) {
    case (.structure(let type), .structure(let values)):
      return zip(type.fields, values).flatMap { $0.type.sortKey(of: $1) }
    case (.array(_, let element), .array(let values)): return values.flatMap { element.sortKey(of: $0) }
    case (.optional, .none): return [0]
    case (.optional(let wrapped), .some(let inner)): return [1] + wrapped.sortKey(of: inner)
    case (.set(let element), .set(let values)):
      return (element.everyValue(limit: Limits.enumeratedValues) ?? []).map { values.contains($0) ? 1 : 0 }
    default: return [ordinal(of: value)]
    }
  }
}
