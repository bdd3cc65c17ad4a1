import QuiesceProgram

/// Looks for counterexamples that go wrong in other ways: each lacks a step of every one before it, and there is no shorter one that
/// does.
///
/// It goes breadth first through pairs of a state and the set of steps that led there. A pair is left out if a counterexample is
/// known that takes no other steps than these: whatever follows would take all of that one's. It is left out, too, if the
/// state was reached before by a part of these steps: whatever follows, there is a counterexample behind that pair which is no longer
/// and takes no step besides. So what is found is as short as if all pairs were kept.
struct CounterexampleSearch: ~Copyable {
  /// A state that was come to by certain steps.
  private struct Arrival {
    let state: Int
    let steps: StepSet
    /// The arrival before it, by position, and the transition between them; nil for an initial state.
    let previous: (arrival: Int, transition: Int)?
  }

  /// The most arrivals that are looked at.
  private static let limit = 1_000_000

  private var space: FailureSpace
  private let numbering: StepNumbering
  private var arrivals: [Arrival] = []
  /// For each state, the sets of steps by which it was come to.
  private var known: [Int: [StepSet]] = [:]
  /// The steps of the counterexamples that are known.
  private var taken: [StepSet]
  /// How many are wanted.
  private let count: Int
  /// The ways to those that were found, each with the position of its initial state.
  private(set) var found: [Path] = []

  /// Prepares a search besides a counterexample that is known.
  init(_ space: consuming FailureSpace, besides first: [Int], count: Int, _ numbering: StepNumbering) {
    self.space = space
    self.numbering = numbering
    self.count = count
    taken = [numbering.steps(of: first)]
  }

  /// Looks for them, and says how far.
  mutating func run() -> OtherCounterexamples.Extent {
    for state in 0..<space.count { arrive(at: state, by: numbering.none, behind: nil) }
    var next = 0
    while next < arrivals.count {
      guard found.count < count else { return .wanted }
      guard arrivals.count < CounterexampleSearch.limit, follow(next) else { return .bounded }
      next += 1
    }
    return .all
  }

  /// The words of a state that a way begins in.
  func words(of state: Int) -> [UInt64] { space.words(of: state) }

  /// Goes on from an arrival; false where what follows cannot be looked at.
  private mutating func follow(_ position: Int) -> Bool {
    let arrival = arrivals[position]
    if isTaken(arrival.steps) { return true }
    guard let ways = space.ways(from: arrival.state) else { return false }
    if space.isFailure(arrival.state) { take(arrival.steps, at: position) }
    for way in ways {
      let steps = arrival.steps.union(numbering[way.transition])
      switch way.end {
      case .state(let target): arrive(at: target, by: steps, behind: (position, way.transition))
      case .failure: take(steps, at: position, by: way.transition)
      case .fault: continue
      }
    }
    return true
  }

  private mutating func arrive(at state: Int, by steps: StepSet, behind previous: (arrival: Int, transition: Int)?) {
    if isTaken(steps) || known[state, default: []].contains(where: { steps.contains($0) }) { return }
    known[state, default: []].append(steps)
    arrivals.append(Arrival(state: state, steps: steps, previous: previous))
  }

  /// Takes note of a counterexample that ends in an arrival, or in a transition behind it.
  private mutating func take(_ steps: StepSet, at position: Int, by last: Int? = nil) {
    guard found.count < count, !isTaken(steps) else { return }
    taken.append(steps)
    var arrival = arrivals[position]
    var transitions = last.map { [$0] } ?? []
    while let previous = arrival.previous {
      transitions.append(previous.transition)
      arrival = arrivals[previous.arrival]
    }
    found.append(Path(initial: arrival.state, transitions: transitions.reversed()))
  }

  /// Whether a counterexample is known that takes no other steps.
  private func isTaken(_ steps: StepSet) -> Bool { taken.contains { steps.contains($0) } }
}
