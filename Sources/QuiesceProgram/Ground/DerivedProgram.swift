/// A program that stands for another one, and the way home: what a run of it is in that other program.
///
/// A pass over programs keeps the initial states in their order and the slots by their numbers, and of each transition it is known
/// of which one it is a case. So passes compose, whatever they are, and one place replays what was found behind all of them.
package struct DerivedProgram: Sendable {
  /// What it stands for.
  package let whole: Program
  /// What is run in its place.
  package let program: Program
  /// For each transition, the one of the whole program that it is a case of.
  package let origins: [Int]

  /// A program that stands for itself.
  package init(_ program: Program) {
    self.init(whole: program, program: program, origins: Array(program.transitions.indices))
  }

  private init(whole: Program, program: Program, origins: [Int]) {
    precondition(
      whole.initialStates.count == program.initialStates.count && program.transitions.count == origins.count,
      "a pass keeps the initial states, and knows where each transition comes from")
    self.whole = whole
    self.program = program
    self.origins = origins
  }

  /// Lets what a pass makes of the program run in its place.
  ///
  /// - Parameter cases: for each transition of the other program, the one of this program that it is a case of; nil where each
  ///   keeps its position.
  package func replaced(by other: Program, cases: [Int]? = nil) -> DerivedProgram {
    DerivedProgram(whole: whole, program: other, origins: cases.map { $0.map { origins[$0] } } ?? origins)
  }

  /// What was seen of the transitions, as seen of those of the whole program: one fires, or is blocked, where a case of it does or is.
  package func coverage(_ seen: Coverage) -> Coverage {
    let none = Array(repeating: false, count: whole.transitions.count)
    return origins.indices.reduce(into: Coverage(fired: none, blocked: none)) { coverage, transition in
      if seen.fired[transition] { coverage.fired[origins[transition]] = true }
      if seen.blocked[transition] { coverage.blocked[origins[transition]] = true }
    }
  }

  /// A run, as the whole program makes it.
  ///
  /// - Parameter state: the packed state that it begins in. A pass may make initial states equal: any of them will do.
  package func replay(from state: [UInt64], by transitions: [Int]) -> Replay {
    let values = program.unpack(state)
    guard let position = program.initialStates.firstIndex(of: values) else {
      preconditionFailure("a run begins in an initial state")
    }
    return Replay(
      program: whole, initial: whole.initialStates[position], transitions: transitions.map { origins[$0] })
  }
}
