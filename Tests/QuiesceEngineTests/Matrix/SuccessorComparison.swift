import QuiesceTestSupport
import Testing

@testable import QuiesceNative
@testable import QuiesceProgram
@testable import QuiesceSearch

// Machines that must say the same of each state as the interpreter of trees: successors in the same order, faults, flags, values of
// properties, and in the end marks and coverage.

extension Variant {
  /// Makes what a program's machine runs.
  typealias EngineMaker = (CorpusProgram) throws -> BytecodeEngine

  /// Machines of engines, which are made for some programs at once.
  static func machine(
    _ name: String, _ extent: [ProgramFamily: Int], _ maker: @escaping @Sendable ([CorpusProgram]) throws -> EngineMaker
  ) -> Variant {
    Variant(name: name, extent: extent, shows: [.compared: 20]) { programs in
      let make = try maker(programs)
      return { program, sightings in
        var machine = Machine(try make(program))
        let account = ProgramAccount(program.program, &machine, maximumStates: program.accountedStates)
        sightings.saw(.compared)
        return account.differences(from: try program.fact(ProgramAccount.self))
      }
    }
  }

  /// The machine with tables that so few bits of a state may decide; without any if there are none.
  static func tables(_ bits: Int, _ extent: [ProgramFamily: Int]) -> Variant {
    machine("instructions, tables of \(bits) bits", extent) { _ in
      { try BytecodeEngine($0.program, ProgramOutline($0.program), tableBits: bits) }
    }
  }

  /// What a compiler makes of the instructions, as one library for the programs.
  static func library(_ extent: [ProgramFamily: Int]) -> Variant {
    machine("instructions in C", extent) { programs in
      let engines = try programs.map { try BytecodeEngine($0.program, ProgramOutline($0.program)) }
      let text = try #require(NativeSource.library(of: engines), "more instructions than a compiler takes")
      var compilation = try Compilation(text, by: try #require(CCompiler()), cache: nil)
      let library = try #require(try compilation.library(within: 300))
      let numbers = Dictionary(uniqueKeysWithValues: programs.enumerated().map { ($1.number, $0) })
      return { program in
        let number = try #require(numbers[program.number])
        engines[number].adopt(library, number: number)
        return engines[number]
      }
    }
  }
}

extension CorpusProgram {
  /// In how many states machines are compared: the successors of very large programs take long to write down.
  fileprivate var accountedStates: Int { program.slots.count > 500 ? 24_000 / program.transitions.count : 300 }
}

extension ProgramAccount: CorpusFact {
  /// The account of the interpreter of trees.
  init(of program: CorpusProgram) {
    var stepper = TreeStepper(GroundInterpreter(program.program))
    self.init(program.program, &stepper, maximumStates: program.accountedStates)
  }

  /// The first lines that differ.
  fileprivate func differences(from expected: ProgramAccount) -> [String] {
    if self == expected { return [] }
    let differing = zip(lines, expected.lines).filter { $0 != $1 }.prefix(3).map { "\($0) instead of \($1)" }
    return ["\(lines.count) lines, \(expected.lines.count) expected"] + differing
  }
}
