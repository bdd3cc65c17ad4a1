@testable import QuiesceProgram
@testable import QuiesceSearch

/// Runs a program by walking its trees: an engine that is slow, and seen to be right, at the seam where the others are.
struct TreeStepper: Stepper {
  private let interpreter: GroundInterpreter
  private let conditions: StateConditions
  private(set) var coverage: Coverage
  private(set) var covered: UInt64 = 0

  init(_ interpreter: GroundInterpreter) {
    self.interpreter = interpreter
    conditions = StateConditions(interpreter.program)
    let none = Array(repeating: false, count: interpreter.program.transitions.count)
    coverage = Coverage(fired: none, blocked: none)
  }

  private var program: Program { interpreter.program }

  mutating func expand(_ state: PackedState, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    let values = values(of: state)
    let isCommitted = interpreter.isCommitted(values)
    var enabled = 0
    for (position, transition) in program.transitions.enumerated() where !isCommitted || transition.leavesCommitted {
      let location = values[program.actors[transition.main.actor].locationSlot]
      guard location == transition.main.source else { continue }
      do throws(GroundFault) {
        if try take(position, from: values, id: id, into: &buffer) {
          enabled += 1
        } else {
          coverage.blocked[position] = true
        }
      } catch {
        buffer.faults.append((id, position, error.site))
        enabled += 1
      }
    }
    return enabled
  }

  mutating func mayFire(_ transition: Int, in state: PackedState) -> Bool {
    do throws(GroundFault) {
      return try interpreter.evaluate(program.transitions[transition].guardExpression, in: values(of: state)) != 0
    } catch {
      return true
    }
  }

  mutating func fire(_ transition: Int, from state: PackedState, into buffer: inout SuccessorBuffer) -> Bool {
    do throws(GroundFault) {
      return try take(transition, from: values(of: state), id: 0, into: &buffer)
    } catch {
      return false
    }
  }

  mutating func evaluate(_ condition: Int, in state: PackedState) -> ConditionValue {
    guard let expression = conditions.expressions[condition] else { return .no }
    do throws(GroundFault) {
      let (value, covers) = try GroundInterpreter.valueWithCover(of: expression, in: values(of: state))
      covered |= UInt64(positions: covers)
      return value != 0 ? .yes : .no
    } catch {
      return .fault(error.site)
    }
  }

  /// Appends the successor by a transition; false if that is not enabled.
  private mutating func take(
    _ position: Int, from state: [Int], id: Int, into buffer: inout SuccessorBuffer
  ) throws(GroundFault) -> Bool {
    let transition = program.transitions[position]
    guard interpreter.standsReady(position, in: state) else { return false }
    let (value, covers) = try GroundInterpreter.valueWithCover(of: transition.guardExpression, in: state)
    if value == 0 { return false }
    let firing = interpreter.fire(position, from: state)
    if let site = firing.fault { throw GroundFault(site: site) }
    coverage.fired[position] = true
    covered |= UInt64(positions: covers + firing.covers)
    for (word, bits) in program.pack(firing.state).enumerated() { buffer.next[word] = bits }
    buffer.append(
      source: id, transition: Int32(truncatingIfNeeded: position), flags: UInt64(positions: firing.flags))
    return true
  }

  private func values(of state: PackedState) -> [Int] {
    program.unpack(state.words(program.wordCount))
  }
}

extension UInt64 {
  /// The bits at some positions.
  fileprivate init(positions: [Int]) { self = positions.reduce(0) { $0 | 1 << UInt64($1) } }
}
