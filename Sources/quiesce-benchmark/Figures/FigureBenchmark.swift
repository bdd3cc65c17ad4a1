import Glibc
import QuiesceModel
import QuiesceNative
import QuiesceProgram
import QuiesceSearch

/// Measures what the explorer is to reach, everything in one run: against Spin, against itself on one core, and in large spaces.
struct FigureBenchmark {
  /// How often each is measured.
  var runs = 5
  private(set) var figures: [Figure] = []

  init(runs: Int) { self.runs = runs }

  /// Measures, and prints as it goes on.
  mutating func run() throws(Refusal) {
    try measureSpeed()
    try measureThreads()
    try measureVerdicts()
    try measureLargeSpace()
    let width = figures.map(\.name.count).max() ?? 0
    for figure in figures {
      let padding = String(repeating: " ", count: width - figure.name.count)
      print("\(figure.isReached ? "reached" : "behind ")  \(figure.name)\(padding)  \(figure.text), \(figure.goalText)")
    }
  }

  private mutating func add(_ name: String, _ value: Double, goal: Double, isCost: Bool = false, unit: String) {
    figures.append(Figure(name: name, value: value, goal: goal, isCost: isCost, unit: unit))
  }

  /// States a second against Spin's.
  private mutating func measureSpeed() throws(Refusal) {
    for subject in try SpeedBenchmark.subjects() {
      let result = try SpeedBenchmark(runs: runs).measure(subject)
      guard let peer = median(result.peers) else { throw Refusal("spin or gcc is not installed") }
      for (engine, measured, goal) in [("native", result.native, 5.0), ("interpreter", result.interpreter, 3.0)] {
        guard let own = median(measured) else { continue }
        add("\(engine), \(subject.name)", own.statesPerSecond / peer.statesPerSecond, goal: goal, unit: "times Spin")
      }
    }
  }

  /// The unbinding of PASIDs with a space of more than a hundred million states, of 16 bytes each.
  private static var largeModel: GroundModel {
    get throws(Refusal) {
      try GroundModel(
        UnbindModel.text, path: "unbind.quiesce", settings: ["functions": .integer(4), "pasids": .integer(4)])
    }
  }

  /// Two threads against one, in the first twelve million states of a large space.
  private mutating func measureThreads() throws(Refusal) {
    let model = try Self.largeModel
    for engine in [EngineOptions.Choice.interpreter, .native] {
      var times: [Int: [Measurement]] = [:]
      for _ in 0..<runs {
        for threads in [1, 2] {
          times[threads, default: []].append(
            Measurement(try model.explore(engine: Self.options(engine), threads: threads, maximumStates: 12_000_000)))
        }
      }
      guard let one = median(times[1] ?? []), let two = median(times[2] ?? []) else { continue }
      print("\(engine), \(one.states) states: \(one.seconds.rounded(digits: 2)) s on one core,", terminator: " ")
      print("\(two.seconds.rounded(digits: 2)) s on two\n")
      add("two cores, \(engine)", two.statesPerSecond / one.statesPerSecond, goal: 1.8, unit: "times one core")
    }
  }

  /// From the texts to the verdict, what Spin has to compile included, in spaces of less than 100,000 states; the worst one counts.
  private mutating func measureVerdicts() throws(Refusal) {
    var worst = 0.0
    for classic in Classic.all {
      guard let instance = classic.instances.last(where: { $0.states < 100_000 }) else { continue }
      let contest = try classic.contest(instance)
      var own: [Double] = []
      var peer: [Double] = []
      for _ in 0..<runs {
        own.append(
          try seconds { () throws(Refusal) in _ = try classic.contest(instance).explore(reduction: false) })
        peer.append(
          try seconds { () throws(Refusal) in _ = try contest.askSpin(reduction: true, states: instance.states) })
      }
      let (mine, theirs) = (own.sorted()[runs / 2], peer.sorted()[runs / 2])
      worst = max(worst, mine / theirs)
      print("\(contest.name): verdict after \(mine.rounded(digits: 3)) s, of spin after \(theirs.rounded(digits: 3)) s")
    }
    print("")
    add("time to the verdict, small spaces", worst, goal: 0.1, isCost: true, unit: "of Spin's")
  }

  /// A space of a hundred million states, of 16 bytes each, against one of a million, both explored to their end in 3 GiB and in turn.
  ///
  /// It is one model with other bounds, and a state of either has about as many transitions: 3.2 and 3.3.
  private mutating func measureLargeSpace() throws(Refusal) {
    let small = try GroundModel(UnbindModel.text, path: "unbind.quiesce")
    let large = try GroundModel(
      UnbindModel.text, path: "unbind.quiesce",
      settings: ["pasids": .integer(4), "credits": .integer(4), "queueDepth": .integer(6)])
    for (threads, cores) in [(1, "one core"), (2, "two cores")] {
      var rates: [[Measurement]] = [[], []]
      for _ in 0..<runs {
        for (size, model) in [small, large].enumerated() {
          let outcome = try model.explore(engine: Self.options(.native), threads: threads, maximumMemory: 3 << 30)
          guard outcome.isComplete else { throw Refusal("3 GiB do not hold all states of the unbinding") }
          rates[size].append(Measurement(outcome))
        }
      }
      guard let million = median(rates[0]), let many = median(rates[1]) else { continue }
      for run in [million, many] {
        let rate = (run.statesPerSecond / 1e6).rounded(digits: 2)
        print("\(cores), \(run.states) states: \(rate) M a second,", terminator: " ")
        print("\(run.bytesPerState.rounded(digits: 1)) bytes a state")
      }
      print("")
      add(
        "rate at 100 M states, in 3 GiB, \(cores)", many.statesPerSecond / million.statesPerSecond, goal: 0.6,
        unit: "of that at 1 M")
    }
  }

  private static func options(_ choice: EngineOptions.Choice) -> EngineOptions {
    var options = EngineOptions()
    options.choice = choice
    options.compiler = choice == .native ? CCompiler() : nil
    return options
  }

  private func seconds(_ work: () throws(Refusal) -> Void) throws(Refusal) -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
