import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceRuns
import Synchronization

/// Which values the parts of properties and the branches of steps had, over all complete runs together.
///
/// The spaces of the runs are looked at when all of them are made: the largest first, which show most, and the others for what is
/// still open then.
struct PartEvidence {
  fileprivate struct Entry {
    var part: ModelPart
    var sighting = PartAudit.Sighting()
    /// The files and names of the models that have it.
    var models: [String: String] = [:]
    /// The settings of the runs that have evaluated it.
    var runs: [String] = []
  }

  /// A run whose space is to be looked at.
  private struct Space {
    var run: PlannedRun
    var parts: [SetPart]
    var modelFile: String
    var setting: String
    var states: Int
    var isComplete: Bool
  }

  private var entries: [SourceSpan: Entry] = [:]
  private var spaces: [Space] = []
  /// The models with a complete run whose space was not looked at.
  private var unseen: Set<String> = []

  /// Takes a run into account.
  ///
  /// - Returns: whether its space is small enough to be looked at; nil if there is nothing to look for.
  mutating func add(_ run: PlannedRun, _ parts: [SetPart], _ result: RunReport) -> Bool? {
    if parts.isEmpty { return nil }
    for part in parts {
      entries[part.part.span, default: Entry(part: part.part)].models[result.modelFile] = result.model
    }
    let states = result.outcome.statistics.states
    if states <= RunReport.mostStatesForParts {
      spaces.append(
        Space(
          run: run, parts: parts, modelFile: result.modelFile, setting: result.settingText, states: states,
          isComplete: result.isComplete))
    } else if result.isComplete {
      unseen.insert(result.modelFile)
    }
    return states <= RunReport.mostStatesForParts
  }

  /// Looks at the spaces of the runs for what is still open of the parts.
  ///
  /// A run that is not complete shows that a part has a value, and nothing else.
  ///
  /// - Parameters:
  ///   - maker: how the runs were made.
  ///   - leftOut: the models of which checks were left out, which may show more.
  mutating func look(with maker: RunMaker, leavingOut leftOut: [String]) {
    unseen.formUnion(leftOut)
    let judged = entries.filter { unseen.isDisjoint(with: $0.value.models.keys) }
    let board = Board(judged)
    let largestFirst = spaces.sorted { $0.states > $1.states }
    let work = OrderedWork(count: spaces.count, threads: maker.jobs > 1 ? maker.jobs : 0) { position -> String? in
      let space = largestFirst[position]
      let sought = board.open(space.parts)
      if sought.isEmpty { return nil }
      guard let audit = maker.audit(sought, of: space.run) else { return space.isComplete ? space.modelFile : nil }
      board.add(audit.sightings, setting: space.setting, isComplete: space.isComplete)
      return space.isComplete && !audit.isComplete ? space.modelFile : nil
    }
    while let failed = work.take() { if let failed { unseen.insert(failed) } }
    entries = board.entries.withLock { $0 }
    spaces = []
  }

  /// The warnings about parts and branches with one value in all complete runs that have evaluated them.
  ///
  /// - Parameter vacuous: the properties of which another warning says that they say nothing.
  func warnings(besides vacuous: Set<String>) -> [Diagnostic] {
    let hollow = entries.values.filter { entry in
      let sighting = entry.sighting
      guard sighting.isOpen, sighting.wasTrue != sighting.wasFalse, sighting.wasTrue != entry.part.harmless,
        unseen.isDisjoint(with: entry.models.keys)
      else { return false }
      if case .property(let name) = entry.part.whole { return !vacuous.contains(name) }
      return true
    }
    // What stands inside of a part that is reported says nothing more.
    return hollow.filter { inner in !hollow.contains { inner.part.span.liesInside($0.part.span) } }
      .sorted { ($0.part.span.file, $0.part.span.start) < ($1.part.span.file, $1.part.span.start) }
      .map { diagnostic(about: $0) }
  }

  private func diagnostic(about entry: Entry) -> Diagnostic {
    let value = entry.sighting.wasTrue ? "true" : "false"
    let models = Set(entry.models.values).sorted().map { "'\($0)'" }.joined(separator: ", ")
    var runs = ""
    if entry.runs.count > 1 {
      runs = " in \(Figures.count(entry.runs.count, "run"))"
    } else if let run = entry.runs.first, !run.isEmpty {
      runs = " with \(run)"
    }
    switch entry.part.whole {
    case .property(let property):
      return Diagnostic(
        .partAlwaysSame, "this part of '\(property)' was \(value) whenever \(models) evaluated it\(runs)",
        at: entry.part.span)
    case .step(let step, let actor):
      return Diagnostic(
        .branchNeverTaken,
        "this was \(value) whenever step '\(step)' of '\(actor)' came to it\(runs): one branch was never taken",
        at: entry.part.span)
    }
  }
}

/// What was seen so far, by whichever thread.
private final class Board: Sendable {
  let entries: Mutex<[SourceSpan: PartEvidence.Entry]>

  init(_ entries: [SourceSpan: PartEvidence.Entry]) {
    self.entries = Mutex(entries)
  }

  /// The parts that something is still to be seen of, with the values that they may have and have to show.
  func open(_ parts: [SetPart]) -> [SetPart] {
    entries.withLock { entries in
      parts.compactMap { part in
        guard let entry = entries[part.part.span] else { return nil }
        let missing = part.part.values(missingIn: entry.sighting)
        let values = part.values.filter { missing.contains($0) }
        return values.isEmpty ? nil : SetPart(part: part.part, values: values)
      }
    }
  }

  /// Adds what the space of a run has shown.
  func add(_ sightings: [SourceSpan: PartAudit.Sighting], setting: String, isComplete: Bool) {
    entries.withLock { entries in
      for (span, var sighting) in sightings {
        sighting.isOpen = sighting.isOpen && isComplete
        entries[span]?.sighting.add(sighting)
        if sighting.isOpen, sighting.wasTrue || sighting.wasFalse { entries[span]?.runs.append(setting) }
      }
    }
  }
}

extension SourceSpan {
  /// Whether it is a proper part of another one.
  fileprivate func liesInside(_ other: SourceSpan) -> Bool {
    file == other.file && self != other && other.start <= start && end <= other.end
  }
}
