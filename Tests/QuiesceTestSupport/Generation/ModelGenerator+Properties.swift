extension ModelGenerator {
  /// Monitors and properties; at least one.
  mutating func declareProperties() -> [Fragment] {
    var scope = shared.ghostly
    scope.atoms += observed.atoms
    scope.locations = observed.locations
    scope.mayFault = mayFault && random.chance(30)
    var result: [Fragment] = []
    if !events.isEmpty, random.chance(40) { result.append(.optional(monitor(scope))) }
    for _ in 0..<(1 + random.below(4)) { result.append(property(scope).playing(.optional)) }
    return result
  }

  /// A check that bounds the search; the bound has a value in every state.
  mutating func bound(of model: String) -> Fragment {
    var scope = shared.ghostly
    scope.atoms += observed.atoms
    scope.locations = observed.locations
    let weak: Fragment = "(\(condition(scope, depth: 1)) || \(condition(scope, depth: 1)))"
    let condition: Fragment = random.chance(70) ? weak : condition(scope, depth: 2)
    return .optional("check \(model) {\nwithin \(condition)\n}\n")
  }

  private mutating func property(_ scope: GeneratedScope) -> Fragment {
    let name = fresh("property")
    let title = random.chance(30) ? " \"a sentence\"" : ""
    switch random.below(14) {
    case 0,
      1 where !events.isEmpty:
      guard let (pattern, _) = pattern(scope, withCondition: true) else { fallthrough }
      return "property \(name)\(title): never \(pattern)\n"
    case 2 where !events.isEmpty:
      guard let (pattern, _) = pattern(scope, withCondition: random.chance(60)) else { fallthrough }
      return "property \(name)\(title): reachable \(pattern)\n"
    case 3, 4: return "property \(name)\(title): reachable \(condition(scope, depth: 2))\n"
    case 5:
      return "property \(name)\(title): \(condition(scope, depth: 1)) leads to \(condition(scope, depth: 1))\n"
    case 6 where random.chance(50):
      return "ltl \(name): always (\(condition(scope, depth: 1)) implies eventually \(condition(scope, depth: 1)))\n"
    case 12, 13:
      let left: Fragment = random.chance(40) ? "\(condition(scope, depth: 1)) implies " : ""
      return "property \(name)\(title): at rest \(left)\(condition(scope, depth: 1))\n"
    case 10:
      guard let comparison = elementComparison(scope) else { fallthrough }
      return "property \(name)\(title): reachable \(comparison)\n"
    case 11:
      // What only some order of the actors comes to see.
      guard let first = random.pick(scope.locations), let second = random.pick(scope.locations) else { fallthrough }
      return "property \(name)\(title): invariant !(\(first) && \(second))\n"
    default:
      let weak: Fragment = "(\(condition(scope, depth: 2)) || \(condition(scope, depth: 2)))"
      return "property \(name)\(title): invariant \(random.chance(60) ? weak : condition(scope, depth: 2))\n"
    }
  }

  /// A comparison of one element of an array with a constant, for which a slice may want to do without the other elements.
  private mutating func elementComparison(_ scope: GeneratedScope) -> Fragment? {
    let arrays = scope.readable { if case .array(_, let element) = $0 { element.isScalar } else { false } }
    guard let array = random.pick(arrays), case .array(let index, let element) = array.type,
      let position = constant(of: index), let value = constant(of: element)
    else { return nil }
    return "\(array.text)[\(position)] == \(value)"
  }

  /// A pattern over a random event, and the scope in which its arguments are named.
  private mutating func pattern(_ scope: GeneratedScope, withCondition: Bool) -> (Fragment, GeneratedScope)? {
    guard let event = random.pick(events) else { return nil }
    var inner = scope
    var names: [String] = []
    for parameter in event.parameters {
      if random.chance(20) {
        names.append("_")
        continue
      }
      let name = fresh("e")
      names.append(name)
      inner = inner.adding(name, parameter.type)
    }
    let condition: Fragment = withCondition ? " when \(condition(inner, depth: 2))" : ""
    return ("\(event.name)(\(names.joined(separator: ", ")))\(condition)", inner)
  }

  private mutating func monitor(_ scope: GeneratedScope) -> Fragment {
    var own = scope
    own.atoms = own.atoms.map { atom in
      var atom = atom
      atom.isWritable = false
      return atom
    }
    var variables: [Fragment] = []
    for _ in 0..<random.below(3) {
      guard let (text, atom) = variable(in: scope, mayBeGhost: false) else { continue }
      variables.append(text.playing(.optional))
      own.atoms.append(atom)
    }
    let reactions = (0..<(1 + random.below(2))).compactMap { _ -> Fragment? in
      guard let (pattern, inner) = pattern(own, withCondition: random.chance(40)) else { return nil }
      return .optional("on \(pattern) {\n\(reaction(inner))}\n")
    }
    return "monitor \(fresh("monitor")) {\n\(Fragment.joined(variables))\(Fragment.joined(reactions))}\n"
  }

  private mutating func reaction(_ scope: GeneratedScope) -> Fragment {
    var statements: [Fragment] = []
    for _ in 0..<random.below(3) {
      guard let place = place(in: scope, writable: true, where: { _ in true }),
        let value = expression(place.type, scope, depth: 2)
      else { continue }
      let assignment: Fragment = "\(place.text) = \(value)\n"
      statements.append(
        (random.chance(30) ? "if \(condition(scope, depth: 1)) {\n\(assignment)}\n" : assignment).playing(.statement))
    }
    if random.chance(70) {
      let message: Fragment = random.chance(50) ? ", \"watch\"" : ""
      statements.append(
        .statement("assert (\(condition(scope, depth: 2)) || \(condition(scope, depth: 1)))\(message)\n"))
    }
    return .joined(statements)
  }
}
