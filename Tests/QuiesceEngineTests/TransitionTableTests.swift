import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// What a machine remembers of transitions, by the bits of a state that decide it.
@Suite struct TransitionTableTests {
  private func program(_ text: String) throws -> Program {
    try CheckedText(text).lowered()
  }

  /// The transitions by which a state can be left, and what is covered by then.
  private func successors(_ machine: inout Machine, _ values: [Int], of program: Program) -> [Int] {
    var buffer = SuccessorBuffer(wordCount: program.wordCount, capacity: program.transitions.count + 1)
    _ = machine.expand(program.pack(values), id: 0, into: &buffer)
    return (0..<buffer.count).map { Int(buffer.transitions[$0]) }
  }

  // MARK: trees

  /// What comes to hold at 2 may depend on other bits than what comes to hold at 1; what was never seen is not known.
  @Test func aTreeReadsOnByWhatItHasRead() {
    let first = StateBits(word: 0, shift: 4, width: 2)
    let second = StateBits(word: 1, shift: 60, width: 3)
    var tree = StateTree(questionCount: 2)
    tree.learn(StateTree.entry(7), for: 1, reading: [[first]], in: [1 << 4, 0])
    tree.learn(StateTree.entry(8), for: 1, reading: [[first], [second]], in: [2 << 4, 5 << 60])
    let results = [
      tree.find(1, in: [1 << 4 | 15, 3]), tree.find(1, in: [2 << 4, 5 << 60 | 1]), tree.find(1, in: [2 << 4, 6 << 60]),
      tree.find(1, in: [3 << 4, 0]), tree.find(0, in: [1 << 4, 0]),
    ].map(StateTree.result)
    #expect(results == [7, 8, nil, nil, nil])
    #expect(StateTree.result(StateTree.unknown) == nil && StateTree.result(StateTree.undecided) == nil)
  }

  @Test func aKeyIsTheRunsOfAMask() {
    #expect(
      StateBits.runs(of: 0b1100_0111, in: 3) == [
        StateBits(word: 3, shift: 0, width: 3), StateBits(word: 3, shift: 6, width: 2),
      ])
    #expect(StateBits.runs(of: .max, in: 0) == [StateBits(word: 0, shift: 0, width: 64)])
    #expect(StateBits.runs(of: 0, in: 0).isEmpty)
  }

  // MARK: logs

  /// What was read once, or written since, decides nothing more.
  @Test func aLogHasWhatDecides() {
    var log = RunLog([], wordCount: 1, bitLimit: 8)
    log.reads(0, shift: 2, ones: 0b11)
    log.reads(0, shift: 2, ones: 0b11)
    log.writes(0, mask: 0b1111_0000)
    log.reads(0, shift: 4, ones: 0b111)
    #expect(log.keys == [[], [StateBits(word: 0, shift: 2, width: 2)]])
    #expect(log.written == [0b1111_0000] && !log.isOverfull)
    // 2 bits of 8 are taken.
    log.reads(0, shift: 10, ones: 0b111_1111)
    #expect(log.isOverfull)
  }

  /// A queue that drops its head moves down: nothing of it decides, but it may not be looked at any more.
  @Test func aMoveIsNoDecision() {
    var log = RunLog([], wordCount: 1, bitLimit: 8)
    log.shiftsDown(0, shift: 8, ones: 0xFF, by: 2)
    #expect(log.keys == [[]] && log.move?.mask == 0x3F00 && log.move?.distance == 2)
    #expect(log.written == [0xC000], "zeros follow")
    log.writes(0, mask: 0x300)
    #expect(log.move?.mask == 0x3C00)
    log.reads(0, shift: 8, ones: 0b11)
    #expect(!log.isOverfull, "that part has been written since")
    log.reads(0, shift: 10, ones: 0b11)
    #expect(log.isOverfull)
  }

  // MARK: machines

  private static let counter = """
    model counter
    var level : 0...3 = 0
    var other : 0...3 = 0
    actor a {
      initial state go {
        step up when level < 3 { level += 1 }
        step down when level > 0 { level -= 1 }
      }
    }
    actor b { initial state wait { step set when other == 1 { other = 2 } } }
    """

  /// Location by location, the bits of `level` and of `other`.
  @Test func aLocationIsDecidedByWhatItsGuardsRead() throws {
    let program = try program(Self.counter)
    let machine = try Machine(program)
    let first = machine.log(of: [machine.guardInstructions(of: 0), machine.guardInstructions(of: 1)])
    let second = machine.log(of: [machine.guardInstructions(of: 2)])
    let (level, other) = (program.slots[program.slot("level")], program.slots[program.slot("other")])
    #expect(first.keys == [[StateBits(word: level.word, shift: level.shift, width: 2)]])
    #expect(second.keys == [[StateBits(word: other.word, shift: other.shift, width: 2)]])
  }

  /// A cell is filled where `level` is 1; another state with that level needs no guard to be run, one with level 3 does.
  @Test func aCellIsFilledWhenItIsNeeded() throws {
    let program = try program(Self.counter)
    var machine = try Machine(program)
    let question = machine.tables.question(location: 0, isRestricted: false)
    func state(level: Int, other: Int) -> [Int] {
      var values = program.initialStates[0]
      values[program.slot("level")] = level
      values[program.slot("other")] = other
      return values
    }
    let before = machine.tables.tree.find(question, in: program.pack(state(level: 1, other: 0)))
    #expect(before == StateTree.unknown)
    let taken1 = successors(&machine, state(level: 1, other: 0), of: program)
    #expect(taken1 == [0, 1])
    let known = machine.tables.tree.find(question, in: program.pack(state(level: 1, other: 1)))
    #expect(StateTree.result(known) != nil)
    let unknown = machine.tables.tree.find(question, in: program.pack(state(level: 3, other: 0)))
    #expect(unknown == StateTree.unknown)
    let taken2 = successors(&machine, state(level: 3, other: 1), of: program)
    #expect(taken2 == [1, 2])
    let blocked1 = machine.coverage.blocked
    #expect(blocked1 == [true, false, true])
  }

  /// While `b` stands in its committed location, only `b` may go on, and what `a` cannot do says nothing of its guard.
  @Test func aCommittedLocationElsewhereBlocksNobody() throws {
    let program = try program(
      """
      model commitment
      var open : Bool = false
      actor a { initial state go { step pass when open { open = false } } }
      actor b {
        initial state rest { step begin -> hurry }
        committed state hurry { step end { open = true } -> rest }
      }
      """)
    var machine = try Machine(program)
    var hurrying = program.initialStates[0]
    hurrying[program.actors[1].locationSlot] = 1
    let taken3 = successors(&machine, hurrying, of: program)
    #expect(taken3 == [2])
    let blocked2 = machine.coverage.blocked
    #expect(blocked2 == [false, false, false])
    let taken4 = successors(&machine, program.initialStates[0], of: program)
    #expect(taken4 == [1])
    let blocked3 = machine.coverage.blocked
    #expect(blocked3 == [true, false, false])
    var open = hurrying
    open[program.slot("open")] = 1
    let taken5 = successors(&machine, open, of: program)
    #expect(taken5 == [2], "also where it could pass")
  }
}

extension Program {
  /// The slot of a variable.
  fileprivate func slot(_ name: String) -> SlotID { slots.firstIndex { $0.name == name } ?? -1 }
}
