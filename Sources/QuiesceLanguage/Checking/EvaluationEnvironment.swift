/// A state of a model as an evaluation sees it. An instance is the ordinal of its index, nil for what is no family.
public protocol EvaluationEnvironment {
  /// The value of a variable, or nil where it is not known.
  func value(of variable: VariableID, instance: Int?) -> Value?
  /// The content of a queue, head first, or of a bag, sorted; nil where it is not known.
  func content(of channel: ChannelID, instance: Int?) -> [Value]?
  /// Where an actor is, or nil where it is not known.
  func location(of actor: ActorID, instance: Int?) -> LocationID?
}

/// The environment of constants: there is no state.
public struct ConstantEnvironment: EvaluationEnvironment, Sendable {
  /// Makes the environment.
  public init() {}

  /// Nothing is known.
  public func value(of variable: VariableID, instance: Int?) -> Value? { nil }

  /// Nothing is known.
  public func content(of channel: ChannelID, instance: Int?) -> [Value]? { nil }

  /// Nothing is known.
  public func location(of actor: ActorID, instance: Int?) -> LocationID? { nil }
}
