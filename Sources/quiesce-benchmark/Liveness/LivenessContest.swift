import QuiesceModel
import QuiesceProgram

/// A formula over the runs of a model that both tools decide; it holds, so that they have to follow all runs.
///
/// It holds whether or not a run may rest, which it may here and not in Spin, and every step changes the state.
struct LivenessContest: Sendable {
  /// What it is called in the table.
  let name: String
  let model: GroundModel
  /// The same steps and the same formula for Spin, where it has an equal of them.
  let promela: String?
  /// Whether every actor is declared fair; Spin's weak fairness of processes.
  let isFair: Bool
  /// How Spin's verifier is optimised.
  var optimization = SpinOptions().optimization

  /// Takes a formula of a model of a workspace, under the fairness that the model declares; Spin has no equal of that.
  init(_ name: String, _ model: GroundModel) {
    self.name = name
    self.model = model
    promela = nil
    isFair = true
  }

  /// Makes the texts of a model into those of a contest.
  init(
    _ name: String, model: String, promela: String, settings: [String: Value] = [:], isFair: Bool, formula: String,
    ltl: String
  ) throws(Refusal) {
    let text = isFair ? model.replacing("\nactor ", with: "\nfair actor ") : model
    self.model = try GroundModel(
      text + "\nproperty question: \(formula)\n", path: name, settings: settings, properties: ["question"])
    self.promela = promela + "\nltl question { \(ltl) }\n"
    self.isFair = isFair
    self.name = name + (isFair ? ", fair" : "")
  }

  /// How Spin is asked.
  var spinOptions: SpinOptions {
    var options = SpinOptions()
    options.optimization = optimization
    options.compiler.removeAll { $0 == "-DSAFETY" }
    // Room for more processes than Spin's fairness is made for without it.
    if isFair { options.compiler.append("-DNFAIR=3") }
    options.verifier = ["-a", "-m20000000", "-w24"] + (isFair ? ["-f"] : [])
    return options
  }

  /// Lets the tools decide it in turn, several times.
  func run(_ runs: Int) throws(Refusal) -> LivenessResult {
    let spin: SpinPeer? = if let promela { try SpinPeer(promela, spinOptions) } else { nil }
    var result = LivenessResult()
    for _ in 0..<runs {
      let outcome = try model.explore(checksDeadlock: false)
      guard let property = outcome.properties.first(where: { $0.kind == .temporal }), let formula = property.liveness
      else { throw Refusal("there is no formula") }
      guard property.verdict == .holds else { throw Refusal("quiesce says: \(property.verdict.rawValue)") }
      result.safety.append(Measurement(outcome))
      result.liveness.append(Measurement(formula))
      guard let report = try spin?.run() else { continue }
      guard report.errors == 0 else { throw Refusal("spin finds an error") }
      result.spin.append(Measurement(report))
    }
    return result
  }
}

/// The figures of a contest.
struct LivenessResult: Sendable {
  /// Of the search for what states and steps decide, in the same program.
  var safety: [Measurement] = []
  /// Of the search for runs that break the formula.
  var liveness: [Measurement] = []
  var spin: [Measurement] = []
}

extension Measurement {
  /// Those of a search for runs.
  init(_ formula: LivenessStatistics) {
    states = formula.states
    transitions = formula.transitions
    seconds = formula.seconds
    bytesPerState = Double(formula.peakMemoryBytes) / Double(max(1, formula.states))
  }

  /// The bytes of all states.
  var bytes: Double { bytesPerState * Double(states) }
}
