import QuiesceModel

/// How the repeated part of a run treats what fairness owes each actor and step, as the interpreter that walks trees sees it.
package struct CycleFairness {
  private let replay: Replay
  private var program: Program { replay.program }
  /// The steps that are repeated, by position; none where the run rests.
  private let steps: [Int]
  /// For each state that is passed again and again, by the step that leaves it, the transitions that are enabled there and would
  /// change it.
  private var changing: [Set<Int>] = []
  /// The same for those that are enabled at all.
  private var enabled: [Set<Int>] = []

  /// - Parameter start: the first step that is repeated; behind the last one, the run rests.
  package init(_ replay: Replay, start: Int) {
    self.replay = replay
    steps = Array(replay.transitions.indices.dropFirst(start))
    let interpreter = GroundInterpreter(replay.program)
    for state in states {
      let enabled = CycleFairness.enabled(in: replay.states[state], interpreter)
      self.enabled.append(Set(enabled))
      changing.append(
        Set(enabled.filter { interpreter.fire($0, from: replay.states[state]).state != replay.states[state] }))
    }
  }

  /// The states that are passed again and again, by position.
  private var states: [Int] { steps.isEmpty ? [replay.states.count - 1] : steps }

  private static func enabled(in state: [Int], _ interpreter: GroundInterpreter) -> [Int] {
    do throws(GroundFault) { return try interpreter.enabledTransitions(in: state) } catch { return [] }
  }

  /// Why the run is fair to everything that is declared fair.
  package var dues: [Trace.Cycle.Due] { program.fairness.map { due($0) } }

  /// The names of what the run is not fair to.
  package var unfair: [String] {
    program.fairness.filter { !isFair(to: $0) }.map { program.name(of: $0) }
  }

  /// Whether the run is fair to something that is, or might be, declared fair.
  package func isFair(to assumption: FairnessAssumption) -> Bool {
    if payment(of: assumption) != nil { return true }
    let owing = changing.filter { !$0.isDisjoint(with: assumption.owed) }
    return assumption.strength == .strong ? owing.isEmpty : owing.count < changing.count
  }

  /// The first repeated step that pays.
  private func payment(of assumption: FairnessAssumption) -> Int? {
    steps.first { assumption.paying.contains(replay.transitions[$0]) && replay.states[$0] != replay.states[$0 + 1] }
  }

  private func due(_ assumption: FairnessAssumption) -> Trace.Cycle.Due {
    let (step, reason): (Int, Trace.Cycle.Due.Reason)
    if let paid = payment(of: assumption) {
      (step, reason) = (paid, .taken)
    } else if let disabled = enabled.firstIndex(where: { $0.isDisjoint(with: assumption.owed) }) {
      (step, reason) = (states[disabled], .disabled)
    } else {
      let idle = changing.firstIndex { $0.isDisjoint(with: assumption.owed) } ?? 0
      (step, reason) = (states[idle], .idle)
    }
    return Trace.Cycle.Due(
      name: program.name(of: assumption), isStrong: assumption.strength == .strong, reason: reason, step: step)
  }
}
