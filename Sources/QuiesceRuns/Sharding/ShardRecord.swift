package import QuiesceProgram

/// What a shard was made from: shards belong together where this is the same.
package struct ShardOrigin: Codable, Equatable, Sendable {
  /// The words of the command line, but for those that only say how the result is shown.
  package var words: [String]
  /// Where the command was run, seen from the root of the workspace.
  package var directory: String
  /// The files that were read, in order.
  package var files: [RunReport.Source]
  /// A fingerprint of the runs, and of which shard makes which.
  package var plan: String

  /// Says what a shard is made from.
  package init(words: [String], directory: String, files: [RunReport.Source], plan: String) {
    self.words = words
    self.directory = directory
    self.files = files
    self.plan = plan
  }
}

/// What a run came to in a shard, and all that its reports are made of.
package struct RunRecord: Codable, Sendable {
  /// The place of the run in the plan, counted from 0.
  package var position: Int
  /// What it came to.
  package var outcome: Outcome
  /// What the search of the whole space came to, where that was asked for too.
  package var whole: Outcome?
  /// What the audits of what may be left out came to, where they were asked for.
  package var audits: [AuditResult]?
}

/// What a shard hands to whoever makes one result of all of them.
package struct ShardRecord: Codable, Sendable {
  /// Which shard.
  package var shard: ShardNumber
  /// What it was made from.
  package var origin: ShardOrigin
  /// What its runs came to, but for those whose model was refused.
  package var runs: [RunRecord] = []

  /// Begins a record without runs.
  package init(shard: ShardNumber, origin: ShardOrigin) {
    self.shard = shard
    self.origin = origin
  }
}

extension ShardRecord {
  /// Adds what a run came to, by its place in the plan.
  package mutating func add(_ run: RunReport, at position: Int) {
    runs.append(RunRecord(position: position, outcome: run.outcome, whole: run.whole, audits: run.audits))
  }

  /// Why this is no part of the same result as a shard of that origin; nil where it is one. Seen from there, as a part of a sentence.
  package func difference(from other: ShardOrigin, _ count: Int) -> String? {
    if shard.count != count { return "is shard \(shard.text), not one of \(count)" }
    if origin.words != other.words {
      let line = { (words: [String]) in ShellText.line(["quiesce", "check"] + words) }
      return "is of another command: '\(line(origin.words))', not '\(line(other.words))'"
    }
    if origin.directory != other.directory {
      return "was made in '\(origin.directory)' of the workspace, not in '\(other.directory)'"
    }
    let texts = Dictionary(other.files.map { ($0.path, $0.hash) }) { first, _ in first }
    for file in origin.files where texts[file.path] != file.hash {
      return texts[file.path] == nil ? "has read '\(file.path)', which is not read here" : "has another '\(file.path)'"
    }
    if let file = other.files.first(where: { file in !origin.files.contains { $0.path == file.path } }) {
      return "has not read '\(file.path)'"
    }
    if origin != other { return "has other runs in its shards: the record of costs, a quiesce.lock, is another one" }
    return nil
  }
}

extension RunRecord {
  /// What two shards of a swarm have come to together.
  package func joined(with other: RunRecord) -> RunRecord {
    guard isBegun, !lacksProgram else { return other }
    var result = self
    if other.isBegun, !other.lacksProgram { result.outcome.join(other.outcome) }
    return result
  }

  /// Whether the run was begun.
  package var isBegun: Bool { outcome.interruption?.stage != .notBegun }

  /// Whether it came to an end before there was a program.
  package var lacksProgram: Bool { outcome.interruption?.stage == .lowering }

  /// Whether a program may have come to this: reports look up what it speaks of, and add up its figures.
  package func fits(_ program: Program) -> Bool {
    [outcome, whole].compactMap { $0 }.allSatisfy { $0.fits(program) }
  }
}

extension Outcome {
  fileprivate func fits(_ program: Program) -> Bool {
    let count = program.transitions.count
    let figures = properties.compactMap(\.liveness).map { [$0.states, $0.transitions] }.joined()
    return coverage.fired.count == count && coverage.blocked.count == count
      && ([statistics.states, statistics.transitions, statistics.depth, statistics.peakMemoryBytes] + figures
        + (swarm?.figures ?? []))
        .allSatisfy { 0...1 << 50 ~= $0 }
      && properties.flatMap(\.counterexamples).compactMap(\.trace).allSatisfy { $0.fits(program.actors.map(\.name)) }
  }
}

extension SwarmSummary {
  fileprivate var figures: [Int] { [searches, entered] + growth.flatMap { [$0.entered, $0.distinct] } }
}

extension Trace {
  fileprivate func fits(_ names: [String]) -> Bool {
    let owners =
      initial.compactMap(\.actor)
      + steps.flatMap { $0.changes.compactMap(\.actor) + $0.differences.compactMap(\.actor) }
    return actors == names && initialLocations.count == names.count
      && movers.union(owners).allSatisfy(names.indices.contains)
      && cycle.map { 0...steps.count ~= $0.start } != false
      && pointOfNoReturn.map { 0...steps.count ~= $0 } != false
  }
}
