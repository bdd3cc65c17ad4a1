import QuiesceLanguage
import QuiesceProgram
package import QuiesceRuns

/// What probes tell, as text.
package struct ProbeText {
  private let result: ProbeResult
  private let style: TextStyle
  private let isQuiet: Bool

  private static let width = 80
  private static let indent = String(repeating: " ", count: 12)
  /// How many of the last levels are shown.
  private static let shownLevels = 6

  /// Prepares the text.
  ///
  /// - Parameter isQuiet: whether runs for which there is enough of everything are left out.
  package init(_ result: ProbeResult, style: TextStyle = .plain, isQuiet: Bool = false) {
    self.result = result
    self.style = style
    self.isQuiet = isQuiet
  }

  /// The text, with a line break at its end; empty where nothing is to be said.
  package var text: String {
    let shown = isQuiet ? result.runs.filter { $0.fits != .yes } : result.runs
    var lines = shown.flatMap(lines)
    if result.runs.count + result.notBegun > 1, !isQuiet || !lines.isEmpty || result.notBegun > 0 {
      if !lines.isEmpty { lines.append("") }
      lines += TextWrapping.wrap(summary, width: ProbeText.width)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: a run

  private func lines(of probe: ProbedRun) -> [String] {
    let run = probe.run
    var title = style(run.model, .strong)
    if !run.settingText.isEmpty { title += " [\(run.settingText)]" }
    if let place = run.place { title += " (\(DiagnosticPrinter.printable(place)))" }
    let statistics = run.outcome.statistics
    let head = TextWrapping.wrap("\(title): \(answer(of: probe))", width: ProbeText.width, indent: 4)
    guard probe.extent != .ended || probe.fits != .yes else { return head }
    var found = "\(Figures.count(statistics.states, "state")) in \(Figures.seconds(statistics.seconds))"
    if statistics.states > 0 {
      found +=
        ", \(Figures.count(Int(probe.speed))) states/s, \(Figures.fixed(statistics.bytesPerState, decimals: 1)) bytes a state"
    }
    return head + entry("found", found) + entry("levels", levels(of: probe)) + entry("estimate", estimate(of: probe))
      + probe.needs.flatMap { entry($0.resource.rawValue, text(of: $0)) }
      + probe.caveats.flatMap { entry("note", $0.sentence) }
  }

  private func answer(of probe: ProbedRun) -> String {
    let statistics = probe.run.outcome.statistics
    switch (probe.extent, probe.fits) {
    case (.ended, .yes):
      let figures = "\(Figures.count(statistics.states, "state")) in \(Figures.seconds(statistics.seconds))"
      let end = probe.run.outcome.stop == .stateBudget ? "ends at its bound of states" : "ends within the probe"
      return "\(style(end, .good)), \(figures)"
    case (_, .yes): return style("fits, as far as can be told", .good)
    case (_, .no): return style("does not fit", .bad)
    case (_, .unknown): return style("unknown whether it fits", .doubtful)
    }
  }

  private func levels(of probe: ProbedRun) -> String {
    let levels = probe.levels
    guard levels.count > 0 else { return "" }
    let sizes = (max(0, levels.count - ProbeText.shownLevels)..<levels.count).map { Figures.count(levels[$0]) }
    let dots = levels.count > sizes.count ? "..., " : ""
    return "\(Figures.count(levels.count)) whole ones, \(dots)\(sizes.joined(separator: ", ")): \(probe.trend.rawValue)"
  }

  private func estimate(of probe: ProbedRun) -> String {
    let states = ProbeText.text(of: probe.states) { Figures.count(Int($0)) }
    let seconds = ProbeText.text(of: probe.seconds) { Figures.seconds($0) }
    if probe.states.most == nil { return "none: there may be any number of states" }
    return "\(states) states in \(seconds)"
  }

  private func text(of need: ResourceNeed) -> String {
    let figure: (Double) -> String = { need.resource == .time ? Figures.seconds($0) : Figures.bytes(Int($0)) }
    return "\(style(need.fits.rawValue, need.fits.role)): \(ProbeText.text(of: need.amount, figure)) of"
      + " \(figure(need.limit)) (\(need.source))"
  }

  /// `12 to 20`, `12`, `12 or more`
  private static func text(of estimate: Estimate, _ figure: (Double) -> String) -> String {
    guard let most = estimate.most else { return "\(figure(estimate.least)) or more" }
    let texts = [figure(estimate.least), figure(most)]
    return texts[0] == texts[1] ? texts[0] : texts.joined(separator: " to ")
  }

  private func entry(_ word: String, _ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let lines = TextWrapping.wrap(text, width: ProbeText.width - ProbeText.indent.count)
    let first = "  \(word)" + ProbeText.indent.dropFirst(word.count + 2)
    return zip(lines.indices, lines).map { ($0 == 0 ? first : ProbeText.indent) + $1 }
  }

  // MARK: all runs

  private var summary: String {
    let ended = result.runs.count { $0.extent == .ended }
    let rest = result.runs.filter { $0.extent != .ended }
    let counts = [ResourceNeed.Answer.yes, .no, .unknown].map { answer in rest.count { $0.fits == answer } }
    let parts = zip(counts + [result.notBegun], ["fit", "do not fit", "unknown", "not begun"]).filter { $0.0 > 0 }
      .map { "\(Figures.count($0)) \($1)" }
    let seconds = ProbeText.text(of: result.total) { Figures.seconds($0) }
    return "\(Figures.count(result.runs.count + result.notBegun, "run")): "
      + (["\(Figures.count(ended)) \(ended == 1 ? "ends" : "end") within \(Figures.seconds(result.seconds))"] + parts)
      .joined(separator: ", ")
      + "; estimated for all: \(seconds)"
  }
}

extension ResourceNeed.Answer {
  fileprivate var role: TextStyle.Role {
    switch self {
    case .yes: .good
    case .no: .bad
    case .unknown: .doubtful
    }
  }
}

extension ProbedRun.Caveat {
  /// The caveat as a sentence.
  var sentence: String {
    switch self {
    case .stage(let stage): "the probe ended \(stage.adverbial): a longer one may see more (--probe=20s)"
    case .formulas(let count):
      "\(Figures.count(count, "formula")) over runs \(count == 1 ? "has a search of its" : "have searches of their") own,"
        + " in a product with an automaton that multiplies the states: not counted here"
    case .growing: "as long as levels grow, nothing shows where they end: there may be more states than that"
    case .failure: "what is expected to fail may end it at any time"
    case .trial(let count):
      "with \(Figures.count(count)) states it is tried whether a search that leaves interleavings out ends soon"
        + " (--reduction on begins with that)"
    case .signal: "a signal ended the probe before its time: a longer one may see more"
    case .nativeCode: "native code, which is made behind the probe, may be several times as fast"
    }
  }
}
