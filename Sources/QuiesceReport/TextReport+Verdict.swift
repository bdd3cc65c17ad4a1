import QuiesceModel
import QuiesceProgram
import QuiesceRuns
import QuiesceSystem

// What a run came to, as a sentence.
extension TextReport {
  /// The verdict with the names of the properties that make it, and what they say unless it is to be brief.
  func verdictText(of run: RunReport, isBrief: Bool = false) -> String {
    let outcome = run.outcome
    let culprits = outcome.properties.filter { $0.verdict == outcome.verdict }
    let names = culprits.map { $0.description.isEmpty || isBrief ? $0.name : "\($0.name) (\($0.description))" }
      .joined(separator: ", ")
    switch outcome.verdict {
    case .holds, .reached:
      guard let bound = run.boundText else {
        return isBrief ? passText(of: run) : "\(outcome.verdict.rawValue): \(passText(of: run))"
      }
      return "\(outcome.verdict.rawValue) \(bound): \(passText(of: run))"
    case .notReached: return "\(outcome.verdict.rawValue)\(run.boundText.map { " \($0)" } ?? ""): \(names)"
    case .violated: return "\(outcome.verdict.rawValue): \(names)"
    case .deadlock:
      guard let steps = culprits.first?.trace?.steps.count else { return "deadlock" }
      return "deadlock after \(Figures.count(steps, "step"))"
    case .stuck:
      guard let steps = culprits.first?.trace?.steps.count else { return "stuck" }
      return "stuck after \(Figures.count(steps, "step"))"
    case .fault:
      guard let explanation = culprits.first?.explanation else { return "fault" }
      return "fault: \(explanation.sentence)"
    case .noVerdict: return noVerdictText(of: run)
    }
  }

  private func passText(of run: RunReport) -> String {
    var parts: [String] = []
    let held = run.outcome.properties.filter { $0.verdict == .holds && isProperty($0) }
    let reached = run.outcome.properties.filter { $0.verdict == .reached }
    if held.count == 1 { parts.append("\(held[0].name) holds") }
    if held.count > 1 { parts.append("\(held.count) properties hold") }
    if reached.count == 1 { parts.append("\(reached[0].name) is reached") }
    if reached.count > 1 { parts.append("\(reached.count) are reached") }
    if parts.isEmpty { parts.append("no property was checked") }
    // An early end proves nothing about deadlocks, stuck actors and faults.
    if run.outcome.isComplete {
      if run.checksDeadlock { parts.append("no deadlock") }
      if run.checksStuck { parts.append("nobody stuck") }
      parts.append("no fault")
    }
    return parts.joined(separator: ", ")
  }

  private func noVerdictText(of run: RunReport) -> String {
    let outcome = run.outcome
    // What is open may all be what the search does not look for.
    let reasons = Set(outcome.properties.compactMap { run.reason(for: $0) })
    let reason = (reasons.count == 1 ? reasons.first : nil) ?? outcome.undecidedReason
    if outcome.stop == .digestsDone, reason == outcome.undecidedReason, let omission = outcome.omission {
      return "no violation found, which is no proof: \(omission.probabilityText)"
    }
    let time = outcome.interruption.map { " \($0.stage.adverbial)" } ?? ""
    let memory = outcome.stop == .memoryBudget ? memoryText(of: run) : ""
    return "no verdict: \(reason)\(memory)\(time); nothing wrong was found so far"
  }

  /// How much memory there was, where the user has not said it.
  private func memoryText(of run: RunReport) -> String {
    guard let memory = run.outcome.memory else { return "" }
    let share = " (\(Figures.bytes(memory.bytes)): three quarters of what "
    return switch memory.source {
    case .option: ""
    case .machine: share + "the machine has)"
    case .controlGroup: share + "the control group leaves)"
    case .addressSpace: share + "half of the address space is)"
    }
  }

  private func isProperty(_ property: PropertyOutcome) -> Bool {
    switch property.kind {
    case .deadlock, .stuck, .fault: false
    case .invariant, .never, .monitor, .reachable, .temporal, .alwaysReachable, .atRest: true
    }
  }
}
