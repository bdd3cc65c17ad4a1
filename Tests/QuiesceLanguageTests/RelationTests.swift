import QuiesceLanguage
import QuiesceModel
import Testing

/// Conditions behind the `where` of an expectation.
@Suite struct RelationTests {
  private let declarations = """
    param n : 1...3 = 1
    param m : 1...3 = 3
    param ready : Bool = false
    param mode : enum { off, on } = off
    var x : 0...3 = 0
    let fits = n <= m

    """

  /// The runs of `expect pass where …`, as "n=1 m=2", and what is said of it.
  private func runs(_ conditions: String) throws -> (runs: [String], messages: [String]) {
    let source = SourceFile(
      path: "model.quiesce", text: declarations + "check test { expect pass where \(conditions)\n}")
    var diagnostics: [Diagnostic] = []
    let file = parse(source, id: 0, diagnostics: &diagnostics)
    #expect(diagnostics.map(\.message) == [])
    guard case .check(let check)? = file.declarations.last else { return ([], []) }
    let expectation = try #require(check.expectations.first)
    let unit = ModelUnit(name: "test", files: [file], propertyFiles: [])
    let found = Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics)
    let names = ["n", "m"]
    let texts = found.map { run in
      names.compactMap { name in
        guard case .integer(let number)? = run[name] else { return nil }
        return "\(name)=\(number)"
      }.joined(separator: " ")
    }
    return (texts, diagnostics.map { ([$0.message] + $0.notes.map(\.message)).joined(separator: "; ") })
  }

  @Test(arguments: [
    ("n in 1...3, m in 1...3, n <= m", ["n=1 m=1", "n=1 m=2", "n=1 m=3", "n=2 m=2", "n=2 m=3", "n=3 m=3"]),
    ("n in 1...3, m in 1...3, n == m", ["n=1 m=1", "n=2 m=2", "n=3 m=3"]),
    // Before the settings that it is about, through a named condition, and several of them.
    ("n + m == 3, n in 1...3, m in 1...3", ["n=1 m=2", "n=2 m=1"]),
    ("n in 1...3, m in 1...3, !fits, fits || n == 3", ["n=3 m=1", "n=3 m=2"]),
    ("n in 1...3, m = 1, fits", ["n=1 m=1"]),
    // Cases stand there without a dot, as in settings.
    ("mode in {off, on}, n in 1...2, mode == on implies n == 1", ["n=1", "n=1", "n=2"]),
    ("ready in Bool, n in 1...2, !ready || n > 1, ready || n < 2", ["n=1", "n=2"]),
    ("n in 1...3, (forall k in 1...n: k != 2)", ["n=1"]),
  ])
  func conditionsChooseAmongTheRuns(text: String, expected: [String]) throws {
    let found = try runs(text)
    #expect(found.messages == [])
    #expect(found.runs == expected)
  }

  @Test(arguments: [
    (
      "n in 1...3, n <= m",
      "this condition reads the parameter 'm', which this 'where' does not set; write 'm = …' or 'm in …' as well"
    ),
    (
      "n in 1...3, fits",
      "this condition reads the parameter 'm', which this 'where' does not set; write 'm = …' or 'm in …' as well"
    ),
    (
      "n in 1...3, m = 1, n + m == 9",
      "no run is left: no combination of these values satisfies the conditions behind 'where'"
    ),
    (
      "n in 1...3, k <= 3", "the model 'test' has no parameter 'k'; its parameters are 'n', 'm', 'ready', 'mode'"
    ),
    ("n in 1...3, 1 < 2", "this condition reads no parameter that this 'where' sets"),
    ("n in 1...3, n + 1", "expected 'Bool', found an integer"),
    ("n in 1...3, 6 / (n - 1) > 2", "division by zero"),
    (
      "n in 1...3, n > x",
      "a condition behind 'where' must be known before the search, but it depends on the variable 'x'; declared here"
    ),
  ])
  func conditionsAreChecked(text: String, message: String) throws {
    let found = try runs(text)
    #expect(found.runs == [])
    #expect(found.messages == [message])
  }

  /// Of 160,000 combinations a condition that is asked as soon as it can be keeps few at a time, so that no limit is met.
  @Test func whatIsNotMeantDoesNotCount() throws {
    let parameters = ["a", "b", "c", "d"]
    let source = SourceFile(
      path: "model.quiesce",
      text: parameters.map { "param \($0) : 1...20 = 1\n" }.joined()
        + "check test { expect pass where \(parameters.map { "\($0) in 1...20" }.joined(separator: ", ")), a == b, c == b }"
    )
    var diagnostics: [Diagnostic] = []
    let file = parse(source, id: 0, diagnostics: &diagnostics)
    guard case .check(let check)? = file.declarations.last else { return }
    let expectation = try #require(check.expectations.first)
    let unit = ModelUnit(name: "test", files: [file], propertyFiles: [])
    let found = Checker.runs(of: expectation, unit: unit, diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty)
    #expect(found.count == 20 * 20)
  }

  @Test func aConditionThatOnlyChecksNameIsUsed() {
    let text =
      "param n : 1...3 = 1\nlet fits = n < 3\nvar on : Bool = false\n"
      + "actor a { initial final state s { step go when n > 0 { on = !on } } }\n"
    #expect(checked(text).messages == ["2:5-9 UNUSED_DECLARATION 'fits' is never used"])
    #expect(checked(text + "check test { expect pass where n in 1...3, fits }").messages == [])
  }

  @Test func theFormatterKeepsThem() {
    let text = "check test {\n  expect pass where n in 1...3, m = 2, n <= m, !fits\n}\n"
    #expect(formatted(text) == text)
  }
}
