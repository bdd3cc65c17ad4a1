package import QuiesceLanguage
package import QuiesceModel
package import QuiesceRuns

/// The reporters that listen to one check; each hears everything in the order in which they stand here.
package final class Reporters {
  private var members: [any Reporter]
  /// Everything that was noticed so far.
  package private(set) var diagnostics: [Diagnostic] = []

  /// Lets them listen.
  package init(_ members: [any Reporter]) {
    self.members = members
  }

  /// Whether one of them names runs that were not begun.
  package var nameRunsNotBegun: Bool { members.contains { $0.namesRunsNotBegun } }

  /// The runs are known.
  package func begin(_ plan: CheckPlan) {
    for index in members.indices { members[index].begin(plan) }
  }

  /// A run begins.
  package func progress(to run: PlannedRun, number: Int) {
    for index in members.indices { members[index].progress(to: run, number: number) }
  }

  /// Something is wrong with the input.
  package func notice(_ found: [Diagnostic], sources: SourceMap) {
    diagnostics += found
    for index in members.indices { members[index].notice(found, sources: sources) }
  }

  /// A run has ended.
  package func finish(_ run: RunReport) {
    for index in members.indices { members[index].finish(run) }
  }

  /// There is nothing more to come.
  ///
  /// - Returns: why some of them could not say what they had to say.
  package func end(_ summary: CheckSummary) -> [any Error] {
    var failures: [any Error] = []
    for index in members.indices {
      do { try members[index].end(summary) } catch { failures.append(error) }
    }
    return failures
  }
}
