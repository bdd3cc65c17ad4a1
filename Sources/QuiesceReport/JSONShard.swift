package import QuiesceRuns

/// The result of one shard: a result as any other, with what makes it a part of a whole in `shard`.
struct JSONShard {
  /// What the shard came to by itself.
  let report: JSONReport
  /// What it hands on.
  let record: ShardRecord
}

extension JSONShard: Encodable {
  private enum CodingKeys: CodingKey {
    case shard
  }

  func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(record, forKey: .shard)
  }
}

/// What `quiesce merge` reads of the result of a shard.
package struct RecordedShard: Decodable, Sendable {
  /// The version of the form.
  package let schema: Int
  /// The version of the tool that wrote it.
  package let version: String
  /// What the shard hands on; nil in the result of a whole check.
  package let shard: ShardRecord?

  /// Reads a result. What a shard hands on is understood by the version alone that wrote it.
  package init(reading bytes: [UInt8], version: String) throws(JSONReportError) {
    let header: Header = try JSONText.reading(bytes)
    guard header.schema == JSONReport.schemaVersion else { throw .unknownSchema(header.schema) }
    guard header.version == version else { throw .otherVersion(header.version) }
    self = try JSONText.reading(bytes)
  }

  private struct Header: Decodable {
    var schema: Int
    var version: String
  }
}
