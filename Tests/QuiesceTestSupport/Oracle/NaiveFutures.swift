import QuiesceLanguage
package import QuiesceProgram

/// The whole graph of a small program, and for each state everything that can follow it, written to be seen to be right.
package struct NaiveFutures {
  /// The program.
  package let program: Program
  /// The states in breadth-first order.
  package private(set) var states: [[Int]] = []
  /// For each state, how many steps it is away from the start.
  package private(set) var depths: [Int] = []
  private var positions: [[Int]: Int] = [:]
  private var successors: [Set<Int>] = []
  /// For each state, the actors that take part in an enabled transition.
  private var movers: [Set<Int>] = []
  /// The states behind which nobody knows what follows: a fault, or the search bound.
  private var open: Set<Int> = []
  /// For each state, itself and all that can follow.
  private var futures: [Set<Int>] = []
  /// The actors that are asked whether they can move: those that have a transition where they begin.
  private let judged: Set<Int>
  private let interpreter: GroundInterpreter

  /// Explores a program; nil if it has more states.
  package init?(_ program: Program, maximumStates: Int) {
    self.program = program
    interpreter = GroundInterpreter(program)
    judged = Set(
      program.transitions.flatMap(\.participants).filter { side in
        program.initialStates.contains { $0[program.actors[side.actor].locationSlot] == side.source }
      }.map(\.actor))
    for state in program.initialStates { _ = add(state, depth: 0) }
    var next = 0
    while next < states.count {
      expand(next)
      next += 1
      if states.count > maximumStates { return nil }
    }
    futures = states.indices.map { future(of: $0) }
  }

  private mutating func add(_ state: [Int], depth: Int) -> Int {
    if let known = positions[state] { return known }
    positions[state] = states.count
    states.append(state)
    depths.append(depth)
    successors.append([])
    movers.append([])
    return states.count - 1
  }

  private mutating func expand(_ source: Int) {
    let state = states[source]
    let isCommitted = interpreter.isCommitted(state)
    if let bound = program.bound, truth(of: bound, in: source) == false { open.insert(source) }
    for (position, transition) in program.transitions.enumerated() where !isCommitted || transition.leavesCommitted {
      do throws(GroundFault) {
        guard try interpreter.isEnabled(position, in: state) else { continue }
      } catch {
        open.insert(source)
        movers[source].formUnion(transition.participants.map(\.actor))
        continue
      }
      movers[source].formUnion(transition.participants.map(\.actor))
      let firing = interpreter.fire(position, from: state)
      if firing.fault != nil {
        open.insert(source)
      } else {
        let target = add(firing.state, depth: depths[source] + 1)
        successors[source].insert(target)
      }
    }
  }

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
      return try interpreter.evaluate(condition, in: states[state]) != 0
    } catch {
      return nil
    }
  }

  /// Where a state is; nil if it is not reachable.
  package func position(of state: [Int]) -> Int? { positions[state] }

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
