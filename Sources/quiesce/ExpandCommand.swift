import Glibc
import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import QuiesceSystem

/// `quiesce expand`
struct ExpandCommand {
  private let arguments: Arguments
  private let console: Console
  private let session: Session
  private let program: Program
  private let fingerprint: UInt64

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    var session = Session(arguments)
    let names = arguments.all(.property)
    let program = session.program(
      of: arguments.positionals[0], arguments, properties: names.isEmpty ? nil : names)
    let status = session.show(on: console)
    guard let program, status == .success else { return .badInput }
    let command = ExpandCommand(
      arguments: arguments, console: console, session: session, program: program, fingerprint: program.fingerprint)
    if arguments.has(.describe) { return console.write(json: JSONFrontier(program)) }
    if let path = arguments.text(.path) {
      try command.show(path)
      return .success
    }
    return try command.expand()
  }

  private func expand() throws(Refusal) -> ExitStatus {
    guard !console.output.isTerminal else {
      throw Refusal("'expand' writes binary records, which are not for a terminal; see Documentation/spark.md")
    }
    do throws(FrontierRefusal) {
      var expander = try FrontierExpander(
        program, fingerprint: fingerprint, maximumBytes: arguments.bytes(.memory) ?? 1 << 28)
      do throws(FrontierError) {
        try expander.run(input: STDIN_FILENO, output: STDOUT_FILENO)
        return .success
      } catch {
        console.error("standard input: " + text(of: error))
        return error == .noMemory ? .noVerdict : .badInput
      }
    } catch {
      switch error {
      case .program(let limit): console.error("'\(program.modelName)' is too large for the interpreter: \(limit)")
      case .memory: console.error("there is no memory to remember successors in: give a smaller --memory")
      }
      return .noVerdict
    }
  }

  private func text(of error: FrontierError) -> String {
    let own = FileHash.digits(of: fingerprint)
    switch error {
    case .noFrontier: return "this is no frontier: it does not begin with 'qfronti1'"
    case .otherProgram(let other):
      return "this is a frontier of program \(FileHash.digits(of: other)), and the model here is program \(own): the"
        + " text, --set, --property or the version of quiesce is another one"
    case .otherWidth(let words): return "its states have \(words) words, those of the program \(program.wordCount)"
    case .cut(let count):
      return
        "the frontier ends before its end, behind \(Figures.count(count, "state")): whoever wrote it has died; write"
        + " it again"
    case .noState(let number): return "state \(Figures.count(number)) of the frontier is no state of the program"
    case .trailing: return "more follows the end of the frontier"
    case .unreadable(let number): return "it cannot be read: \(String(cString: strerror(number)))"
    case .unwritable(let number):
      return "what follows it cannot be written to standard output: \(String(cString: strerror(number)))"
    case .noMemory: return "there is no memory to remember successors in"
    }
  }

  /// Shows a way that a search has found: `NAME:STATE:STEP,STEP`.
  private func show(_ path: String) throws(Refusal) {
    let words = path.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let steps = words.count == 3 ? words[2].split(separator: ",").map { Int($0) } : [nil]
    let transitions = steps.compactMap(\.self)
    guard transitions.count == steps.count, let state = JSONFrontier.words(of: words[1]),
      state.count == program.wordCount
    else {
      throw Refusal("--path '\(path)' is not NAME:STATE:STEPS, with the state as --describe has it")
    }
    let sources = session.workspace.sources
    let replayed: ReplayedTrace
    do throws(RecordedTraceMismatch) {
      replayed = try program.replay(
        from: program.unpack(state), by: transitions, property: words[0], sources: sources)
    } catch {
      throw Refusal("--path: step \(error.step): \(error.reason)")
    }
    guard replayed.verdict != .noVerdict else {
      throw Refusal("--path: nothing happens to '\(words[0])' at the end of these steps")
    }
    let count = Figures.count(transitions.count, "step")
    console.write("\(program.modelName): \(words[0]): \(replayed.verdict.rawValue) after \(count)\n\n")
    console.write(replayed.text(sources: sources))
  }
}

extension JSONFrontier {
  /// Describes a program as this version makes it.
  init(_ program: Program) {
    self.init(program, fingerprint: FileHash.digits(of: program.fingerprint), version: Version.number)
  }
}

extension Program {
  /// What tells it from all others: everything that is said of it, the places of its slots included.
  fileprivate var fingerprint: UInt64 { FileHash.number(of: Array(description.utf8)) }
}
