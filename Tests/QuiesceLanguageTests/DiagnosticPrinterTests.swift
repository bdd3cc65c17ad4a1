import QuiesceLanguage
import QuiesceModel
import Testing

@Suite struct DiagnosticPrinterTests {
  @Test func looksAsClangPrintsIt() {
    let parsed = Parsed("model m\ncheck m {\n  expect pass where x == 3\n}\n")
    #expect(
      parsed.printed == """
        test.quiesce:3:23: error: expected '=' and a value, or 'in' and several, found '==' [UNEXPECTED_TOKEN]
            3 |   expect pass where x == 3
              |                       ^~
        test.quiesce:3:23: note: did you mean '='?
            3 |   expect pass where x == 3
              |                       ^~

        """)
  }

  /// One diagnostic at the first place where `marked` stands in the text.
  private func printed(_ text: String, _ marked: String, color: Bool = false) -> [String] {
    let bytes = Array(text.utf8)
    let wanted = Array(marked.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "a.quiesce", bytes: bytes))
    let span = SourceSpan(file: id, start: start, end: start + wanted.count)
    let text = DiagnosticPrinter(width: 40).text(
      for: [Diagnostic(.unknownName, "unknown", at: span)], sources: sources, color: color)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func tabsAreFilledSoThatTheCaretStandsBelow() {
    // The tab ends at column 8; the column in the head counts bytes.
    #expect(
      printed("a\n\tfoo\tbar", "bar") == [
        "a.quiesce:2:6: error: unknown [UNKNOWN_NAME]",
        "    2 |         foo     bar",
        "      |                 ^~~",
        "",
      ])
  }

  @Test func wideAndInvisibleCharactersKeepTheirColumns() {
    let lines = printed("// \u{4E2D}\u{1B}e\u{301} x", "x")
    #expect(lines[1] == "    1 | // \u{4E2D}<U+001B>e\u{301} x")
    // Three for the slashes and the space, two for the wide one, eight, one, none for the accent, a space.
    #expect(lines[2] == "      | " + String(repeating: " ", count: 15) + "^")
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let long = String(repeating: "a ", count: 3000) + "NAME" + String(repeating: " b", count: 3000)
    let lines = printed(long, "NAME")
    #expect(lines[1].utf8.count <= 8 + 3 + 40 + 3)
    #expect(lines[1].contains("NAME"))
    let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? 0
    #expect(Array(lines[1])[caret] == "N")
    #expect(lines[2].hasSuffix("^~~~"))
  }

  @Test func spansOverLinesAreMarkedToTheEndOfTheFirst() {
    #expect(printed("x = {\n}\n", "{\n}")[2] == "      |     ^")
  }

  @Test func textAtTheEndHasACaretBehindIt() {
    #expect(printed("abc", "")[2] == "      | ^")
    #expect(Parsed("let a =").printed.hasSuffix("    1 | let a =\n      |        ^\n"))
  }

  @Test func colorsAreOptional() {
    #expect(printed("x", "x", color: true)[0].contains("\u{1B}[0;1;31merror: "))
    #expect(!printed("x", "x").joined().contains("\u{1B}"))
  }

  @Test func sortedOnceEachAndAtMostTwenty() {
    var sources = SourceMap()
    let id = sources.add(SourceFile(path: "a.quiesce", text: String(repeating: "x", count: 30)))
    func diagnostic(_ type: DiagnosticType, _ place: Int) -> Diagnostic {
      Diagnostic(type, "at \(place)", at: SourceSpan(file: id, start: place, end: place + 1))
    }
    let warnings = (0..<15).map { diagnostic(.unusedDeclaration, $0) }
    let errors = (15..<25).reversed().map { diagnostic(.unknownName, $0) }
    let text = DiagnosticPrinter().text(for: warnings + errors + errors, sources: sources)
    let heads = text.split(separator: "\n").filter { $0.hasPrefix("a.quiesce") }
    // All ten errors, then room for ten of the fifteen warnings, in order of place.
    #expect(heads.count == 20)
    #expect(
      heads.map { $0.contains("error") } == Array(repeating: false, count: 10) + Array(repeating: true, count: 10))
    #expect(heads.first == "a.quiesce:1:1: warning: at 0 [UNUSED_DECLARATION]")
    #expect(heads.last == "a.quiesce:1:25: error: at 24 [UNKNOWN_NAME]")
    #expect(text.hasSuffix("\nand 5 more\n"))
  }

  @Test(arguments: DiagnosticType.allCases)
  func everyTypeIsExplained(type: DiagnosticType) {
    let details = type.details
    #expect(details.summary != type.rawValue)
    #expect(!details.summary.contains("\n"))
    for part in [details.cause, details.example, details.advice] { #expect(!part.isEmpty) }
    #expect(type.explanation.hasPrefix("\(type.rawValue) ("))
    #expect(type.explanation.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }

  @Test(arguments: [DiagnosticType.invalidCharacter, .unterminatedText, .unexpectedToken, .numberTooLarge])
  func examplesOfSyntaxShowTheirType(type: DiagnosticType) {
    #expect(Parsed(type.details.example).diagnostics.map(\.type) == [type])
  }

  @Test(arguments: [
    DiagnosticType.unknownName, .duplicateName, .typeMismatch, .wrongArguments, .invalidOperation,
    .recursiveDefinition, .notConstant, .outOfRange, .invalidRange, .ghostDependency, .symmetryBroken,
    .malformedActor, .invalidSetting, .noPropertyChecked, .propertyNotChecked, .vacuousProperty, .unusedDeclaration,
    .unreachableState,
  ])
  func otherExamplesParse(type: DiagnosticType) {
    #expect(Parsed(type.details.example).messages == [])
  }
}

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("drianed", ["stopped", "drained"], "drained"),  // a swap is one edit
    ("Drained", ["trained", "drained"], "drained"),  // case counts for nothing
    ("requsts", ["request", "requests"], "requests"),  // one edit; 'request' needs two
    ("x", ["y", "z"], nil),  // a letter is near to everything
    ("X", ["x"], "x"),
    ("stopMarker", ["waitForResponses"], nil),
    ("abc", ["abc"], nil),  // the name itself is no suggestion
    ("", ["a"], nil),
  ])
  func nearestNameWins(name: String, candidates: [String], expected: String?) {
    #expect(closest(to: name, among: candidates) == expected)
  }
}
