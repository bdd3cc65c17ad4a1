extension ModelGenerator {
  /// Properties that are formulas over runs, of conditions and events.
  mutating func declareFormulas(_ count: Int) -> [Fragment] {
    var scope = shared.ghostly
    scope.atoms += observed.atoms
    scope.locations = observed.locations
    scope.mayFault = mayFault && random.chance(20)
    return (0..<count).map { _ in
      let size = random.chance(30) ? 1 + random.below(2) : 2 + random.below(5)
      return .optional("property \(fresh("formula")): \(formulaProperty(scope, size))\n")
    }
  }

  /// A formula that the language takes for one: not a condition alone.
  private mutating func formulaProperty(_ scope: GeneratedScope, _ size: Int) -> Fragment {
    let operand = formula(scope, size - 1)
    return switch random.below(6) {
    case 0: "always \(operand)"
    case 1: "eventually \(operand)"
    case 2: "always eventually \(operand)"
    case 3: "eventually always \(operand)"
    case 4: "\(formula(scope, size / 2)) leads to \(operand)"
    default: "always (\(formula(scope, size / 2)) implies eventually \(operand))"
    }
  }

  /// A formula with so many operators at most, in parentheses where they may matter.
  private mutating func formula(_ scope: GeneratedScope, _ size: Int) -> Fragment {
    let simplest: Fragment.Role = .expression(type: "Formula", simplest: "true")
    if size <= 0 { return atom(scope).playing(simplest) }
    let left = random.below(size)
    let text: Fragment =
      switch random.below(12) {
      case 0: "(not \(formula(scope, size - 1)))"
      case 1: "(next \(formula(scope, size - 1)))"
      case 2, 3: "(always \(formula(scope, size - 1)))"
      case 4, 5: "(eventually \(formula(scope, size - 1)))"
      case 6: "(\(formula(scope, left)) and \(formula(scope, size - 1 - left)))"
      case 7: "(\(formula(scope, left)) or \(formula(scope, size - 1 - left)))"
      case 8: "(\(formula(scope, left)) implies \(formula(scope, size - 1 - left)))"
      case 9: "(\(formula(scope, left)) leads to \(formula(scope, size - 1 - left)))"
      default: "(\(formula(scope, left)) until \(formula(scope, size - 1 - left)))"
      }
    return text.playing(simplest)
  }

  private mutating func atom(_ scope: GeneratedScope) -> Fragment {
    if random.chance(35), let event = random.pick(events) {
      var inner = scope
      let names = event.parameters.map { parameter -> String in
        let name = fresh("e")
        inner = inner.adding(name, parameter.type)
        return name
      }
      let condition: Fragment = random.chance(25) ? " when (\(self.condition(inner, depth: 1)))" : ""
      return "(\(event.name)(\(names.joined(separator: ", ")))\(condition))"
    }
    if random.chance(50), let location = random.pick(scope.locations) { return location }
    return "(\(condition(scope, depth: 1)))"
  }
}
