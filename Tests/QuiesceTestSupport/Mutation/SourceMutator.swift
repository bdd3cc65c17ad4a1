/// Damages model texts in reproducible ways: what a hasty editor, a bad merge or a hostile author leaves behind.
package struct SourceMutator: Sendable {
  /// The texts to begin with.
  let corpus: [[UInt8]]
  /// The longest result, in bytes.
  static let sizeLimit = 1 << 16

  /// Makes a mutator over a corpus.
  package init(corpus: [[UInt8]]) {
    self.corpus = corpus
  }

  /// The damaged text of a seed: the same for the same seed and corpus.
  package func mutant(seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    if random.chance(2) { return noise(&random) }
    var bytes = random.pick(corpus) ?? []
    for _ in 0..<(1 + random.below(4)) {
      bytes = mutated(bytes, &random)
      if bytes.count > Self.sizeLimit { bytes.removeLast(bytes.count - Self.sizeLimit) }
    }
    return bytes
  }

  private func noise(_ random: inout SplitMix64) -> [UInt8] {
    let isText = random.chance(50)
    return (0..<random.below(2000)).map { _ in
      isText ? UInt8(32 + random.below(95)) : UInt8(truncatingIfNeeded: random.next())
    }
  }

  private func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    switch random.below(14) {
    case 0: return changingBytes(bytes, &random)
    case 1: return Array(bytes.prefix(random.below(bytes.count + 1)))
    case 2: return splicing(bytes, &random)
    case 3: return movingLines(bytes, &random)
    case 4, 5: return nesting(bytes, &random)
    case 6, 7: return changingNumber(bytes, &random)
    default: return changingTokens(bytes, &random)
    }
  }

  // MARK: Bytes

  private func changingBytes(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var result = bytes
    for _ in 0..<(1 + random.below(4)) where !result.isEmpty {
      let place = random.below(result.count)
      switch random.below(3) {
      case 0: result[place] ^= 1 << UInt8(random.below(8))
      case 1: result.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
      default: result.remove(at: place)
      }
    }
    return result
  }

  private func splicing(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    let other = random.pick(corpus) ?? []
    return Array(bytes.prefix(random.below(bytes.count + 1)) + other.suffix(random.below(other.count + 1)))
  }

  private func movingLines(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    let first = random.below(lines.count)
    let last = Swift.min(lines.count, first + 1 + random.below(8))
    let part = Array(lines[first..<last])
    switch random.below(3) {
    case 0: lines.removeSubrange(first..<last)
    case 1: lines.insert(contentsOf: part, at: random.below(lines.count + 1))
    default: lines.replaceSubrange(first..<last, with: part.reversed())
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  // MARK: Tokens

  private func changingTokens(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var tokens = Self.tokens(of: bytes)
    for _ in 0..<(1 + random.below(3)) where !tokens.isEmpty {
      let place = random.below(tokens.count)
      switch random.below(6) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens.swapAt(place, random.below(tokens.count))
      case 3: tokens[place] = tokens[random.below(tokens.count)]
      case 4: tokens.insert(Array((random.pick(Self.words) ?? "").utf8), at: place)
      default:
        let others = Self.tokens(of: random.pick(corpus) ?? [])
        tokens[place] = random.pick(others) ?? []
      }
    }
    return Array(tokens.joined())
  }

  private func changingNumber(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var tokens = Self.tokens(of: bytes)
    let numbers = tokens.indices.filter { (tokens[$0].first ?? 0).isDigit }
    guard let place = random.pick(numbers) else { return bytes }
    tokens[place] = Array((random.pick(Self.numbers) ?? "0").utf8)
    return Array(tokens.joined())
  }

  private func nesting(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var tokens = Self.tokens(of: bytes)
    let opening = random.pick(Self.nests) ?? "("
    let depth = 1 << random.below(14)
    let place = random.below(tokens.count + 1)
    let text = Array(String(repeating: opening, count: Swift.min(depth, Self.sizeLimit / opening.utf8.count)).utf8)
    tokens.insert(text, at: place)
    return Array(tokens.joined())
  }

  private static let numbers = [
    "0", "1", "2", "63", "64", "65", "255", "256", "1000", "65536", "1000000", "2147483648", "4294967296",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "99999999999999999999999999", "-1",
    "-9223372036854775808", "0...9223372036854775807", "-9223372036854775807...9223372036854775807",
  ]

  private static let nests = [
    "(", "[", "{", "!", "- ", "((", "if true then ", "forall x in 0...1: ", "/* ", "1 + ", "a.", "x[", "Set<",
    "[0...1: ",
    "true implies ", "if true {\n", "not ", "always ", "?", "!(", "f(", "- (", "\"", "step s ", "actor a { ",
  ]

  private static let words = [
    "model", "import", "param", "type", "symmetric type", "enum", "struct", "ghost", "var", "queue", "bag", "signal",
    "event", "let", "func", "actor", "fair", "strongly fair", "state", "initial", "final", "committed", "sequence",
    "from", "to", "step", "or step", "sends", "on", "when", "where", "in", "is", "if", "if let", "else", "for", "emit",
    "assert", "monitor", "property", "ltl", "invariant", "never", "reachable", "eventually", "leads to", "always",
    "until", "next", "imply", "equivalent", "infinitely often", "always reachable", "at rest", "rv r {", "RULE =",
    "timeout step",
    "check", "extra check", "extra", "with", "expect pass", "expect violation of", "allow deadlock",
    "allow stuck", "expect stuck", "within",
    "true", "false", "none",
    "any", "forall", "exists", "count", "min", "max", "choose", "{", "}", "(", ")", "[", "]", "->", "=", "==", "...",
    "..<", "+", "-", "*", "/", "%", "!", "?", ".", ",", ":", ";", "@source(\"x\")", "\"", "//", "///", "/*", "*/", "_",
    "Bool", "Int", "Set<Bool>", "contains", "first", "isEmpty", "\u{0}", "\u{FEFF}", "é",
  ]

  /// Words, numbers, runs of blanks and single other bytes.
  static func tokens(of bytes: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      var end = start + 1
      let kind = bytes[start].tokenKind
      if kind > 0 {
        while end < bytes.count, bytes[end].tokenKind == kind { end += 1 }
      }
      result.append(Array(bytes[start..<end]))
      start = end
    }
    return result
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (48...57).contains(self) }

  /// 1 for what words and numbers are made of, 2 for blanks, 0 for what stands alone.
  fileprivate var tokenKind: Int {
    switch self {
    case 48...57, 65...90, 97...122, 95: 1
    case 9, 10, 13, 32: 2
    default: 0
    }
  }
}
