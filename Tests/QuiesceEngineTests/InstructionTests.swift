import Testing

@testable import QuiesceEngine

@Suite struct InstructionTests {
  @Test func anInstructionTakesEightBytes() {
    #expect(MemoryLayout<Instruction>.size == 8)
    #expect(MemoryLayout<Instruction>.stride == 8)
  }
}
