package import QuiesceProgram

/// The whole graph of a small program up to what goes wrong, written to be seen to be right.
package struct NaiveFailures {
  /// A transition from one state to another one, to what goes wrong, or to another fault.
  private enum End: Hashable {
    case state([Int])
    case failure
    case fault
  }

  private let program: Program
  private let interpreter: GroundInterpreter
  private let kind: Finding.Kind
  /// For each state that is reached before it goes wrong, its ways.
  private var ways: [[Int]: [(transition: Int, end: End)]] = [:]

  /// Explores a program; nil if it has more states.
  package init?(_ program: Program, until kind: Finding.Kind, maximumStates: Int) {
    self.program = program
    self.kind = kind
    interpreter = GroundInterpreter(program)
    var open = program.initialStates
    while let state = open.popLast() {
      guard ways[state] == nil else { continue }
      let own = ends(from: state)
      ways[state] = own
      for case (_, .state(let target)) in own { open.append(target) }
      if ways.count > maximumStates { return nil }
    }
  }

  private func ends(from state: [Int]) -> [(transition: Int, end: End)] {
    let isCommitted = interpreter.isCommitted(state)
    return program.transitions.indices.compactMap { transition in
      if isCommitted, !program.transitions[transition].leavesCommitted { return nil }
      do throws(GroundFault) {
        guard try interpreter.isEnabled(transition, in: state) else { return nil }
      } catch {
        return (transition, kind == .fault(error.site, property: nil) ? .failure : .fault)
      }
      let firing = interpreter.fire(transition, from: state)
      if let fault = firing.fault { return (transition, kind == .fault(fault, property: nil) ? .failure : .fault) }
      return (transition, isFailure(firing) ? .failure : .state(firing.state))
    }
  }

  private func isFailure(_ firing: Firing) -> Bool {
    guard case .property(let position) = kind else { return false }
    if case .invariant(let condition) = program.properties[position].kind {
      return value(of: condition, in: firing.state) == 0
    }
    return firing.flags.contains(position)
  }

  private func value(of condition: GroundExpression, in state: [Int]) -> Int? {
    do throws(GroundFault) { return try interpreter.evaluate(condition, in: state) } catch { return nil }
  }

  /// Whether a state is the deadlock that is looked for.
  private func isDeadlock(_ state: [Int]) -> Bool {
    guard kind == .deadlock, ways[state]?.isEmpty ?? false else { return false }
    return !isBeyondBound(state)
      && !program.actors.allSatisfy { value(of: $0.restCondition(at: state[$0.locationSlot]), in: state) == 1 }
  }

  /// Whether the search bound is false in a state, so that nobody knows what would follow.
  private func isBeyondBound(_ state: [Int]) -> Bool {
    program.bound.map { value(of: $0, in: state) == 0 } ?? false
  }

  /// The step behind which a trace's end cannot be avoided, by the definition: a state is lost if it is a deadlock, or has a way and
  /// none to a state that is not lost. Nil where the search bound hides what could follow.
  package func pointOfNoReturn(of trace: Trace) -> Int? {
    if trace.transitions.isEmpty || reached(from: trace.start).contains(where: isBeyondBound) { return nil }
    var lost: Set<[Int]> = []
    var size = -1
    while size != lost.count {
      size = lost.count
      for (state, ways) in ways where isDeadlock(state) || !ways.isEmpty {
        let isWayOut = ways.contains { way in if case .state(let next) = way.end { !lost.contains(next) } else { false }
        }
        if !isWayOut { lost.insert(state) }
      }
    }
    let states = Replay(program: program, initial: trace.start, transitions: trace.transitions).states.dropLast()
    return (states.lastIndex { !lost.contains($0) } ?? -1) + 1
  }

  private func reached(from start: [Int]) -> Set<[Int]> {
    var result: Set<[Int]> = []
    var open = [start]
    while let state = open.popLast() {
      guard result.insert(state).inserted else { continue }
      for case (_, .state(let next)) in ways[state] ?? [] { open.append(next) }
    }
    return result
  }

  /// The steps that a transition takes, whoever takes them.
  package func steps(of transitions: [Int]) -> Set<[Int]> {
    Set(transitions.flatMap { program.transitions[$0].participants }.map { [program.actors[$0.actor].actor, $0.step] })
  }

  /// How many steps the shortest counterexample has that lacks a step of each of some sets; nil if there is none. Every set of steps
  /// by which a state can be reached is followed.
  package func shortest(lacking taken: [Set<[Int]>], maximumPairs: Int) -> (length: Int?, isKnown: Bool) {
    struct Pair: Hashable {
      let state: [Int]
      let steps: Set<[Int]>
    }
    let isNew = { (steps: Set<[Int]>) in !taken.contains { steps.isSuperset(of: $0) } }
    var level = Set(program.initialStates.map { Pair(state: $0, steps: []) })
    var known = level
    var depth = 0
    while !level.isEmpty {
      if level.contains(where: { isDeadlock($0.state) && isNew($0.steps) }) { return (depth, true) }
      var next: Set<Pair> = []
      for pair in level {
        for way in ways[pair.state] ?? [] {
          let steps = pair.steps.union(self.steps(of: [way.transition]))
          switch way.end {
          case .failure: if isNew(steps) { return (depth + 1, true) }
          case .fault: continue
          case .state(let target):
            let pair = Pair(state: target, steps: steps)
            if known.insert(pair).inserted { next.insert(pair) }
          }
        }
      }
      if known.count > maximumPairs { return (nil, false) }
      level = next
      depth += 1
    }
    return (nil, true)
  }
}
