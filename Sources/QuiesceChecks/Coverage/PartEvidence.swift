import QuiesceLanguage
import QuiesceProgram

/// Which values the parts of properties and the branches of steps had, over all complete runs together.
struct PartEvidence {
  private struct Entry {
    var part: ModelPart
    var sighting = PartAudit.Sighting()
    /// The files and names of the models that have it.
    var models: [String: String] = [:]
    /// The settings of the runs that have evaluated it.
    var runs: [String] = []
  }

  private var entries: [SourceSpan: Entry] = [:]
  /// The models with a complete run whose space is too large to be looked at once more.
  private var unseen: Set<String> = []

  /// Looks at what is still open of the parts of a model.
  ///
  /// A run that is not complete shows that a part has a value, and nothing else.
  ///
  /// - Parameter audit: looks at parts in the space of the run.
  mutating func add(_ model: CheckedModel, _ result: inout RunReport, audit: ([ModelPart]) -> PartAudit) {
    let open = model.parts(ofProperties: result.selection).filter { entries[$0.span]?.sighting.isComplete != true }
    if open.isEmpty { return }
    if result.outcome.statistics.states <= PartAudit.stateLimit { result.partAudit = audit(open) }
    let sightings = result.partAudit?.sightings ?? [:]
    let isComplete = result.partAudit?.isComplete ?? false
    if result.isComplete {
      result.watchesParts = isComplete
      if !isComplete { unseen.insert(result.modelFile) }
    }
    for part in open {
      var entry = entries[part.span] ?? Entry(part: part)
      entry.models[result.modelFile] = model.name
      if var sighting = sightings[part.span] {
        sighting.isOpen = sighting.isOpen && result.isComplete
        entry.sighting.add(sighting)
        if sighting.isOpen, sighting.wasTrue || sighting.wasFalse { entry.runs.append(result.settingText) }
      }
      entries[part.span] = entry
    }
  }

  /// The warnings about parts and branches with one value in all complete runs that have evaluated them.
  ///
  /// - Parameters:
  ///   - vacuous: the properties of which another warning says that they say nothing.
  ///   - leftOut: the models of which checks were left out, which may show more.
  func warnings(besides vacuous: Set<String>, leavingOut leftOut: [String]) -> [Diagnostic] {
    let excluded = unseen.union(leftOut)
    let hollow = entries.values.filter { entry in
      let sighting = entry.sighting
      guard sighting.isOpen, sighting.wasTrue != sighting.wasFalse, sighting.wasTrue != entry.part.harmless,
        excluded.isDisjoint(with: entry.models.keys)
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

extension SourceSpan {
  /// Whether it is a proper part of another one.
  fileprivate func liesInside(_ other: SourceSpan) -> Bool {
    file == other.file && self != other && other.start <= start && end <= other.end
  }
}
