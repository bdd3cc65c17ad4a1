/// Decides whether a recorded run is a run of a program: whether one of its runs shows these events, in this order, and no others
/// of those that it can show. Steps that a recording does not show may come between.
///
/// Visited are pairs of a state and how much of the record is behind it: no more than that matters for what can follow.
package struct Conformance: Sendable {
  /// What became of it.
  package enum End: Hashable, Sendable {
    /// A run of the program shows the whole record.
    case conforms
    /// No run of the program goes on behind so many events.
    case stops(after: Int)
    /// A budget ran out before either was known; so many events were behind some run.
    case undecided(StopReason, after: Int)
  }

  /// A state on the way, with the step that led to it.
  private struct Node {
    /// The node before it; for an initial state, -1 minus its position.
    let previous: Int
    let transition: Int
  }

  /// What became of it.
  package private(set) var end = End.stops(after: 0)
  /// A run that shows as much of the record as any.
  package private(set) var run: Replay
  /// What could have come where no run goes on.
  package private(set) var possible: Set<Observation> = []
  /// How many pairs were visited.
  package var visited: Int { nodes.count }

  private let program: Program
  private let record: [RecordedEvent]
  private let interpreter: GroundInterpreter
  private var nodes: [Node] = []
  /// For each number of events, the states behind them.
  private var layers: [[[Int]: Int]]
  /// The most events that some run shows, with the node before the step at which that was seen.
  private var furthest = (shown: 0, node: 0)
  /// How many pairs are visited at most.
  private let maximumPairs: Int

  /// Looks for a run that shows a record.
  package init(_ record: [RecordedEvent], in program: Program, maximumPairs: Int, clock: RunClock) {
    self.program = program
    self.record = record
    self.maximumPairs = maximumPairs
    interpreter = GroundInterpreter(program)
    layers = Array(repeating: [:], count: record.count + 1)
    run = Replay(program: program, initial: program.initialStates.first ?? [], transitions: [])
    for (position, state) in program.initialStates.enumerated() where layers[0][state] == nil {
      layers[0][state] = nodes.count
      nodes.append(Node(previous: -1 - position, transition: -1))
    }
    search(clock)
    run = path(to: furthest.node)
  }

  private mutating func search(_ clock: RunClock) {
    for shown in layers.indices {
      var open = layers[shown].sorted { $0.value < $1.value }.map(\.key)
      if shown == record.count, let state = open.first, let node = layers[shown][state] {
        furthest = (shown, node)
        possible = []
        end = .conforms
        return
      }
      var next = 0
      while next < open.count {
        if nodes.count >= maximumPairs { return end = .undecided(.stateBudget, after: furthest.shown) }
        if next & 255 == 255, let reason = clock.stopReason { return end = .undecided(reason, after: furthest.shown) }
        expand(open[next], shown: shown, into: &open)
        next += 1
      }
      // What is behind is known; only the way through it is still needed.
      layers[shown] = [:]
    }
    end = .stops(after: furthest.shown)
  }

  /// Takes every step from a state that shows what comes next in the record, or nothing.
  private mutating func expand(_ state: [Int], shown: Int, into open: inout [[Int]]) {
    guard let node = layers[shown][state] else { return }
    for transition in interpreter.fallibleEnabledTransitions(in: state) {
      let step = Replay(program: program, initial: state, transitions: [transition])
      guard !step.endsInFault else { continue }
      let observations = step.observations(at: 0)
      var position = shown
      for observation in observations {
        guard position < record.count, observation.matches(record[position]) else {
          note(observation, behind: position, node)
          break
        }
        position += 1
      }
      let target = step.states[1]
      guard position == shown + observations.count, layers[position][target] == nil else { continue }
      layers[position][target] = nodes.count
      nodes.append(Node(previous: node, transition: transition))
      if position == shown {
        open.append(target)
      } else if position > furthest.shown {
        advance(to: position, nodes.count - 1)
      }
    }
  }

  private mutating func advance(to shown: Int, _ node: Int) {
    furthest = (shown, node)
    possible = []
  }

  /// Remembers what a run could show where another event is on record.
  private mutating func note(_ observation: Observation, behind shown: Int, _ node: Int) {
    if shown > furthest.shown { advance(to: shown, node) }
    if shown == furthest.shown { possible.insert(observation) }
  }

  private func path(to node: Int) -> Replay {
    var transitions: [Int] = []
    var node = node
    while node >= 0, nodes[node].previous >= 0 {
      transitions.append(nodes[node].transition)
      node = nodes[node].previous
    }
    let initial = node >= 0 && node < nodes.count ? -1 - nodes[node].previous : 0
    return Replay(program: program, initial: program.initialStates[initial], transitions: transitions.reversed())
  }
}

extension Replay {
  /// Whether the last step ends in a fault.
  package var endsInFault: Bool { firings.last?.fault != nil }
}

extension GroundInterpreter {
  /// The transitions that may fire; one whose guard cannot be evaluated is none.
  package func fallibleEnabledTransitions(in state: [Int]) -> [Int] {
    let isCommitted = isCommitted(state)
    return program.transitions.indices.filter { transition in
      if isCommitted, !program.transitions[transition].leavesCommitted { return false }
      do throws(GroundFault) { return try isEnabled(transition, in: state) } catch { return false }
    }
  }
}
