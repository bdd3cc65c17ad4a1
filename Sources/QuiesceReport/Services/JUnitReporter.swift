import QuiesceRuns

/// The result as JUnit XML, in the form that Jenkins and its like agree on: a suite for each model, a case for each run.
struct JUnitReporter: Reporter {
  /// Writes the document when it is whole.
  let write: (String) -> Void

  var namesRunsNotBegun: Bool { true }

  mutating func end(_ summary: CheckSummary) {
    let suites = TestSuite.suites(of: summary)
    let all = suites.flatMap(\.cases)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"quiesce\"\(counts(of: all))>\n"
    for suite in suites {
      text += "  <testsuite name=\"\(XMLText.attribute(suite.name))\"\(counts(of: suite.cases))>\n"
      for test in suite.cases { text += element(test, in: suite) }
      text += "  </testsuite>\n"
    }
    write(text + "</testsuites>\n")
  }

  private func counts(of cases: [TestCase]) -> String {
    var failures = 0
    var errors = 0
    for test in cases {
      switch test.result {
      case .passed: break
      case .failed: failures += 1
      case .undecided, .refused: errors += 1
      }
    }
    let seconds = time(cases.map(\.seconds).reduce(0, +))
    return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(seconds)\""
  }

  private func element(_ test: TestCase, in suite: TestSuite) -> String {
    let head =
      "    <testcase name=\"\(XMLText.attribute(test.name))\" classname=\"\(XMLText.attribute(suite.name))\""
      + " time=\"\(time(test.seconds))\""
    let (word, type): (String, String)
    switch test.result {
    case .passed: return head + "/>\n"
    case .failed: (word, type) = ("failure", "not as expected")
    case .undecided: (word, type) = ("error", "no verdict")
    case .refused: (word, type) = ("error", "refused")
    }
    return head + ">\n      <\(word) type=\"\(type)\" message=\"\(XMLText.attribute(test.message))\">"
      + "\(XMLText.content(test.detail))</\(word)>\n    </testcase>\n"
  }

  /// Seconds without separators of thousands, which some readers refuse.
  private func time(_ seconds: Double) -> String {
    Figures.fixed(seconds, decimals: 3).replacing(",", with: "")
  }
}

/// Text as XML 1.0 takes it. Most control characters it cannot hold at all; they become replacement characters.
enum XMLText {
  /// Between tags.
  static func content(_ text: String) -> String { escaped(text, keepsLines: true) }

  /// Between quotes; a line break would be read as a space.
  static func attribute(_ text: String) -> String { escaped(text, keepsLines: false) }

  /// Whether a text is as it is in any place, as nearly all are.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
      default: 0x20..<0x7f ~= byte
      }
    }
  }

  private static func escaped(_ text: String, keepsLines: Bool) -> String {
    if isPlain(text) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\n", "\t": result += keepsLines ? String(scalar) : "&#\(scalar.value);"
      case "\r": result += "&#13;"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
