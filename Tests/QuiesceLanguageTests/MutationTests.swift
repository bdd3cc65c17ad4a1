import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLanguage

/// Broken inputs made from good ones: each must end in diagnostics, and what still parses must survive the formatter.
@Suite struct MutationTests {
  /// What is put into a text: signs and words that change how it is read.
  private static let parts = [
    "{", "}", "(", ")", "[", "]", "\"", "/*", "*/", "//", "///", "\n", ";", ",", ":", ".", "...", "..<", "->", "=",
    "==", "!", "-", "?", "@", "<", ">", "&&", "implies", "if", "then", "else", "forall", "x in", "is", "state", "step",
    "actor", "property", "or", "when", "where", "none", "99999999999999999999", "0x", "\u{0}", "\u{2227}", "\t", "\r",
  ].map { Array($0.utf8) }

  private static func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      let end = min(place + Int.random(in: 0...12, using: &random), bytes.count)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: parts.randomElement(using: &random) ?? [], at: place)
      case 2: bytes.replaceSubrange(place..<end, with: parts.randomElement(using: &random) ?? [])
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 4: bytes.removeSubrange(place...)
      case 5:
        let other = Int.random(in: 0...bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[min(place, other)..<min(max(place, other), min(place, other) + 80)], at: place)
      default: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
      }
    }
    return bytes
  }

  /// Parses, prints what is wrong, and formats twice what is not.
  private func survives(_ bytes: [UInt8], _ comment: Comment) {
    let source = SourceFile(path: "mutant.quiesce", bytes: bytes)
    var diagnostics: [Diagnostic] = []
    let parser = Parser.parsed(source, id: 0, diagnostics: &diagnostics)
    guard let parser, diagnostics.isEmpty else {
      #expect(!diagnostics.isEmpty, comment)
      var sources = SourceMap()
      _ = sources.add(source)
      #expect(!DiagnosticPrinter().text(for: diagnostics, sources: sources).isEmpty, comment)
      for span in diagnostics.compactMap(\.span) {
        #expect(0 <= span.start && span.start <= span.end && Int(span.end) <= bytes.count, comment)
      }
      return
    }
    let text = Formatter.layout(parser)
    #expect(Formatter.says(text, theSameAs: parser), comment)
    let again = Parser.parsed(SourceFile(path: "again", text: text), id: 0, diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty, comment)
    if let again { #expect(Formatter.layout(again) == text, comment) }
  }

  @Test(arguments: 0..<8)
  func mutantsEndInDiagnostics(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let sources = [Samples.model, Samples.properties].map { Array($0.utf8) }
    for round in 0..<250 {
      let bytes = Self.mutated(sources[round % 2], &random)
      survives(bytes, "seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func noiseEndsInDiagnostics() {
    var random = SplitMix64(seed: 42)
    for round in 0..<200 {
      let count = Int.random(in: 1...400, using: &random)
      let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      survives(noise, "noise, round \(round)")
      var words: [UInt8] = []
      for _ in 0..<count { words += (Self.parts.randomElement(using: &random) ?? []) + [0x20] }
      survives(words, "words, round \(round): \(String(decoding: words, as: UTF8.self))")
    }
  }

  @Test func everyPrefixEndsInDiagnostics() {
    for sample in [Samples.model, Samples.properties] {
      let bytes = Array(sample.utf8)
      for end in stride(from: 0, to: bytes.count, by: 3) { survives(Array(bytes[..<end]), "cut at \(end)") }
    }
  }
}
