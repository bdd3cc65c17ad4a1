import QuiesceLanguage
import QuiesceProgram
package import QuiesceRuns

/// The text of a run and of a whole invocation.
package struct TextReport: Sendable {
  /// How much of a run is shown.
  package enum Detail: Hashable, Sendable {
    /// A line.
    case compact
    /// The verdict, the properties, and the traces of what went wrong.
    case full
    /// The traces of expected violations and of witnesses too.
    case everything
  }

  /// The widest line, but for commands, which are to be copied.
  private static let width = 80

  private let style: TextStyle

  /// Makes reports in a style.
  package init(style: TextStyle = .plain) {
    self.style = style
  }

  // MARK: a run

  /// The text of one run, with a line break at its end.
  package func text(of run: RunReport, detail: Detail) -> String {
    let lines: [String]
    switch detail {
    case .compact: lines = compactLines(of: run)
    case .full, .everything:
      lines = header(of: run, detail: detail) + properties(of: run) + traces(of: run, detail: detail)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func compactLines(of run: RunReport) -> [String] {
    let statistics = run.outcome.statistics
    var text = "\(word(for: run.judgement)) \(run.model)"
    if !run.settingText.isEmpty { text += " [\(run.settingText)]" }
    if run.isExtra { text += " (extra)" }
    if run.isSuspicion { text += " (suspicion)" }
    text += ": \(verdictText(of: run, isBrief: true)); "
    // That a search came to its end, or ended with what was found, goes without saying.
    if !run.outcome.isComplete, run.outcome.stop != .decided { text += "\(extent(of: run)), " }
    text += figures(Figures.count(statistics.states, "state"), Figures.seconds(statistics.seconds))
    return wrap(text)
  }

  /// At most five lines, unless the parameters fill more: everything that a verdict needs to be understood alone.
  private func header(of run: RunReport, detail: Detail) -> [String] {
    let statistics = run.outcome.statistics
    var lines = wrap("\(style(run.model, .strong)): \(style(verdictText(of: run), role(of: run)))")
    var expected = ""
    switch run.expectation {
    case .unstated: expected = "every property holds (no check says otherwise)"
    case .pass, .violation, .deadlock, .stuck, .fault: expected = run.expectation.text
    }
    if let place = run.place { expected += " (\(DiagnosticPrinter.printable(place))\(run.isExtra ? ", extra" : ""))" }
    lines += entry("expected", "\(expected): \(word(for: run.judgement))")
    var search =
      "\(orderText(of: run)), \(extent(of: run)), \(reductionText(of: run)), \(boundsText(of: run))"
    if !run.checksDeadlock { search += ", deadlocks not checked" }
    lines += entry("search", search)
    lines += entry("left out", leftOutText(of: run.outcome.slice, detail: detail))
    lines += entry("engine", engineText(of: run.outcome.engine))
    if run.bounds.threads != nil {
      let reason = run.outcome.oneThreadReason.map { ": \($0)" } ?? ""
      lines += entry("threads", "\(statistics.threads)\(reason)")
    }
    if let states = run.outcome.resumedStates { lines += entry("resumed", "from \(Figures.count(states, "state"))") }
    for refusal in run.refusals { lines += entry("refused", refusal) }
    for reduction in run.partialReductions { lines += entry("partial", reduction) }
    lines += entry(
      "explored",
      figures(
        (run.outcome.swarm == nil ? "" : "about ") + Figures.count(statistics.states, "state"),
        Figures.count(statistics.transitions, "transition"),
        "depth \(Figures.count(statistics.depth))", Figures.seconds(statistics.seconds),
        Figures.bytes(statistics.peakMemoryBytes))
        + (saysBytesPerState(statistics)
          ? " (\(Figures.fixed(statistics.bytesPerState, decimals: 1)) bytes a state)" : ""))
    lines += entry("visited", run.outcome.omission?.text ?? run.outcome.trees?.text ?? "")
    lines += entry("swarm", swarmText(of: run.outcome))
    if run.outcome.failureSeed != nil { lines.append("  repeat      \(run.reproduction)") }
    lines += entry("fair runs", formulasText(of: run.outcome))
    if run.watchesParts == false {
      let limit = Figures.count(RunReport.mostStatesForParts, "state")
      lines += entry("not watched", "the parts of properties, and branches: only in spaces of at most \(limit)")
    }
    if let whole = run.whole {
      lines += entry(
        "whole space",
        figures(
          Figures.count(whole.statistics.states, "state"), Figures.count(whole.statistics.transitions, "transition"),
          "depth \(Figures.count(whole.statistics.depth))", Figures.seconds(whole.statistics.seconds))
          + ": \(whole.verdict.rawValue)")
    }
    for difference in run.differences {
      lines += entry(
        "DIFFERS",
        "\(difference.property): \(difference.verdict.rawValue), in the whole space \(difference.wholeVerdict.rawValue)"
      )
    }
    for result in run.audits ?? [] { lines += entry("audited", auditText(of: result)) }
    for result in run.flaws { lines += entry("FLAW", "\(result.subject.rawValue): \(result.flaw ?? "")") }
    lines += entry("without", run.without.joined(separator: ", "))
    return lines + entry("parameters", parametersText(of: run)) + entry("because", run.remark)
  }

  /// A word and what there is to say about it, on as many lines as that takes; none where there is nothing.
  private func entry(_ word: String, _ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = TextWrapping.wrap(text, width: TextReport.width - indent.count)
    let first = "  \(word)" + String(repeating: " ", count: indent.count - 2 - word.count)
    return zip(lines.indices, lines).map { ($0 == 0 ? first : indent) + $1 }
  }

  /// Few states do not fill the table that holds them, and random walks hold none.
  private func saysBytesPerState(_ statistics: Statistics) -> Bool {
    statistics.states >= 10_000 && statistics.bytesPerState > 0
  }

  private var indent: String { String(repeating: " ", count: 14) }

  /// Figures in a row; none is broken.
  func figures(_ parts: String...) -> String { figures(parts) }

  func figures(_ parts: [String]) -> String {
    parts.map { TextWrapping.whole($0) }.joined(separator: ", ")
  }

  private func wrap(_ text: String) -> [String] {
    TextWrapping.wrap(text, width: TextReport.width, indent: 4)
  }

  // MARK: properties and traces

  private func properties(of run: RunReport) -> [String] {
    guard run.outcome.properties.count > 1 else { return [] }
    let width = run.outcome.properties.map(\.verdict.rawValue.count).max() ?? 0
    return [""]
      + run.outcome.properties.map { property in
        let verdict = property.verdict.rawValue
        let padding = String(repeating: " ", count: width - verdict.count)
        var text = "  " + style(verdict, role(of: property.verdict)) + padding + "  " + subject(of: property)
        if let reason = run.reason(for: property) { text += " (\(reason))" }
        if property.isVacuous { text += " (vacuous: \(property.vacuity))" }
        return text
      }
  }

  /// What a verdict in the list is about: the property's name, or, for what every model is checked for, words.
  private func subject(of property: PropertyOutcome) -> String {
    switch (property.kind, property.verdict) {
    case (.deadlock, .deadlock): "no actor can go on, and not all may rest"
    case (.deadlock, .holds): "freedom from deadlock: some actor can always move, or all rest"
    case (.deadlock, _): "freedom from deadlock"
    case (.stuck, .stuck): "\(stuckActors(of: property)) can never move again"
    case (.stuck, .holds): "freedom from stuck actors: each rests, or can move again"
    case (.stuck, _): "freedom from stuck actors"
    case (.fault, _): property.explanation?.sentence ?? "a step that cannot be executed"
    default: property.name
    }
  }

  private func stuckActors(of property: PropertyOutcome) -> String {
    let names = (property.explanation?.stuck ?? []).map(\.actor)
    return names.isEmpty ? "an actor" : names.joined(separator: ", ")
  }

  private func traces(of run: RunReport, detail: Detail) -> [String] {
    run.outcome.properties.flatMap { property -> [String] in
      guard let trace = property.trace else { return [] }
      switch property.verdict {
      case .violated, .deadlock, .stuck, .fault: break
      case .holds, .reached, .notReached, .noVerdict:
        guard case .everything = detail else { return [] }
      }
      var property = property
      if run.judgement == .asExpected { property.explanation?.hint = nil }
      return [""] + lines(of: property, trace, spans: run.spans) + others(of: property, spans: run.spans)
    }
  }

  /// The other counterexamples, and whether there may be more.
  func others(of property: PropertyOutcome, spans: SpanText) -> [String] {
    guard let others = property.others else { return [] }
    let lines = property.counterexamples.enumerated().dropFirst().flatMap { number, other -> [String] in
      guard let trace = other.trace else { return [] }
      return [""] + self.lines(of: other, trace, number: number + 1, spans: spans)
    }
    let end =
      switch others.extent {
      case .all where others.found.isEmpty: "There is no other: all take every one of these steps."
      case .all: "There is no other: all take every step of one of these \(others.found.count + 1)."
      case .wanted: "There may be others: --traces looks for more."
      case .bounded: "There may be others: not all that can happen was looked at."
      case .none: "Others are not looked for: no single state or step shows it."
      }
    return lines + ["", end]
  }

  /// A trace with its title, and why its end is what it is.
  ///
  /// - Parameter number: its place among the counterexamples.
  func lines(of property: PropertyOutcome, _ trace: Trace, number: Int = 1, spans: SpanText) -> [String] {
    let steps = Figures.count(trace.steps.count, "step")
    let place = number == 1 ? "" : " \(number)"
    let title =
      switch property.verdict {
      case .violated:
        "Counterexample\(place) to \(property.name), \(steps)"
          + (property.liveness?.isShortest == false ? ", perhaps not the shortest:" : ":")
      case .deadlock: "Trace\(place) to the deadlock, \(steps):"
      case .stuck:
        "Trace to where \(stuckActors(of: property)) can never move again, \(steps):"
      case .fault:
        "Trace\(place) to the fault, \(steps)"
          + "\(trace.steps.last?.isFault == true ? ", of which the last one fails" : ""):"
      case .holds, .reached, .notReached, .noVerdict: "Witness of \(property.name), \(steps):"
      }
    var lines = [style(title, .strong), ""] + TraceTable(trace).lines
    if let explanation = property.explanation {
      lines += [""] + ExplanationText(explanation, of: trace, spans: spans).lines
    }
    return lines
  }

  // MARK: the whole

  /// How a family of runs grows.
  func text(of growth: Growth) -> String {
    let table = GrowthTable(growth: growth)
    let lines =
      wrap(style(table.title, .strong)) + TextTable(head: table.head, rows: table.rows, numbers: 4).lines
      + table.sentences.flatMap { TextWrapping.wrap($0, width: TextReport.width) }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The lines after several runs: how many were as expected, and the command that makes the first one that was not; `alike`
  /// are like runs before them, whose traces stand for theirs; `hidden` went wrong as expected, and nobody saw how.
  package func summary(
    of runs: [RunReport], skipped: Int, leftOut: Int, notBegun: CheckSummary.NotBegun? = nil, alike: Int = 0,
    hidden: RunReport? = nil
  ) -> String {
    let unexpected = runs.filter { $0.judgement == .unexpected }
    let undecided = runs.filter { $0.judgement == .undecided }
    var lines: [String] = []
    if alike > 0 {
      lines += wrap(
        "\(Figures.count(alike, "run")) \(alike == 1 ? "is" : "are") like one that is shown in full (--full shows all)"
      )
    }
    if runs.count != 1 || skipped > 0 || leftOut > 0 || notBegun != nil {
      var parts = ["\(Figures.count(runs.count - unexpected.count - undecided.count)) as expected"]
      if !unexpected.isEmpty { parts.append(style("\(Figures.count(unexpected.count)) NOT as expected", .bad)) }
      if !undecided.isEmpty { parts.append(style("\(Figures.count(undecided.count)) undecided", .doubtful)) }
      let suspicions = runs.count(where: \.isSuspicion)
      if suspicions > 0 { parts.append("\(Figures.count(suspicions)) of them suspicions") }
      if let notBegun {
        let count = Figures.count(notBegun.count)
        parts.append(style("\(count) not begun (\(notBegun.reason.rawValue))", .doubtful))
      }
      if skipped > 0 { parts.append("\(Figures.count(skipped)) skipped by --set or --property") }
      if leftOut > 0 { parts.append(CheckPlan.text(ofLeftOut: leftOut)) }
      let states = runs.map(\.outcome.statistics.states).reduce(0, +)
      let seconds = runs.map(\.outcome.statistics.seconds).reduce(0, +)
      lines += wrap(
        "\(Figures.count(runs.count, "run")): \(parts.joined(separator: ", ")); "
          + figures(Figures.count(states, "state"), Figures.seconds(seconds)))
    }
    if let first = unexpected.first ?? undecided.first {
      lines.append("reproduce: \(first.reproduction)")
    } else if let hidden {
      lines.append("trace: \(hidden.reproduction) --full")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func word(for judgement: Judgement) -> String {
    switch judgement {
    case .asExpected: style(TextWrapping.whole("as expected"), .good)
    case .unexpected: style(TextWrapping.whole("NOT AS EXPECTED"), .bad)
    case .undecided: style("UNDECIDED", .doubtful)
    }
  }

  private func role(of run: RunReport) -> TextStyle.Role {
    switch run.judgement {
    case .asExpected: .good
    case .unexpected: .bad
    case .undecided: .doubtful
    }
  }

  private func role(of verdict: Verdict) -> TextStyle.Role {
    switch verdict {
    case .holds, .reached: .good
    case .violated, .notReached, .deadlock, .stuck, .fault: .bad
    case .noVerdict: .doubtful
    }
  }
}
