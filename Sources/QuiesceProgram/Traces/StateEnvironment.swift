import QuiesceModel

/// An unpacked state as the evaluator of checked expressions sees it.
struct StateEnvironment: EvaluationEnvironment {
  package let program: Program
  package let state: [Int]

  package func value(of variable: VariableID, instance: Int?) -> Value? {
    program.variables.first { $0.origin == .variable(variable, instance: instance) }
      .map { program.value(of: $0, in: state) }
  }

  func content(of channel: ChannelID, instance: Int?) -> [Value]? {
    let variable = program.variables.first { $0.origin == .channel(channel, instance: instance) }
    guard let variable, case .channel(let content) = program.value(of: variable, in: state) else { return nil }
    return content
  }

  func location(of actor: ActorID, instance: Int?) -> LocationID? {
    program.actors.first { $0.actor == actor && $0.instance == instance }.map { state[$0.locationSlot] }
  }
}
