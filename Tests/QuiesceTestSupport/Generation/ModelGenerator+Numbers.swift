extension ModelGenerator {
  typealias Number = (text: Fragment, range: ClosedRange<Int>)

  /// An integer that lies in a range, by construction or because a function brings it there; now and then it may lie outside.
  mutating func fitted(_ range: ClosedRange<Int>, _ scope: GeneratedScope, depth: Int) -> Fragment {
    let number = number(scope, depth: depth)
    if range.lowerBound <= number.range.lowerBound, number.range.upperBound <= range.upperBound { return number.text }
    if scope.mayFault, random.chance(20), range.overlaps(number.range) { return number.text }
    return "\(fitter(range))(\(number.text))"
  }

  /// An integer and the range in which it lies.
  mutating func number(_ scope: GeneratedScope, depth: Int) -> Number {
    let number = unmarkedNumber(scope, depth: depth)
    return (number.text.playing(.expression(type: "Int", simplest: "1")), number.range)
  }

  private mutating func unmarkedNumber(_ scope: GeneratedScope, depth: Int) -> Number {
    if depth <= 0 || random.chance(30) { return simpleNumber(scope) }
    switch random.below(10) {
    case 0, 1: return sum(scope, depth: depth)
    case 2: return product(scope, depth: depth)
    case 3: return quotient(scope, depth: depth)
    case 4:
      let left = number(scope, depth: depth - 1)
      let right = number(scope, depth: depth - 1)
      return ("(if \(condition(scope, depth: depth - 1)) then \(left.text) else \(right.text))", hull(left, right))
    case 5, 6: return quantifiedNumber(scope, depth: depth)
    case 7:
      guard let channel = random.pick(scope.channels), let name = reference(channel, scope) else {
        return simpleNumber(scope)
      }
      if random.chance(20) { return ("\(name).capacity", channel.capacity...channel.capacity) }
      return ("\(name).count", 0...channel.capacity)
    case 8: return bits(scope, depth: depth)
    default:
      return call(scope, returning: isInteger, depth: depth - 1) ?? simpleNumber(scope)
    }
  }

  private mutating func simpleNumber(_ scope: GeneratedScope) -> Number {
    if random.chance(80), let place = place(in: scope, where: isInteger), case .integer(let range, _) = place.type {
      return (place.text, range)
    }
    let value = random.below(4)
    return random.chance(10) ? ("(-\(value))", -value...(-value)) : ("\(value)", value...value)
  }

  private func isInteger(_ type: GeneratedType) -> Bool {
    if case .integer = type { true } else { false }
  }

  private func hull(_ left: Number, _ right: Number) -> ClosedRange<Int> {
    Swift.min(left.range.lowerBound, right.range.lowerBound)...Swift.max(left.range.upperBound, right.range.upperBound)
  }

  private mutating func sum(_ scope: GeneratedScope, depth: Int) -> Number {
    let left = number(scope, depth: depth - 1)
    let right = number(scope, depth: depth - 1)
    if random.chance(60) {
      return (
        "(\(left.text) + \(right.text))",
        left.range.lowerBound + right.range.lowerBound...left.range.upperBound + right.range.upperBound
      )
    }
    return (
      "(\(left.text) - \(right.text))",
      left.range.lowerBound - right.range.upperBound...left.range.upperBound - right.range.lowerBound
    )
  }

  private mutating func product(_ scope: GeneratedScope, depth: Int) -> Number {
    let left = number(scope, depth: depth - 1)
    let right = simpleNumber(scope)
    let corners = [
      left.range.lowerBound * right.range.lowerBound, left.range.lowerBound * right.range.upperBound,
      left.range.upperBound * right.range.lowerBound, left.range.upperBound * right.range.upperBound,
    ].sorted()
    return ("(\(left.text) * \(right.text))", corners[0]...corners[3])
  }

  private mutating func quotient(_ scope: GeneratedScope, depth: Int) -> Number {
    let left = number(scope, depth: depth - 1)
    let (low, high) = (left.range.lowerBound, left.range.upperBound)
    if scope.mayFault, random.chance(25), let place = place(in: scope, where: isInteger) {
      let bound = Swift.max(abs(low), abs(high))
      return ("(\(left.text) / \(place.text))", -bound...bound)
    }
    let divisor = 2 + random.below(2)
    let isNegative = random.chance(15)
    let divisorText: Fragment = isNegative ? "(-\(divisor))" : "\(divisor)"
    if random.chance(40) {
      let range = isNegative ? -high / divisor...(-low / divisor) : low / divisor...high / divisor
      return ("(\(left.text) / \(divisorText))", range)
    }
    let least = low < 0 ? Swift.max(1 - divisor, low) : 0
    let greatest = high > 0 ? Swift.min(divisor - 1, high) : 0
    return ("(\(left.text) % \(divisorText))", least...greatest)
  }

  /// An operation on the bits of integers; an amount of bits that a place gives may be none.
  private mutating func bits(_ scope: GeneratedScope, depth: Int) -> Number {
    let left = number(scope, depth: depth - 1)
    let (low, high) = (left.range.lowerBound, left.range.upperBound)
    if random.chance(40) {
      let amount = random.below(3)
      var text: Fragment = "\(amount)"
      var greatest = amount
      if scope.mayFault, random.chance(30), let place = place(in: scope, where: isInteger),
        case .integer(let range, _) = place.type, range.upperBound <= 8
      {
        text = place.text
        greatest = Swift.max(0, range.upperBound)
      }
      if random.chance(50) { return ("(\(left.text) >> \(text))", Swift.min(low, 0)...Swift.max(high, 0)) }
      return ("(\(left.text) << \(text))", Swift.min(low, 0) << greatest...Swift.max(high, 0) << greatest)
    }
    if random.chance(15) { return ("(~\(left.text))", -1 - high...(-1 - low)) }
    let right = number(scope, depth: depth - 1)
    var limit = 1
    for bound in [low, high, right.range.lowerBound, right.range.upperBound] {
      while bound >= limit || bound < -limit { limit *= 2 }
    }
    let isNatural = low >= 0 && right.range.lowerBound >= 0
    let operation = random.pick(["&", "|", "^"]) ?? "&"
    return (
      "(\(left.text) \(Fragment(stringLiteral: operation)) \(right.text))", (isNatural ? 0 : -limit)...(limit - 1)
    )
  }

  private mutating func quantifiedNumber(_ scope: GeneratedScope, depth: Int) -> Number {
    let name = fresh("x")
    guard let domain = domain(scope, depth: depth) else { return simpleNumber(scope) }
    let inner = scope.adding(name, domain.type)
    let isPlain = !domain.type.hasSymmetric && (!domain.type.hasGhost || scope.readsGhost)
    switch random.below(3) {
    case 0 where isPlain && (domain.isSurelyInhabited || scope.mayFault):
      let body = number(inner, depth: depth - 1)
      return ("(\(random.chance(50) ? "min" : "max") \(name) in \(domain.text): \(body.text))", body.range)
    case 1 where isPlain && (domain.isSurelyInhabited || scope.mayFault):
      guard case .integer(let range, _) = domain.type else { fallthrough }
      let filter: Fragment =
        scope.mayFault && random.chance(40) ? " where \(condition(inner, depth: 0))" : ""
      return ("(choose \(name) in \(domain.text)\(filter))", range)
    default:
      let filter: Fragment = random.chance(25) ? " where \(condition(inner, depth: 0))" : ""
      return ("(count \(name) in \(domain.text)\(filter): \(condition(inner, depth: depth - 1)))", 0...domain.count)
    }
  }

  // MARK: Domains and calls

  /// Something to range over: its text, the type of its elements, the most elements, and whether there is at least one.
  typealias GeneratedDomain = (text: Fragment, type: GeneratedType, count: Int, isSurelyInhabited: Bool)

  mutating func domain(_ scope: GeneratedScope, depth: Int) -> GeneratedDomain? {
    switch random.below(6) {
    case 0:
      let low = random.below(2)
      let high = low + 1 + random.below(2)
      return ("\(low)...\(high)", .integer(low...high, name: nil), high - low + 1, true)
    case 1:
      guard let place = place(in: scope, where: isInteger), case .integer(let range, _) = place.type,
        range.upperBound >= 0
      else { return nil }
      let isHalfOpen = random.chance(30) && range.upperBound > 0
      let high = range.upperBound - (isHalfOpen ? 1 : 0)
      return ("0..\(isHalfOpen ? "<" : ".")\(place.text)", .integer(0...high, name: nil), high + 1, false)
    case 2:
      let set = place(in: scope) {
        if case .set = $0 { true } else { false }
      }
      guard let set, case .set(let element) = set.type else { return nil }
      return (set.text, element, element.size, false)
    case 3:
      let channels = scope.channels.filter { channel in
        !channel.isBag || (isSymmetric || !channel.element.hasSymmetric) && !channel.element.hasGhost
      }
      guard let channel = random.pick(channels), let name = reference(channel, scope) else { return nil }
      return (name, channel.element, channel.capacity, false)
    default:
      guard let type = random.pick(namedTypes) else { return ("Bool", .bool, 2, true) }
      return (Fragment(stringLiteral: type.text), type, type.size, true)
    }
  }

  /// A call of a function with a result of an accepted type.
  mutating func call(_ scope: GeneratedScope, returning accepts: (GeneratedType) -> Bool, depth: Int) -> Number? {
    guard let function = random.pick(scope.functions.filter { accepts($0.result) }) else { return nil }
    var arguments: [Fragment] = []
    for parameter in function.parameters {
      guard let value = expression(parameter.type, scope, depth: Swift.min(depth, 1)) else { return nil }
      arguments.append(random.chance(50) ? "\(parameter.name): \(value)" : value)
    }
    var range = 0...0
    if case .integer(let bounds, _) = function.result { range = bounds }
    return ("\(function.name)(\(Fragment.joined(arguments, separator: ", ")))", range)
  }
}
