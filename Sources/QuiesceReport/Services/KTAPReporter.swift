import QuiesceLanguage
import QuiesceRuns

/// The result in the kernel's form of the Test Anything Protocol, version 1 (Documentation/dev-tools/ktap.rst), which readers
/// of TAP understand too: a test for each model, a subtest for each run.
struct KTAPReporter: Reporter {
  /// Writes the document when it is whole.
  let write: (String) -> Void

  var namesRunsNotBegun: Bool { true }

  mutating func end(_ summary: CheckSummary) {
    let suites = TestSuite.suites(of: summary)
    var text = "KTAP version 1\n1..\(suites.count)\n"
    for (index, suite) in suites.enumerated() {
      text += "  KTAP version 1\n  1..\(suite.cases.count)\n"
      for (number, test) in suite.cases.enumerated() { text += lines(of: test, number + 1) }
      text += "\(suite.cases.allSatisfy(\.hasPassed) ? "ok" : "not ok") \(index + 1) \(plain(suite.name))\n"
    }
    write(text)
  }

  private func lines(of test: TestCase, _ number: Int) -> String {
    // What is said about a test stands before its result.
    let detail = test.detail.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "  #\n" : "  # \(line(String($0)))\n" }.joined()
    let directive: String
    switch test.result {
    case .passed(let isExpectedFailure): directive = isExpectedFailure ? " # XFAIL" : ""
    case .failed: directive = ""
    case .refused: directive = " # ERROR \(line(test.message))"
    case .undecided: directive = " # TIMEOUT \(line(test.message))"
    }
    return detail + "  \(test.hasPassed ? "ok" : "not ok") \(number) \(plain(test.name))\(directive)\n"
  }

  /// A name: a number sign would begin a directive.
  private func plain(_ text: String) -> String { line(text).replacing("#", with: "_") }

  /// Text on one line.
  private func line(_ text: String) -> String {
    DiagnosticPrinter.printable(text.replacing("\n", with: " "))
  }
}

extension TestCase {
  fileprivate var hasPassed: Bool { if case .passed = result { true } else { false } }
}
