import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// A slice does what the whole program does; where what it keeps is corrupted, it does not.
@Suite struct SliceAuditTests {
  /// Models all of whose slots that are kept are needed, each for a reason of its own.
  private static let models = [
    // A guard reads 'open'; nobody else does.
    """
    var open : Bool = false
    var x : 0...3 = 0
    actor a { initial final state s { step toggle { open = !open } step up when open && x < 3 { x += 1 } } }
    property low: invariant x < 3
    """,
    // Whether the assertion fails is decided by 'fuel'.
    """
    var fuel : 0...2 = 2
    actor a { initial final state s { step burn when fuel > 0 { fuel -= 1 } step check { assert fuel > 0 } } }
    property stays: never gone
    event gone()
    """,
    // An index that is not known chooses which element is written, of which one is read.
    """
    type Place = 0...1
    var a : [Place: 0...3] = 0
    var i : Place = 0
    actor w { initial final state s { step move { i = 1 - i } step write { a[i] = if i == 0 then 1 else 3 } } }
    property low: invariant a[0] <= 1
    """,
    // The event is emitted or not by what was counted before.
    """
    event full(n : 0...4)
    var n : 0...4 = 0
    actor a {
      initial state s { step count when n < 4 { n += 1 } step tell { emit full(n) } -> t }
      final state t
    }
    property never: never full(k) when k == 4
    """,
  ]

  private struct Example {
    let program: Program
    let states: [[Int]]

    init(_ text: String) throws {
      let checked = CheckedText("model sliced\n" + text)
      program = try checked.lowered()
      states = StateSpace(program, maximumStates: 1_000).states
    }

    /// What is wrong with the slice whose ranges and cone were corrupted.
    func complaint(
      _ corruptRanges: (inout ValueRanges) -> Void = { _ in }, _ corruptCone: (inout Cone) -> Void = { _ in }
    ) throws -> String? {
      let clock = RunClock(RunControl())
      var ranges = try ValueRanges(program, fixed: SlotSet(), clock: clock)
      corruptRanges(&ranges)
      for position in program.transitions.indices where ranges.simplified[position] != nil {
        ranges.simplified[position] = ranges.simplify(program.transitions[position]).result
      }
      var slice = ProgramSlice(keeping: program)
      slice.simplify(ranges)
      var cone = try Cone(
        of: slice.program, checksDeadlock: false, orbits: SlotOrbits(of: program, []), clock: clock)
      corruptCone(&cone)
      slice.leaveOut(cone)
      return SliceAudit(slice, checksRest: false).complaint(in: states)
    }

    var slice: ProgramSlice {
      get throws { try ProgramSlice(program, checksDeadlock: false, clock: RunClock(RunControl())) }
    }
  }

  @Test(arguments: models.indices) func eachSlotThatIsKeptIsNeeded(position: Int) throws {
    let example = try Example(Self.models[position])
    #expect(try example.complaint() == nil)
    let slice = try example.slice
    let kept = slice.cone.members.filter { slice.program.slots[$0].width > 0 }
    #expect(!kept.isEmpty)
    for slot in kept {
      let complaint = try example.complaint({ _ in }) { cone in
        cone.slots = cone.slots.members.reduce(into: SlotSet()) { if $1 != slot { $0.insert($1) } }
      }
      #expect(complaint != nil, "nobody misses '\(slice.program.slots[slot].name)'")
    }
  }

  /// Locations keep their limits whatever is found out.
  @Test(arguments: models.indices) func eachLimitThatIsReachedIsNeeded(position: Int) throws {
    let example = try Example(Self.models[position])
    let slots = try ValueRanges(example.program, fixed: SlotSet(), clock: RunClock(RunControl())).slots
    let locations = Set(example.program.actors.map(\.locationSlot))
    for slot in try example.slice.cone.members where !locations.contains(slot) && slots[slot].width > 0 {
      if example.states.contains(where: { $0[slot] == slots[slot].upper }) {
        let complaint = try example.complaint { $0.slots[slot].upper -= 1 }
        #expect(complaint != nil, "'\(slots[slot].name)' is never \(slots[slot].upper)")
      }
      if example.states.contains(where: { $0[slot] == slots[slot].lower }) {
        let complaint = try example.complaint { $0.slots[slot].lower += 1 }
        #expect(complaint != nil, "'\(slots[slot].name)' is never \(slots[slot].lower)")
      }
    }
  }

  @Test(arguments: models.indices) func eachStatementThatIsKeptIsNeeded(position: Int) throws {
    let example = try Example(Self.models[position])
    for transition in try example.slice.program.transitions.indices {
      let effect = try example.slice.program.transitions[transition].effect
      for statement in effect.indices {
        let complaint = try example.complaint({ _ in }) { $0.effects[transition].remove(at: statement) }
        #expect(complaint != nil, "nobody misses \(effect[statement])")
      }
      if try example.slice.program.transitions[transition].guardExpression != .constant(0) {
        let complaint = try example.complaint({ _ in }) { $0.isKept[transition] = false }
        #expect(complaint != nil, "nobody misses transition \(transition)")
      }
    }
  }
}
