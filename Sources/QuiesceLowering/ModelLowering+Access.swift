import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

/// A part of the state: a slot, or one of several slots at a constant distance.
struct Access {
  /// An index that is known only in the search.
  struct Index {
    /// How far it lies from the least; evaluated already.
    var position: Term
    /// The distance of neighbours.
    var stride: Int
  }

  /// The first slot if all indices are least.
  var base: SlotID
  /// The type of the part.
  var type: ValueType
  /// The indices, outermost first.
  var indices: [Index] = []

  /// Goes to an element; `position` is atomic.
  mutating func index(_ position: Term, stride: Int) {
    if let known = position.constant {
      base += known * stride
    } else {
      indices.append(Index(position: position, stride: stride))
    }
  }
}

/// Reading parts of the state.
extension ModelLowering {
  /// The part of the state that an expression names, or nil if it names none.
  mutating func access(_ expression: Expression) throws(LoweringFailure) -> Access? {
    switch expression.kind {
    case .variable(let reference): return try access(reference, at: expression.span)
    case .field(let base, let index):
      guard var access = try access(base), case .structure(let structure) = access.type else { return nil }
      enterField(index, of: structure, &access)
      return access
    case .element(let base, let index):
      guard var access = try access(base), case .array(let indexType, let element) = access.type else { return nil }
      try enterElement(index, indexType, element, &access)
      return access
    default: return nil
    }
  }

  /// The part of the state that a place names.
  mutating func access(_ place: Place) throws(LoweringFailure) -> Access {
    var access = try access(place.variable, at: place.span)
    for part in place.path {
      switch (part, access.type) {
      case (.field(let index), .structure(let structure)): enterField(index, of: structure, &access)
      case (.element(let index), .array(let indexType, let element)):
        try enterElement(index, indexType, element, &access)
      default: preconditionFailure("a place leads into a structure or an array")
      }
    }
    return access
  }

  private func enterField(_ index: Int, of structure: StructureType, _ access: inout Access) {
    access.base += structure.fields[..<index].reduce(0) { $0 + $1.type.scalarCount }
    access.type = structure.fields[index].type
  }

  private mutating func enterElement(
    _ index: Expression, _ indexType: ValueType, _ element: ValueType, _ access: inout Access
  ) throws(LoweringFailure) {
    access.index(settle(try position(index, in: indexType)), stride: element.scalarCount)
    access.type = element
  }

  mutating func access(_ reference: VariableReference, at span: SourceSpan) throws(LoweringFailure) -> Access {
    guard let place = layout.variablePlaces[reference.variable] else {
      let name = model.variables[reference.variable].name
      throw LoweringFailure(
        Diagnostic(.invalidOperation, "'\(name)' belongs to a monitor that is not selected for this run", at: span))
    }
    var access = Access(base: place.base, type: model.variables[reference.variable].type)
    if let instance = reference.instance, let index = place.index {
      access.index(settle(try position(instance, in: index)), stride: place.width)
    }
    return access
  }

  /// The value of a part of the state.
  mutating func read(_ access: Access) throws(LoweringFailure) -> GroundValue {
    let width = access.type.scalarCount
    try charge(width)
    var terms: [Term] = []
    terms.reserveCapacity(width)
    for offset in 0..<width { terms.append(term(access, offset: offset)) }
    return GroundValue(type: access.type, terms: terms)
  }

  /// One scalar of a part of the state.
  ///
  /// Of several unknown indices only the last one is left to the machine, so that the slots it chooses from are all alike.
  package func term(_ access: Access, offset: Int) -> Term {
    guard let index = access.indices.first else {
      let slot = access.base + offset
      return refine(Term(.slot(slot), in: layout.slots[slot].range))
    }
    if access.indices.count == 1 { return indexed(access.base + offset, index) }
    var inner = access
    inner.indices.removeFirst()
    return .select(index.position) { position in
      var chosen = inner
      chosen.base += position * index.stride
      return term(chosen, offset: offset)
    }
  }

  private func indexed(_ base: SlotID, _ index: Access.Index) -> Term {
    let range = index.position.range
    let first = base + range.lowerBound * index.stride
    let position = Term.offset(index.position, by: -range.lowerBound) ?? index.position
    return refine(
      Term(
        .slotAt(base: first, stride: index.stride, count: range.count, index: position.expression),
        in: layout.slots[first].range))
  }
}
