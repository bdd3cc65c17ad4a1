/// Makes the parts of a random program; `RandomModel` is what comes out.
struct ModelGenerator {
  var random: SplitMix64
  /// Roughly how many values all variables together may take.
  var budget: Int
  /// Whether some statements may fault.
  let mayFault: Bool
  /// Whether there are symmetric types wherever they can be.
  let isSymmetric: Bool

  var nextName = 0
  /// Functions that bring a number into a range, by range.
  var fitting: [ClosedRange<Int>: String] = [:]
  /// Top declarations in order of appearance.
  var declarations: [Fragment] = []
  var namedTypes: [GeneratedType] = []
  var structures: [GeneratedType] = []
  /// Conditions that are known before the search.
  var constantConditions = ["true", "false"]
  var signals: [GeneratedScope.Callable] = []
  /// How many steps send each signal, less those that receive it.
  var surplus: [String: Int] = [:]
  var events: [GeneratedScope.Callable] = []
  /// What every actor can name.
  var shared = GeneratedScope()
  /// What properties can name besides: the variables and locations of actors.
  var observed = GeneratedScope()

  init(seed: UInt64, size: Int, isSymmetric: Bool = false) {
    self.isSymmetric = isSymmetric
    var random = SplitMix64(seed: seed)
    budget = 32 << Swift.min(random.below(size + 1), 16)
    mayFault = random.chance(isSymmetric ? 50 : 25)
    self.random = random
  }

  /// A name that nothing else has.
  mutating func fresh(_ prefix: String) -> String {
    nextName += 1
    return "\(prefix)\(nextName)"
  }

  mutating func declare(_ fragment: Fragment) {
    declarations.append(fragment.playing(.optional))
  }

  // MARK: The whole

  mutating func model(named name: String, formulas: Int = 0) -> Fragment {
    let isLinked = isSymmetric && random.chance(10)
    if isLinked { budget = random.below(3) }
    declareParameters()
    declareTypes()
    let (linkers, linkProperties) = isLinked ? declareLinks() : ([], [])
    declareMessages()
    declareVariables()
    declareFunctions()
    let actors = isLinked ? linkers : (0..<(random.chance(20) ? 1 : 2 + random.below(2))).map { _ in actor() }
    let properties = linkProperties + declareProperties() + declareFormulas(formulas)
    let bound = random.chance(15) ? [bound(of: name)] : []
    let fitting = self.fitting.sorted { $0.key.lowerBound < $1.key.lowerBound || $0.value < $1.value }.map { fitter in
      let (range, name) = fitter
      return Fragment(
        stringLiteral: "func \(name)(x: Int) -> \(range.lowerBound)...\(range.upperBound) = "
          + "if x < \(range.lowerBound) then \(range.lowerBound) else if x > \(range.upperBound) "
          + "then \(range.upperBound) else x\n"
      ).playing(.optional)
    }
    return .joined(
      ["/// A random program.\nmodel \(name)\n"] + fitting + declarations + actors + properties + bound)
  }

  // MARK: Types

  /// A random scalar type of at most this many values.
  mutating func scalarType(limit: Int, symmetric: Bool = true) -> GeneratedType {
    if isSymmetric, symmetric, random.chance(30), let type = symmetricType(limit: Swift.max(limit, 4)) { return type }
    let named = namedTypes.filter { type in
      type.size <= limit && (symmetric || !type.hasSymmetric)
    }
    switch random.below(6) {
    case 0: return .bool
    case 1, 2:
      if let type = random.pick(named) { return type }
      return .bool
    case 3 where limit >= 3:
      let inner = scalarType(limit: Swift.min(limit - 1, 4), symmetric: symmetric)
      if case .optional = inner { return inner }
      return .optional(inner)
    default:
      let low = random.chance(20) ? -random.below(3) : random.below(2)
      return .integer(low...(low + 1 + random.below(Swift.max(1, Swift.min(limit - 1, 3)))), name: nil)
    }
  }

  /// One of the symmetric types with at most this many values.
  mutating func symmetricType(limit: Int) -> GeneratedType? {
    random.pick(namedTypes.filter { $0.hasSymmetric && $0.size <= limit })
  }

  /// A composite of symmetric types: a matrix, sets by index, references among values, structures by index.
  private mutating func symmetricComposite() -> GeneratedType? {
    guard let index = symmetricType(limit: 4) else { return nil }
    let other = symmetricType(limit: 3)
    switch random.below(6) {
    case 0: return other.map { .array(index: index, element: .array(index: $0, element: .bool)) }
    case 1: return .array(index: index, element: .set(other ?? index))
    case 2: return .array(index: index, element: .optional(other ?? index))
    case 3: return random.pick(structures).map { .array(index: index, element: $0) }
    case 4: return setOfStructures()
    default: return .array(index: .optional(index), element: .bool)
    }
  }

  /// A random type of at most this many values, structures, arrays and sets included.
  mutating func type(limit: Int) -> GeneratedType {
    if isSymmetric, random.chance(25), let type = symmetricComposite(), type.size <= limit * 4 { return type }
    let composite: GeneratedType? =
      switch random.below(11) {
      case 0: random.pick(structures)
      case 1: random.pick(structures).map { .optional($0) }
      case 2, 3: random.pick(namedTypes).map { .array(index: $0, element: scalarType(limit: 3)) }
      case 4: random.pick(namedTypes).map { .set($0) }
      case 5: setOfStructures()
      default: nil
      }
    if let composite, composite.size <= limit { return composite }
    return scalarType(limit: limit)
  }

  /// Sets of structures, or of optionals of them.
  mutating func setOfStructures() -> GeneratedType? {
    let elements = structures.filter { !$0.hasGhost && $0.size <= 8 }
    return random.pick(elements).map { .set(random.chance(20) ? .optional($0) : $0) }
  }

  // MARK: Numbers

  /// The name of a function that brings a number into a range.
  mutating func fitter(_ range: ClosedRange<Int>) -> String {
    if let name = fitting[range] { return name }
    let name = fresh("fit")
    fitting[range] = name
    return name
  }
}
