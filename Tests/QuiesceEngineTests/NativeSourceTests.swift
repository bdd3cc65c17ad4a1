import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// What reaches the compiler. That what comes of it does what the instructions do is a row of the matrix.
@Suite struct NativeSourceTests {
  private func ground(_ text: String) throws -> Program {
    try CheckedText(text).lowered()
  }

  /// Names and messages do not reach the compiler: with others the text is the same.
  @Test func namesDoNotReachTheText() throws {
    func text(_ name: String, _ message: String) throws -> String? {
      let program = try ground(
        """
        model \(name)
        event \(name)Event()
        var \(name)Var : 0...3 = 0
        actor \(name)Actor {
          initial state \(name)State {
            step \(name)Step { assert \(name)Var < 3, "\(message)"; \(name)Var += 1; emit \(name)Event() }
          }
        }
        property \(name)Property "\(message)": never \(name)Event
        """)
      return NativeSource.library(of: [try BytecodeEngine(program, ProgramOutline(program))])
    }
    let plain = try text("plain", "a sentence")
    let hostile = try text("system", #"*/ __attribute__((constructor)) void x(void) { system(\"id\"); } /* %s ??/"#)
    #expect(plain != nil && plain == hostile)
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n_=<>!&|~^+-*/%?:;,.(){}[]")
    #expect(plain?.allSatisfy(allowed.contains) ?? false)
    #expect(plain?.contains("#") == false && plain?.contains("\"") == false, "no directive, and no string")
  }

  /// More instructions than a compiler takes in reasonable time.
  @Test func aProgramMayBeTooLarge() throws {
    let program = try ground("model small\nactor a { initial state s { step t -> u } final state u }")
    let engine = try BytecodeEngine(program, ProgramOutline(program))
    let count = engine.code.instructions.count
    #expect(NativeSource.library(of: [engine], instructionLimit: count) != nil)
    #expect(NativeSource.library(of: [engine], instructionLimit: count - 1) == nil)
  }
}
