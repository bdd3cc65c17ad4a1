import Glibc

/// `quiesce-benchmark [--runs N] [--no-peer]`: the speed of the search, and Spin's beside it.
/// `quiesce-benchmark classics`, `quiesce-benchmark models`: the states that the reductions of both keep.
///
/// The exit status is 1 if the tools contradict each other, and 2 if nothing could be measured.
@main
enum Main {
  private static let usage = "usage: quiesce-benchmark [--runs N] [--no-peer], quiesce-benchmark classics|models"

  static func main() {
    do throws(Refusal) {
      switch CommandLine.arguments.dropFirst().first {
      case "classics": exit(try classics())
      case "models": exit(try models())
      default: try unbind(CommandLine.arguments.dropFirst())
      }
    } catch {
      let line = Array("quiesce-benchmark: \(error)\n".utf8)
      _ = write(STDERR_FILENO, line, line.count)
      exit(2)
    }
  }

  private static func unbind(_ given: ArraySlice<String>) throws(Refusal) {
    var arguments = given
    var benchmark = UnbindBenchmark()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--runs":
        guard let number = arguments.popFirst().flatMap({ Int($0) }), (1...100).contains(number) else {
          throw Refusal("--runs takes a number from 1 to 100")
        }
        benchmark.runs = number
      case "--no-peer": benchmark.withPeer = false
      default: throw Refusal("unknown argument '\(argument)'; \(usage)")
      }
    }
    try benchmark.run()
  }

  private static func classics() throws(Refusal) -> Int32 {
    try requireSpin()
    var table = ContestTable(nameWidth: 40)
    for classic in Classic.all {
      for instance in classic.instances { table.add(try classic.contest(instance)) }
    }
    table.summarize()
    return table.hasFailed ? 1 : 0
  }

  private static func models() throws(Refusal) -> Int32 {
    try requireSpin()
    guard let directory = getcwd(nil, 0) else { throw Refusal("the current directory has no name") }
    defer { free(directory) }
    let contests = try ModelContests(root: String(cString: directory))
    var table = ContestTable(nameWidth: 24)
    contests.hold(in: &table)
    table.summarize()
    return table.hasFailed ? 1 : 0
  }

  private static func requireSpin() throws(Refusal) {
    guard CommandLine.arguments.count == 2 else { throw Refusal(usage) }
    guard SpinPeer.isInstalled else { throw Refusal("spin or gcc is not installed") }
  }
}
