import QuiesceProgram

/// A model that Quiesce and Spin explore in turn, each without and with its reduction.
struct Contest: Sendable {
  /// What it is called in the table.
  let name: String
  let model: GroundModel
  /// The same steps for Spin.
  let promela: String
  /// Whether a deadlock counts as an error.
  var checksDeadlock = true
  /// How many states Spin stores beyond ours.
  var extraStates = 0
  /// How many transitions Spin counts beyond ours; it counts the initial state as one.
  var extraTransitions = 1
  /// The room for a state that the verifier is compiled with, in bytes.
  var vectorSize = 1024
  /// How the verifier is optimised.
  var optimization = SpinOptions().optimization

  /// Explores it four times, the tools in turn.
  func run() throws(Refusal) -> ContestResult {
    let ours = try explore(reduction: false)
    let theirs = try askSpin(reduction: false, states: ours.states)
    let oursReduced = try explore(reduction: true)
    let theirsReduced = try askSpin(reduction: true, states: ours.states)
    return ContestResult(quiesce: ours, spin: theirs, reducedQuiesce: oursReduced, reducedSpin: theirsReduced)
  }

  /// Explores it with Quiesce.
  func explore(reduction: Bool) throws(Refusal) -> Exploration {
    let outcome = try model.explore(reduction: reduction, checksDeadlock: checksDeadlock)
    guard outcome.isComplete else { throw Refusal("the search ended early: \(outcome.stop.rawValue)") }
    let statistics = outcome.statistics
    return Exploration(
      states: statistics.states, transitions: statistics.transitions, seconds: statistics.seconds,
      findsError: [.violated, .deadlock, .fault].contains(outcome.verdict))
  }

  /// Explores it with Spin; without reduction it has this many states, and the deepest path visits each once at most.
  func askSpin(reduction: Bool, states: Int) throws(Refusal) -> Exploration {
    var options = Contest.spinOptions(reduction: reduction)
    options.optimization = optimization
    options.compiler.append("-DVECTORSZ=\(vectorSize)")
    options.verifier.append("-m\(states + extraStates + 100)")
    let report = try SpinPeer(promela, options).run()
    return Exploration(
      states: report.states - extraStates, transitions: report.transitions - extraTransitions, seconds: report.seconds,
      findsError: report.errors > 0)
  }

  /// How Spin is asked, but for the depth limit: an error does not end the search.
  static func spinOptions(reduction: Bool) -> SpinOptions {
    var options = SpinOptions()
    if reduction { options.compiler.removeAll { $0 == "-DNOREDUCE" } }
    options.verifier = ["-w24", "-c0", "-n"]
    return options
  }
}

/// What one tool found in one run.
struct Exploration: Sendable {
  let states: Int
  let transitions: Int
  let seconds: Double
  /// Whether it found a deadlock, a violation or a fault.
  let findsError: Bool
}

/// The four runs of a contest.
struct ContestResult: Sendable {
  let quiesce: Exploration
  let spin: Exploration
  let reducedQuiesce: Exploration
  let reducedSpin: Exploration

  /// What the tools say differently although they must not; nil if they agree.
  var disagreement: String? {
    if quiesce.states != spin.states || quiesce.transitions != spin.transitions {
      return "without reduction spin finds \(spin.states) states and \(spin.transitions) transitions,"
        + " quiesce \(quiesce.states) and \(quiesce.transitions)"
    }
    let runs = [
      ("quiesce", quiesce), ("spin", spin), ("quiesce with reduction", reducedQuiesce),
      ("spin with reduction", reducedSpin),
    ]
    let finders = runs.filter(\.1.findsError).map(\.0)
    if finders.isEmpty || finders.count == runs.count { return nil }
    return "an error is found by \(finders.joined(separator: ", ")) only"
  }

  /// How many states Quiesce's reduction keeps for each one that Spin's keeps.
  var ratio: Double { Double(reducedQuiesce.states) / Double(reducedSpin.states) }
}
