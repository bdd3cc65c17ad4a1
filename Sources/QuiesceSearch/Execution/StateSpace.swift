package import QuiesceProgram

/// A bounded part of a program's state space, kept whole with all that happens in it: for graphs and audits, not for checking.
package struct StateSpace: Sendable {
  /// A transition between two states.
  package struct Edge: Sendable {
    /// The state it leaves, by position.
    package var source: Int
    /// Which transition, by position in `Program.transitions`.
    package var transition: Int
    /// The state it leads to, by position.
    package var target: Int
    /// The properties that it flags, as bits.
    var flags: UInt64
    /// The properties that it shows not to be vacuous, as bits.
    var covers: UInt64
  }

  /// A transition that ends in a fault; it leads nowhere.
  package struct Fault: Sendable {
    /// The state it leaves, by position.
    package var source: Int
    /// Which transition, by position in `Program.transitions`.
    package var transition: Int
    /// The fault.
    var site: FaultSiteID
  }

  /// The states, unpacked, in breadth-first order.
  package private(set) var states: [[Int]] = []
  /// How many of them, the first ones, are initial.
  package private(set) var initialCount = 0
  /// The transitions, by the states that they leave and by position.
  package private(set) var edges: [Edge] = []
  /// The states some of whose successors are left out.
  package private(set) var cut: Set<Int> = []
  /// The transitions that end in a fault, in the same order.
  package private(set) var faults: [Fault] = []

  private var positions: [[Int]: Int] = [:]

  /// Explores a program breadth first until there are so many states, or the run has to end.
  package init(_ program: Program, maximumStates: Int, clock: RunClock? = nil) {
    let interpreter = GroundInterpreter(program)
    for state in program.initialStates where states.count < maximumStates { _ = add(state, maximumStates) }
    initialCount = states.count
    var next = 0
    while next < states.count {
      if next & 63 == 0, clock?.stopReason != nil {
        cut.formUnion(next..<states.count)
        break
      }
      expand(next, interpreter, maximumStates)
      next += 1
    }
  }

  /// Where a state is, if it was reached.
  package func position(of state: [Int]) -> Int? { positions[state] }

  private mutating func expand(_ source: Int, _ interpreter: GroundInterpreter, _ maximum: Int) {
    for (transition, occurrence) in interpreter.occurrences(in: states[source]) {
      switch occurrence.end {
      case .fault(let site): faults.append(Fault(source: source, transition: transition, site: site))
      case .undefined: preconditionFailure("something was evaluated that was not checked")
      case .state(let state):
        if let target = add(state, maximum) {
          edges.append(
            Edge(
              source: source, transition: transition, target: target, flags: occurrence.flags,
              covers: occurrence.covers))
        } else {
          cut.insert(source)
        }
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
