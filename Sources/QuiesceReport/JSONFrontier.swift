import QuiesceModel
package import QuiesceProgram

/// What somebody has to know of a program who keeps its visited states while `quiesce expand` expands them.
package struct JSONFrontier: Codable, Sendable {
  /// A property that single states and transitions decide, and what it comes to.
  package struct Property: Codable, Sendable {
    /// The name.
    package var name: String
    /// What it comes to where it is found; absent where a search level by level finds nothing of it.
    package var found: String?
    /// What it comes to where it is not found in the whole space.
    package var otherwise: String
  }

  /// The version of this form, and of the streams.
  package var schema: Int
  /// `quiesce`
  package var tool: String
  /// The version of the tool.
  package var version: String
  /// The model's name.
  package var model: String
  /// The fingerprint of the program, in sixteen digits.
  package var program: String
  /// How many words of 64 bits a state takes.
  package var stateWords: Int
  /// The initial states, the bytes of their words as hexadecimal digits.
  package var initial: [String]
  /// The properties, by their numbers.
  package var properties: [Property]
  /// The kinds of the faults, by their numbers.
  package var faults: [String]

  /// Describes a program.
  package init(_ program: Program, fingerprint: String, version: String) {
    schema = 1
    tool = "quiesce"
    self.version = version
    model = program.modelName
    self.program = fingerprint
    stateWords = program.wordCount
    var seen: Set<String> = []
    initial = program.initialStates.map { JSONFrontier.digits(of: program.pack($0)) }.filter {
      seen.insert($0).inserted
    }
    properties = program.properties.map { Property($0) }
    faults = program.faultSites.map(\.kind.rawValue)
  }

  private static func digits(of words: [UInt64]) -> String {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The words of a state that is written so; nil for another text.
  package static func words(of digits: String) -> [UInt64]? {
    let digits = Array(digits.utf8)
    guard digits.count % 16 == 0 else { return nil }
    var words: [UInt64] = []
    for start in stride(from: 0, to: digits.count, by: 16) {
      var word: UInt64 = 0
      for byte in stride(from: 14, through: 0, by: -2) {
        let text = String(decoding: digits[start + byte..<start + byte + 2], as: UTF8.self)
        guard let value = UInt64(text, radix: 16) else { return nil }
        word = word << 8 | value
      }
      words.append(word)
    }
    return words
  }
}

extension JSONFrontier.Property {
  init(_ property: ProgramProperty) {
    name = property.name
    switch property.kind {
    case .invariant, .neverFlagged: (found, otherwise) = (Verdict.violated.rawValue, Verdict.holds.rawValue)
    case .reachable, .reachableFlag: (found, otherwise) = (Verdict.reached.rawValue, Verdict.notReached.rawValue)
    case .alwaysReachable, .temporal: (found, otherwise) = (nil, Verdict.noVerdict.rawValue)
    }
  }
}

extension JSONFrontier {
  /// The text.
  package func text() throws -> String { try JSONText.text(of: self) }
}
