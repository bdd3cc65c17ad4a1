extension ModelGenerator {
  // MARK: Parameters and types

  mutating func declareParameters() {
    for _ in 0..<random.below(3) {
      let name = fresh("p")
      switch random.below(3) {
      case 0:
        declare("param \(name) : Bool = \(random.chance(50) ? "true" : "false")\n")
        shared.atoms.append(.init(text: Fragment(stringLiteral: name), type: .bool))
        constantConditions += [name, "!\(name)"]
      case 1:
        let value = 1 + random.below(3)
        declare("param \(name) : 1...4 = \(value)\n")
        shared.atoms.append(.init(text: Fragment(stringLiteral: name), type: .integer(value...value, name: nil)))
        constantConditions.append("\(name) > 2")
        if random.chance(60) {
          let alias = fresh("Alias")
          declare("type \(alias) = 0..\(random.chance(50) ? ".\(name)" : "<\(name) + 1")\n")
          namedTypes.append(.integer(0...value, name: alias))
        }
      default:
        let cases = ["one\(name)", "two\(name)", "three\(name)"]
        declare("param \(name) : enum { \(cases.joined(separator: ", ")) } = \(random.pick(cases) ?? cases[0])\n")
        shared.atoms.append(.init(text: Fragment(stringLiteral: name), type: .enumeration(name, cases: cases)))
      }
    }
  }

  mutating func declareTypes() {
    for _ in 0..<random.below(3) {
      let name = fresh("Range")
      let low = random.chance(25) ? -1 : random.below(2)
      let count = 2 + random.below(2)
      declare(
        random.chance(50)
          ? "type \(name) = \(low)...\(low + count - 1)\n" : "type \(name) = \(low)..<\(low + count)\n")
      namedTypes.append(.integer(low...(low + count - 1), name: name))
    }
    if random.chance(50) {
      let name = fresh("Enum")
      let cases = (0..<(2 + random.below(2))).map { "case\($0)" }
      declare("enum \(name) { \(cases.joined(separator: ", ")) }\n")
      namedTypes.append(.enumeration(name, cases: cases))
    }
    if isSymmetric {
      for _ in 0..<(1 + random.below(2)) {
        let size = [2, 2, 2, 3, 3, 4][random.below(6)]
        declareSymmetric(size: size)
      }
    } else if random.chance(25) {
      declareSymmetric(size: 2 + random.below(2))
    }
    for _ in 0..<random.below(3) where random.chance(60) { declareStructure() }
  }

  @discardableResult
  mutating func declareSymmetric(size: Int) -> GeneratedType {
    let name = fresh("Symmetric")
    declare("symmetric type \(name)[\(size)]\n")
    namedTypes.append(.symmetric(name, size: size))
    return .symmetric(name, size: size)
  }

  private mutating func declareStructure() {
    let name = fresh("Struct")
    let fields = (0..<(1 + random.below(3))).map { position in
      GeneratedType.Field(
        name: "f\(position)", type: scalarType(limit: 3), isGhost: position > 0 && random.chance(25))
    }
    let texts = fields.map { "\($0.isGhost ? "ghost " : "")\($0.name): \($0.type.text)" }
    declare("struct \(name) { \(texts.joined(separator: ", ")) }\n")
    structures.append(.structure(name, fields: fields))
  }

  // MARK: Messages and state

  mutating func declareMessages() {
    for _ in 0..<random.below(3) { signals.append(message("signal")) }
    for _ in 0..<random.below(4) { events.append(message("event")) }
  }

  private mutating func message(_ word: String) -> GeneratedScope.Callable {
    let name = fresh(word)
    let parameters = (0..<random.below(3)).map { (name: "a\($0)", type: scalarType(limit: 4)) }
    let texts = parameters.map { "\($0.name): \($0.type.text)" }
    declare("\(word) \(name)(\(texts.joined(separator: ", ")))\n")
    return .init(name: name, parameters: parameters)
  }

  mutating func declareVariables() {
    for _ in 0..<(1 + random.below(4)) {
      guard let (text, atom) = variable(in: shared, mayBeGhost: true) else { continue }
      declare(text)
      shared.atoms.append(atom)
    }
    for _ in 0..<random.below(3) where budget > 4 { declareChannel() }
  }

  private mutating func declareChannel() {
    let isBag = random.chance(40)
    let name = fresh(isBag ? "bag" : "queue")
    var element = scalarType(limit: 3)
    if random.chance(40), let structure = random.pick(structures), structure.size <= 8 { element = structure }
    if isSymmetric, random.chance(10), let own = symmetricType(limit: 3) {
      element = random.chance(50) ? .array(index: own, element: .bool) : .set(own)
    }
    if isSymmetric, mayFault, random.chance(50), let own = symmetricType(limit: 3) { element = declarePair(of: own) }
    let capacity = 1 + random.below(isSymmetric ? 3 : 2)
    var index: GeneratedType?
    if random.chance(30), let type = random.pick(namedTypes), type.size <= 2 { index = type }
    budget /= 2 + element.size
    let family = index.map { "[i in \($0.text)]" } ?? ""
    let content = random.chance(20) ? self.content(of: element, capacity: capacity) : ""
    declare("\(isBag ? "bag" : "queue") \(name)\(family) : \(element.text)[\(capacity)]\(content)\n")
    shared.channels.append(.init(name: name, isBag: isBag, index: index, element: element, capacity: capacity))
  }

  /// What a queue or bag holds at first, as far as values of its type can be written.
  private mutating func content(of element: GeneratedType, capacity: Int) -> Fragment {
    var elements: [Fragment] = []
    for _ in 0..<(1 + random.below(capacity)) {
      guard let value = random.chance(40) ? related(to: element, shared) : constant(of: element) else { continue }
      elements.append(value)
    }
    return " = [\(Fragment.joined(elements, separator: ", "))]"
  }

  /// The initial value of a variable that has one already and fits.
  private mutating func related(to type: GeneratedType, _ scope: GeneratedScope) -> Fragment? {
    let known = scope.atoms.filter { atom in
      guard atom.isWritable, !atom.isGhost else { return false }
      if case .integer(let range, _) = type, case .integer(let own, _) = atom.type {
        return range.lowerBound <= own.lowerBound && own.upperBound <= range.upperBound
      }
      return atom.type == type
    }
    guard let first = random.pick(known), let second = random.pick(known) else { return nil }
    let flags = scope.atoms.filter { $0.isWritable && !$0.isGhost && $0.type == .bool }
    guard random.chance(30), let flag = random.pick(flags) else { return first.text }
    return "if \(flag.text) then \(first.text) else \(second.text)"
  }

  /// A structure of a symmetric value and a number that may be zero.
  private mutating func declarePair(of own: GeneratedType) -> GeneratedType {
    let name = fresh("Pair")
    declare("struct \(name) { f0: \(own.text), f1: 0...1 }\n")
    let fields = [
      GeneratedType.Field(name: "f0", type: own, isGhost: false),
      GeneratedType.Field(name: "f1", type: .integer(0...1, name: nil), isGhost: false),
    ]
    return .structure(name, fields: fields)
  }

  /// A declaration of a variable, and the variable.
  mutating func variable(in scope: GeneratedScope, mayBeGhost: Bool) -> (Fragment, GeneratedScope.Atom)? {
    guard budget >= 2 else { return nil }
    let type = self.type(limit: Swift.min(budget, 64))
    let name = fresh("v")
    let isGhost = mayBeGhost && random.chance(15)
    guard let initial = initialValue(of: type, scope) else { return nil }
    budget /= type.size
    let text: Fragment = "\(isGhost ? "ghost " : "")var \(name) : \(type.text) = \(initial)\n"
    return (
      text,
      .init(text: Fragment(stringLiteral: name), type: type, isGhost: isGhost, isWritable: true)
    )
  }

  private mutating func initialValue(of type: GeneratedType, _ scope: GeneratedScope) -> Fragment? {
    if random.chance(15), let related = related(to: type, scope) { return related }
    if type.size <= (isSymmetric ? 16 : 4), type.hasSymmetric && type.simplest == nil || random.chance(10) {
      return "any"
    }
    if case .array(let index, let element) = type, index.hasSymmetric || random.chance(70) {
      return element.simplest.map { Fragment(stringLiteral: $0) }
    }
    guard let simplest = type.simplest else { return nil }
    return random.chance(50) ? Fragment(stringLiteral: simplest) : constant(of: type)
  }

  /// A constant of the type, where one can be written.
  mutating func constant(of type: GeneratedType) -> Fragment? {
    guard let simplest = type.simplest else { return nil }
    switch type {
    case .bool: return random.chance(50) ? "true" : "false"
    case .integer(let range, _): return "\(random.number(in: range))"
    case .enumeration(_, let cases): return ".\(random.pick(cases) ?? cases[0])"
    case .optional(let wrapped): return random.chance(60) ? constant(of: wrapped) ?? "none" : "none"
    case .symmetric, .structure, .array, .set: return Fragment(stringLiteral: simplest)
    }
  }

  // MARK: Functions

  mutating func declareFunctions() {
    for _ in 0..<random.below(3) {
      var scope = GeneratedScope()
      scope.functions = shared.functions
      let name = fresh("function")
      let parameters = (0..<(1 + random.below(2))).map {
        (name: "x\($0)", type: scalarType(limit: 4, symmetric: false))
      }
      for parameter in parameters { scope = scope.adding(parameter.name, parameter.type) }
      let result = scalarType(limit: 4, symmetric: false)
      guard let body = expression(result, scope, depth: 2) else { continue }
      let texts = parameters.map { "\($0.name): \($0.type.text)" }
      declare("func \(name)(\(texts.joined(separator: ", "))) -> \(result.text) = \(body)\n")
      shared.functions.append(.init(name: name, parameters: parameters, result: result))
    }
    for _ in 0..<random.below(2) {
      let name = fresh("condition")
      declare("let \(name) = \(condition(shared, depth: 2))\n")
      shared.atoms.append(.init(text: Fragment(stringLiteral: name), type: .bool))
    }
  }
}
