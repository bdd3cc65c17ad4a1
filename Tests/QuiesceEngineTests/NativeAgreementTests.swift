import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import QuiesceChecks
@testable import QuiesceLowering
@testable import QuiesceNative
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Four ways of running a program say the same of it: the interpreter of trees, the machine with and without tables, and what a
/// compiler makes of the machine's instructions.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct NativeAgreementTests {
  /// One library for some programs, as a search has it made for one.
  private func library(of programs: [Program]) throws -> NativeLibrary {
    let engines = try programs.map { try BytecodeEngine($0, ProgramOutline($0)) }
    let text = try #require(NativeSource.library(of: engines))
    var compilation = try Compilation(text, by: try #require(CCompiler()), cache: nil)
    let library = try compilation.library(within: 300)
    return try #require(library)
  }

  private func compare(_ programs: [(name: String, program: Program)], maximumStates: Int = 300) throws {
    let library = try library(of: programs.map(\.program))
    for (number, (name, program)) in programs.enumerated() {
      let expected = ProgramAccount(interpreting: program, maximumStates: maximumStates)
      for tableBits in [0, TransitionTables.bitLimit] {
        var machine = try Machine(program, tableBits: tableBits)
        let account = ProgramAccount(program, &machine, maximumStates: maximumStates)
        #expect(account == expected, "\(name), interpreted with \(tableBits) bits")
      }
      let engine = try BytecodeEngine(program, ProgramOutline(program))
      engine.adopt(library, number: number)
      var machine = Machine(engine)
      let account = ProgramAccount(program, &machine, maximumStates: maximumStates)
      #expect(account == expected, "\(name), native")
    }
  }

  private func ground(_ text: String) throws -> Program {
    let checked = CheckedText(text)
    var diagnostics: [Diagnostic] = []
    let model = try #require(checked.model, "\(checked.errors)")
    return try #require(Lowering.lower(model, properties: nil, diagnostics: &diagnostics))
  }

  /// Thirty programs that nobody thought of make one library.
  @Test(arguments: 0..<6) func randomPrograms(batch: Int) throws {
    var programs: [(String, Program)] = []
    for seed in batch * 30..<(batch + 1) * 30 {
      var diagnostics: [Diagnostic] = []
      guard let model = CheckedText(RandomModel(seed: UInt64(seed)).source).model,
        let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics)
      else { continue }
      programs.append(("seed \(seed)", program))
    }
    #expect(programs.count > 15, "most random programs can be lowered")
    try compare(programs)
  }

  /// The first and the last run of every model.
  @Test(arguments: ["amd", "core", "iommufd", "iopf", "pcie", "smmuv3", "sva", "vtd"])
  func everyModel(subsystem: String) throws {
    let folder = "\(RepositoryFiles.root)/Models/\(subsystem)"
    var session = Session(
      in: RepositoryFiles.root, files: [folder], root: RepositoryFiles.root, models: [], ignoring: [])
    let runs = CheckPlanner.plan(CheckRequest(files: [folder]), session: &session).runs
    var programs: [(String, Program)] = []
    for runs in Dictionary(grouping: runs, by: \.unit.name).values {
      for run in [runs[0], runs[runs.count - 1]] {
        let model = session.checked(run.unit, run.settings)
        let program = session.lowered(try #require(model), properties: run.selection)
        programs.append((run.unit.name, try #require(program)))
      }
    }
    #expect(programs.count > 1)
    try compare(programs)
  }

  /// So many slots take more words than there are registers, and an index reaches all of them.
  @Test func fiveHundredSlotsAndTwoThousandTransitions() throws {
    let steps = (0..<20).map { step in
      """
          step s\(step) when x[(i * 4 + \(step)) % 400] < \(step % 5 + 1) && x[y] != \(step % 3 + 5) {
            x[(y + \(step)) % 400] = (x[i] + \(step)) % 8
            y = (y + \(step * 7) + x[i + \(step)]) % 400
            if x[y] == 7 { assert y != 77 }
          }
      """
    }
    let program = try ground(
      """
      model large
      var x : [0..<400: 0...7] = 0
      var y : 0..<400 = 0
      actor a[i in 0..<100] {
        initial state go {
      \(steps.joined(separator: "\n"))
        }
      }
      property small: invariant x[y] < 7
      """)
    #expect(
      program.slots.count > 500 && program.transitions.count == 2000 && program.wordCount > NativeSource.wordLimit)
    try compare([("large", program)], maximumStates: 12)
  }

  /// More transitions at one location than a word has bits, in which others are committed, faults, flags and marks.
  @Test func whatIsNotedDown() throws {
    let program = try ground(
      """
      model notes
      event many(n: 0..<100)
      var level : 0..<200 = 0
      actor a {
        initial state go {
          step jump(n in 0..<100) when level < 100 && level % 100 <= n {
            assert n != 70
            emit many(n)
            level = n
          }
          step hurry when level > 90 -> hurrying
          step rest when level == 3 -> done
        }
        committed state hurrying { step back { level = 100 / (level - 95) } -> go }
        final state done
      }
      actor b { initial final state watch { step see when level > 95 { level = 0 } } }
      property low: invariant level > 0 implies 10 / level < 20
      property never: never many(n) when n == 99
      property some: reachable level == 3
      """)
    try compare([("notes", program)])
  }

  // MARK: the text

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

  /// The least number is no literal of C.
  @Test func theLeastNumberIsWritten() throws {
    let program = try ground(
      """
      model extremes
      var x : -2...2 = 0
      actor a {
        initial state go {
          step far when x * 4611686018427387904 > -9223372036854775807 - 1 { x -= 1 }
          step near when x - 9223372036854775807 < 0 { x = if x * 9223372036854775807 < 0 then 2 else -2 }
        }
      }
      """)
    try compare([("extremes", program)])
  }
}
