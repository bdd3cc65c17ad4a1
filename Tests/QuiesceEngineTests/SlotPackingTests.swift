import QuiesceModel
import Testing

@testable import QuiesceProgram

/// How the slots of a state share its words.
@Suite struct SlotPackingTests {
  /// A program of numbers with so many bits each; a transition for each list writes the slots in it.
  private func program(_ widths: [Int], written together: [[SlotID]]) -> Program {
    var program = Program(model: CheckedModel(name: "packing"))
    for (position, width) in widths.enumerated() {
      let upper = 1 << width - 1
      program.slots.append(Slot(name: "slot\(position)", lower: 0, upper: upper))
      program.variables.append(
        StateVariable(
          name: "slot\(position)", owner: .shared, type: .integer(0...upper), content: .value(first: position),
          origin: .variable(position, instance: nil)))
    }
    let span = SourceSpan(file: 0, start: 0, end: 0)
    let location = Location(name: "only", isFinal: false, isCommitted: false, span: span)
    program.slots.append(Slot(name: "location", lower: 0, upper: 0))
    program.actors = [
      ActorInstance(name: "actor", actor: 0, instance: nil, locationSlot: widths.count, locations: [location])
    ]
    program.transitions = together.map { slots in
      Transition(
        main: .init(actor: 0, step: 0, source: 0, targets: [0], bindings: []), partner: nil,
        guardExpression: .constant(1), effect: slots.map { .assign($0, .constant(0)) }, leavesCommitted: false,
        in: program.actors)
    }
    return program
  }

  /// Whether no bit is two slots' and none lies outside of the words.
  private func isDisjoint(_ program: Program) -> Bool {
    var words = Array(repeating: UInt64(0), count: program.wordCount)
    for slot in program.slots where slot.width > 0 {
      guard slot.shift + slot.width <= 64, slot.word < words.count else { return false }
      let mask = (UInt64.max >> UInt64(64 - slot.width)) << UInt64(slot.shift)
      if words[slot.word] & mask != 0 { return false }
      words[slot.word] |= mask
    }
    return true
  }

  /// The third number is written together with the second, and there is room for both in one word.
  @Test func whatIsWrittenTogetherLiesTogether() {
    var program = program([40, 38, 24, 13], written: [[1, 2]])
    SlotPacking.pack(&program)
    #expect(program.slots[1].word == program.slots[2].word)
    #expect(program.wordCount == 2 && program.bitCount == 115 && isDisjoint(program))
  }

  /// Once more, with 128 bits: beside the second number the third would leave 2 and 24 bits, and the last ones take 13 each.
  @Test func fewerWordsComeFirst() {
    var program = program([40, 38, 24, 13, 13], written: [[1, 2]])
    SlotPacking.pack(&program)
    #expect(program.wordCount == 2 && program.bitCount == 128 && isDisjoint(program))
    #expect(program.slots[0].word == program.slots[2].word)
  }
}
