/// Loops whose order does not show; in symmetric programs also such that only what fails may show it.
extension ModelGenerator {
  mutating func symmetricLoop(_ scope: GeneratedScope) -> Fragment? {
    guard isSymmetric else { return constantLoop(scope) }
    switch random.below(10) {
    case 0, 1, 2: return setLoop(scope)
    case 3, 4: return filteringLoop(scope)
    case 5: return countingLoop(scope)
    case 6: return assertingLoop(scope)
    case 7: return ownElementLoop(scope)
    default: return constantLoop(scope)
    }
  }

  /// A loop whose rounds touch different elements.
  private mutating func constantLoop(_ scope: GeneratedScope) -> Fragment? {
    let arrays = scope.readable {
      guard case .array(.symmetric, let element) = $0 else { return false }
      return element.simplest != nil
    }.filter(\.isWritable)
    guard let array = random.pick(arrays), case .array(let index, let element) = array.type,
      let value = constant(of: element)
    else { return nil }
    let name = fresh("x")
    return "for \(name) in \(index.text) {\n\(array.text)[\(name)] = \(value)\n}\n"
  }

  /// A loop that inserts into a set, or removes from it, each value for which a condition holds.
  private mutating func setLoop(_ scope: GeneratedScope) -> Fragment? {
    let sets = scope.readable {
      guard case .set(.symmetric) = $0 else { return false }
      return true
    }.filter(\.isWritable)
    guard let set = random.pick(sets), case .set(let element) = set.type else { return nil }
    let name = fresh("x")
    var inner = scope.adding(name, element)
    inner.atoms.removeAll { $0.text.text == set.text.text }
    let filter: Fragment = " where \(mayFailing(inner))"
    let word = random.chance(50) ? "insert" : "remove"
    return "for \(name) in \(element.text)\(filter) {\n\(set.text).\(word)(\(name))\n}\n"
  }

  /// A loop whose rounds all filter one queue or bag, or a family's member each: by what an element has to do with the round's value.
  private mutating func filteringLoop(_ scope: GeneratedScope) -> Fragment? {
    guard let type = symmetricType(limit: 4), let channel = random.pick(scope.channels) else { return nil }
    let (name, local) = (fresh("x"), fresh("r"))
    var inner = scope.adding(name, type).adding(local, channel.element)
    inner.readsGhost = false
    inner.channels.removeAll { $0.name == channel.name }
    guard let reference = reference(channel, inner) else { return nil }
    var element = inner
    element.atoms.removeAll { $0.text.text != local }
    var test = mayFailing(inner)
    if let own = place(in: element, where: { $0.text == type.text }), random.chance(70) {
      let comparison: Fragment = "\(own.text) \(random.chance(50) ? "==" : "!=") \(name)"
      test = failing(element).map { "(\(comparison) \(random.chance(50) ? "||" : "&&") \($0))" } ?? comparison
    }
    return "for \(name) in \(type.text) {\n\(reference).removeAll(where: { \(local) in \(test) })\n}\n"
  }

  /// A loop that counts the values for which a condition holds.
  private mutating func countingLoop(_ scope: GeneratedScope) -> Fragment? {
    let numbers = scope.readable { if case .integer(let range, _) = $0 { range.count > 1 } else { false } }
    guard scope.mayFault, let type = symmetricType(limit: 4), let number = random.pick(numbers.filter(\.isWritable))
    else { return nil }
    let name = fresh("x")
    var inner = scope.adding(name, type)
    inner.atoms.removeAll { $0.text.text == number.text.text }
    let word = random.chance(50) ? "+=" : "-="
    return "for \(name) in \(type.text) where \(mayFailing(inner)) {\n\(number.text) \(word) 1\n}\n"
  }

  private mutating func assertingLoop(_ scope: GeneratedScope) -> Fragment? {
    guard scope.mayFault, let type = symmetricType(limit: 4) else { return nil }
    let name = fresh("x")
    let inner = scope.adding(name, type)
    return "for \(name) in \(type.text) {\nassert (\(condition(inner, depth: 1)) || \(mayFailing(inner)))\n}\n"
  }

  /// A loop whose rounds give each element a value made of what it was.
  private mutating func ownElementLoop(_ scope: GeneratedScope) -> Fragment? {
    let arrays = scope.readable { if case .array(.symmetric, _) = $0 { true } else { false } }
    guard let array = random.pick(arrays.filter { $0.isWritable && !$0.isGhost }),
      case .array(let index, let element) = array.type
    else { return nil }
    let name = fresh("x")
    var inner = scope.adding(name, index)
    inner.atoms.removeAll { $0.text.text == array.text.text }
    inner.atoms.append(.init(text: "\(array.text)[\(name)]", type: element))
    guard let value = expression(element, inner, depth: 2) else { return nil }
    return "for \(name) in \(index.text) where \(mayFailing(inner)) {\n\(array.text)[\(name)] = \(value)\n}\n"
  }

  /// A condition that may fail where that is allowed, behind another one; perhaps at the element of an array that a local names.
  mutating func mayFailing(_ scope: GeneratedScope, at local: String? = nil) -> Fragment {
    let plain = condition(scope, depth: 1)
    var near = scope
    if let local, let type = scope.atoms.first(where: { $0.text.text == local })?.type {
      let arrays = scope.readable { if case .array(let index, _) = $0 { index.text == type.text } else { false } }
      near.atoms = arrays.compactMap { array in
        guard case .array(_, let element) = array.type else { return nil }
        return .init(text: "\(array.text)[\(local)]", type: element)
      }
    }
    guard random.chance(60), let failing = failing(near) ?? failing(scope) else { return plain }
    return "(\(plain) \(random.chance(50) ? "||" : "&&") \(failing))"
  }

  /// A division by what may be zero.
  private mutating func failing(_ scope: GeneratedScope) -> Fragment? {
    let divisor = place(in: scope) { if case .integer(let range, _) = $0 { range.contains(0) } else { false } }
    guard scope.mayFault, let divisor else { return nil }
    return "1 / \(divisor.text) == 1"
  }
}
