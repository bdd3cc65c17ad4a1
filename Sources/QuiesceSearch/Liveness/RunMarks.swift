import QuiesceModel
import QuiesceProgram

/// What the steps of a run show, as bits, of what fairness and the automaton of a formula want to see again and again.
///
/// Weak fairness is a Büchi condition: again and again it pays, or nothing of it is owed. Strong fairness is a Streett
/// condition: it pays again and again, or is owed from some time on no more. The marks of the automaton come behind both, and
/// the highest bit is shown by every step: a cycle has steps.
struct RunMarks {
  /// The most assumptions and marks of the automaton.
  static let limit = 63
  /// What every step shows.
  static let step: UInt64 = 1 << 63

  /// The fairness assumptions, each of which has the bit of its position.
  let fairness: [FairnessAssumption]
  /// The bits of weak fairness.
  let weak: UInt64
  /// The bits of strong fairness.
  let strong: UInt64
  /// The bits that a fair and accepting cycle shows, whatever it is: of weak fairness, of the automaton and of a step.
  let required: UInt64
  /// For each transition, the assumptions that owe it, as bits.
  let owed: [UInt64]
  /// For each transition, the assumptions that it pays, as bits.
  let paying: [UInt64]

  /// Nil if there are more than `limit` of them.
  init?(_ program: Program, fairness: [FairnessAssumption], automatonMarks: Int) {
    guard fairness.count + automatonMarks <= RunMarks.limit else { return nil }
    self.fairness = fairness
    var owed = program.transitions.map { _ in UInt64(0) }
    var paying = owed
    var (weak, strong): (UInt64, UInt64) = (0, 0)
    for (position, assumption) in fairness.enumerated() {
      let bit: UInt64 = 1 << UInt64(position)
      if assumption.strength == .strong { strong |= bit } else { weak |= bit }
      for transition in assumption.owed { owed[transition] |= bit }
      for transition in assumption.paying { paying[transition] |= bit }
    }
    self.owed = owed
    self.paying = paying
    self.weak = weak
    self.strong = strong
    required = weak | ((1 << UInt64(automatonMarks)) - 1) << UInt64(fairness.count) | RunMarks.step
  }

  /// What a step shows because it takes an edge of the automaton with these marks.
  @inline(__always)
  func shown(_ marks: UInt64) -> UInt64 { marks &<< UInt64(fairness.count) | RunMarks.step }

  /// Whether a cycle whose steps show these marks, and in whose states this is owed, is fair and accepting.
  @inline(__always)
  func areFair(_ marks: UInt64, owed: UInt64) -> Bool {
    marks & required == required && owed & strong & ~marks == 0
  }
}
