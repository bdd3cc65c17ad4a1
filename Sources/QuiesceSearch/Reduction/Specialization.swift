import QuiesceModel
import QuiesceProgram

/// A program whose transitions are split by the values of the slots that decide what they touch.
///
/// `outstanding[held.function] -= 1` may touch all of `outstanding`; where `held.function` is known it touches one slot.
/// So the relations are those of variants, each with a value of `held.function` in its guard, and in a state the variant
/// stands for the transition.
struct Specialization {
  /// How a transition is split.
  struct Split {
    /// The position of its first variant.
    let first: Int
    /// The slots that select the variant; the last one varies fastest.
    let selectors: [SlotID]
  }

  /// The most variants of one transition.
  static let variantLimit = 64

  /// The program with the variants as its transitions.
  package private(set) var program: Program
  /// For each variant, the transition of the original that it is a case of.
  private(set) var origins: [Int] = []
  /// For each transition of the original, how it is split.
  private(set) var splits: [Split] = []

  /// Splits the transitions of a program, as long as the run may go on.
  init(_ original: Program, _ effort: RelatingEffort = .most, clock: RunClock) throws(Interruption) {
    program = original
    program.transitions = []
    var room = max(0, effort.variants - original.transitions.count)
    var terms = effort.terms
    for (position, transition) in original.transitions.enumerated() {
      try clock.check(.relating)
      let termCount = transition.termCount
      let limit = min(Self.variantLimit, room, terms / max(1, termCount))
      let selectors = Self.selectors(of: transition, in: original, limit: limit)
      splits.append(Split(first: program.transitions.count, selectors: selectors))
      let before = program.transitions.count
      addVariants(of: transition, selectors[...], known: [:])
      let added = program.transitions.count - before
      room -= added - 1
      terms -= added * termCount
      origins += Array(repeating: position, count: added)
    }
  }

  /// The slots worth knowing, indices before conditions, as long as their values together are few.
  private static func selectors(of transition: Transition, in program: Program, limit: Int) -> [SlotID] {
    var search = SelectorSearch()
    search.visit(transition.guardExpression)
    for statement in transition.effect { search.visit(statement) }
    // A variant ends when its selector changes. So nothing is gained by the length of a queue, which others change while a
    // push stays possible; going through its values is cheap.
    let lengths = program.variables.compactMap { variable in
      if case .channel(let count, _, _, _, _) = variable.content { count } else { nil }
    }
    let places = Set(transition.participants.map { program.actors[$0.actor].locationSlot } + lengths)
    var result: [SlotID] = []
    var size = 1
    for slot in search.indices.members + search.conditions.members
    where !places.contains(slot) && !result.contains(slot) {
      let whole = size.multipliedClamped(program.slots[slot].range.cardinality)
      guard whole <= limit else { continue }
      size = whole
      result.append(slot)
    }
    return result
  }

  private mutating func addVariants(of transition: Transition, _ selectors: ArraySlice<SlotID>, known: [SlotID: Int]) {
    guard let slot = selectors.first else {
      return program.transitions.append(transition.specialized(known, in: program))
    }
    for value in program.slots[slot].lower...program.slots[slot].upper {
      addVariants(of: transition, selectors.dropFirst(), known: known.merging([slot: value]) { $1 })
    }
  }
}

extension Transition {
  /// The transition for states in which some slots have known values, which its guard asks for.
  fileprivate func specialized(_ known: [SlotID: Int], in program: Program) -> Transition {
    if known.isEmpty { return self }
    var result = self
    // What is known of a slot holds until the effect writes it: these are no limits.
    var simplification = Simplification(slots: program.slots, declared: program.slots, known: known)
    let rest = simplification.term(guardExpression).expression
    let conditions = known.sorted { $0.key < $1.key }.map {
      GroundExpression.binary(.equal, .slot($0.key), .constant($0.value))
    }
    // Nothing is folded: what tells the variants apart stays, also in those that never fire, so that it need not be asked for.
    result.guardExpression = (conditions + (rest == .constant(1) ? [] : [rest])).reduce(.constant(1)) {
      $0 == .constant(1) ? $1 : .binary(.and, $0, $1)
    }
    // The effect is compared in states in which the guard was not asked again, so that nothing is taken from it.
    simplification = Simplification(slots: program.slots, declared: program.slots, known: known)
    result.effect = simplification.statements(effect)
    result.updateFootprint(in: program.actors)
    return result
  }
}

/// Finds the slots whose values decide what a transition touches.
private struct SelectorSearch {
  /// Those that dynamic indices depend on.
  var indices = SlotSet()
  /// Those that conditions of the effect depend on.
  var conditions = SlotSet()
  /// For each scratch variable, the slots that its value depends on.
  private var locals: [GroundLocal: SlotSet] = [:]

  /// The slots that an expression's value depends on; of an indexed place only what its index depends on.
  @discardableResult
  mutating func visit(_ expression: GroundExpression) -> SlotSet {
    switch expression {
    case .slot(let slot): return SlotSet(slot)
    case .slotAt(_, _, _, let index):
      let result = visit(index)
      indices.formUnion(result)
      return result
    case .local(let local): return locals[local] ?? SlotSet()
    case .constant, .fault, .not, .check, .cover, .binary, .conditional:
      var result = SlotSet()
      expression.forEachOperand { result.formUnion(visit($0)) }
      return result
    case .letIn(let local, let value, let body):
      locals[local] = visit(value)
      return visit(body)
    }
  }

  mutating func visit(_ statement: GroundStatement) {
    switch statement {
    case .assign(_, let value): visit(value)
    case .assignAt(_, _, _, let index, let value):
      indices.formUnion(visit(index))
      visit(value)
    case .setLocal(let local, let value): locals[local] = visit(value)
    case .conditional(let condition, let then, let otherwise):
      conditions.formUnion(visit(condition))
      for inner in then + otherwise { visit(inner) }
    case .emit(_, let arguments): for argument in arguments { visit(argument) }
    case .shiftDown, .fault, .flag, .cover: break
    }
  }
}
