import QuiesceModel
package import QuiesceProgram
import QuiesceSearch

/// The whole graph of a small program, and for each state everything that can follow it, written to be seen to be right.
package struct NaiveFutures {
  /// The program.
  package let program: Program
  private let space: StateSpace
  private var successors: [Set<Int>]
  /// For each state, the actors that take part in an enabled transition.
  private var movers: [Set<Int>]
  /// The states behind which nobody knows what follows: a fault, or the search bound.
  private var open: Set<Int>
  /// For each state, itself and all that can follow.
  private var futures: [Set<Int>] = []
  /// The actors that are asked whether they can move: those that constants have not taken out of the run.
  private let judged: Set<Int>

  /// Explores a program; nil if it has more states.
  package init?(_ program: Program, maximumStates: Int) {
    space = StateSpace(program, maximumStates: maximumStates)
    guard space.cut.isEmpty, program.initialStates.count <= maximumStates else { return nil }
    self.program = program
    judged = Set(program.actors.indices.filter { !program.actors[$0].isTakenOut })
    successors = space.states.map { _ in [] }
    movers = successors
    for edge in space.edges { successors[edge.source].insert(edge.target) }
    let ways = space.edges.map { ($0.source, $0.transition) } + space.faults.map { ($0.source, $0.transition) }
    for (source, transition) in ways {
      movers[source].formUnion(program.transitions[transition].participants.map(\.actor))
    }
    open = Set(space.faults.map(\.source))
    if let bound = program.bound { open.formUnion(states.indices.filter { truth(of: bound, in: $0) == false }) }
    futures = states.indices.map { future(of: $0) }
  }

  private var states: [[Int]] { space.states }

  private func future(of state: Int) -> Set<Int> {
    var known: Set<Int> = [state]
    var waiting = [state]
    while let next = waiting.popLast() {
      for successor in successors[next] where known.insert(successor).inserted { waiting.append(successor) }
    }
    return known
  }

  /// The value of a condition in a state; nil where it cannot be evaluated.
  private func truth(of condition: GroundExpression, in state: Int) -> Bool? {
    do throws(GroundFault) {
      return try GroundInterpreter.value(of: condition, in: states[state]) != 0
    } catch {
      return nil
    }
  }

  /// Where a state is; nil if it is not reachable.
  package func position(of state: [Int]) -> Int? { space.position(of: state) }

  private func isJudged(_ state: Int) -> Bool { open.isDisjoint(with: futures[state]) }

  private func mayRest(_ actor: Int, in state: Int) -> Bool {
    let instance = program.actors[actor]
    return truth(of: instance.restCondition(at: states[state][instance.locationSlot]), in: state) == true
  }

  /// For each state, the actors that move nowhere behind it, and there may not rest everywhere.
  package var lost: [Set<Int>] {
    let resting = states.indices.map { state in
      judged.filter { mayRest($0, in: state) }
    }
    return states.indices.map { state in
      guard isJudged(state) else { return [] }
      let moving = futures[state].reduce(into: Set<Int>()) { $0.formUnion(movers[$1]) }
      return judged.subtracting(moving).filter { actor in !futures[state].allSatisfy { resting[$0].contains(actor) } }
    }
  }

  /// Whether every state behind a state leads back to it, and it does not end there.
  ///
  /// - Parameter countsHalts: whether a state without successors is one.
  package func isLasting(_ state: Int, countsHalts: Bool) -> Bool {
    (countsHalts || !successors[state].isEmpty) && futures[state].allSatisfy { futures[$0].contains(state) }
  }

  /// For each state, whether no state in which a condition is true can be reached from it.
  package func unreachable(_ condition: GroundExpression) -> [Bool] {
    let truths = states.indices.map { truth(of: condition, in: $0) }
    return states.indices.map { state in isJudged(state) && futures[state].allSatisfy { truths[$0] == false } }
  }
}
