/// The names that a piece of text takes from outside itself, with its own locals left out.
struct FreeNames {
  private(set) var names: [Name] = []
  private var bound: [String] = []

  /// Makes an empty collection; the given names are local to the text.
  init(bound: [String] = []) {
    self.bound = bound
  }

  private mutating func use(_ name: Name) {
    if !bound.contains(name.text) { names.append(name) }
  }

  mutating func add(_ type: TypeSyntax) {
    switch type.kind {
    case .named(let name): use(name)
    case .range(let low, let high, isClosed: _):
      add(low)
      add(high)
    case .enumeration: break
    case .optional(let wrapped): add(wrapped)
    case .array(let index, let element):
      add(index)
      add(element)
    case .set(let element): add(element)
    }
  }

  mutating func add(_ domain: DomainSyntax) {
    switch domain.kind {
    case .range(let low, let high, isClosed: _):
      add(low)
      add(high)
    case .expression(let expression): add(expression)
    }
  }

  mutating func add(_ expression: ExpressionSyntax) {
    switch expression.kind {
    case .integer, .boolean, .none, .enumCase: break
    case .name(let name): use(name)
    case .member(let base, _): add(base)
    case .element(let base, let index):
      add(base)
      add(index)
    case .call(let name, let arguments):
      use(name)
      for argument in arguments { add(argument.value) }
    case .method(let base, _, let arguments):
      add(base)
      for argument in arguments { add(argument.value) }
    case .unwrap(let operand), .not(let operand), .negate(let operand): add(operand)
    case .binary(_, let left, let right):
      add(left)
      add(right)
    case .conditional(let condition, let then, let otherwise):
      add(condition)
      add(then)
      add(otherwise)
    case .quantified(_, let name, let domain, let condition, let body):
      add(domain)
      bound.append(name.text)
      if let condition { add(condition) }
      if let body { add(body) }
      bound.removeLast()
    case .membership(let element, let domain):
      add(element)
      add(domain)
    case .set(let values), .array(let values):
      for value in values { add(value) }
    case .isState(let actor, _): add(actor)
    }
  }
}

extension ExpressionSyntax {
  /// The names that it takes from outside itself.
  package var freeNames: Set<String> {
    var free = FreeNames()
    free.add(self)
    return Set(free.names.map(\.text))
  }
}
