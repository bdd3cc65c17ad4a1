/// Why a property is no deterministic automaton over events, which is all that a monitor of the kernel can be.
package enum RVExportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is about states, not about events.
  case aboutStates
  /// It asks what can happen, which no single run breaks.
  case aboutPossibility
  /// It reads something that no event carries: `queue[0]`, `driver is unbound`.
  case readsState(String)
  /// What it says of an event depends on the event's arguments.
  case readsArguments(event: String)
  /// An event has too many combinations of arguments to see that they do not matter.
  case tooManyArguments(event: String)
  /// No finite run breaks it: it wants something to happen in the end.
  case liveness
  /// A step without any of its events counts.
  case countsSilence
  /// It does not begin in one way.
  case severalBeginnings
  /// Evaluating it fails at an event.
  case fault(event: String)
  /// The automaton has no edge for an event, and the kernel's tool knows no other events than those of edges.
  case forbidden(event: String)
  /// No event matters to it.
  case noEvents
  /// The automaton has too many states.
  case tooLarge(limit: Int)
  /// The formula has no automaton of a reasonable size.
  case formula(String)

  /// The reason as a sentence.
  package var description: String {
    switch self {
    case .aboutStates:
      "it is about the states of the model, and a monitor of the kernel sees events alone; a monitor or a formula over"
        + " events could be one"
    case .aboutPossibility: "it asks what can happen, and no run shows that it cannot"
    case .readsState(let name): "it asks for '\(name)', which no event carries"
    case .readsArguments(let event):
      "what it says of '\(event)' depends on the arguments, and an event of the automaton has none; emit an event of its"
        + " own for each case"
    case .tooManyArguments(let event): "'\(event)' has more arguments than can be tried one by one"
    case .liveness:
      "no finite run breaks it: it wants something to happen in the end, and a monitor of the kernel waits for ever"
    case .countsSilence: "it counts steps without an event ('next'), which a monitor of the kernel does not see"
    case .severalBeginnings: "its variables have several initial values, and an automaton has one initial state"
    case .fault(let event): "evaluating it fails at '\(event)'"
    case .forbidden(let event):
      "it forbids '\(event)' everywhere, and the kernel's tool knows an event only from an edge that allows it"
    case .noEvents: "no event matters to it"
    case .tooLarge(let limit): "its automaton has more than \(limit) states"
    case .formula(let reason): reason
    }
  }
}
