/// A bounded part of a program's state space, kept whole: for graphs, not for checking.
public struct StateSpace: Sendable {
  /// A transition between two states.
  public struct Edge: Hashable, Sendable {
    /// The state it leaves, by position.
    public var source: Int
    /// Which transition, by position in `Program.transitions`.
    public var transition: Int
    /// The state it leads to, by position.
    public var target: Int
  }

  /// The states, unpacked, in breadth-first order.
  public private(set) var states: [[Int]] = []
  /// How many of them, the first ones, are initial.
  public private(set) var initialCount = 0
  /// The transitions.
  public private(set) var edges: [Edge] = []
  /// The states some of whose successors are left out.
  public private(set) var cut: Set<Int> = []
  /// How many transitions end in a fault; they lead nowhere.
  public private(set) var faultCount = 0

  private var positions: [[Int]: Int] = [:]

  /// Explores a program breadth first until there are so many states.
  public init(_ program: Program, maximumStates: Int) {
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
