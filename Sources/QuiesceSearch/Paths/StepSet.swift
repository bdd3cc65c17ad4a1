import QuiesceProgram

/// A set of steps, by number.
struct StepSet: Hashable {
  private var words: [UInt64]

  /// An empty set for so many steps.
  init(of count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  /// Adds a step.
  mutating func insert(_ step: Int) { words[step / 64] |= 1 << UInt64(step % 64) }

  /// The steps of both.
  func union(_ other: StepSet) -> StepSet {
    var result = self
    for word in words.indices { result.words[word] |= other.words[word] }
    return result
  }

  /// Whether all steps of another set are among its own.
  func contains(_ other: StepSet) -> Bool {
    for word in words.indices where other.words[word] & ~words[word] != 0 { return false }
    return true
  }
}

/// The steps of a program's actors as sets. A step is the same whichever instance takes it, and with whichever values.
struct StepNumbering {
  private let ofTransitions: [StepSet]
  /// No step.
  let none: StepSet

  init(_ program: Program) {
    var numbers: [[Int]: Int] = [:]
    let steps = program.transitions.map { transition in
      transition.participants.map { participant -> Int in
        let key = [program.actors[participant.actor].actor, participant.step]
        let number = numbers[key] ?? numbers.count
        numbers[key] = number
        return number
      }
    }
    let none = StepSet(of: numbers.count)
    ofTransitions = steps.map { steps in
      var set = none
      for step in steps { set.insert(step) }
      return set
    }
    self.none = none
  }

  /// The steps that a transition takes.
  subscript(transition: Int) -> StepSet { ofTransitions[transition] }

  /// The steps that some transitions take.
  func steps(of transitions: [Int]) -> StepSet { transitions.reduce(none) { $0.union(ofTransitions[$1]) } }
}
