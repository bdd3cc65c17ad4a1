import QuiesceProgram

/// The comparison of one program's claims with one tool.
struct ToolComparison {
  package let program: Program
  let claims: CrossCheckClaims
  let runner: ToolRunner
  /// What was compared so far.
  var results: [CrossCheckReport.Comparison] = []

  init(
    program: Program, claims: CrossCheckClaims, tool: CrossCheck.Tool, options: CrossCheck.Options
  ) throws(ExportError) {
    self.program = program
    self.claims = claims
    runner = ToolRunner(tool: tool, options: options, expectedStates: claims.states)
  }

  /// Asks the tool and fills in the results.
  package mutating func run() throws(ExportError) {
    let questions = program.exportQuestions(for: runner.tool)
    let denied = questions.filter { claims.answers[$0] == false }
    let survey = try runner.ask(program, Set(denied))
    switch survey {
    case .silent:
      for question in denied { judge(question, survey) }
      compareCounts(survey)
    case .alarm:
      for question in denied { judge(question, try runner.ask(program, [question])) }
      compareCounts(try runner.ask(program, []))
      noteUnlocated(survey)
    case .failed:
      for question in denied { judge(question, survey) }
      compareCounts(survey)
    }
    try confirm(questions.filter { claims.answers[$0] == true })
    guard runner.tool == .spin else { return }
    for question in program.exportFormulas where claims.answers[question] != nil {
      judge(question, try runner.ask(program, [question]))
    }
  }

  /// Asks about what the search found: first everything at once, then by itself what the tool left out, for it may not
  /// have gone on behind a state that raised an alarm.
  private mutating func confirm(_ claimed: [ExportQuestion]) throws(ExportError) {
    var confirmed: Set<Int> = []
    if claimed.count > 1, runner.isSmall, case .alarm(let numbers, _) = try runner.ask(program, Set(claimed)) {
      confirmed = numbers
    }
    for question in claimed {
      if confirmed.contains(question.number) {
        judge(question, .alarm(numbers: confirmed, output: ""))
      } else {
        judge(question, try runner.ask(program, [question]))
      }
    }
  }

  private mutating func judge(_ question: ExportQuestion, _ answer: ToolAnswer) {
    guard let found = claims.answers[question] else { return }
    let isFormula = program.exportFormulas.contains(question)
    let subject = program.name(of: question) + (isFormula ? " if nothing is fair" : "")
    let ours = found ? "found" : "not found"
    switch answer {
    case .silent(_, _, let output): add(subject, ours, "not found", !found ? .agrees : .disagrees, output)
    case .alarm(_, let output): add(subject, ours, "found", found ? .agrees : .disagrees, output)
    case .failed(let reason, let output): add(subject, ours, reason, .unanswered, output)
    }
  }

  private mutating func compareCounts(_ answer: ToolAnswer) {
    let pairs: [(String, Int?, Int?)]
    switch answer {
    case .silent(let states, let transitions, _):
      pairs = [("states", claims.states, states), ("transitions", claims.transitions, transitions)]
    case .alarm, .failed: pairs = [("states", claims.states, nil), ("transitions", claims.transitions, nil)]
    }
    for (subject, ours, theirs) in pairs {
      guard let ours else { continue }
      if let theirs {
        add(subject, "\(ours)", "\(theirs)", ours == theirs ? .agrees : .disagrees, answer.output)
      } else {
        add(subject, "\(ours)", answer.reason, .unanswered, answer.output)
      }
    }
  }

  /// An alarm that no single question repeats is a contradiction too.
  private mutating func noteUnlocated(_ survey: ToolAnswer) {
    if results.contains(where: { $0.result != .agrees }) { return }
    add("all questions together", "not found", "found", .disagrees, survey.output)
  }

  private mutating func add(
    _ subject: String, _ ours: String, _ theirs: String, _ result: CrossCheckReport.Result, _ output: String
  ) {
    results.append(
      .init(
        subject: subject, ours: ours, theirs: theirs, result: result,
        detail: result == .agrees ? "" : String(output.suffix(4000))))
  }
}

/// What a tool says to an exported text.
enum ToolAnswer {
  /// The whole space was searched and nothing found.
  case silent(states: Int, transitions: Int, output: String)
  /// What was asked about was found.
  ///
  /// - Parameter numbers: The questions that were answered so, by number, where the text asks several.
  case alarm(numbers: Set<Int>, output: String)
  /// There is no answer.
  case failed(reason: String, output: String)

  /// What the tool printed.
  var output: String {
    switch self {
    case .silent(_, _, let output), .alarm(_, let output), .failed(_, let output): output
    }
  }

  /// Why there are no counts.
  var reason: String {
    switch self {
    case .silent: ""
    case .alarm: "it raised an alarm where nothing was asked"
    case .failed(let reason, _): reason
    }
  }
}
