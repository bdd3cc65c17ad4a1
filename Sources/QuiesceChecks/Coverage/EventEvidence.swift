import QuiesceModel
import QuiesceProgram
import QuiesceSearch

/// Which events are emitted, over all runs together.
struct EventEvidence {
  /// The events, by name.
  private(set) var emissions: [String: Bool] = [:]
  /// Whether nothing else can be emitted in these runs.
  private(set) var isComplete = true

  /// Looks at what a run emits.
  mutating func add(
    _ program: Program, sources: SourceMap, options: SearchOptions, clock: RunClock
  ) throws(BytecodeLimit) {
    let audit = try EventAudit(program, sources: sources, options: options, clock: clock)
    for (position, event) in program.model.events.enumerated() {
      emissions[event.name] = emissions[event.name] ?? false || audit.emitted.contains(position)
    }
    if !audit.isComplete { isComplete = false }
  }
}
