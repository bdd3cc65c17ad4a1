import QuiesceProgram

/// What stubborn sets ask of one state: which transitions are enabled, and by which variant; which facts and conditions
/// hold. Each question is asked once and its answer is written down.
struct StateQuestions: ~Copyable {
  /// A question and its answer.
  struct Answer {
    let question: Int32
    package let value: Int32
  }

  /// A slot that tells the variants of a transition apart.
  struct Selector {
    let field: Field
    let valueCount: Int
  }

  /// The variants of a transition, and where the slots lie among all selectors that tell them apart.
  struct Split {
    let first: Int
    let count: Int
    let firstSelector: Int
    let endOfSelectors: Int
  }

  /// A fact to look up in a packed state.
  struct PackedFact {
    let field: Field
    package let value: Int

    @inline(__always)
    package func holds(in state: PackedState) -> Bool {
      Int(truncatingIfNeeded: (state[field.word] &>> field.shift) & field.mask) &+ field.bias == value
    }
  }

  /// Evaluates conditions.
  private var conditions: Machine
  private let width: Int
  let transitionCount: Int
  private let factCount: Int
  private let questionCount: Int
  /// How many answers each question has: transitions come first, then facts, then conditions.
  let answerCounts: [Int]
  private let facts: OwnedBuffer<PackedFact>
  /// For each transition, its variants.
  private let splits: OwnedBuffer<Split>
  private let selectors: OwnedBuffer<Selector>
  /// For each variant, the transition it belongs to.
  private let owners: OwnedBuffer<Int>
  /// For each transition, where its actors have to stand, as facts.
  private let places: [[PackedFact]]
  /// For each actor, what tells where it stands.
  private let locations: OwnedBuffer<Field>

  // Of one state.
  private let answers: OwnedBuffer<Int32>
  /// The variants that may be enabled, as far as is known without asking: those of `candidates`.
  let possible: OwnedBuffer<UInt64>
  /// The questions asked, in order.
  private(set) var log: [Answer] = []

  init(_ dependencies: Dependencies, _ program: Program) throws(BytecodeLimit) {
    var bare = program
    bare.transitions = []
    bare.properties = []
    conditions = try Machine(bare, conditions: dependencies.conditions)
    width = dependencies.width
    transitionCount = dependencies.splits.count
    factCount = dependencies.facts.count
    var all: [Selector] = []
    var counts: [Int] = []
    splits = OwnedBuffer(
      dependencies.splits.map { split in
        let start = all.count
        all += split.selectors.map {
          Selector(field: Field(program.slots[$0]), valueCount: program.slots[$0].upper - program.slots[$0].lower + 1)
        }
        let count = all[start...].reduce(1) { $0 * $1.valueCount }
        counts.append(count + 1)
        return Split(first: split.first, count: count, firstSelector: start, endOfSelectors: all.count)
      })
    selectors = OwnedBuffer(all)
    owners = OwnedBuffer(dependencies.origins)
    facts = OwnedBuffer(dependencies.facts.map { PackedFact(field: Field(program.slots[$0.slot]), value: $0.value) })
    places = program.transitions.map { transition in
      transition.participants.map { side in
        PackedFact(field: Field(program.slots[program.actors[side.actor].locationSlot]), value: side.source)
      }
    }
    locations = OwnedBuffer(program.actors.map { Field(program.slots[$0.locationSlot]) })
    answerCounts = counts + Array(repeating: 2, count: factCount + dependencies.conditions.count)
    questionCount = answerCounts.count
    answers = OwnedBuffer(repeating: -1, count: questionCount)
    possible = OwnedBuffer(repeating: 0, count: width)
  }

  /// Begins with a state of which the enabled transitions are known.
  mutating func begin(_ state: PackedState, enabled positions: Range<Int>, of transitions: borrowing OwnedBuffer<Int32>)
  {
    for position in 0..<questionCount { answers[position] = position < transitionCount ? 0 : -1 }
    for word in 0..<width { possible[word] = 0 }
    for position in positions {
      let transition = Int(transitions[position])
      let offset = self.offset(of: transition, in: state)
      answers[transition] = Int32(truncatingIfNeeded: offset + 1)
      possible.insert(splits[transition].first + offset)
    }
    log.removeAll(keepingCapacity: true)
  }

  /// Begins with a state of which it is known where the actors stand; gives the transitions for which they stand where they have to.
  mutating func begin(_ state: PackedState) -> [Int] {
    let candidates = (0..<transitionCount).filter { standReady($0, in: state) }
    for position in 0..<questionCount { answers[position] = position < transitionCount ? 0 : -1 }
    for word in 0..<width { possible[word] = 0 }
    for transition in candidates {
      answers[transition] = -1
      for variant in splits[transition].first..<splits[transition].first + splits[transition].count {
        possible.insert(variant)
      }
    }
    log.removeAll(keepingCapacity: true)
    return candidates
  }

  /// How many actors there are.
  var actorCount: Int { locations.count }

  /// Where an actor stands.
  @inline(__always)
  func location(of actor: Int, in state: PackedState) -> Int {
    let field = locations[actor]
    return Int(truncatingIfNeeded: (state[field.word] &>> field.shift) & field.mask)
  }

  /// The variant that stands for a transition that is known to be enabled.
  @inline(__always)
  func variant(of transition: Int) -> Int { splits[transition].first + Int(answers[transition]) - 1 }

  /// Whether a transition is enabled.
  mutating func isEnabled<Model: Stepper & ~Copyable>(
    _ transition: Int, _ state: PackedState, _ model: inout Model
  ) -> Bool {
    ask(transition, state, &model) != 0
  }

  /// Whether a transition is enabled and the variant stands for it.
  mutating func isEnabled<Model: Stepper & ~Copyable>(
    variant: Int, _ state: PackedState, _ model: inout Model
  ) -> Bool {
    let transition = owners[variant]
    return Int(ask(transition, state, &model)) == variant - splits[transition].first + 1
  }

  /// Whether the actors of a transition stand where they have to.
  @inline(__always)
  func standReady(_ transition: Int, in state: PackedState) -> Bool {
    places[transition].allSatisfy { $0.holds(in: state) }
  }

  /// Whether a fact holds.
  package mutating func holds(fact: Int, _ state: PackedState) -> Bool {
    let question = transitionCount + fact
    if answers[question] < 0 { note(question, facts[fact].holds(in: state) ? 1 : 0) }
    return answers[question] != 0
  }

  /// Whether a condition holds.
  package mutating func holds<Model: Stepper & ~Copyable>(
    condition: Int, _ state: PackedState, _ model: inout Model
  ) -> Bool {
    ask(transitionCount + factCount + condition, state, &model) != 0
  }

  private mutating func ask<Model: Stepper & ~Copyable>(
    _ question: Int, _ state: PackedState, _ model: inout Model
  ) -> Int32 {
    if answers[question] < 0 { note(question, Int32(truncatingIfNeeded: answer(question, state, &model))) }
    return answers[question]
  }

  private mutating func note(_ question: Int, _ value: Int32) {
    answers[question] = value
    log.append(Answer(question: Int32(truncatingIfNeeded: question), value: value))
  }

  /// The answer to a question, not written down; of a transition, its actors stand where they have to.
  @inline(__always)
  mutating func answer<Model: Stepper & ~Copyable>(
    _ question: Int, _ state: PackedState, _ model: inout Model
  ) -> Int {
    if question < transitionCount {
      return model.mayFire(question, in: state) ? offset(of: question, in: state) + 1 : 0
    }
    if question < transitionCount + factCount { return facts[question - transitionCount].holds(in: state) ? 1 : 0 }
    // They can be evaluated.
    if case .no = conditions.evaluate(other: question - transitionCount - factCount, in: state) { return 0 }
    return 1
  }

  /// Which of a transition's variants stands for it in a state.
  @inline(__always)
  private func offset(of transition: Int, in state: PackedState) -> Int {
    var offset = 0
    for position in splits[transition].firstSelector..<splits[transition].endOfSelectors {
      let field = selectors[position].field
      let raw = Int(truncatingIfNeeded: (state[field.word] &>> field.shift) & field.mask)
      offset = offset * selectors[position].valueCount + raw
    }
    return offset
  }
}
