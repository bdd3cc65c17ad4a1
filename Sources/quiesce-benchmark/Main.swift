import Glibc

/// Measures the speed of the search, and Spin's beside it.
@main
enum Main {
  private static let usage = "see 'quiesce-benchmark --help'"

  private static let help = """
    OVERVIEW: measure the speed of the search, and Spin's beside it

    USAGE: quiesce-benchmark [--runs N] [--no-peer]
           quiesce-benchmark figures [--runs N] [--chart FILE]
           quiesce-benchmark classics | models
           quiesce-benchmark liveness [--runs N]

    Without a word before the options: the states a second on three protocols.

    COMMANDS:
      figures   what is to be reached, what was, and a picture of that in SVG
      classics  the states that the reductions of both keep of classic algorithms
      models    the same of the models in Models/ of the current directory
      liveness  the time for formulas over runs, without and with fairness

    OPTIONS:
      --runs N      measure N times, and take the median (1 to 100)
      --no-peer     leave Spin out
      --chart FILE  where the picture is written

    The exit status is 1 if the tools contradict each other, and 2 if nothing could
    be measured.
    """

  static func main() {
    do throws(Refusal) {
      switch CommandLine.arguments.dropFirst().first {
      case "--help", "-h": print(help)
      case "figures": try figures(CommandLine.arguments.dropFirst(2))
      case "classics": exit(try classics())
      case "models": exit(try models())
      case "liveness": exit(try liveness(CommandLine.arguments.dropFirst(2)))
      default: try measure(CommandLine.arguments.dropFirst())
      }
    } catch {
      let line = Array("quiesce-benchmark: \(error)\n".utf8)
      _ = write(STDERR_FILENO, line, line.count)
      exit(2)
    }
  }

  private static func measure(_ given: ArraySlice<String>) throws(Refusal) {
    var arguments = given
    var benchmark = SpeedBenchmark()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--runs": benchmark.runs = try runs(&arguments)
      case "--no-peer": benchmark.withPeer = false
      default: throw Refusal("unknown argument '\(argument)'; \(usage)")
      }
    }
    try benchmark.run()
  }

  private static func runs(_ arguments: inout ArraySlice<String>) throws(Refusal) -> Int {
    guard let number = arguments.popFirst().flatMap({ Int($0) }), (1...100).contains(number) else {
      throw Refusal("--runs takes a number from 1 to 100")
    }
    return number
  }

  private static func figures(_ given: ArraySlice<String>) throws(Refusal) {
    var arguments = given
    var benchmark = FigureBenchmark(runs: 5)
    var chart: String?
    while let argument = arguments.popFirst() {
      switch argument {
      case "--runs": benchmark.runs = try runs(&arguments)
      case "--chart":
        guard let path = arguments.popFirst() else { throw Refusal("--chart takes the name of a file") }
        chart = path
      default: throw Refusal("unknown argument '\(argument)'; \(usage)")
      }
    }
    try benchmark.run()
    guard let chart else { return }
    guard let file = fopen(chart, "w") else { throw Refusal("'\(chart)' cannot be written") }
    fputs(FigureChart(figures: benchmark.figures).svg, file)
    guard fclose(file) == 0 else { throw Refusal("'\(chart)' cannot be written") }
  }

  private static func liveness(_ given: ArraySlice<String>) throws(Refusal) -> Int32 {
    var arguments = given
    var runs = 3
    while let argument = arguments.popFirst() {
      guard argument == "--runs" else { throw Refusal("unknown argument '\(argument)'; \(usage)") }
      runs = try Main.runs(&arguments)
    }
    guard SpinPeer.isInstalled else { throw Refusal("spin or gcc is not installed") }
    var table = LivenessTable()
    for question in LivenessContest.all { table.add(question, runs: runs) }
    let models = try ModelFormulas(root: currentDirectory)
    for formula in ModelFormulas.all {
      table.add(formula.name, runs: runs) { () throws(Refusal) in try models.contest(formula) }
    }
    table.explain()
    return table.hasFailed ? 1 : 0
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
    let contests = try ModelContests(root: currentDirectory)
    var table = ContestTable(nameWidth: 24)
    contests.hold(in: &table)
    table.summarize()
    return table.hasFailed ? 1 : 0
  }

  private static var currentDirectory: String {
    get throws(Refusal) {
      guard let directory = getcwd(nil, 0) else { throw Refusal("the current directory has no name") }
      defer { free(directory) }
      return String(cString: directory)
    }
  }

  private static func requireSpin() throws(Refusal) {
    if let argument = CommandLine.arguments.dropFirst(2).first {
      throw Refusal("unknown argument '\(argument)'; \(usage)")
    }
    guard SpinPeer.isInstalled else { throw Refusal("spin or gcc is not installed") }
  }
}
