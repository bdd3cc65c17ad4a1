/// The letters that have some atoms and do not have others.
struct LetterSet: Hashable {
  /// The atoms that each letter has.
  var required: UInt64 = 0
  /// The atoms that no letter has.
  var forbidden: UInt64 = 0

  /// Whether there is no letter.
  var isEmpty: Bool { required & forbidden != 0 }

  /// The letters of both sets.
  func intersection(_ other: LetterSet) -> LetterSet {
    LetterSet(required: required | other.required, forbidden: forbidden | other.forbidden)
  }

  /// Whether each letter is one of the other set.
  func isSubset(of other: LetterSet) -> Bool {
    other.required & ~required == 0 && other.forbidden & ~forbidden == 0
  }

  /// The letters that are not in the other set, where that is a set again: it has just one condition more.
  func subtracting(_ other: LetterSet) -> LetterSet? {
    let required = other.required & ~required
    let forbidden = other.forbidden & ~forbidden
    guard required.nonzeroBitCount + forbidden.nonzeroBitCount == 1 else { return nil }
    return LetterSet(required: self.required | forbidden, forbidden: self.forbidden | required)
  }

  /// How many cases may be looked at to see that sets cover another one.
  static let maximumCases = 1_000

  /// Whether each letter is in one of the sets, as far as is seen soon.
  func isCovered(by sets: [LetterSet]) -> Bool {
    var cases = LetterSet.maximumCases
    return isCovered(by: sets, cases: &cases)
  }

  /// Whether each letter is in one of the sets, as far as so many cases show; the number is what is left of them.
  func isCovered(by sets: [LetterSet], cases: inout Int) -> Bool {
    let near = sets.filter { !intersection($0).isEmpty }
    cases -= 1 + near.count
    if near.contains(where: isSubset) { return true }
    guard cases > 0, let first = near.first else { return false }
    // Some letters are not in the first set, so one of its conditions tells them apart.
    guard let condition = first.conditions.first(where: { adding($0) != self }) else { return false }
    return adding(condition).isCovered(by: near, cases: &cases)
      && adding(condition.opposite).isCovered(by: near, cases: &cases)
  }

  // MARK: - Conditions

  /// An atom that letters have or do not have.
  struct Condition: Hashable {
    let atom: Int
    let holds: Bool

    /// The condition on the other letters.
    var opposite: Condition { Condition(atom: atom, holds: !holds) }

    fileprivate var letters: LetterSet {
      let bit = UInt64(1) << UInt64(atom)
      return holds ? LetterSet(required: bit) : LetterSet(forbidden: bit)
    }
  }

  /// The conditions that all letters fulfil.
  var conditions: [Condition] {
    (0..<64).filter { (required | forbidden) >> UInt64($0) & 1 == 1 }
      .map { Condition(atom: $0, holds: required >> UInt64($0) & 1 == 1) }
  }

  /// The letters that fulfil a condition, too.
  func adding(_ condition: Condition) -> LetterSet { intersection(condition.letters) }

  /// The letters that fulfil all conditions but one.
  func without(_ condition: Condition) -> LetterSet {
    let letters = condition.letters
    return LetterSet(required: required & ~letters.required, forbidden: forbidden & ~letters.forbidden)
  }
}
