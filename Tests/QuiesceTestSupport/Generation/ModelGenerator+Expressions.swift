extension ModelGenerator {
  /// An expression whose type is known from its place; nil if no value of a symmetric type is in reach.
  mutating func expression(_ type: GeneratedType, _ scope: GeneratedScope, depth: Int) -> Fragment? {
    guard let text = unmarkedExpression(type, scope, depth: depth) else { return nil }
    return text.playing(.expression(type: type.text, simplest: type.simplest ?? text.text))
  }

  private mutating func unmarkedExpression(_ type: GeneratedType, _ scope: GeneratedScope, depth: Int) -> Fragment? {
    if depth <= 0 { return leaf(type, scope) }
    if random.chance(12), let then = expression(type, scope, depth: depth - 1),
      let otherwise = expression(type, scope, depth: depth - 1)
    {
      return "(if \(condition(scope, depth: depth - 1)) then \(then) else \(otherwise))"
    }
    if random.chance(15), let call = call(scope, returning: { $0 == type }, depth: depth - 1) { return call.text }
    switch type {
    case .bool: return condition(scope, depth: depth)
    case .integer(let range, _): return fitted(range, scope, depth: depth)
    case .enumeration, .symmetric: return leaf(type, scope)
    case .optional(let wrapped):
      if random.chance(35), let place = place(in: scope, where: { $0 == type }) { return place.text }
      if random.chance(30) { return "none" }
      return expression(wrapped, scope, depth: depth - 1) ?? "none"
    case .structure(let name, let fields):
      if random.chance(25), let place = place(in: scope, where: { $0 == type }) { return place.text }
      return literal(name, fields, scope, depth: depth)
    case .array(let index, let element):
      if random.chance(40), let place = place(in: scope, where: { $0 == type }) { return place.text }
      if index.hasSymmetric { return place(in: scope, where: { $0 == type })?.text }
      let elements = (0..<index.size).compactMap { _ in expression(element, scope, depth: depth - 1) }
      guard elements.count == index.size else { return nil }
      return "[\(Fragment.joined(elements, separator: ", "))]"
    case .set(let element): return set(of: element, scope, depth: depth)
    }
  }

  private mutating func literal(
    _ name: String, _ fields: [GeneratedType.Field], _ scope: GeneratedScope, depth: Int
  ) -> Fragment? {
    var parts: [Fragment] = []
    for field in fields {
      let fieldScope = field.isGhost && random.chance(60) ? scope.ghostly : scope
      guard let value = expression(field.type, fieldScope, depth: depth - 1) else { return nil }
      parts.append("\(field.name): \(value)")
    }
    return "\(name)(\(Fragment.joined(parts, separator: ", ")))"
  }

  private mutating func set(of element: GeneratedType, _ scope: GeneratedScope, depth: Int) -> Fragment {
    let place = place(in: scope, where: { $0 == .set(element) })
    if let place, random.chance(70) {
      let one = expression(element, scope, depth: depth - 1)
      switch random.below(8) {
      case 6, 7:
        let name = fresh("x")
        let domain = random.chance(30) && element.isDomain ? Fragment(stringLiteral: element.text) : place.text
        return "{\(name) in \(domain) where \(condition(scope.adding(name, element), depth: Swift.min(depth - 1, 1)))}"
      case 0: return "(\(place.text) + \(set(of: element, scope, depth: depth - 2)))"
      case 1: return "(\(place.text) - \(set(of: element, scope, depth: depth - 2)))"
      case 2: return "\(place.text).intersection(\(set(of: element, scope, depth: depth - 2)))"
      case 3: return one.map { "\(place.text).inserting(\($0))" } ?? place.text
      case 4: return one.map { "\(place.text).removing(\($0))" } ?? place.text
      default: return place.text
      }
    }
    let elements = (0..<random.below(3)).compactMap { _ in expression(element, scope, depth: depth - 1) }
    return "{\(Fragment.joined(elements, separator: ", "))}"
  }

  /// A constant or a bare place.
  mutating func leaf(_ type: GeneratedType, _ scope: GeneratedScope) -> Fragment? {
    let constant = constant(of: type)
    if constant != nil, random.chance(40) { return constant }
    if case .integer(let range, _) = type {
      let inside = place(in: scope) { candidate in
        guard case .integer(let other, _) = candidate else { return false }
        return range.lowerBound <= other.lowerBound && other.upperBound <= range.upperBound
      }
      return inside?.text ?? constant
    }
    return place(in: scope, where: { $0 == type })?.text ?? constant
  }

  // MARK: Places

  /// A random atom, or a part of one, of an accepted type.
  mutating func place(
    in scope: GeneratedScope, writable: Bool = false, where accepts: (GeneratedType) -> Bool
  ) -> GeneratedScope.Atom? {
    let candidates = scope.readable { _ in true }.filter { !writable || $0.isWritable }
    for _ in 0..<6 {
      guard let atom = random.pick(candidates) else { return nil }
      if let part = part(of: atom, scope, writable: writable, where: accepts) { return part }
    }
    return random.pick(candidates.filter { accepts($0.type) })
  }

  private mutating func part(
    of whole: GeneratedScope.Atom, _ scope: GeneratedScope, writable: Bool, where accepts: (GeneratedType) -> Bool
  ) -> GeneratedScope.Atom? {
    var atom = whole
    while true {
      if accepts(atom.type), random.chance(60) { return atom }
      switch atom.type {
      case .structure(_, let fields):
        let visible = fields.filter { scope.readsGhost || !$0.isGhost }
        guard let field = random.pick(visible) else { return nil }
        atom = .init(
          text: "\(atom.text).\(field.name)", type: field.type, isGhost: atom.isGhost || field.isGhost,
          isWritable: atom.isWritable)
      case .array(let index, let element):
        var plain = scope
        plain.readsGhost = false
        plain.atoms = plain.atoms.filter { $0.type.isScalar }
        guard let position = leaf(index, plain) else { return nil }
        atom = .init(
          text: "\(atom.text)[\(position)]", type: element, isGhost: atom.isGhost, isWritable: atom.isWritable)
      case .optional(let wrapped) where !writable && scope.mayFault && random.chance(30):
        atom = .init(text: "\(atom.text)!", type: wrapped, isGhost: atom.isGhost)
      case .bool, .integer, .enumeration, .symmetric, .optional, .set:
        return accepts(atom.type) ? atom : nil
      }
    }
  }

  // MARK: Conditions

  /// A truth value.
  mutating func condition(_ scope: GeneratedScope, depth: Int) -> Fragment {
    unmarkedCondition(scope, depth: depth).playing(.expression(type: "Bool", simplest: "true"))
  }

  private mutating func unmarkedCondition(_ scope: GeneratedScope, depth: Int) -> Fragment {
    if depth <= 0 { return comparison(scope, depth: 0) }
    switch random.below(12) {
    case 0: return "!(\(condition(scope, depth: depth - 1)))"
    case 1, 2:
      let op = random.pick(["&&", "||", "implies", "=="]) ?? "&&"
      return "(\(condition(scope, depth: depth - 1)) \(op) \(condition(scope, depth: depth - 1)))"
    case 3: return quantifiedCondition(scope, depth: depth)
    case 4: return membership(scope, depth: depth)
    case 5: return channelCondition(scope, depth: depth) ?? comparison(scope, depth: depth)
    case 6: return random.pick(scope.locations) ?? comparison(scope, depth: depth)
    case 7: return leaf(.bool, scope) ?? "true"
    default: return comparison(scope, depth: depth)
    }
  }

  private mutating func comparison(_ scope: GeneratedScope, depth: Int) -> Fragment {
    if random.chance(40) {
      let op = random.pick(["<", "<=", "==", "!=", ">=", ">"]) ?? "<"
      let left = number(scope, depth: depth - 1).text
      let right = number(scope, depth: depth - 1).text
      return left.text == right.text ? "(\(left) \(op) \(random.below(3)))" : "(\(left) \(op) \(right))"
    }
    guard let place = place(in: scope, where: { scope.readsGhost || !$0.hasGhost }),
      var other = expression(place.type, scope, depth: Swift.min(depth - 1, 1))
    else { return random.chance(85) ? "true" : "false" }
    if other.text == place.text.text { other = constant(of: place.type) ?? other }
    if case .set = place.type, random.chance(30) { return "(\(place.text) <= \(other))" }
    return "(\(place.text) \(random.chance(60) ? "==" : "!=") \(other))"
  }

  private mutating func quantifiedCondition(_ scope: GeneratedScope, depth: Int) -> Fragment {
    guard let domain = domain(scope, depth: depth) else { return comparison(scope, depth: depth) }
    let name = fresh("x")
    let inner = scope.adding(name, domain.type)
    let filter: Fragment = random.chance(30) ? " where \(condition(inner, depth: 0))" : ""
    let word = random.chance(50) ? "forall" : "exists"
    let isNarrow = isSymmetric && domain.type.hasSymmetric && random.chance(50)
    let body = isNarrow ? mayFailing(inner, at: name) : condition(inner, depth: depth - 1)
    return "(\(word) \(name) in \(domain.text)\(filter): \(body))"
  }

  private mutating func membership(_ scope: GeneratedScope, depth: Int) -> Fragment {
    if random.chance(50) {
      let low = random.below(3) - 1
      return "(\(number(scope, depth: depth - 1).text) in \(low)...\(low + 1 + random.below(2)))"
    }
    guard
      let place = place(
        in: scope,
        where: {
          if case .set = $0 { true } else { false }
        }), case .set(let element) = place.type
    else { return comparison(scope, depth: depth) }
    guard let value = expression(element, scope, depth: depth - 1) else { return "(\(place.text).isEmpty)" }
    switch random.below(3) {
    case 0: return "\(place.text).contains(\(value))"
    case 1: return "(\(place.text).count > \(random.below(3)))"
    default: return "(\(value) in \(place.text))"
    }
  }

  private mutating func channelCondition(_ scope: GeneratedScope, depth: Int) -> Fragment? {
    guard let channel = random.pick(scope.channels), let name = reference(channel, scope) else { return nil }
    switch random.below(5) {
    case 0: return "\(name).isEmpty"
    case 1: return "!\(name).isFull"
    case 2: return "(\(name).count \(random.chance(50) ? "<" : "==") \(random.below(3)))"
    case 3 where !channel.element.hasGhost || scope.readsGhost:
      guard let value = expression(channel.element, scope, depth: 0) else { return nil }
      return "\(name).contains(\(value))"
    case 4 where !channel.isBag && (!channel.element.hasGhost || scope.readsGhost):
      guard let value = expression(channel.element, scope, depth: 0) else { return nil }
      let test: Fragment = "\(name).first == \(value)"
      return scope.mayFault && random.chance(20) ? "(\(test))" : "(!\(name).isEmpty && \(test))"
    default: return "\(name).isFull"
    }
  }

  /// A channel, or a member of a family.
  mutating func reference(_ channel: GeneratedScope.Channel, _ scope: GeneratedScope) -> Fragment? {
    guard let index = channel.index else { return Fragment(stringLiteral: channel.name) }
    var plain = scope
    plain.readsGhost = false
    if scope.mayFault, random.chance(15), let place = place(in: plain, where: { $0.overlaps(index) }) {
      return "\(channel.name)[\(place.text)]"
    }
    guard let position = leaf(index, plain) else { return nil }
    return "\(channel.name)[\(position)]"
  }
}
