import QuiesceProgram
import QuiesceTestSupport

@testable import QuiesceSearch

/// How the outcome of a search that may omit states, as it does not keep them, differs from that of the search that leaves nothing out:
/// it finds nothing else, by runs that there are, and proves nothing. Where hardly a state is omitted it finds all.
private struct OmittingComparison {
  private let program: CorpusProgram
  private let full: Outcome
  private let outcome: Outcome
  private(set) var differences: [String] = []

  /// Searches a program and compares; nil if its space is too large, or larger than a search with room for all of it has to know.
  ///
  /// - Parameter room: the most states of which hardly one is omitted; none in a search that has no room for any space.
  init?(_ program: CorpusProgram, _ options: SearchOptions, room: Int?, _ sightings: inout Sightings) throws {
    guard let full = program.full, full.statistics.states <= room ?? .max else { return nil }
    self.program = program
    self.full = full
    outcome = try Search.run(program.program, sources: program.sources, options: options, control: RunControl())
    compareEnd(options.order == .swarm ? .swarmDone : .digestsDone)
    compareVerdicts(findsAll: room != nil)
    if room != nil { compareStates(isEstimate: options.order == .swarm) }
    sightings.saw(.compared)
    sightings.saw(.fewerStates, if: outcome.statistics.states < full.statistics.states)
    sightings.saw(.traces, times: outcome.properties.count { $0.trace != nil })
  }

  private mutating func compareEnd(_ end: StopReason) {
    if outcome.isComplete || outcome.stop != end {
      differences.append("it ends with \(outcome.stop), complete: \(outcome.isComplete)")
    }
  }

  private mutating func compareVerdicts(findsAll: Bool) {
    let (actual, expected) = (findings(of: outcome), findings(of: full))
    if findsAll ? actual != expected : !actual.isSubset(of: expected) {
      differences.append("findings: \(actual.sorted()) instead of \(expected.sorted())")
    }
    for property in outcome.properties {
      if property.verdict == .holds || property.verdict == .notReached {
        differences.append("\(property.name): \(property.verdict), of states that were not kept")
      }
      if !program.traces.confirms(property) { differences.append("\(property.name): no run that shows it") }
    }
  }

  private mutating func compareStates(isEstimate: Bool) {
    let (actual, expected) = (outcome.statistics.states, full.statistics.states)
    // An estimate of few states is off by one or two.
    if abs(actual - expected) > (isEstimate ? 2 + expected / 50 : 0) {
      differences.append("states: \(actual) instead of \(expected)")
    }
  }

  /// What was found that single states and transitions show; of faults, whether there is one.
  private func findings(of outcome: Outcome) -> Set<String> {
    let found = outcome.properties.filter { property in
      switch property.kind {
      case .temporal, .alwaysReachable, .stuck: false
      default: property.verdict.isFailure && property.verdict != .notReached || property.verdict == .reached
      }
    }
    return Set(found.map { $0.kind == .fault ? "fault" : "\($0.name) \($0.verdict.rawValue)" })
  }
}

extension Variant {
  /// A search that does not keep its states.
  ///
  /// - Parameter room: the most states of which it omits hardly one; none if it has no room for any space.
  static func omitting(
    _ name: String, _ extent: [ProgramFamily: Int], room: Int?, _ change: @escaping Change
  ) -> Variant {
    let seen: [Sighting: Int] = room == nil ? [.traces: 1, .fewerStates: 1] : [.traces: 20]
    return Variant(name: name, extent: extent, shows: seen.merging([.compared: 20]) { $1 }) { _ in
      { program, sightings in
        var options = program.options
        change(&options)
        return try OmittingComparison(program, options, room: room, &sightings)?.differences ?? []
      }
    }
  }
}
