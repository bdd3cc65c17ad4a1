/// A value of the language, independent of how the ground program packs it.
package indirect enum Value: Hashable, Sendable {
  /// `true`, `false`
  case bool(Bool)
  /// An integer.
  case integer(Int)
  /// A case of an enumeration or a value of a symmetric type, by index.
  case ordinal(Int)
  /// `none`
  case none
  /// A value of `T?` that is not `none`.
  case some(Value)
  /// The fields in order.
  case structure([Value])
  /// The elements in the order of the index type's ordinals.
  case array([Value])
  /// The elements; they are of scalar type.
  case set(Set<Value>)
  /// The content of a queue, head first, or of a bag, sorted.
  case channel([Value])
}

extension Value {
  /// The value as the language writes it: `stopMarker`, `PageRequest(kind: page, last: true)`, `{1, 2}`, `none`.
  ///
  /// For a channel `type` is the type of the elements.
  package func description(as type: ValueType) -> String {
    switch (self, type) {
    case (.bool(let flag), _): return flag ? "true" : "false"
    case (.integer(let number), _): return String(number)
    case (.ordinal(let index), .enumeration(let type)):
      return type.cases.indices.contains(index) ? type.cases[index] : "#\(index)"
    case (.ordinal(let index), .symmetric(let type)): return "\(type.name)#\(index)"
    case (.ordinal(let index), _): return "#\(index)"
    case (.none, _): return "none"
    case (.some(let inner), .optional(let wrapped)): return inner.description(as: wrapped)
    case (.some(let inner), _): return inner.description(as: type)
    case (.structure(let values), .structure(let type)):
      let fields = zip(type.fields, values).map { "\($0.name): \($1.description(as: $0.type))" }
      return "\(type.name)(\(fields.joined(separator: ", ")))"
    case (.array(let values), .array(_, let element)):
      return "[\(values.map { $0.description(as: element) }.joined(separator: ", "))]"
    case (.set(let values), .set(let element)):
      let sorted = values.sorted { element.ordinal(of: $0) < element.ordinal(of: $1) }
      return "{\(sorted.map { $0.description(as: element) }.joined(separator: ", "))}"
    case (.channel(let values), let element):
      return "[\(values.map { $0.description(as: element) }.joined(separator: ", "))]"
    case (.structure(let values), _), (.array(let values), _):
      return "[\(values.map { $0.description(as: type) }.joined(separator: ", "))]"
    case (.set(let values), _):
      return "{\(values.map { $0.description(as: type) }.sorted().joined(separator: ", "))}"
    }
  }
}
