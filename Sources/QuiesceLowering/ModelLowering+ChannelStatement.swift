import QuiesceModel
import QuiesceProgram

/// Statements on queues and bags. A member that is known only in the search is told apart by conditions.
extension ModelLowering {
  /// Does something to the member of a channel that a reference names.
  private mutating func onMember(
    _ reference: ChannelReference, _ body: (inout ModelLowering, Int) throws(LoweringFailure) -> Void
  ) throws(LoweringFailure) {
    let place = layout.channelPlaces[reference.channel]
    guard let instance = reference.instance, let index = place.index else {
      flush()
      return try body(&self, 0)
    }
    // The member is chosen once, even if the body changes what the choice was made by.
    var position = try position(instance, in: index)
    if position.constant == nil { position = settle(position, at: pending.count) }
    flush()
    for member in position.range {
      try branch(
        .equal(position, .constant(member)),
        then: { lowering throws(LoweringFailure) in try body(&lowering, member) },
        otherwise: { _ throws(LoweringFailure) in })
    }
  }

  mutating func push(
    _ expression: Expression, on reference: ChannelReference, _ span: SourceSpan
  ) throws(LoweringFailure) {
    let channel = model.channels[reference.channel]
    let value = settle(convert(try value(expression), to: channel.element, .valueOutOfRange, span))
    try onMember(reference) { lowering, member throws(LoweringFailure) in
      let access = lowering.channelAccess(reference.channel, member: member)
      try lowering.charge(access.capacity * Swift.max(1, access.width))
      let room = 0...(access.capacity - 1)
      let checked = Term.check(access.count, room, lowering.site(.pushOnFull, span, limits: room))
      let kept = value.terms.map { lowering.refine($0) }
      if channel.isBag {
        lowering.insert(kept, into: access, count: checked)
      } else {
        lowering.append(kept, to: access, count: checked)
      }
    }
  }

  /// Puts an element behind the last.
  private mutating func append(_ element: [Term], to access: ChannelAccess, count: Term) {
    // Where the element lies in the channel itself, it is read before the channel changes.
    let kept = keepIfRead(element, in: access)
    let position = settle(count)
    var place = access.first
    place.index(position, stride: access.width)
    write(kept, to: place)
    setCount(Term.offset(position, by: 1) ?? position, of: access)
  }

  private mutating func keepIfRead(_ element: [Term], in access: ChannelAccess) -> [Term] {
    var content = SlotSet()
    for slot in 0..<(access.width * access.capacity) { content.insert(access.first.base + slot) }
    return element.map { term in
      var reads = SlotSet()
      term.expression.collectReads(into: &reads)
      return reads.isDisjoint(with: content) ? term : settle(term, at: pending.count)
    }
  }

  private mutating func setCount(_ term: Term, of access: ChannelAccess) {
    store(term, in: access.first.base - 1)
  }

  /// Puts an element where a bag stays sorted: from the end, greater elements move one place up.
  private mutating func insert(_ element: [Term], into access: ChannelAccess, count: Term) {
    let position = settle(count)
    let kept = element.map { term in
      switch term.expression {
      case .constant, .local: term
      default: settle(term, at: pending.count)
      }
    }
    flush()
    // `place` is where the element goes if no element before it is greater; elements behind it have moved already.
    let local = newLocal()
    let place = Term(.local(local), in: 0...(access.capacity - 1))
    statements.append(.setLocal(local, position.expression))
    for target in stride(from: Swift.min(access.capacity - 1, position.range.upperBound), to: 0, by: -1) {
      let before = self.element(access, at: target - 1).terms
      let moves = Term.and(.equal(place, .constant(target)), ModelLowering.precedes(kept, before))
      guard moves.constant != 0 else { continue }
      var body: [GroundStatement] = []
      for offset in 0..<access.width {
        body.append(
          .assign(
            access.first.base + target * access.width + offset,
            .slot(access.first.base + (target - 1) * access.width + offset)))
      }
      body.append(.setLocal(local, .constant(target - 1)))
      statements.append(.conditional(moves.expression, then: body, otherwise: []))
      for offset in 0..<access.width { facts.forget(access.first.base + target * access.width + offset) }
    }
    var target = access.first
    target.index(place, stride: access.width)
    write(kept, to: target)
    setCount(Term.offset(position, by: 1) ?? position, of: access)
  }

  /// Whether an element comes before another: by scalars, the first difference decides.
  static func precedes(_ left: [Term], _ right: [Term]) -> Term {
    var result = Term.no
    for (a, b) in zip(left, right).reversed() {
      result = .or(.less(a, b), .and(.equal(a, b), result))
    }
    return result
  }

  mutating func pop(_ reference: ChannelReference, _ span: SourceSpan) throws(LoweringFailure) {
    let isBag = model.channels[reference.channel].isBag
    precondition(!isBag, "only a queue has a head")
    try onMember(reference) { lowering, member throws(LoweringFailure) in
      lowering.drop(0, from: lowering.channelAccess(reference.channel, member: member), span)
    }
  }

  /// Drops the element at a place; those behind it move down.
  mutating func drop(_ place: Int, from access: ChannelAccess, _ span: SourceSpan) {
    let checked = Term.check(
      refine(access.count), (place + 1)...access.capacity, site(.popOfEmpty, span))
    // The count is written first: it carries the check.
    setCount(Term.offset(checked, by: -1) ?? checked, of: access)
    guard access.width > 0 else { return }
    let first = access.first.base + place * access.width
    statements.append(.shiftDown(first: first, width: access.width, capacity: access.capacity - place))
    for slot in first..<(access.first.base + access.width * access.capacity) { facts.forget(slot) }
  }

  mutating func clear(_ reference: ChannelReference) throws(LoweringFailure) {
    try onMember(reference) { lowering, member throws(LoweringFailure) in
      let access = lowering.channelAccess(reference.channel, member: member)
      try lowering.charge(access.capacity * Swift.max(1, access.width))
      lowering.setCount(.constant(0), of: access)
      for slot in access.first.base..<(access.first.base + access.width * access.capacity) {
        lowering.store(.constant(lowering.layout.slots[slot].lower), in: slot)
      }
    }
  }

  /// Asks every element in order, then drops from the end, so that places stay what they were.
  mutating func removeAll(
    from reference: ChannelReference, _ local: LocalID, where condition: Expression
  ) throws(LoweringFailure) {
    try onMember(reference) { lowering, member throws(LoweringFailure) in
      let access = lowering.channelAccess(reference.channel, member: member)
      var doomed: [Term] = []
      let before = lowering.facts
      for candidate in try lowering.contents(of: access) {
        lowering.facts = before
        lowering.facts.assume(candidate.isMember.expression)
        lowering.environment[local] = candidate.element
        let holds = Term.and(candidate.isMember, try lowering.isolated(condition))
        if holds.expression.mayFault { lowering.noteOrder(ofFiltering: reference, condition.span) }
        doomed.append(lowering.keep(GroundValue(holds, .bool)).terms[0])
      }
      lowering.facts = before
      lowering.flush()
      for place in doomed.indices.reversed() where doomed[place].constant != 0 {
        try lowering.branch(
          doomed[place],
          then: { inner throws(LoweringFailure) in
            // How many there are is looked up anew: the drops before have changed it.
            let now = inner.channelAccess(reference.channel, member: member)
            inner.facts.assume(.not(.binary(.lessOrEqual, now.count.expression, .constant(place))))
            inner.drop(place, from: inner.channelAccess(reference.channel, member: member), condition.span)
          }, otherwise: { _ throws(LoweringFailure) in })
      }
    }
  }
}
