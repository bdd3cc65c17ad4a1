import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceRuns

/// A run as test services take it: a test, in the suite of its model.
struct TestCase {
  /// What became of it.
  enum Result {
    /// It is as expected; of a failure that is expected, `isExpectedFailure`.
    case passed(isExpectedFailure: Bool)
    /// It is not.
    case failed
    /// It has no verdict.
    case undecided
    /// It cannot be made, since the input is refused.
    case refused
  }

  /// What is expected under which parameters; the same as long as the check says the same.
  var name: String
  /// What became of it.
  let result: Result
  /// A line that says so.
  let message: String
  /// Wall seconds.
  let seconds: Double
  /// The whole text of what is not as expected.
  let detail: String

  /// A run.
  init(_ run: RunReport) {
    let setting = [run.settingText, run.boundText ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    name = run.expectation.text + (setting.isEmpty ? "" : " [\(setting)]") + (run.isExtra ? " (extra)" : "")
    switch run.judgement {
    case .asExpected: result = .passed(isExpectedFailure: run.expectation.isOfFailure)
    case .unexpected: result = .failed
    case .undecided: result = .undecided
    }
    message = run.problems.first?.message ?? run.remark
    seconds = run.outcome.statistics.seconds
    detail =
      run.judgement == .asExpected
      ? "" : TextReport().text(of: run, detail: .full) + "\nreproduce: \(run.reproduction)\n"
  }

  /// A mistake in the input, which no test gets beyond.
  init(_ problem: Problem) {
    name = problem.title + (problem.region.map { " \($0.path):\($0.line)" } ?? "")
    result = .refused
    message = problem.message
    seconds = 0
    detail = problem.message + "\n"
  }
}

/// The tests of a model.
struct TestSuite {
  /// The model's name, or `input`.
  let name: String
  /// The tests, whose names differ.
  private(set) var cases: [TestCase] = []
  private var names: [String: Int] = [:]

  private init(name: String) {
    self.name = name
  }

  private mutating func add(_ test: TestCase) {
    var test = test
    names[test.name, default: 0] += 1
    if let number = names[test.name], number > 1 { test.name += " (\(number))" }
    cases.append(test)
  }

  /// A suite for each model, and one for mistakes in the input if there are any.
  static func suites(of summary: CheckSummary) -> [TestSuite] {
    var suites: [TestSuite] = []
    var positions: [String: Int] = [:]
    func add(_ test: TestCase, to name: String) {
      let position = positions[name] ?? suites.count
      if position == suites.count { suites.append(TestSuite(name: name)) }
      positions[name] = position
      suites[position].add(test)
    }
    for diagnostic in summary.diagnostics where diagnostic.severity == .error {
      add(TestCase(Problem(diagnostic, spans: summary.spans)), to: "input")
    }
    for run in summary.runs + (summary.notBegun?.runs ?? []) { add(TestCase(run), to: run.model) }
    return suites
  }
}
