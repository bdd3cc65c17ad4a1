import QuiesceProgram

/// Asks of single states of a program what the argument for slices asks of all: that the state of the slice with the same values
/// in the slots that are kept does the same, so that leaving out the others is a bisimulation, up to transitions that only what is
/// left out can tell from nothing (Documentation/slicing.md).
struct SliceAudit {
  private let whole: GroundInterpreter
  private let slice: GroundInterpreter
  private let kept: [SlotID]
  /// The transitions that the slice does not have.
  private let absent: Set<Int>
  private let impossible: Set<Int>
  /// Whether it matters where a state has no successor, and where the search bound is the reason.
  private let checksRest: Bool
  private let checksBound: Bool

  /// Prepares the audit of a slice.
  ///
  /// - Parameter checksRest: whether deadlocks or stuck actors are asked for.
  init(_ slice: ProgramSlice, checksRest: Bool) {
    whole = GroundInterpreter(slice.whole)
    self.slice = GroundInterpreter(slice.program)
    self.checksRest = checksRest
    checksBound = checksRest || slice.whole.properties.contains(where: \.isOfAllThatFollows)
    kept = slice.cone.members
    absent = slice.summary.transitions
    impossible = slice.summary.impossible
  }

  /// What is wrong with the slice in one of these states of the whole program, if anything is.
  func complaint(in states: some Sequence<[Int]>) -> String? {
    let (first, second) = (whole.program.initialStates, slice.program.initialStates)
    guard first.count == second.count, zip(first, second).allSatisfy({ projected($0) == $1 }) else {
      return "the slice begins in other states"
    }
    for state in states {
      if let complaint = complaint(in: state) { return "\(complaint) in \(state)" }
    }
    return nil
  }

  private func complaint(in state: [Int]) -> String? {
    let other = projected(state)
    if let slot = kept.first(where: { !slice.program.slots[$0].range.contains(state[$0]) }) {
      return "'\(slice.program.slots[slot].name)' has no room for its value"
    }
    if whole.isCommitted(state) != slice.isCommitted(other) { return "committed locations are not the same" }
    if checksRest, whole.mayRest(state) != slice.mayRest(other) { return "all rest in the one and not in the other" }
    if checksBound, whole.isBeyondBound(state) != slice.isBeyondBound(other) { return "the bound is not the same" }
    for (property, sliced) in zip(whole.program.properties, slice.program.properties) {
      guard let condition = property.condition, let rest = sliced.condition else { continue }
      if whole.reading(of: condition, in: state) != slice.reading(of: rest, in: other) {
        return "'\(property.name)' is not the same"
      }
    }
    for transition in whole.program.transitions.indices where !isMatched(transition, in: state, other) {
      return "transition \(transition) does not do the same"
    }
    return nil
  }

  /// Whether a transition does the same in a state and in that of the slice, or nothing where the slice does not have it.
  private func isMatched(_ transition: Int, in state: [Int], _ other: [Int]) -> Bool {
    let occurrence = whole.occurrence(of: transition, in: state)
    if impossible.contains(transition) { return occurrence == nil }
    if absent.contains(transition) {
      guard let occurrence else { return true }
      guard let target = occurrence.target, occurrence.flags | occurrence.covers == 0 else { return false }
      return projected(target) == other && whole.isCommitted(state) == whole.isCommitted(target)
    }
    guard var occurrence else { return slice.occurrence(of: transition, in: other) == nil }
    if let target = occurrence.target { occurrence.end = .state(projected(target)) }
    return slice.occurrence(of: transition, in: other) == occurrence
  }

  /// The state of the slice with the values of the slots that it keeps.
  private func projected(_ state: [Int]) -> [Int] {
    var result = slice.program.slots.map(\.lower)
    for slot in kept { result[slot] = state[slot] }
    return result
  }
}
