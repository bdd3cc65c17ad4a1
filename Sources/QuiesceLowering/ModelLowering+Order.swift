import QuiesceModel
import QuiesceProgram

/// Where the order of symmetric values shows although the language accepts it: in what fails first.
extension ModelLowering {
  /// A loop as far as its order may show.
  struct OrderedLoop {
    let local: LocalID
    /// Whether each round has a value of its own.
    let isDistinct: Bool
    /// The symmetric types that decide in which order the rounds come.
    let types: Set<SymmetricType>
  }

  /// The symmetric types that decide in which order the elements of a domain come: the order of a queue is not that of the values.
  func typesOrdering(_ domain: Domain, of element: ValueType) -> Set<SymmetricType> {
    if case .channel(let reference) = domain, !model.channels[reference.channel].isBag { return [] }
    return element.permutedTypes
  }

  func orderedLoop(_ local: LocalID, _ domain: Domain, of element: ValueType?) -> OrderedLoop {
    let isDistinct = if case .channel = domain { false } else { true }
    return OrderedLoop(
      local: local, isDistinct: isDistinct, types: element.map { typesOrdering(domain, of: $0) } ?? [])
  }

  /// Takes note of a condition for removal that may fail: a round of a loop may remove the element at which a later one would
  /// fail. A round that filters its own member of a family is not seen by the others.
  mutating func noteOrder(ofFiltering channel: ChannelReference, _ span: SourceSpan) {
    for loop in loops {
      if loop.isDistinct, case .local(loop.local)? = channel.instance?.kind { continue }
      noteOrder(
        of: loop.types, "a round of a loop over its values may remove an element at which another one fails", span)
    }
  }

  mutating func noteOrder(of types: Set<SymmetricType>, _ reason: String, _ span: SourceSpan) {
    for type in types {
      let refusal = SymmetryRefusal(type: type, reason: reason, span: span)
      if !notes.orderDependencies.contains(refusal) { notes.orderDependencies.append(refusal) }
    }
  }
}
