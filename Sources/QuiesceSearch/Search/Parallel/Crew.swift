import QuiesceProgram

/// Those who expand levels together, each on a thread of its own.
struct Crew<Model: Stepper & ~Copyable>: ~Copyable {
  /// How many they are.
  let count: Int
  private let workers: OwnedList<LevelWorker<Model>>

  init(_ program: RunnableProgram<Model>, count: Int, _ watch: PropertyWatch) {
    self.count = count
    workers = OwnedList(count: count) { _ in LevelWorker(program, watch) }
  }

  /// How many positions a worker takes at once.
  var blockSize: Int { max(1 << 10, workers[0].batchCapacity) }

  /// How many positions they take at most without using them.
  var slack: Int { 2 * count * blockSize }

  /// Memory for what the workers remember of transitions, and for links.
  var footprint: Footprint {
    var sum = Footprint()
    for number in 0..<count {
      sum = sum + workers[number].model.stepper.footprint + workers[number].links.near.footprint
    }
    return sum
  }

  /// Begins a level.
  func begin(_ watch: PropertyWatch, _ links: Links.Places?) {
    for number in 0..<count {
      workers[number].model.stepper.update()
      workers[number].watch = watch
      workers[number].links.begin(links)
      workers[number].transitions = 0
    }
  }

  /// Has all of them expand states of a level until none is left or there is no room for more.
  ///
  /// - Parameter look: is called now and then, on the caller's thread.
  func work(_ level: SharedLevel, _ look: (SharedLevel) -> Void) {
    workers.useConcurrently { number, worker in worker.work(level) { if number == 0 { look($0) } } }
  }

  /// What they have found, and how many transitions they have fired; both are forgotten.
  func takeResults() -> (findings: LevelFindings, transitions: Int) {
    var findings = LevelFindings()
    var transitions = 0
    for number in 0..<count {
      findings.add(workers[number].findings)
      transitions += workers[number].transitions
      workers[number].findings = LevelFindings()
      workers[number].transitions = 0
    }
    return (findings, transitions)
  }

  /// Hands the links that wait over.
  func giveLinks(_ take: (borrowing GrowingBuffer<LevelLinks.Near>) -> Void) {
    for number in 0..<count {
      take(workers[number].links.near)
      workers[number].links.removeNear()
    }
  }

  /// The positions that they have taken and not used, in order.
  func takeUnusedPositions() -> [Range<Int>] {
    (0..<count).flatMap { workers[$0].takeUnusedPositions() }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The states that they have taken and not expanded.
  func takeSources() -> [Range<Int>] { (0..<count).map { workers[$0].takeSources() } }

  /// The same, which they keep.
  var sources: [Range<Int>] { (0..<count).map { workers[$0].sources } }

  /// Whether none of them has such states.
  var isIdle: Bool { (0..<count).allSatisfy { workers[$0].sources.isEmpty } }

  /// Adds what they have seen on the way.
  func add(to seen: inout Sightings) {
    for number in 0..<count { seen.add(workers[number].model.sightings) }
  }
}
