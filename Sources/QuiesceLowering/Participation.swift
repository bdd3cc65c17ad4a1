import QuiesceModel
import QuiesceProgram

/// Which actors take part in a run: whom parameters and indices do not keep from every step where it begins.
///
/// Nobody asks of the others whether they are stuck. That the types of variables let an actor never begin is no reason to leave it out:
/// who waits for what never comes is stuck. So this looks at the checked model, where no type of a variable decides anything.
struct Participation {
  private let model: CheckedModel
  private let actors: [ActorInstance]

  /// How much is looked at for one actor. One for which this does not do takes part.
  private static let stepLimit = 100_000

  private typealias Constants = Evaluator<ConstantEnvironment>

  init(_ model: CheckedModel, _ actors: [ActorInstance]) {
    self.model = model
    self.actors = actors
  }

  /// Whether constants alone rule out every step of an actor where it begins.
  func isRuledOut(_ actor: Int) -> Bool {
    var left = Participation.stepLimit
    let steps = model.actors[actors[actor].actor].steps
    let initial = model.actors[actors[actor].actor].initial
    return !steps.contains { step in
      step.source == initial && mayBeTaken(step, by: actor, &left)
    }
  }

  private func mayBeTaken(_ step: Step, by actor: Int, _ left: inout Int) -> Bool {
    guard let rendezvous = step.rendezvous else {
      return forEachChoice(of: step, by: actor, &left) { _, _ in true }
    }
    for other in actors.indices where other != actor {
      for match in model.actors[actors[other].actor].steps where match.rendezvous.map(rendezvous.meets) == true {
        let (sender, receiver) = rendezvous.isSent ? ((step, actor), (match, other)) : ((match, other), (step, actor))
        let mayMeet = forEachChoice(of: sender.0, by: sender.1, &left) { constants, left in
          var constants = constants
          let sent = sender.0.arguments.map { constants.knownValue(of: $0) }
          return forEachChoice(of: receiver.0, by: receiver.1, receiving: sent, &left) { constants, _ in
            var constants = constants
            return zip(sent, receiver.0.arguments).allSatisfy { value, argument in
              guard let value, let asked = constants.knownValue(of: argument) else { return true }
              return value == asked
            }
          }
        }
        if mayMeet { return true }
      }
    }
    return false
  }

  /// Whether for some values of its bindings, as far as these are known, nothing known rules a step out, nor does what is asked besides.
  private func forEachChoice(
    of step: Step, by actor: Int, receiving sent: [Value?] = [], _ left: inout Int,
    _ allows: (Constants, inout Int) -> Bool
  ) -> Bool {
    var constants = Constants(model: model, environment: ConstantEnvironment(), steps: left)
    if let index = model.actors[actors[actor].actor].index, let ordinal = actors[actor].instance {
      constants.locals[index] = model.locals[index].type.value(ordinal: ordinal)
    }
    return choose(step.bindings[...], of: step, sent, &constants, &left, allows)
  }

  private func choose(
    _ bindings: ArraySlice<Step.Binding>, of step: Step, _ sent: [Value?], _ constants: inout Constants,
    _ left: inout Int,
    _ allows: (Constants, inout Int) -> Bool
  ) -> Bool {
    left -= 1
    guard left > 0 else { return true }
    guard let binding = bindings.first else {
      constants.remainingSteps = left
      let isRuledOut = step.conditions.contains { constants.knownTruth(of: $0) == false }
      left = constants.remainingSteps
      return !isRuledOut && allows(constants, &left)
    }
    for value in values(of: binding, sent, &constants) {
      constants.locals[binding.local] = value
      if choose(bindings.dropFirst(), of: step, sent, &constants, &left, allows) { return true }
    }
    return false
  }

  /// The values that a binding may have; one that is not known stands for all.
  private func values(of binding: Step.Binding, _ sent: [Value?], _ constants: inout Constants) -> [Value?] {
    switch binding.origin {
    case .channel: return [nil]
    case .received(let argument): return [argument < sent.count ? sent[argument] : nil]
    case .value(let domain):
      if case .type(let type) = domain, type.cardinality > ModelLowering.domainLimit { return [nil] }
      return constants.knownValues(of: domain, limit: ModelLowering.domainLimit) ?? [nil]
    }
  }
}

extension Step {
  /// What must hold for it beyond its location and its bindings.
  fileprivate var conditions: [Expression] { [otherwise, bindingCondition, guardCondition].compactMap(\.self) }

  /// What it sends, or what it asks of what is sent.
  fileprivate var arguments: [Expression] {
    switch rendezvous {
    case .sends(_, let arguments), .receives(_, let arguments): arguments
    case nil: []
    }
  }
}

extension Step.Rendezvous {
  fileprivate var isSent: Bool { if case .sends = self { true } else { false } }

  /// Whether one sends what the other receives.
  fileprivate func meets(_ other: Step.Rendezvous) -> Bool {
    switch (self, other) {
    case (.sends(let one, _), .receives(let another, _)), (.receives(let one, _), .sends(let another, _)):
      one == another
    case (.sends, .sends), (.receives, .receives): false
    }
  }
}
