import QuiesceLanguage
import QuiesceProgram

/// How the repeated part of a run treats what fairness owes each actor and step, as the interpreter that walks trees sees it.
struct CycleFairness {
  private let program: Program
  private let states: [[Int]]
  private let transitions: [Int]
  private let start: Int
  private let interpreter: GroundInterpreter

  /// - Parameters:
  ///   - states: those of the whole run, of which that behind the last transition is the first of the repeated ones.
  ///   - start: the first transition that is repeated; behind the last one, the run rests.
  init(program: Program, states: [[Int]], transitions: [Int], start: Int) {
    self.program = program
    self.states = states
    self.transitions = transitions
    self.start = start
    interpreter = GroundInterpreter(program)
  }

  /// Why the run is fair to everything that is declared fair.
  var dues: [Trace.Cycle.Due] { program.fairness.map { due($0) } }

  private func due(_ assumption: FairnessAssumption) -> Trace.Cycle.Due {
    let steps = transitions.indices.dropFirst(start)
    let paid = steps.first { assumption.paying.contains(transitions[$0]) && states[$0] != states[$0 + 1] }
    let (step, reason): (Int, Trace.Cycle.Due.Reason)
    if let paid {
      (step, reason) = (paid, .taken)
    } else {
      let repeated = steps.isEmpty ? [start] : Array(steps)
      let quiet = repeated.first { enabled(assumption, in: states[$0]).isEmpty }
      if let quiet {
        (step, reason) = (quiet, .disabled)
      } else {
        (step, reason) = (repeated.first { changes(assumption, states[$0]) == false } ?? start, .idle)
      }
    }
    return Trace.Cycle.Due(
      name: program.name(of: assumption), isStrong: assumption.strength == .strong, reason: reason, step: step)
  }

  private func enabled(_ assumption: FairnessAssumption, in state: [Int]) -> [Int] {
    let enabled = (try? interpreter.enabledTransitions(in: state)) ?? []
    return enabled.filter { assumption.owed.contains($0) }
  }

  private func changes(_ assumption: FairnessAssumption, _ state: [Int]) -> Bool {
    enabled(assumption, in: state).contains { interpreter.fire($0, from: state).state != state }
  }
}
