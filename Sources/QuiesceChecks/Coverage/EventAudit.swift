import QuiesceModel
import QuiesceProgram
import QuiesceSearch

/// Which events of a program are emitted anywhere, in a search of its own over the whole space.
struct EventAudit {
  /// The events that are, by position in the model.
  private(set) var emitted: Set<EventID> = []
  /// Whether that is all that can be.
  private(set) var isComplete = true

  /// Looks at all events of a program.
  init(
    _ program: Program, sources: SourceMap, options: SearchOptions, clock: RunClock
  ) throws(BytecodeLimit) {
    var options = options
    options.keepsGoing = true
    options.slices = false
    options.reduction = .off
    options.checksDeadlock = false
    options.checksStuck = false
    var rest = program.model.events.indices[...]
    while !rest.isEmpty {
      let events = Array(rest.prefix(EventAudit.limit))
      rest = rest.dropFirst(EventAudit.limit)
      options.wantedMarks = events.indices.reduce(0) { $0 | 1 << UInt64($1) }
      let outcome = try Search.run(program.marking(events), sources: sources, options: options, clock: clock)
      for (bit, event) in events.enumerated() where outcome.marks & (1 << UInt64(bit)) != 0 { emitted.insert(event) }
      // Behind a fault there is nothing: a search that has met one has seen all the same what can be seen.
      if outcome.stop != .complete, outcome.marks & options.wantedMarks != options.wantedMarks { isComplete = false }
    }
  }

  /// How many events one search can tell apart: their marks share one word.
  private static let limit = 64
}

extension Program {
  /// The program without a question, that covers the bit of each of these events where it is emitted.
  fileprivate func marking(_ events: [EventID]) -> Program {
    var result = self
    result.properties = []
    for position in transitions.indices {
      result.transitions[position].effect = transitions[position].effect.marking(events)
    }
    return result
  }
}

extension [GroundStatement] {
  fileprivate func marking(_ events: [EventID]) -> [GroundStatement] {
    flatMap { statement -> [GroundStatement] in
      switch statement {
      case .conditional(let condition, let then, let otherwise):
        return [.conditional(condition, then: then.marking(events), otherwise: otherwise.marking(events))]
      case .emit(let event, _):
        guard let bit = events.firstIndex(of: event) else { return [statement] }
        return [.cover(bit), statement]
      case .flag, .cover: return []
      case .assign, .assignAt, .setLocal, .shiftDown, .fault: return [statement]
      }
    }
  }
}
