package import QuiesceProgram

/// A bounded part of a program's state space, kept whole: for graphs, not for checking.
package struct StateSpace: Sendable {
  /// A transition between two states.
  package struct Edge: Hashable, Sendable {
    /// The state it leaves, by position.
    package var source: Int
    /// Which transition, by position in `Program.transitions`.
    package var transition: Int
    /// The state it leads to, by position.
    package var target: Int
  }

  /// The states, unpacked, in breadth-first order.
  package private(set) var states: [[Int]] = []
  /// How many of them, the first ones, are initial.
  package private(set) var initialCount = 0
  /// The transitions.
  package private(set) var edges: [Edge] = []
  /// The states some of whose successors are left out.
  package private(set) var cut: Set<Int> = []
  /// How many transitions end in a fault; they lead nowhere.
  package private(set) var faultCount = 0

  private var positions: [[Int]: Int] = [:]

  /// Explores a program breadth first until there are so many states.
  package init(_ program: Program, maximumStates: Int) {
    let interpreter = GroundInterpreter(program)
    for state in program.initialStates where states.count < maximumStates { _ = add(state, maximumStates) }
    initialCount = states.count
    var next = 0
    while next < states.count {
      expand(next, program, interpreter, maximumStates)
      next += 1
    }
  }

  private mutating func expand(_ source: Int, _ program: Program, _ interpreter: GroundInterpreter, _ maximum: Int) {
    let state = states[source]
    let isCommitted = interpreter.isCommitted(state)
    for transition in program.transitions.indices {
      if isCommitted, !program.transitions[transition].leavesCommitted { continue }
      do throws(GroundFault) {
        guard try interpreter.isEnabled(transition, in: state) else { continue }
      } catch {
        faultCount += 1
        continue
      }
      let firing = interpreter.fire(transition, from: state)
      if firing.fault != nil {
        faultCount += 1
      } else if let target = add(firing.state, maximum) {
        edges.append(Edge(source: source, transition: transition, target: target))
      } else {
        cut.insert(source)
      }
    }
  }

  private mutating func add(_ state: [Int], _ maximum: Int) -> Int? {
    if let known = positions[state] { return known }
    guard states.count < maximum else { return nil }
    positions[state] = states.count
    states.append(state)
    return states.count - 1
  }
}
