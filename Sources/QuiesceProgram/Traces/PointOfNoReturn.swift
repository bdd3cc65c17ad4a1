/// The step of a trace behind which what it ends in can no longer be avoided: up to there other steps lead past it.
///
/// It is avoided by going on for ever without it, or to where nothing can be taken. That everybody just stops is no way out, and
/// nothing is asked of fairness: who is let wait for ever while others go on has avoided it, too.
struct PointOfNoReturn {
  /// The step, counted from 1; 0 if nothing avoids it from the beginning.
  let step: Int

  /// The most states that are looked at: more take too long in this way.
  static let limit = 20_000

  /// Looks at all that can happen; nil if that is too much, or if the search bound cuts it off.
  ///
  /// - Parameters:
  ///   - replay: the trace.
  ///   - isBad: whether a step, or the state behind it, is what the trace ends in.
  init?(in replay: Replay, isBad: (Firing) -> Bool) {
    let space = PointOfNoReturn.space(from: replay.states[0], replay.program, isBad)
    guard let space else { return nil }
    let avoidable = space.avoidable
    let last = replay.states.dropLast().lastIndex { state in space.positions[state].map { avoidable[$0] } ?? false }
    step = (last ?? -1) + 1
  }

  /// The states that are reached without what the trace ends in.
  private struct Space {
    var positions: [[Int]: Int] = [:]
    /// Where each state is reached from.
    var sources: [[Int]] = []
    /// How many steps leave each state, those that end badly included.
    var ways: [Int] = []
    /// How many of them end badly.
    var badWays: [Int] = []

    /// Whether some run from each state never ends badly: whatever has no way left but bad ones is taken away.
    var avoidable: [Bool] {
      var left = zip(ways, badWays).map { $0 - $1 }
      var result = ways.map { _ in true }
      var open = ways.indices.filter { ways[$0] > 0 && left[$0] == 0 }
      while let state = open.popLast() {
        result[state] = false
        for source in sources[state] {
          left[source] -= 1
          if left[source] == 0 { open.append(source) }
        }
      }
      return result
    }
  }

  private static func space(from initial: [Int], _ program: Program, _ isBad: (Firing) -> Bool) -> Space? {
    let interpreter = GroundInterpreter(program)
    var space = Space()
    var states = [initial]
    space.positions[initial] = 0
    space.sources = [[]]
    var next = 0
    while next < states.count {
      let state = states[next]
      do throws(GroundFault) {
        if let bound = program.bound, try interpreter.evaluate(bound, in: state) == 0 { return nil }
      } catch {
        return nil
      }
      var (ways, badWays) = (0, 0)
      for firing in interpreter.firings(from: state) {
        ways += 1
        // Who runs into another fault has avoided nothing.
        if firing.fault != nil || isBad(firing) {
          badWays += 1
        } else if let known = space.positions[firing.state] {
          space.sources[known].append(next)
        } else {
          guard states.count < limit else { return nil }
          space.positions[firing.state] = states.count
          states.append(firing.state)
          space.sources.append([next])
        }
      }
      space.ways.append(ways)
      space.badWays.append(badWays)
      next += 1
    }
    return space
  }
}

extension GroundInterpreter {
  /// What every transition that may fire does; one whose guard fails ends in a fault.
  fileprivate func firings(from state: [Int]) -> [Firing] {
    let isCommitted = isCommitted(state)
    return program.transitions.indices.compactMap { transition in
      if isCommitted, !program.transitions[transition].leavesCommitted { return nil }
      do throws(GroundFault) {
        return try isEnabled(transition, in: state) ? fire(transition, from: state) : nil
      } catch {
        var firing = Firing(state: state)
        firing.end(by: error, before: state)
        return firing
      }
    }
  }
}

extension Replay {
  /// The point of no return of what the trace ends in; nil where none is known: for what a single state does not show, and for
  /// spaces that are too large.
  func pointOfNoReturn(of finding: Finding.Kind) -> Int? {
    let interpreter = GroundInterpreter(program)
    switch finding {
    case .fault(let site, property: nil): return PointOfNoReturn(in: self) { $0.fault == site }?.step
    case .deadlock: return PointOfNoReturn(in: self) { firing in program.isDeadlock(firing.state, interpreter) }?.step
    case .property(let position):
      switch program.properties[position].kind {
      case .neverFlagged: return PointOfNoReturn(in: self) { $0.flags.contains(position) }?.step
      case .invariant(let condition):
        return PointOfNoReturn(in: self) { firing in
          do throws(GroundFault) { return try interpreter.evaluate(condition, in: firing.state) == 0 } catch {
            return false
          }
        }?.step
      case .reachable, .reachableFlag, .alwaysReachable, .temporal: return nil
      }
    case .stuck, .unreachable, .fault: return nil
    }
  }
}
