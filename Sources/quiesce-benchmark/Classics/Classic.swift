import QuiesceModel
import QuiesceProgram

/// A protocol of the textbooks, written for Quiesce and for Spin with the same atomic steps.
struct Classic: Sendable {
  /// One size of it.
  struct Instance: Sendable {
    /// The parameters that are set.
    let settings: [String: Value]
    /// The reachable states, as both tools count them.
    let states: Int
    /// The transitions fired from them: Spin's "transitions" less one.
    let transitions: Int
  }

  /// All of them.
  static let all = [peterson, leaderElection, bakery, philosophers, slidingWindow, lockServer]

  /// What it is called, as behind `model`.
  let name: String
  /// Its sizes, the small ones first.
  let instances: [Instance]
  /// The text in Quiesce's language.
  let model: String
  /// The text for Spin. The parameters of the model are macros in capitals.
  ///
  /// It is what Spin's users would write: what a process does by itself is a statement of its own, what is one step of
  /// the protocol is one step, and channels are asserted to be exclusive where they are.
  let promela: String

  /// What is asked of both tools.
  func contest(_ instance: Instance) throws(Refusal) -> Contest {
    let model = try GroundModel(model, path: name, settings: instance.settings)
    let parameters = model.program.model.parameters.map { ($0.name, $0.value.description(as: $0.type)) }
    let names = parameters.filter { instance.settings[$0.0] != nil }.map { "\($0)=\($1)" }
    let macros = parameters.map { "#define \($0.uppercased()) \($1)\n" }
    return Contest(
      name: ([name] + names).joined(separator: " "), model: model, promela: macros.joined() + promela)
  }
}
