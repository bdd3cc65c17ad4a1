/// Finds the transition that is enough in a state, and remembers by which questions it was found.
///
/// Which one it is depends on where the actors stand and on the answers to a few questions, each of which depends on the
/// answers before. So the ways to the answers form a decision tree, which grows while states are looked at; most states
/// follow a way that is known.
struct SingleFinder: ~Copyable {
  private struct Node {
    let question: Int32
    /// Where the entries for its answers begin.
    let entries: Int32
  }

  /// What an entry says if it is no node.
  private static let unknown: Int32 = -1
  private static let nothing: Int32 = -2
  /// The entries of transitions go down from here.
  private static let firstTransition: Int32 = -3

  /// How many entries there may be.
  private static let limit = 1 << 22

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
  private var nodes: [Node] = []
  private var entries: [Int32]

  init(_ program: Program) {
    let counts = program.actors.map { UInt64($0.locations.count) }
    let product = counts.reduce(UInt64(1)) { product, count in
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      return overflow ? .max : next
    }
    canNumberPlaces = product < .max
    places = .copy(of: zip(program.actors, counts).map { (Field(program.slots[$0.locationSlot]), $1) })
    placeCount = counts.count
    entries = []
    directRoots = Array(repeating: -1, count: product <= 1 << 16 ? Int(product) : 0)
  }

  deinit { places.deallocate() }

  /// The transition that is enough in a state; nil if there is none.
  mutating func find<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    guard canNumberPlaces else { return nil }
    let number = rootNumber(state, sets.questions)
    guard roots[number].isWorthwhile else { return nil }
    let transition = find(state, from: number, &sets, &model)
    roots[number].lookups += 1
    if transition != nil { roots[number].successes += 1 }
    return transition
  }

  private mutating func find<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, from root: Int, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    var entry = roots[root].entry
    while entries[entry] >= 0 {
      let node = nodes[Int(entries[entry])]
      entry = Int(node.entries) + sets.questions.answer(Int(node.question), state, &model)
    }
    if entries[entry] == Self.unknown { return learn(state, from: root, &sets, &model) }
    return entries[entry] == Self.nothing ? nil : Int(Self.firstTransition - entries[entry])
  }

  private mutating func rootNumber(_ state: UnsafePointer<UInt64>, _ questions: borrowing StateQuestions) -> Int {
    var key: UInt64 = 0
    for position in 0..<placeCount {
      let field = places[position].field
      key = key * places[position].count + (state[field.word] &>> field.shift) & field.mask
    }
    if !directRoots.isEmpty {
      if directRoots[Int(key)] < 0 { directRoots[Int(key)] = Int32(addRoot(questions.candidates(in: state))) }
      return Int(directRoots[Int(key)])
    }
    if let known = rootNumbers[key] { return known }
    rootNumbers[key] = roots.count
    return addRoot(questions.candidates(in: state))
  }

  private mutating func addRoot(_ candidates: [Int]) -> Int {
    roots.append(Root(entry: entries.count, candidates: candidates))
    entries.append(Self.unknown)
    return roots.count - 1
  }

  private mutating func learn<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, from root: Int, _ sets: inout StubbornSets, _ model: inout Model
  ) -> Int? {
    let found = sets.findSingle(state, among: roots[root].candidates, &model)
    var entry = roots[root].entry
    for answer in sets.questions.log {
      if entries[entry] < 0 {
        guard entries.count < Self.limit else { return found }
        entries[entry] = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(Node(question: answer.question, entries: Int32(truncatingIfNeeded: entries.count)))
        let count = sets.questions.answerCounts[Int(answer.question)]
        entries.append(contentsOf: repeatElement(Self.unknown, count: count))
      }
      entry = Int(nodes[Int(entries[entry])].entries) + Int(answer.value)
    }
    entries[entry] = found.map { Self.firstTransition - Int32(truncatingIfNeeded: $0) } ?? Self.nothing
    return found
  }
}
