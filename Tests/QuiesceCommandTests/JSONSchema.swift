import FoundationEssentials

/// Any JSON text.
indirect enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Reads a text.
  init(reading text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  /// A member of an object.
  subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The elements of an array; of anything else none.
  var elements: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  /// The name of its kind, as a schema writes it.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number(let value): value == value.rounded() ? "integer" : "number"
    case .text: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

/// The part of JSON Schema that the schemas in Documentation/ use; what they do not name is refused, so that they name everything.
struct JSONSchema {
  private let root: JSONValue

  /// Reads a schema of the documentation.
  init(documented name: String) throws {
    root = try JSONValue(reading: try contents(of: "\(Repository.root)/Documentation/\(name)"))
  }

  /// What is wrong with a text.
  func complaints(about text: String) throws -> [String] {
    complaints(about: try JSONValue(reading: text), against: root, at: "")
  }

  private func complaints(about value: JSONValue, against schema: JSONValue, at place: String) -> [String] {
    if case .text(let reference)? = schema["$ref"] {
      // Other schemas are named by their identities, of which the documentation has one that is referred to.
      if reference.hasPrefix("result-1.json#") {
        guard let other = try? JSONSchema(documented: "json-schema.json") else { return ["\(place): no \(reference)"] }
        let own = JSONValue.object(["$ref": .text(String(reference.drop { $0 != "#" }))])
        return other.complaints(about: value, against: own, at: place)
      }
      let parts = reference.dropFirst(2).split(separator: "/")
      guard let target = parts.reduce(root, { $0?[String($1)] }) else { return ["\(place): no \(reference)"] }
      return complaints(about: value, against: target, at: place)
    }
    var found: [String] = []
    if let wanted = schema["const"], wanted != value { found.append("\(place): not the constant") }
    if let wanted = schema["enum"], !wanted.elements.contains(value) { found.append("\(place): none of the values") }
    if case .text(let kind)? = schema["type"], value.kind != kind, !(kind == "number" && value.kind == "integer") {
      return found + ["\(place): \(value.kind) instead of \(kind)"]
    }
    if case .number(let least)? = schema["minimum"], case .number(let number) = value, number < least {
      found.append("\(place): less than \(least)")
    }
    if let items = schema["items"] {
      for (index, element) in value.elements.enumerated() {
        found += complaints(about: element, against: items, at: "\(place)[\(index)]")
      }
    }
    guard case .object(let members) = value else { return found }
    for case .text(let name) in schema["required"]?.elements ?? [] where members[name] == nil {
      found.append("\(place): no \(name)")
    }
    for (name, member) in members {
      guard let known = schema["properties"]?[name] ?? schema["additionalProperties"] else {
        found.append("\(place).\(name): unknown")
        continue
      }
      found += complaints(about: member, against: known, at: "\(place).\(name)")
    }
    return found
  }
}
