import Testing

@testable import QuiesceChecks
@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

@Suite struct InstructionTests {
  @Test func anInstructionTakesEightBytes() {
    #expect(MemoryLayout<Instruction>.size == 8)
    #expect(MemoryLayout<Instruction>.stride == 8)
  }
}
