import Glibc
import QuiesceEngine
import QuiesceLanguage

/// `quiesce-benchmark [--runs N] [--no-peer]`: states, transitions, states a second and bytes a state of the PASID unbind
/// protocol, and Spin on a hand-written Promela model of the same protocol in the same run; medians.
@main
enum Main {
  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    var runs = 5
    var withPeer = true
    while let argument = arguments.popFirst() {
      switch argument {
      case "--runs":
        guard let number = arguments.popFirst().flatMap({ Int($0) }), (1...100).contains(number) else {
          fail("--runs takes a number from 1 to 100")
        }
        runs = number
      case "--no-peer": withPeer = false
      default: fail("unknown argument '\(argument)'; usage: quiesce-benchmark [--runs N] [--no-peer]")
      }
    }
    let (program, sources) = groundProgram()
    print("PASID unbind: \(program.transitions.count) ground transitions, \(program.bitCount) bits a state")
    print("")
    print(row("", "states", "transitions", "seconds", "states/s", "bytes/state"))
    var ours: [Measurement] = []
    var peers: [Measurement] = []
    let spin = withPeer ? SpinPeer() : nil
    for _ in 0..<runs {
      ours.append(measure(program, sources))
      if let peer = spin?.measure() { peers.append(peer) }
    }
    report("quiesce", ours)
    if let spin {
      report("spin", peers)
      print("")
      print("spin: \(spin.description)")
      if let mine = median(ours), let theirs = median(peers) {
        let ratio = (mine.statesPerSecond / theirs.statesPerSecond).rounded(digits: 2)
        print("quiesce stores \(ratio) times as many states a second as spin; medians of \(runs) runs, taken in turn")
      }
    } else if withPeer {
      print("spin: not measured, spin or gcc is not installed")
    }
  }

  private static func groundProgram() -> (Program, SourceMap) {
    var sources = SourceMap()
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "unbind.quiesce", text: UnbindModel.text)
    let id = sources.add(file)
    let syntax = parse(file, id: id, diagnostics: &diagnostics)
    let unit = ModelUnit(name: "unbind", files: [syntax], propertyFiles: [])
    if let model = Checker.check(unit, settings: [:], diagnostics: &diagnostics),
      let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics)
    {
      return (program, sources)
    }
    fail(diagnostics.map(\.message).joined(separator: "\n"))
  }

  private static func measure(_ program: Program, _ sources: SourceMap) -> Measurement {
    var options = SearchOptions()
    options.keepsGoing = true
    options.reduction = .off
    do throws(BytecodeLimit) {
      let outcome = try Search.run(program, sources: sources, options: options, control: RunControl())
      let statistics = outcome.statistics
      return Measurement(
        states: statistics.states, transitions: statistics.transitions, seconds: statistics.seconds,
        bytesPerState: statistics.bytesPerState)
    } catch {
      fail("the program does not fit the machine: \(error)")
    }
  }

  private static func fail(_ message: String) -> Never {
    let line = Array("quiesce-benchmark: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(2)
  }
}
