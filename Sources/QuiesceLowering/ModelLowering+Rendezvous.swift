import QuiesceModel
import QuiesceProgram

/// What the two sides of a rendezvous tell each other.
///
/// The arguments of a sender are stored in the signal's parameters: they are evaluated where its `where` and `when` hold, one after the
/// other, whether or not somebody receives. Those of a receiver are questions: one that lies outside the parameter's type equals no value
/// that is sent.
extension ModelLowering {
  static func arguments(of step: Step) -> [Expression] {
    switch step.rendezvous {
    case .sends(_, let arguments), .receives(_, let arguments): arguments
    case nil: []
    }
  }

  /// The values of a sender's arguments; what lies outside its parameter's type is a fault.
  mutating func valuesSent(by side: StepInstance) throws(LoweringFailure) -> [GroundValue] {
    guard case .sends(let signal, let arguments) = side.origin.step.rendezvous else { return [] }
    let types = model.signals[signal].parameters.map(\.type)
    var terms = try converted(arguments, to: types)[...]
    return types.map { type in
      defer { terms = terms.dropFirst(type.groundWidth) }
      return GroundValue(type: type, terms: Array(terms.prefix(type.groundWidth)))
    }
  }

  /// Takes note of which arguments are known, and of whether they may fault.
  mutating func addArguments(to side: inout StepInstance) throws(LoweringFailure) {
    let outer = openScope()
    var values = try valuesSent(by: side)
    if case .receives(_, let arguments) = side.origin.step.rendezvous { values = try self.values(arguments) }
    let leavesFaults = closeScope(outer, .yes).mustEvaluate
    side.mayFault = side.mayFault || leavesFaults || values.contains { $0.terms.contains(where: \.mustEvaluate) }
    side.constantArguments = values.map { value in
      !side.mayFault && value.terms.allSatisfy { $0.constant != nil } ? value : nil
    }
  }

  /// Whether the arguments may agree.
  mutating func mayMeet(_ sender: StepInstance, _ receiver: StepInstance) throws(LoweringFailure) -> Bool {
    guard takeInTurn(sender, receiver) else { return false }
    for (first, second) in zip(sender.constantArguments, receiver.constantArguments) {
      if let first, let second, try equal(first, second).constant == 0 { return false }
    }
    return true
  }

  // MARK: One queue or bag for both

  /// Whether some sender of what a step receives takes from a channel.
  func isTakenBySender(of receiver: Step, _ channel: ChannelID) -> Bool {
    guard case .receives(let signal, _) = receiver.rendezvous else { return false }
    return model.actors.contains { actor in
      actor.steps.contains { step in
        guard case .sends(signal, _) = step.rendezvous else { return false }
        return step.bindings.contains { binding in
          guard case .channel(let reference) = binding.origin else { return false }
          return reference.channel == channel
        }
      }
    }
  }

  /// Whether both sides take different elements: of one queue the sender takes the head and the receiver the next one.
  private func takeInTurn(_ sender: StepInstance, _ receiver: StepInstance) -> Bool {
    receiver.choices.allSatisfy { choice in
      guard case .place(let channel, let member, let place, isTaken: true) = choice else { return true }
      if model.channels[channel].isBag { return !sender.choices.contains(choice) }
      let head = StepInstance.Choice.place(channel, member: member, place: 0, isTaken: true)
      return place == (sender.choices.contains(head) ? 1 : 0)
    }
  }

  // MARK: Bound by the sender

  /// A receiver with each binding that is an argument of its own bound by the sender; nil if there is none, or if that might show.
  ///
  /// Of the values of such a binding all but the one that is sent only disable the step. So nothing is lost without them, unless a
  /// condition that asks them may fail.
  mutating func instancesBySentValue(of blank: StepInstance) throws(LoweringFailure) -> [StepInstance]? {
    guard case .receives(let signal, let arguments) = blank.origin.step.rendezvous else { return nil }
    var side = blank
    for binding in blank.origin.step.bindings {
      guard case .value(let domain) = binding.origin else { continue }
      if case .channel = domain { continue }
      let own = model.locals[binding.local].type
      for (position, argument) in arguments.enumerated() where side.received[binding.local] == nil {
        guard case .local(binding.local) = argument.kind else { continue }
        if isComparable(model.signals[signal].parameters[position].type, own) {
          side.received[binding.local] = position
        }
      }
    }
    guard !side.received.isEmpty else { return nil }
    let before = notes
    let found = try instances(of: side)
    guard found.contains(where: \.mayFault) else { return found }
    notes = before
    for local in side.received.keys.sorted() {
      let (name, type) = (model.locals[local].name, model.locals[local].type)
      guard type.cardinality > ModelLowering.domainLimit else { continue }
      throw LoweringFailure(
        tooLarge:
          "a condition of \(subject.text) may fault for some '\(name)', so it is asked for each value of the domain, "
          + "more than \(ModelLowering.domainLimit)",
        at: subject.span, hint: "'on \(model.signals[signal].name)(let \(name))' asks it for the value that is sent")
    }
    return nil
  }

  /// Whether the ordinals of two types are those of the same values.
  private func isComparable(_ first: ValueType, _ second: ValueType) -> Bool {
    if case .integer = first, case .integer = second { return true }
    return first == second
  }

  /// Values of which no more than the types is known, for a receiver without its sender.
  mutating func unknownValues(receivedBy step: Step) -> [GroundValue] {
    guard case .receives(let signal, _) = step.rendezvous else { return [] }
    return model.signals[signal].parameters.map(\.type).map { type in
      GroundValue(type: type, terms: SlotLayout.flatten(type).map { Term(.local(newLocal()), in: $0.range) })
    }
  }

  /// A sender's argument where its receiver's body runs: the guard has seen that it lies in the type.
  mutating func valueReceived(
    _ position: Int, from sender: StepInstance, as type: ValueType
  ) throws(LoweringFailure) -> GroundValue {
    enterSide(sender)
    let argument = ModelLowering.arguments(of: sender.origin.step)[position]
    let value = try value(argument)
    if case .integer = type { return narrow(value, to: type) }
    return convert(value, to: type, .valueOutOfRange, argument.span)
  }

  /// A value that lies in another type of the same ordinals.
  package func narrow(_ value: GroundValue, to type: ValueType) -> GroundValue {
    guard case .integer(let range?) = type else { return value }
    let terms = value.terms.map { term in
      Term(term.expression, in: term.range.common(range) ?? range, mustEvaluate: term.mustEvaluate)
    }
    return GroundValue(type: type, terms: terms)
  }
}
