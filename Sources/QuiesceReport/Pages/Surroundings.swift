import QuiesceProgram

/// The part of the state graph around a trace: what else could have happened, for so many states.
package struct Surroundings: Sendable {
  /// A state.
  struct Node: Sendable {
    /// Its values.
    let state: [Int]
    /// The state from which it was found first, and how; nil on the trace.
    let origin: (node: Int, label: String)?
    /// What can happen here, and why nothing else can.
    var choices = Choices()
  }

  /// The states: those of the trace, then what lies around them, the nearest first.
  private(set) var states: [Node] = []
  /// How many of the states are those of the trace.
  let traceCount: Int
  private var positions: [[Int]: Int] = [:]

  /// Looks around a trace until there are so many states.
  package init(_ shown: ShownTrace, maximumStates: Int) {
    let program = shown.replay.program
    for state in shown.replay.states {
      positions[state] = positions[state] ?? states.count
      states.append(Node(state: state, origin: nil))
    }
    traceCount = states.count
    let maximum = max(maximumStates, traceCount)
    var next = 0
    while next < states.count {
      let here = Replay(program: program, initial: states[next].state, transitions: [])
      let choices = shown.explainer(of: here).choices()
      states[next].choices = choices
      for choice in choices.enabled {
        guard let target = choice.target, positions[target] == nil, states.count < maximum else { continue }
        positions[target] = states.count
        states.append(Node(state: target, origin: (next, choice.label)))
      }
      next += 1
    }
  }

  /// Where a state is among these; nil for one that was left out.
  func position(of state: [Int]) -> Int? { positions[state] }

  /// How many states have successors that were left out.
  var cutCount: Int {
    states.count { node in node.choices.enabled.contains { $0.target.map { positions[$0] == nil } ?? false } }
  }
}
