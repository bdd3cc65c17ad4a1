import QuiesceProgram

/// Asks of each state in which a reduced search has left something out whether it might.
///
/// What is asked is the definition, in the whole space and of the transitions that were fired: that they are a persistent set
/// (Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", LNCS 1032, 1996, definition 4.1), which the
/// enabled transitions of a strong stubborn set are (D0, D1 and D2 of Documentation/reduction.md), that they end no violation that
/// others begin (V), and that nothing is put off forever (L). Nothing that chooses sets has a part in it.
struct ReductionAudit {
  /// What happens in a state by one transition.
  private struct Event {
    let transition: Int
    /// Where it leads, by position; -1 for a fault.
    let target: Int
    let fault: FaultSiteID
    let flags: UInt64
    let covers: UInt64

    /// Whether it does to what verdicts depend on, states apart, what another event does.
    func isLike(_ other: Event) -> Bool {
      flags == other.flags && covers == other.covers && fault == other.fault && (target < 0) == (other.target < 0)
    }
  }

  let program: Program
  let space: StateSpace
  /// For each state and each property, what it decides there.
  let decisions: [[StateDecision]]
  private let events: [Event]
  /// For each state, its events.
  private let ranges: [Range<Int>]
  /// For each state, the last walk that came to it.
  private var visits: [Int]
  private var walk = 0
  /// How many events were looked at.
  private var work = 0
  /// The states, by position, in which it was asked what was left out.
  private(set) var audited: Set<Int> = []
  /// How often it was not asked, since it would take too long.
  private(set) var omitted = 0

  /// Whether there is time for one more state.
  var mayGoOn: Bool { work < Audits.workLimit }

  /// Prepares the audit of searches of a program, of which the space is known as a whole.
  init(_ space: StateSpace, of program: Program) {
    self.program = program
    self.space = space
    let interpreter = GroundInterpreter(program)
    decisions = space.states.map { state in program.properties.map { StateDecision(of: $0, in: state, interpreter) } }
    var events: [[Event]] = Array(repeating: [], count: space.states.count)
    for edge in space.edges {
      events[edge.source].append(
        Event(transition: edge.transition, target: edge.target, fault: -1, flags: edge.flags, covers: edge.covers))
    }
    for fault in space.faults {
      events[fault.source].append(
        Event(transition: fault.transition, target: -1, fault: fault.site, flags: 0, covers: 0))
    }
    var start = 0
    ranges = events.map { events in
      defer { start += events.count }
      return start..<start + events.count
    }
    self.events = events.flatMap { $0.sorted { $0.transition < $1.transition } }
    visits = Array(repeating: -1, count: space.states.count)
  }

  // MARK: One state

  /// What is wrong with firing nothing but these transitions in a state, if anything is.
  mutating func complaint(firing fired: [Int], in state: [Int]) -> String? {
    guard mayGoOn else {
      omitted += 1
      return nil
    }
    guard let start = space.position(of: state) else { return "a state was reached that cannot be: \(state)" }
    audited.insert(start)
    let chosen = fired.compactMap { event(of: $0, in: start) }
    guard chosen.count == fired.count, !chosen.isEmpty, chosen.allSatisfy({ $0.target >= 0 }) else {
      return "in \(state), some of \(fired) is not enabled, or fails"
    }
    walk += 1
    visits[start] = walk
    var waiting = [start]
    while let position = waiting.popLast() {
      if let flaw = flaw(of: chosen, from: start, at: position) {
        return "in \(state), \(fired) is not enough: \(flaw) in \(space.states[position])"
      }
      for event in events[ranges[position]] where event.target >= 0 && !fired.contains(event.transition) {
        guard visits[event.target] != walk else { continue }
        visits[event.target] = walk
        waiting.append(event.target)
      }
    }
    return nil
  }

  /// Why, where others have led, the chosen transitions of a state cannot be fired first all the same.
  private mutating func flaw(of chosen: [Event], from start: Int, at position: Int) -> String? {
    work += ranges[position].count * chosen.count
    for first in chosen {
      guard let now = event(of: first.transition, in: position), now.isLike(first) else {
        return "transition \(first.transition) does not do the same any more"
      }
      if let property = program.properties.indices.first(where: { hides(now, $0, from: start, at: position) }) {
        return "transition \(first.transition) hides '\(program.properties[property].name)'"
      }
      for other in events[ranges[position]] where !chosen.contains(where: { $0.transition == other.transition }) {
        guard let behind = event(of: other.transition, in: now.target), behind.isLike(other) else {
          return "transition \(other.transition) does not do the same after \(first.transition)"
        }
        guard other.target >= 0 else { continue }
        guard let after = event(of: first.transition, in: other.target), after.target == behind.target else {
          return "transitions \(first.transition) and \(other.transition) do not commute"
        }
      }
    }
    return nil
  }

  /// Whether an event takes back what others have made a property decide.
  private func hides(_ event: Event, _ property: Int, from start: Int, at position: Int) -> Bool {
    let decision = decisions[position][property]
    return decision != .nothing && decisions[start][property] == .nothing
      && decisions[event.target][property] != decision
  }

  private func event(of transition: Int, in state: Int) -> Event? {
    events[ranges[state]].first { $0.transition == transition }
  }

  // MARK: All states

  /// The first stored state from which no state is reached that was expanded in full, if there is one.
  func ignoringState(_ record: ReductionRecord) -> Int? {
    var sources: [Int: [Int]] = [:]
    for (state, reduced) in record.states {
      for target in reduced.targets { sources[target, default: []].append(state) }
    }
    var ending = Set(sources.keys.filter { record.states[$0] == nil })
    var waiting = Array(ending)
    while let target = waiting.popLast() {
      for source in sources[target] ?? [] where ending.insert(source).inserted { waiting.append(source) }
    }
    return record.states.keys.filter { !ending.contains($0) }.min()
  }
}

/// What a property comes to in a single state.
enum StateDecision: Hashable {
  /// Nothing that ends anything.
  case nothing
  /// The state violates it, or is the one that is wanted.
  case property
  /// It cannot be evaluated.
  case fault(FaultSiteID)

  /// Asks a property of a state.
  init(of property: ProgramProperty, in state: [Int], _ interpreter: GroundInterpreter) {
    guard let reading = property.condition.map({ interpreter.reading(of: $0, in: state) }) else {
      self = .nothing
      return
    }
    if let fault = reading.fault {
      self = .fault(fault)
    } else {
      self = property.isLocal && reading.value == property.wantsTrue ? .property : .nothing
    }
  }
}
