import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// The part of an effect that decides what it leaves in some slots, and the slots whose former values decide that.
@Suite struct EffectSliceTests {
  /// The slots.
  private enum Slots {
    static let (x, y, z) = (0, 1, 2)
    /// A queue of three.
    static let queue = 3
  }

  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let effect: [GroundStatement]
    let slot: SlotID
    let statements: [GroundStatement]
    let needed: [SlotID]
  }

  private static let setX = GroundStatement.assign(Slots.x, .slot(Slots.y))
  private static let setZ = GroundStatement.assign(Slots.z, .constant(1))

  static let examples = [
    Example(
      testDescription: "what is written elsewhere does not matter", effect: [setX, setZ], slot: Slots.x,
      statements: [setX], needed: [Slots.x, Slots.y]),
    Example(
      testDescription: "a value that comes by way of another slot",
      effect: [.assign(Slots.y, .slot(Slots.z)), setX], slot: Slots.x,
      statements: [.assign(Slots.y, .slot(Slots.z)), setX], needed: [Slots.x, Slots.y, Slots.z]),
    Example(
      testDescription: "a slot that is written only after it was read", effect: [setX, .assign(Slots.y, .constant(0))],
      slot: Slots.x, statements: [setX], needed: [Slots.x, Slots.y]),
    Example(
      testDescription: "a value that comes by way of a scratch variable",
      effect: [.setLocal(0, .slot(Slots.z)), .setLocal(1, .slot(Slots.y)), .assign(Slots.x, .local(0))], slot: Slots.x,
      statements: [.setLocal(0, .slot(Slots.z)), .assign(Slots.x, .local(0))], needed: [Slots.x, Slots.z]),
    Example(
      testDescription: "a condition decides, and one of its branches",
      effect: [.conditional(.slot(Slots.z), then: [.assign(Slots.x, .constant(1))], otherwise: [setZ])], slot: Slots.x,
      statements: [.conditional(.slot(Slots.z), then: [.assign(Slots.x, .constant(1))], otherwise: [])],
      needed: [Slots.x, Slots.z]),
    Example(
      testDescription: "a condition of which no branch matters decides nothing",
      effect: [.conditional(.slot(Slots.y), then: [setZ], otherwise: [])], slot: Slots.x, statements: [],
      needed: [Slots.x]),
    Example(
      testDescription: "a queue that moves down brings what stands behind",
      effect: [.shiftDown(first: Slots.queue, width: 1, capacity: 3)], slot: Slots.queue,
      statements: [.shiftDown(first: Slots.queue, width: 1, capacity: 3)],
      needed: [Slots.queue, Slots.queue + 1, Slots.queue + 2]),
  ]

  @Test(arguments: examples) func aSliceIsWhatDecides(_ example: Example) {
    let slice = EffectSlice(example.effect, for: SlotSet(example.slot))
    #expect(slice.statements == example.statements)
    #expect(slice.needed.members == example.needed)
  }

  /// Where marks are kept, what is flagged and what fails stays, and nothing else.
  @Test func marksAreKeptWhereTheyAreAskedFor() {
    let effect = [Self.setX, .flag(0), .assign(Slots.y, .check(.slot(Slots.z), 0...1, 0))]
    let slice = EffectSlice(effect, for: SlotSet(), keepsMarks: true)
    #expect(slice.statements.first == .flag(0) && slice.statements.count == 2)
    #expect(slice.needed.members == [Slots.z], "whether it fails is decided by 'z'")
  }
}
