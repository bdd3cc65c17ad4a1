import FoundationEssentials

/// Why a JSON result cannot be read.
package enum JSONReportError: Error, Equatable, Sendable {
  /// It is no JSON, or lacks a field: the reason, and where.
  case malformed(String)
  /// It has another version of the form.
  case unknownSchema(Int)
  /// It is a shard's, which another version of the tool wrote.
  case otherVersion(String)
}

/// JSON as every document is written.
package enum JSONText {
  /// The text: keys sorted, indented, with a line break at its end.
  package static func text(of document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  /// Reads a document.
  package static func reading<Document: Decodable>(_ bytes: [UInt8]) throws(JSONReportError) -> Document {
    do {
      return try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw .malformed(reason(of: error))
    } catch {
      throw .malformed("it is no JSON text")
    }
  }

  private static func reason(of error: DecodingError) -> String {
    let path = { (keys: [any CodingKey]) in
      keys.isEmpty ? "the top" : keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "the field '\(key.stringValue)' is missing at \(path(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "a value of the wrong kind at \(path(context.codingPath))"
    case .dataCorrupted: return "it is no JSON text"
    @unknown default: return "it is no result of quiesce"
    }
  }
}

extension JSONReport {
  private struct Header: Decodable {
    var schema: Int
  }

  /// The text: keys sorted, indented, with a line break at its end.
  package func text() throws -> String { try JSONText.text(of: self) }

  /// Reads a result.
  package init(reading bytes: [UInt8]) throws(JSONReportError) {
    let header: Header = try JSONText.reading(bytes)
    guard header.schema == JSONReport.schemaVersion else { throw .unknownSchema(header.schema) }
    self = try JSONText.reading(bytes)
  }
}
