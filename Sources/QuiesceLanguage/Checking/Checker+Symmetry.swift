import QuiesceModel

/// The values of a symmetric type may be permuted without any change in what the model does.
///
/// There are no literals of such a type, no order, no arithmetic and no conversions (`reportSymmetric`, `isInteger`),
/// parameters and element lists over it are refused, and `choose` takes none of its values. So every expression gives the
/// permuted result for permuted operands. What is left is the order of loops: a `for` over such values is accepted only
/// where `LoopOrder` shows that its rounds commute.
extension Checker {
  /// Reports what a loop over symmetric values does that depends on the order of its rounds.
  mutating func checkOrder(
    of body: [Statement], local: LocalID, domain: TypedDomain, condition: Expression?
  ) {
    guard let symmetric = domain.element.orderingSymmetric, !isQueue(domain.domain) else { return }
    var isDistinct = true
    if case .channel = domain.domain { isDistinct = false }
    var order = LoopOrder(local: local, isDistinct: isDistinct, functionReads: facts.functions.map(\.reads))
    order.examine(body, condition: condition)
    guard let problem = order.problem, !diagnostics.contains(where: { $0.isAboutOrder(within: problem.span) }) else {
      return
    }
    report(
      .symmetryBroken,
      "\(problem.what) depends on the order in which this loop visits values of the symmetric type '\(symmetric.name)'",
      at: problem.span,
      notes: [
        Diagnostic.Note(
          "such a loop may assign elements at its own variable, add up with += or insert, or assign a constant")
      ])
  }
}

extension Diagnostic {
  /// Whether a loop inside has been refused: the loop around it has nothing to add.
  fileprivate func isAboutOrder(within outer: SourceSpan) -> Bool {
    guard type == .symmetryBroken, let span else { return false }
    return span.file == outer.file && span.start < outer.end && outer.start < span.end
  }
}

/// Finds what in a loop's body depends on the order of its rounds.
///
/// Two rounds commute if each variable that the body writes is written in one way only: at the loop variable's own element
/// (distinct rounds then touch distinct elements), by adding amounts of one sign, by inserting, by removing, or by
/// assigning one constant; and if nothing reads it but its own element in the first case.
struct LoopOrder {
  /// How something is written.
  private enum Manner: Hashable {
    case ownElement(part: Int)
    case increase
    case decrease
    case insertion
    case removal
    case constant(Value)
    case clearing
    case filtering
  }

  let local: LocalID
  let isDistinct: Bool
  let functionReads: [Set<Symbol>]
  private(set) var problem: (what: String, span: SourceSpan)?
  private var manners: [Symbol: Manner] = [:]

  init(local: LocalID, isDistinct: Bool, functionReads: [Set<Symbol>]) {
    self.local = local
    self.isDistinct = isDistinct
    self.functionReads = functionReads
  }

  mutating func examine(_ body: [Statement], condition: Expression?) {
    for statement in body { collectWrites(statement) }
    if let condition { checkReads(condition) }
    for statement in body { checkReads(statement) }
  }

  private mutating func refuse(_ what: String, at span: SourceSpan) {
    if problem == nil { problem = (what, span) }
  }

  private mutating func write(_ target: Symbol, _ manner: Manner?, at span: SourceSpan) {
    guard let manner, manners[target] == nil || manners[target] == manner else {
      refuse("this", at: span)
      return
    }
    manners[target] = manner
  }

  private func isOwn(_ expression: Expression) -> Bool {
    guard isDistinct, case .local(let id) = expression.kind else { return false }
    return id == local
  }

  private mutating func collectWrites(_ statement: Statement) {
    switch statement.kind {
    case .assign(let place, let value):
      write(.variable(place.variable.variable), manner(of: place, value), at: statement.span)
    case .conditional(_, let then, let otherwise), .ifLet(_, _, let then, let otherwise):
      for inner in then + otherwise { collectWrites(inner) }
    case .forEach(_, _, _, let body): for inner in body { collectWrites(inner) }
    case .letBinding, .assert: break
    case .push(let channel, _), .pop(let channel):
      let isOwn = channel.instance.map { self.isOwn($0) } ?? false
      write(.channel(channel.channel), isOwn ? .ownElement(part: 0) : nil, at: statement.span)
    case .clear(let channel):
      let isOwn = channel.instance.map { self.isOwn($0) } ?? false
      write(.channel(channel.channel), isOwn ? .ownElement(part: 0) : .clearing, at: statement.span)
    case .removeAll(let channel, _, _):
      let isOwn = channel.instance.map { self.isOwn($0) } ?? false
      write(.channel(channel.channel), isOwn ? .ownElement(part: 0) : .filtering, at: statement.span)
    case .emit: refuse("the order of the events that this emits", at: statement.span)
    }
  }

  private func manner(of place: Place, _ value: Expression) -> Manner? {
    let own = place.path.firstIndex { part in
      if case .element(let index) = part { isOwn(index) } else { false }
    }
    if let own { return .ownElement(part: own) }
    if case .constant(let value) = value.kind { return .constant(value) }
    guard let (operation, operand) = accumulation(place, value) else { return nil }
    switch operand.type {
    case .set: return operation == .add ? .insertion : .removal
    case .integer(let range?):
      if range.lowerBound >= 0 { return operation == .add ? .increase : .decrease }
      if range.upperBound <= 0 { return operation == .add ? .decrease : .increase }
      return nil
    case .bool, .integer, .enumeration, .symmetric, .structure, .optional, .array: return nil
    }
  }

  /// The operand of `place += operand` and `place -= operand`, which have become `place = place op operand`.
  private func accumulation(_ place: Place, _ value: Expression) -> (BinaryOperator, Expression)? {
    guard case .binary(let operation, let left, let right) = value.kind, operation == .add || operation == .subtract,
      left.span == place.span
    else { return nil }
    return (operation, right)
  }

  private mutating func checkReads(_ statement: Statement) {
    switch statement.kind {
    case .assign(let place, let value):
      for case .element(let index) in place.path { checkReads(index) }
      if let instance = place.variable.instance { checkReads(instance) }
      if case .ownElement? = manners[.variable(place.variable.variable)] {
        checkReads(value)
      } else if let (_, operand) = accumulation(place, value) {
        checkReads(operand)
      } else {
        checkReads(value)
      }
    case .conditional(let test, let then, let otherwise), .ifLet(_, let test, let then, let otherwise):
      checkReads(test)
      for inner in then + otherwise { checkReads(inner) }
    case .forEach(_, let domain, let condition, let body):
      checkReads(domain, at: statement.span)
      if let condition { checkReads(condition) }
      for inner in body { checkReads(inner) }
    case .letBinding(_, let value), .assert(let value, _): checkReads(value)
    case .push(let channel, let value), .removeAll(let channel, _, let value):
      if let instance = channel.instance { checkReads(instance) }
      checkReads(value)
    case .pop(let channel), .clear(let channel): if let instance = channel.instance { checkReads(instance) }
    case .emit(_, let arguments): for argument in arguments { checkReads(argument) }
    }
  }

  private mutating func checkReads(_ domain: Domain, at span: SourceSpan) {
    if case .channel(let reference) = domain { checkRead(of: reference, at: span) }
    for child in domain.children { checkReads(child) }
  }

  private mutating func checkRead(of reference: ChannelReference, at span: SourceSpan) {
    guard let manner = manners[.channel(reference.channel)] else { return }
    if case .ownElement = manner, let instance = reference.instance, isOwn(instance) { return }
    refuse("what this reads", at: span)
  }

  private mutating func checkReads(_ expression: Expression) {
    switch expression.kind {
    case .variable(let reference):
      if manners[.variable(reference.variable)] != nil { refuse("what this reads", at: expression.span) }
    case .element, .field:
      if isOwnRead(expression) {
        checkIndices(expression)
        return
      }
      if let variable = root(of: expression), manners[.variable(variable)] != nil {
        refuse("what this reads", at: expression.span)
      }
    case .channel(let reference, _): checkRead(of: reference, at: expression.span)
    case .quantified(_, _, .channel(let reference), _, _): checkRead(of: reference, at: expression.span)
    case .call(let function, _):
      if !functionReads[function].isDisjoint(with: Set(manners.keys)) {
        refuse("what this reads", at: expression.span)
      }
    case .constant, .local, .wrap, .unwrap, .not, .negate, .binary, .conditional, .quantified, .contains, .within,
      .set, .setCount, .array, .filledArray, .structure, .location:
      break
    }
    for child in expression.children { checkReads(child) }
  }

  /// Whether an expression reads a part of a written variable at the loop variable's own element.
  private func isOwnRead(_ expression: Expression) -> Bool {
    var path: [Bool] = []
    var base = expression
    while true {
      switch base.kind {
      case .field(let inner, _):
        path.append(false)
        base = inner
      case .element(let inner, let index):
        path.append(isOwn(index))
        base = inner
      case .variable(let reference):
        guard case .ownElement(let part)? = manners[.variable(reference.variable)] else { return false }
        let fromVariable = Array(path.reversed())
        return fromVariable.indices.contains(part) && fromVariable[part]
      default: return false
      }
    }
  }

  /// The variable that an expression reads a part of.
  private func root(of expression: Expression) -> VariableID? {
    switch expression.kind {
    case .field(let inner, _), .element(let inner, _): root(of: inner)
    case .variable(let reference): reference.variable
    default: nil
    }
  }

  private mutating func checkIndices(_ expression: Expression) {
    switch expression.kind {
    case .field(let inner, _): checkIndices(inner)
    case .element(let inner, let index):
      checkIndices(inner)
      checkReads(index)
    default: break
    }
  }
}
