import QuiesceLanguage
import QuiesceModel
package import QuiesceProgram
import QuiesceSearch

extension Session {
  /// Executes a recorded trace, and finds out what a check says of it: what it comes to at its end, why, and how long that could have
  /// been avoided.
  package func replay(
    _ recorded: RecordedTrace, property name: String, in program: Program
  ) throws(RecordedTraceMismatch) -> ReplayedTrace {
    let sources = workspace.sources
    var replayed = try program.replay(recorded, property: name, sources: sources)
    if let finding = replayed.finding, replayed.verdict.isFailure {
      let study = TraceStudy(of: program, sources: sources, clock: RunClock(RunControl()))
      replayed.trace.pointOfNoReturn = study.pointOfNoReturn(of: replayed.trace, to: finding)
    }
    return replayed
  }
}
