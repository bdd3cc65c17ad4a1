import QuiesceModel
import QuiesceProgram

/// Assignments. A composite is evaluated in full before any of its scalars is written.
extension ModelLowering {
  mutating func assign(
    _ expression: Expression, to place: Place, _ span: SourceSpan
  ) throws(LoweringFailure) {
    if try changeMember(expression, of: place) { return }
    var value = convert(try value(expression), to: place.type, .valueOutOfRange, span)
    var mark = pending.count
    let access = try access(place)
    protect(&value, at: &mark)
    try charge(value.terms.count)
    write(value.terms, to: access)
  }

  /// Writes scalars to a part of the state after all of them are evaluated.
  package mutating func write(_ terms: [Term], to access: Access) {
    var terms = terms
    let targets = slots(of: access, width: terms.count)
    let access = settleIndices(of: access, readFrom: targets)
    if terms.count > 1 {
      for index in terms.indices where !isSame(terms[index], access, offset: index) {
        var reads = SlotSet()
        terms[index].expression.collectReads(into: &reads)
        if !reads.isDisjoint(with: targets) { terms[index] = settle(terms[index], at: pending.count) }
      }
    }
    flush()
    store(terms, in: access)
  }

  /// The place with its indices evaluated now, where writing it would change them.
  private mutating func settleIndices(of access: Access, readFrom targets: SlotSet) -> Access {
    var result = access
    for position in access.indices.indices {
      var reads = SlotSet()
      let index = access.indices[position].position
      index.expression.collectReads(into: &reads)
      if !reads.isDisjoint(with: targets) { result.indices[position].position = settle(index, at: pending.count) }
    }
    return result
  }

  private func isSame(_ term: Term, _ access: Access, offset: Int) -> Bool {
    term.expression == self.term(access, offset: offset).expression
  }

  /// Every slot that a part of the state may lie in.
  private func slots(of access: Access, width: Int) -> SlotSet {
    var result = SlotSet()
    var bases = [access.base]
    for index in access.indices {
      bases = bases.flatMap { base in index.position.range.map { base + $0 * index.stride } }
    }
    for base in bases {
      for slot in base..<(base + width) { result.insert(slot) }
    }
    return result
  }

  /// Writes scalars; of several unknown indices all but the last are told apart by conditions.
  private mutating func store(_ terms: [Term], in access: Access) {
    guard let index = access.indices.first else {
      for (offset, term) in terms.enumerated() { store(term, in: access.base + offset) }
      return
    }
    if access.indices.count > 1 {
      let before = facts
      for position in index.position.range {
        var chosen = access
        chosen.indices.removeFirst()
        chosen.base += position * index.stride
        let outer = statements
        statements = []
        store(terms, in: chosen)
        let body = statements
        statements = outer
        let test = Term.equal(index.position, .constant(position))
        statements.append(.conditional(test.expression, then: body, otherwise: []))
      }
      facts = before
      forget(access, width: terms.count)
      return
    }
    let range = index.position.range
    let first = access.base + range.lowerBound * index.stride
    let position = Term.offset(index.position, by: -range.lowerBound) ?? index.position
    for (offset, term) in terms.enumerated() where !isSame(term, access, offset: offset) {
      statements.append(
        .assignAt(
          base: first + offset, stride: index.stride, count: range.count, index: position.expression, term.expression))
    }
    forget(access, width: terms.count)
  }

  mutating func store(_ term: Term, in slot: SlotID) {
    if term.expression == self.term(Access(base: slot, type: .bool), offset: 0).expression { return }
    statements.append(.assign(slot, term.expression))
    facts.write(term.range, to: slot)
  }

  private mutating func forget(_ access: Access, width: Int) {
    for slot in slots(of: access, width: width).members { facts.forget(slot) }
  }
}

/// `s.insert(x)` and `s.remove(x)`, which arrive as `s = s + {x}` and `s = s - {x}`: one element is written, not all.
extension ModelLowering {
  private mutating func changeMember(_ expression: Expression, of place: Place) throws(LoweringFailure) -> Bool {
    guard case .set(let element) = place.type, case .binary(let op, let set, let literal) = expression.kind,
      op == .add || op == .subtract, place.isNamed(by: set), case .set(let members) = literal.kind,
      members.count == 1, let member = members.first, case .set(let own) = literal.type
    else { return false }
    // An element that the set cannot have is a fault to insert, but nothing to remove.
    if own != element && (op == .subtract || !own.isInteger) { return false }
    var access = try access(place)
    let inOwn = convert(try value(member), to: own, .valueOutOfRange, member.span)
    let value = settle(convert(inOwn, to: element, .valueOutOfRange, expression.span))
    access.type = .bool
    access.index(settle(position(of: value, in: element) ?? .constant(0)), stride: 1)
    write([.truth(op == .add)], to: access)
    return true
  }
}

extension Place {
  /// Whether an expression reads just this place, by the same constants and locals.
  fileprivate func isNamed(by expression: Expression) -> Bool {
    var rest = path
    var current = expression
    while let part = rest.popLast() {
      switch (part, current.kind) {
      case (.field(let position), .field(let base, let other)) where position == other: current = base
      case (.element(let index), .element(let base, let other)) where index.isSameName(as: other): current = base
      default: return false
      }
    }
    guard case .variable(let reference) = current.kind, reference.variable == variable.variable else { return false }
    switch (reference.instance, variable.instance) {
    case (nil, nil): return true
    case (let first?, let second?): return first.isSameName(as: second)
    case (nil, _?), (_?, nil): return false
    }
  }
}

extension Expression {
  /// Whether both are the same constant or the same local.
  fileprivate func isSameName(as other: Expression) -> Bool {
    switch (kind, other.kind) {
    case (.constant(let first), .constant(let second)): first == second
    case (.local(let first), .local(let second)): first == second
    default: false
    }
  }
}

extension ValueType {
  fileprivate var isInteger: Bool {
    if case .integer = self { true } else { false }
  }
}
