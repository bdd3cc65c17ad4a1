import QuiesceProgram

/// What a reduced search left out, state by state, for whoever asks whether it might.
struct ReductionRecord: Equatable {
  /// A stored state of which some enabled transitions were not fired.
  struct Reduced: Equatable {
    /// Those that were.
    var fired: [Int]
    /// The stored states that they led to, what was passed through on the way left aside.
    var targets: Set<Int> = []
  }

  /// The stored states that were not expanded in full, by position.
  var states: [Int: Reduced] = [:]
  /// Those that were expanded in full after all, since what was fired first led back to them.
  var expandedAfterAll: [Int: Reduced] = [:]
  /// The states that were passed through, with what was taken for the only way on.
  var passed: [[UInt64]: Set<Int>] = [:]

  /// Takes note of what is fired in a stored state.
  mutating func reduced(_ state: Int, to fired: [Int]) { states[state] = Reduced(fired: fired) }

  /// Takes note of where a fired transition led in the end.
  mutating func reached(_ stored: Int, from state: Int) { states[state]?.targets.insert(stored) }

  /// Takes note that everything was fired in a state after all.
  mutating func ignored(_ state: Int) { expandedAfterAll[state] = states.removeValue(forKey: state) }

  /// Takes note of a state that was passed through.
  mutating func passed(_ state: [UInt64], by transition: Int) { passed[state, default: []].insert(transition) }
}
