/// The part of an effect that decides what it leaves in some slots, or what it flags, covers and where it fails (backward
/// slicing: Weiser, "Program slicing", 1984). In a run that does not fail it leaves the same there as the whole effect.
package struct EffectSlice {
  /// The statements that are left.
  package private(set) var statements: [GroundStatement] = []
  /// The slots whose values before the effect decide.
  package private(set) var needed: SlotSet
  private var locals: Set<GroundLocal> = []
  private let keepsMarks: Bool

  /// The part that decides what is left in the slots and, where marks are kept, what is flagged and covered, and where it fails.
  package init(_ effect: [GroundStatement], for slots: SlotSet, keepsMarks: Bool = false) {
    needed = slots
    spareLocal = keepsMarks ? effect.highestLocal + 1 : 0
    self.keepsMarks = keepsMarks
    statements = slice(effect)
  }

  /// Takes values that are evaluated for their marks alone, of which a slice without marks has none.
  private let spareLocal: GroundLocal

  private mutating func slice(_ effect: [GroundStatement]) -> [GroundStatement] {
    var kept: [GroundStatement] = []
    for statement in effect.reversed() {
      if let rest = slice(statement) { kept.append(rest) }
    }
    return kept.reversed()
  }

  private mutating func slice(_ statement: GroundStatement) -> GroundStatement? {
    switch statement {
    case .assign(let slot, let value):
      let isNeeded = needed.contains(slot)
      guard isNeeded || matters(value) else { return nil }
      need(value)
      if !isNeeded { return .setLocal(spareLocal, value) }
    case .assignAt(let base, let stride, let count, let index, let value):
      let isNeeded = (0..<count).contains { needed.contains(base + $0 * stride) }
      guard isNeeded || matters(index) || matters(value) else { return nil }
      need(index)
      need(value)
    case .setLocal(let local, let value):
      guard locals.contains(local) || matters(value) else { return nil }
      need(value)
    case .conditional(let condition, let then, let otherwise):
      var other = self
      let (first, second) = (slice(then), other.slice(otherwise))
      if first.isEmpty, second.isEmpty, !matters(condition) { return nil }
      needed.formUnion(other.needed)
      locals.formUnion(other.locals)
      need(condition)
      return .conditional(condition, then: first, otherwise: second)
    case .shiftDown(let first, let width, let capacity):
      let places = 0..<width * capacity
      let offsets = Set(places.filter { needed.contains(first + $0) }.map { $0 % width })
      if offsets.isEmpty { return nil }
      for place in places where offsets.contains(place % width) { needed.insert(first + place) }
    case .fault, .flag, .cover: return keepsMarks ? statement : nil
    case .emit(_, let arguments):
      guard arguments.contains(where: { matters($0) }) else { return nil }
      for argument in arguments { need(argument) }
    }
    return statement
  }

  private func matters(_ expression: GroundExpression) -> Bool { keepsMarks && expression.mustEvaluate }

  private mutating func need(_ expression: GroundExpression) {
    expression.collectReads(into: &needed)
    expression.collectLocals(into: &locals)
  }
}
