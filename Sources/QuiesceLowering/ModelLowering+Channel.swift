import QuiesceModel
import QuiesceProgram

/// A member of a queue or bag, or one of a family that is known only in the search.
struct ChannelAccess {
  /// How many it holds.
  package var count: Term
  /// The first scalar of place 0.
  var first: Access
  /// How many scalars an element has.
  var width: Int
  /// How many elements it holds at most.
  var capacity: Int
  /// What it holds.
  var element: ValueType
}

/// Questions about queues and bags.
extension ModelLowering {
  mutating func channelAccess(_ reference: ChannelReference) throws(LoweringFailure) -> ChannelAccess {
    let place = layout.channelPlaces[reference.channel]
    var access = Access(base: place.base, type: .bool)
    if let instance = reference.instance, let index = place.index {
      access.index(settle(try position(instance, in: index)), stride: place.stride)
    }
    return channelAccess(reference.channel, access)
  }

  /// A member whose number is known.
  func channelAccess(_ channel: ChannelID, member: Int) -> ChannelAccess {
    channelAccess(channel, Access(base: layout.channelPlaces[channel].countSlot(member), type: .bool))
  }

  private func channelAccess(_ channel: ChannelID, _ access: Access) -> ChannelAccess {
    let place = layout.channelPlaces[channel]
    var first = access
    first.base += 1
    return ChannelAccess(
      count: term(access, offset: 0), first: first, width: place.width, capacity: place.capacity,
      element: model.channels[channel].element)
  }

  /// The element at a place.
  func element(_ access: ChannelAccess, at place: Int) -> GroundValue {
    GroundValue(
      type: access.element,
      terms: (0..<access.width).map { term(access.first, offset: place * access.width + $0) })
  }

  /// What may lie at each place.
  mutating func contents(of access: ChannelAccess) throws(LoweringFailure) -> [Candidate] {
    try charge(access.capacity * max(1, access.width))
    let count = settle(access.count)
    let places = 0..<Swift.min(access.capacity, count.range.upperBound)
    return places.map { place in
      Candidate(isMember: .less(.constant(place), count), element: element(access, at: place))
    }
  }

  mutating func ask(
    _ reference: ChannelReference, _ query: ChannelQuery, _ expression: Expression
  ) throws(LoweringFailure) -> GroundValue {
    let access = try channelAccess(reference)
    switch query {
    case .count: return GroundValue(access.count, expression.type)
    case .isEmpty: return GroundValue(.equal(access.count, .constant(0)), expression.type)
    case .isFull: return GroundValue(.equal(access.count, .constant(access.capacity)), expression.type)
    case .capacity: return GroundValue(.constant(access.capacity), expression.type)
    case .first:
      let checked = Term.check(access.count, 1...access.capacity, site(.popOfEmpty, expression.span))
      if checked.mustEvaluate { _ = settle(checked, at: pending.count) }
      return element(access, at: 0)
    case .contains(let wanted):
      let value = settle(try value(wanted))
      var outcomes: [Term] = []
      for candidate in try contents(of: access) {
        outcomes.append(.and(candidate.isMember, try equal(candidate.element, value)))
      }
      return GroundValue(.any(outcomes), expression.type)
    }
  }
}
