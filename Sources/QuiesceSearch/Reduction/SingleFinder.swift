import QuiesceProgram

/// Finds the transition that is enough in a state, and remembers by which questions it was found: which one it is depends on
/// where the actors stand and on the answers to a few questions.
struct SingleFinder: ~Copyable {
  private let places: UnsafeMutablePointer<(field: Field, count: UInt64)>
  private let placeCount: Int
  /// Whether 64 bits can number the ways in which the actors can stand.
  private let canNumberPlaces: Bool

  /// A way in which the actors can stand.
  private struct Root {
    let entry: Int
    /// The transitions whose actors stand where they have to.
    let candidates: [Int]
    var lookups = 0
    var successes = 0

    /// Whether a look at one more such state is worth its time.
    var isWorthwhile: Bool { lookups < 64 || successes >= lookups / 16 }
  }

  /// The ways in which the actors can stand, by number where there are few.
  private var roots: [Root] = []
  private var rootNumbers: [UInt64: Int] = [:]
  private var directRoots: [Int32]
  var tree: DecisionTree
  /// How many candidates the roots have together.
  private var candidateCount = 0

  init(_ program: Program, _ allowance: ReductionEffort.Allowance) {
    tree = DecisionTree(allowance)
    let counts = program.actors.map { UInt64($0.locations.count) }
    let product = counts.reduce(UInt64(1)) { product, count in
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      return overflow ? .max : next
    }
    canNumberPlaces = product < .max
    places = .copy(of: zip(program.actors, counts).map { (Field(program.slots[$0.locationSlot]), $1) })
    placeCount = counts.count
    directRoots = Array(repeating: -1, count: product <= 1 << 16 ? Int(product) : 0)
  }

  deinit { places.deallocate() }

  /// Bytes in use.
  var byteCount: Int {
    tree.byteCount + roots.heldBytes + directRoots.heldBytes + candidateCount * MemoryLayout<Int>.stride
      + rootNumbers.capacity * (MemoryLayout<(UInt64, Int)>.stride * 2)
  }

  /// The transition that is enough in a state; nil if there is none, or none is known and finding out is not worth the time.
  mutating func find<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    guard canNumberPlaces else { return nil }
    guard let number = rootNumber(state, sets), roots[number].isWorthwhile else { return nil }
    let transition = find(state, from: number, &sets, &model)
    roots[number].lookups += 1
    if transition != nil { roots[number].successes += 1 }
    return transition
  }

  private mutating func find<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, from root: Int, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    let entry = roots[root].entry
    if case .result(let result) = tree.find(from: entry, answer: { sets.questions.answer($0, state, &model) }) {
      return result == 0 ? nil : result - 1
    }
    guard tree.mayWork else { return nil }
    let before = sets.work
    let found = sets.findSingle(state, among: roots[root].candidates, &model)
    tree.learn(
      found.map { $0 + 1 } ?? 0, from: entry, sets.questions.log, answerCounts: sets.questions.answerCounts,
      work: sets.work - before)
    return found
  }

  /// The root for the way in which the actors stand, if it is known or worth its time.
  private mutating func rootNumber(_ state: UnsafePointer<UInt64>, _ sets: borrowing StubbornSets) -> Int? {
    var key: UInt64 = 0
    for position in 0..<placeCount {
      let field = places[position].field
      key = key * places[position].count + (state[field.word] &>> field.shift) & field.mask
    }
    if directRoots.isEmpty {
      if let known = rootNumbers[key] { return known }
    } else if directRoots[Int(key)] >= 0 {
      return Int(directRoots[Int(key)])
    }
    guard let entry = tree.addRoot(work: sets.questions.transitionCount) else { return nil }
    let candidates = sets.questions.candidates(in: state)
    candidateCount += candidates.count
    roots.append(Root(entry: entry, candidates: candidates))
    if directRoots.isEmpty {
      rootNumbers[key] = roots.count - 1
    } else {
      directRoots[Int(key)] = Int32(truncatingIfNeeded: roots.count - 1)
    }
    return roots.count - 1
  }
}
