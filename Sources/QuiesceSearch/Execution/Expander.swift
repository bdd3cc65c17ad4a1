import QuiesceProgram

/// A program made ready to be searched: what all searches of a run, and all workers of a search, share.
struct RunnableProgram<Model: Stepper & ~Copyable>: Sendable {
  let engine: Model.Engine
  let outline: ProgramOutline
  /// Which states are equal up to a permutation of symmetric values; nil where none are looked for.
  var permutations: ValuePermutations?
}

/// Expands states for a search: a worker's stepper, and what makes the states canonical to which it leads.
struct Expander<Model: Stepper & ~Copyable>: ~Copyable {
  let outline: ProgramOutline
  var stepper: Model
  private var canonicalizer: Canonicalizer?

  init(_ program: RunnableProgram<Model>) {
    outline = program.outline
    stepper = Model(program.engine)
    canonicalizer = program.permutations.map { Canonicalizer($0) }
    isSymmetric = program.permutations != nil
  }

  /// How many words a state takes.
  var wordCount: Int { outline.wordCount }

  /// Whether the states are canonical ones, with other values than the transitions have led to.
  let isSymmetric: Bool

  /// What was seen on the way.
  var sightings: Sightings {
    mutating get {
      Sightings(
        coverage: stepper.coverage, covered: stepper.covered, hasManyForAnOrbit: canonicalizer?.wasCutShort == true)
    }
  }

  /// The initial states, one after the other.
  mutating func initialStates() -> [UInt64] {
    var states = outline.initialStates
    for position in stride(from: 0, to: states.count, by: wordCount) {
      states.withWritableState(at: position) { canonicalizer?.canonicalize($0) }
    }
    return states
  }

  /// Appends every enabled transition's successor, and the faults met on the way. Returns how many transitions are enabled.
  @inline(__always)
  mutating func expand(_ state: PackedState, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    let start = buffer.count
    let enabled = stepper.expand(state, id: id, into: &buffer)
    if isSymmetric {
      for position in start..<buffer.count { canonicalizer?.canonicalize(buffer.writableState(position)) }
    }
    return enabled
  }

  /// As `expand`, with the values that the transitions lead to.
  mutating func expandAsIs(_ state: [UInt64], into buffer: inout SuccessorBuffer) {
    state.withState { stepper.expand($0, id: 0, into: &buffer) }
  }

  /// Appends the successor by an enabled transition; false if the transition fails.
  mutating func fire(
    _ transition: Int, from state: PackedState, into buffer: inout SuccessorBuffer
  ) -> Bool {
    guard stepper.fire(transition, from: state, into: &buffer) else { return false }
    canonicalizer?.canonicalize(buffer.writableState(buffer.count - 1))
    return true
  }

  /// Replaces a state by the canonical one, and says for each symmetric value which one it was before.
  mutating func canonicalize(_ state: WritableState) -> [Int] {
    canonicalizer?.canonicalize(state)
    return canonicalizer?.formerNames ?? []
  }

  /// Permutes the symmetric values of a state so that each becomes the one at whose place it stands in the list.
  func rename(_ state: WritableState, by former: [Int]) { canonicalizer?.rename(state, by: former) }

  /// The value of a condition over a state.
  mutating func evaluate(_ condition: Int, in state: PackedState) -> ConditionValue {
    stepper.evaluate(condition, in: state)
  }

  /// Whether a state without successors is no deadlock.
  mutating func mayRest(_ state: PackedState) -> Bool { outline.mayRest(state, &stepper) }

  /// Whether an actor may rest where it stands.
  mutating func mayRest(_ actor: Int, in state: PackedState) -> Bool {
    outline.mayRest(actor, in: state, &stepper)
  }

  /// Whether the search bound is false in a state, so that nothing follows it.
  mutating func isBeyondBound(_ state: PackedState) -> Bool { outline.isBeyondBound(state, &stepper) }
}
