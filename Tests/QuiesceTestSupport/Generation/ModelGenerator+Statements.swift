extension ModelGenerator {
  /// Statements, each on its own line.
  mutating func block(_ scope: GeneratedScope, count: Int, depth: Int) -> Fragment {
    .joined((0..<count).map { _ in statement(scope, depth: depth) })
  }

  private mutating func statement(_ scope: GeneratedScope, depth: Int) -> Fragment {
    (unmarkedStatement(scope, depth: depth) ?? assignment(scope) ?? "").playing(.statement)
  }

  private mutating func unmarkedStatement(_ scope: GeneratedScope, depth: Int) -> Fragment? {
    switch random.below(14) {
    case 0, 1: return channelStatement(scope)
    case 2: return emission(scope)
    case 3 where depth > 0: return conditional(scope, depth: depth)
    case 4 where depth > 0: return unwrapping(scope, depth: depth)
    case 5 where depth > 0: return loop(scope, depth: depth)
    case 6 where depth > 0:
      let name = fresh("l")
      let value = number(scope, depth: 2)
      let inner = scope.adding(name, .integer(value.range, name: nil))
      return "let \(name) = \(value.text)\n\(block(inner, count: 1 + random.below(2), depth: depth - 1))"
    case 7:
      guard scope.mayFault else { return setStatement(scope) }
      let message: Fragment = random.chance(50) ? ", \"must hold\"" : ""
      return "assert (\(condition(scope, depth: 1)) || \(condition(scope, depth: 1)))\(message)\n"
    case 8: return setStatement(scope)
    case 9: return increment(scope)
    case 10 where isSymmetric: return symmetricLoop(scope) ?? assignment(scope)
    default: return assignment(scope)
    }
  }

  // MARK: Assignments

  private mutating func assignment(_ scope: GeneratedScope) -> Fragment? {
    guard let place = place(in: scope.ghostly, writable: true, where: { _ in true }) else { return nil }
    let source = place.isGhost && random.chance(60) ? scope.ghostly : scope
    guard let value = expression(place.type, source, depth: 2) else { return nil }
    return "\(place.text) = \(value)\n"
  }

  private mutating func increment(_ scope: GeneratedScope) -> Fragment? {
    let place = place(in: scope.ghostly, writable: true) {
      if case .integer = $0 { true } else { false }
    }
    guard let place, case .integer(let range, _) = place.type, range.count > 1 else { return nil }
    let isUp = random.chance(50)
    let change: Fragment = "\(place.text) \(isUp ? "+=" : "-=") 1\n"
    if scope.mayFault, random.chance(30) || place.isGhost { return change }
    if place.isGhost { return nil }
    let test = isUp ? "< \(range.upperBound)" : "> \(range.lowerBound)"
    let other: Fragment =
      random.chance(50) ? "else {\n\(place.text) = \(isUp ? range.lowerBound : range.upperBound)\n}" : ""
    return "if \(place.text) \(test) {\n\(change)} \(other)\n"
  }

  private mutating func setStatement(_ scope: GeneratedScope) -> Fragment? {
    let place = place(in: scope.ghostly, writable: true) {
      if case .set = $0 { true } else { false }
    }
    guard let place, case .set(let element) = place.type,
      let value = expression(element, place.isGhost ? scope.ghostly : scope, depth: 1)
    else { return nil }
    return "\(place.text).\(random.chance(60) ? "insert" : "remove")(\(value))\n"
  }

  // MARK: Channels and events

  private mutating func channelStatement(_ scope: GeneratedScope) -> Fragment? {
    guard let channel = random.pick(scope.channels), let name = reference(channel, scope) else { return nil }
    let isRaw = scope.mayFault && random.chance(25)
    switch random.below(7) {
    case 0: return "\(name).clear()\n"
    case 1 where !channel.isBag: return isRaw ? "\(name).pop()\n" : "if !\(name).isEmpty {\n\(name).pop()\n}\n"
    case 2:
      let local = fresh("r")
      var inner = scope
      inner.readsGhost = false
      inner = inner.adding(local, channel.element)
      return "\(name).removeAll(where: { \(local) in \(condition(inner, depth: 1)) })\n"
    default:
      guard let value = expression(channel.element, scope, depth: 2) else { return nil }
      let word = channel.isBag && random.chance(60) ? "insert" : "push"
      let push: Fragment = "\(name).\(word)(\(value))\n"
      return isRaw ? push : "if !\(name).isFull {\n\(push)}\n"
    }
  }

  private mutating func emission(_ scope: GeneratedScope) -> Fragment? {
    guard !scope.isUnordered, let event = random.pick(events) else { return nil }
    var arguments: [Fragment] = []
    for parameter in event.parameters {
      guard let value = expression(parameter.type, random.chance(60) ? scope.ghostly : scope, depth: 1) else {
        return nil
      }
      arguments.append(value)
    }
    return "emit \(event.name)(\(Fragment.joined(arguments, separator: ", ")))\n"
  }

  // MARK: Control

  private mutating func conditional(_ scope: GeneratedScope, depth: Int) -> Fragment {
    let then = block(scope, count: 1 + random.below(2), depth: depth - 1)
    let head: Fragment = "if \(condition(scope, depth: 2)) {\n\(then)}"
    switch random.below(3) {
    case 0: return "\(head)\n"
    case 1: return "\(head) else {\n\(block(scope, count: 1, depth: depth - 1))}\n"
    default:
      let second = block(scope, count: 1, depth: depth - 1)
      let last = block(scope, count: 1, depth: depth - 1)
      return "\(head) else if \(condition(scope, depth: 1)) {\n\(second)} else {\n\(last)}\n"
    }
  }

  private mutating func unwrapping(_ scope: GeneratedScope, depth: Int) -> Fragment? {
    let place = place(in: scope) {
      if case .optional = $0 { true } else { false }
    }
    guard let place, case .optional(let wrapped) = place.type else { return nil }
    let name = fresh("u")
    let then = block(scope.adding(name, wrapped), count: 1 + random.below(2), depth: depth - 1)
    let otherwise: Fragment = random.chance(50) ? " else {\n\(block(scope, count: 1, depth: depth - 1))}" : ""
    return "if let \(name) = \(place.text) {\n\(then)}\(otherwise)\n"
  }

  private mutating func loop(_ scope: GeneratedScope, depth: Int) -> Fragment? {
    guard let domain = domain(scope, depth: 1), !domain.type.hasSymmetric else { return symmetricLoop(scope) }
    let name = fresh("x")
    let inner = scope.adding(name, domain.type)
    let filter: Fragment = random.chance(30) ? " where \(condition(inner, depth: 1))" : ""
    return "for \(name) in \(domain.text)\(filter) {\n\(block(inner, count: 1 + random.below(2), depth: depth - 1))}\n"
  }
}
