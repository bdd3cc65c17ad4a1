import QuiesceNative
import QuiesceProgram
import QuiesceSearch

/// States, transitions, states a second and bytes a state of some models, by the interpreter, by native code, and by Spin on a
/// model of the same steps written by hand, in one run and in turn; medians.
struct SpeedBenchmark {
  /// A model that each of them explores.
  struct Subject {
    let name: String
    let model: GroundModel
    /// The same steps for Spin.
    let promela: String
    /// How deep Spin's search may get.
    var depth = 2_000_000
  }

  /// How often each explores it.
  var runs = 5
  /// Whether Spin is measured too.
  var withPeer = true

  /// The unbinding of a PASID, Peterson's lock and the election of a leader.
  static func subjects() throws(Refusal) -> [Subject] {
    let unbind = Subject(
      name: "PASID unbind", model: try GroundModel(UnbindModel.text, path: "unbind.quiesce"),
      promela: UnbindPromela.text)
    var classics: [Subject] = []
    for classic in [Classic.peterson, Classic.leaderElection] {
      let contest = try classic.contest(classic.instances[classic.instances.count - 1])
      classics.append(
        Subject(name: contest.name, model: contest.model, promela: contest.promela, depth: 10_000_000))
    }
    return [unbind] + classics
  }

  /// Measures and prints.
  func run() throws(Refusal) {
    for subject in try Self.subjects() { _ = try measure(subject) }
    if withPeer { print(SpinPeer.isInstalled ? "spin: \(SpinOptions().description)" : "spin or gcc is not installed") }
  }

  /// The runs of each.
  struct Result {
    var interpreter: [Measurement] = []
    var native: [Measurement] = []
    var peers: [Measurement] = []
  }

  /// Has each explore a model, and prints what they need for it.
  func measure(_ subject: Subject) throws(Refusal) -> Result {
    let program = subject.model.program
    print("\(subject.name): \(program.transitions.count) ground transitions, \(program.bitCount) bits a state")
    print("")
    print(row("", "states", "transitions", "seconds", "states/s", "bytes/state"))
    var native = EngineOptions()
    native.choice = .native
    native.compiler = CCompiler()
    var options = SpinOptions()
    options.verifier[0] = "-m\(subject.depth)"
    let spin = withPeer && SpinPeer.isInstalled ? try SpinPeer(subject.promela, options) : nil
    var result = Result()
    var compileSeconds = 0.0
    for _ in 0..<runs {
      result.interpreter.append(Measurement(try subject.model.explore()))
      if native.compiler != nil {
        let outcome = try subject.model.explore(engine: native)
        guard outcome.engine.kind == .native else { throw Refusal(outcome.engine.refusal ?? "no native code") }
        compileSeconds = outcome.engine.compileSeconds ?? 0
        result.native.append(Measurement(outcome))
      }
      if let spin { result.peers.append(Measurement(try spin.run())) }
    }
    report("interpreter", result.interpreter)
    report("native", result.native)
    if spin != nil { report("spin", result.peers) }
    print("")
    if !result.native.isEmpty { print("compiled in \(compileSeconds.rounded(digits: 2)) s, which is not counted") }
    compare("interpreter", result.interpreter, with: result.peers)
    compare("native", result.native, with: result.peers)
    print("")
    return result
  }

  private func compare(_ name: String, _ runs: [Measurement], with peers: [Measurement]) {
    guard let mine = median(runs), let theirs = median(peers) else { return }
    let ratio = (mine.statesPerSecond / theirs.statesPerSecond).rounded(digits: 2)
    print("\(name): \(ratio) times as many states a second as spin; medians of \(runs.count) runs, taken in turn")
  }
}
