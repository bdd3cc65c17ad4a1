/// A state of a model as an evaluation sees it. An instance is the ordinal of its index, nil for what is no family.
package protocol EvaluationEnvironment {
  /// The value of a variable, or nil where it is not known.
  func value(of variable: VariableID, instance: Int?) -> Value?
  /// The content of a queue, head first, or of a bag, sorted; nil where it is not known.
  func content(of channel: ChannelID, instance: Int?) -> [Value]?
  /// Where an actor is, or nil where it is not known.
  func location(of actor: ActorID, instance: Int?) -> LocationID?
}

/// The environment of constants: there is no state.
package struct ConstantEnvironment: EvaluationEnvironment, Sendable {
  /// There is one.
  package init() {}

  /// Nothing is known.
  package func value(of variable: VariableID, instance: Int?) -> Value? { nil }

  /// Nothing is known.
  package func content(of channel: ChannelID, instance: Int?) -> [Value]? { nil }

  /// Nothing is known.
  package func location(of actor: ActorID, instance: Int?) -> LocationID? { nil }
}
