/// One of several parts of the runs of a plan, as `--shard` names it: `2/8`.
package struct ShardNumber: Hashable, Codable, Sendable {
  /// Which, counted from 1.
  package let number: Int
  /// How many there are.
  package let count: Int

  /// The most shards of a plan.
  package static let limit = 10_000

  /// Reads `K/N`.
  package init?(_ text: String) {
    let words = text.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 2, let number = Int(words[0]), let count = Int(words[1]) else { return nil }
    self.init(number: number, count: count)
  }

  private init?(number: Int, count: Int) {
    guard 1...ShardNumber.limit ~= count, 1...count ~= number else { return nil }
    self.number = number
    self.count = count
  }

  /// What somebody else has written may be no number of a shard.
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let number = ShardNumber(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no K/N"))
    }
    self = number
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// As it is written.
  package var text: String { "\(number)/\(count)" }
}
