/// A type of a random program.
indirect enum GeneratedType: Hashable, Sendable {
  case bool
  case integer(ClosedRange<Int>, name: String?)
  case enumeration(String, cases: [String])
  case symmetric(String, size: Int)
  case structure(String, fields: [Field])
  case optional(GeneratedType)
  case array(index: GeneratedType, element: GeneratedType)
  case set(GeneratedType)

  struct Field: Hashable, Sendable {
    let name: String
    let type: GeneratedType
    let isGhost: Bool
  }

  /// The type as the language writes it.
  var text: String {
    switch self {
    case .bool: "Bool"
    case .integer(let range, let name): name ?? "\(range.lowerBound)...\(range.upperBound)"
    case .enumeration(let name, _), .symmetric(let name, _), .structure(let name, _): name
    case .optional(let wrapped): "\(wrapped.text)?"
    case .array(let index, let element): "[\(index.text): \(element.text)]"
    case .set(let element): "Set<\(element.text)>"
    }
  }

  var isScalar: Bool {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: true
    case .optional(let wrapped): wrapped.isScalar
    case .structure, .array, .set: false
    }
  }

  /// Whether a name stands for it, so that it may be a domain.
  var isNamed: Bool {
    switch self {
    case .bool, .enumeration, .symmetric: true
    case .integer(_, let name): name != nil
    case .structure, .optional, .array, .set: false
    }
  }

  /// Whether a name stands for all its values, so that something may range over them.
  var isDomain: Bool {
    if case .structure = self { !hasGhost } else { isNamed }
  }

  /// Whether both are integers with a value in common.
  func overlaps(_ other: GeneratedType) -> Bool {
    guard case .integer(let own, _) = self, case .integer(let range, _) = other else { return false }
    return own.overlaps(range)
  }

  /// How many values it has.
  var size: Int {
    switch self {
    case .bool: 2
    case .integer(let range, _): range.count
    case .enumeration(_, let cases): cases.count
    case .symmetric(_, let size): size
    case .structure(_, let fields): fields.reduce(1) { $0 * $1.type.size }
    case .optional(let wrapped): wrapped.size + 1
    case .array(let index, let element):
      (0..<index.size).reduce(1) { size, _ in Swift.min(size * element.size, 1 << 20) }
    case .set(let element): 1 << Swift.min(element.size, 20)
    }
  }

  /// Whether some part of it is ghost.
  var hasGhost: Bool {
    switch self {
    case .bool, .integer, .enumeration, .symmetric: false
    case .structure(_, let fields): fields.contains { $0.isGhost || $0.type.hasGhost }
    case .optional(let inner), .set(let inner), .array(_, let inner): inner.hasGhost
    }
  }

  /// Whether some part of it is of a symmetric type, which has no literals.
  var hasSymmetric: Bool {
    switch self {
    case .bool, .integer, .enumeration: false
    case .symmetric: true
    case .structure(_, let fields): fields.contains { $0.type.hasSymmetric }
    case .array(let index, let element): index.hasSymmetric || element.hasSymmetric
    case .optional(let inner), .set(let inner): inner.hasSymmetric
    }
  }

  /// The simplest constant of the type where the type is known; nil if a symmetric value would be needed.
  var simplest: String? {
    switch self {
    case .bool: return "false"
    case .integer(let range, _): return String(range.lowerBound)
    case .enumeration(_, let cases): return ".\(cases[0])"
    case .symmetric: return nil
    case .optional: return "none"
    case .set: return "{}"
    case .structure(let name, let fields):
      var labelled: [String] = []
      for field in fields {
        guard let value = field.type.simplest else { return nil }
        labelled.append("\(field.name): \(value)")
      }
      return "\(name)(\(labelled.joined(separator: ", ")))"
    case .array(let index, let element):
      guard !index.hasSymmetric, let value = element.simplest else { return nil }
      return "[\((0..<index.size).map { _ in value }.joined(separator: ", "))]"
    }
  }
}
