import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

/// The initial states: every choice of the variables that start with `any`.
extension ModelLowering {
  /// The most initial states.
  static let initialStateLimit = 1_000_000
  /// The most scalars of all initial states together.
  static let initialScalarLimit = 32_000_000

  /// What is not the same in every initial state.
  private enum Choice {
    /// One state for each of these values.
    case every([[Int]], first: SlotID)
    /// Scalars that read what was chosen before.
    case computed([GroundExpression], first: SlotID, subject: (text: String, span: SourceSpan?))
  }

  mutating func initialStates() throws(LoweringFailure) -> [[Int]] {
    var state = layout.slots.map(\.lower)
    for actor in layout.actors { state[actor.locationSlot] = model.actors[actor.actor].initial }
    var choices: [Choice] = []
    for (id, variable) in model.variables.enumerated() {
      guard let place = layout.variablePlaces[id] else { continue }
      subject = ("the initial value of '\(variable.name)'", variable.span)
      for instance in 0..<place.count {
        let first = place.base + instance * place.width
        if let initial = variable.initial {
          var index: LocalID?
          if case .actor(let actor) = variable.owner { index = model.actors[actor].index }
          bind(index, to: instance)
          try write([initial], of: variable.type, at: first, in: &state, &choices)
        } else {
          choices.append(.every(try everyValue(of: variable.type), first: first))
        }
      }
    }
    var bags: [(first: SlotID, width: Int, count: Int)] = []
    for (id, channel) in model.channels.enumerated() where !channel.content.isEmpty {
      let place = layout.channelPlaces[id]
      subject = ("the content of '\(channel.name)'", channel.span)
      for member in 0..<place.count {
        bind(channel.member, to: member)
        state[place.countSlot(member)] = channel.content.count
        let first = place.firstSlot(member)
        try write(channel.content, of: channel.element, at: first, in: &state, &choices)
        if channel.isBag, place.width > 0 { bags.append((first, place.width, channel.content.count)) }
      }
    }
    var states = [state]
    for choice in choices { try make(choice, in: &states) }
    for bag in bags {
      for position in states.indices { sort(&states[position], bag.first, width: bag.width, count: bag.count) }
    }
    return states
  }

  private mutating func bind(_ index: LocalID?, to instance: Int) {
    guard let index else { return }
    let type = model.locals[index].type
    environment[index] = GroundValue(.constant((type.ordinals?.lowerBound ?? 0) + instance), type)
  }

  /// Writes values one behind the other, or chooses later what reads the state.
  private mutating func write(
    _ values: [Expression], of type: ValueType, at first: SlotID, in state: inout [Int], _ choices: inout [Choice]
  ) throws(LoweringFailure) {
    var terms: [GroundExpression] = []
    for value in values { terms += try initialTerms(value, type) }
    if terms.contains(where: \.readsState) {
      choices.append(.computed(terms, first: first, subject: subject))
      return
    }
    for (offset, term) in terms.enumerated() { state[first + offset] = try scalar(term, in: state) }
  }

  private mutating func make(_ choice: Choice, in states: inout [[Int]]) throws(LoweringFailure) {
    switch choice {
    case .every(let values, let first):
      guard !values.isEmpty else { return }
      _ = try product(states.count, values.count)
      states = states.flatMap { state in
        values.map { value in
          var next = state
          next.replaceSubrange(first..<(first + value.count), with: value)
          return next
        }
      }
    case .computed(let terms, let first, let subject):
      self.subject = subject
      for position in states.indices {
        for (offset, term) in terms.enumerated() {
          states[position][first + offset] = try scalar(term, in: states[position])
        }
      }
    }
  }

  /// The scalars of an initial value, each as an expression by itself.
  private mutating func initialTerms(
    _ initial: Expression, _ type: ValueType
  ) throws(LoweringFailure) -> [GroundExpression] {
    let outer = openScope()
    let before = facts
    // What has passed a check here has passed it in the initial states only.
    defer { facts = before }
    let value = convert(try value(initial), to: type, .valueOutOfRange, initial.span)
    let needed = pending
    _ = closeScope(outer, .yes)
    return value.terms.map { term in
      needed.reversed().reduce(term.expression) { body, binding in
        .letIn(binding.local, binding.expression, body: body)
      }
    }
  }

  private func scalar(_ term: GroundExpression, in state: [Int]) throws(LoweringFailure) -> Int {
    do throws(GroundFault) {
      return try GroundInterpreter.value(of: term, in: state)
    } catch {
      let kind = notes.faultSites[error.site].kind.rawValue
      throw LoweringFailure(
        Diagnostic(.outOfRange, "\(subject.text) cannot be computed: \(kind)", at: notes.faultSites[error.site].span))
    }
  }

  /// Brings the elements of a bag in order.
  private func sort(_ state: inout [Int], _ first: SlotID, width: Int, count: Int) {
    guard width > 0 else { return }
    let elements = stride(from: first, to: first + count * width, by: width).map { Array(state[$0..<$0 + width]) }
    state.replaceSubrange(
      first..<first + count * width, with: elements.sorted { $0.lexicographicallyPrecedes($1) }.joined())
  }

  /// The scalars of every value of a type, in ascending order.
  private func everyValue(of type: ValueType) throws(LoweringFailure) -> [[Int]] {
    if let range = type.ordinals {
      _ = try product(1, type.cardinality)
      return range.map { [$0] }
    }
    switch type {
    case .bool, .integer, .enumeration, .symmetric: return []
    case .optional(let wrapped):
      let none = [0] + SlotLayout.flatten(wrapped).map(\.range.lowerBound)
      return [none] + (try everyValue(of: wrapped).map { [1] + $0 })
    case .structure(let structure): return try products(of: structure.fields.map(\.type))
    case .array(let index, let element):
      return try products(of: Array(repeating: element, count: index.cardinality))
    case .set(let element):
      return try products(of: Array(repeating: .bool, count: element.cardinality))
    }
  }

  private func products(of types: [ValueType]) throws(LoweringFailure) -> [[Int]] {
    var result: [[Int]] = [[]]
    for type in types {
      let values = try everyValue(of: type)
      _ = try product(result.count, values.count)
      result = result.flatMap { start in values.map { start + $0 } }
    }
    return result
  }

  private func product(_ first: Int, _ second: Int) throws(LoweringFailure) -> Int {
    let count = first.multipliedClamped(second)
    let scalars = count.multipliedClamped(max(1, layout.slots.count))
    if count > ModelLowering.initialStateLimit || scalars > ModelLowering.initialScalarLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) makes more initial states than fit", at: subject.span,
        hint: "give some variables a value instead of 'any', or choose the value in a first step")
    }
    return count
  }
}
