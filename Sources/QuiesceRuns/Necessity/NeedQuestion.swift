/// A model under one setting, and the sets of its parts that are to be left out.
package struct NeedQuestion: Sendable {
  /// The run with all parts.
  package let run: PlannedRun
  /// The parts.
  package let parts: [RemovablePart]
  /// How many are left out together, at most.
  package let largest: Int
  /// Every set of parts up to that size but the empty one, by position, small ones first.
  package let sets: [[Int]]

  /// Takes a question.
  package init(run: PlannedRun, parts: [RemovablePart], largest: Int, sets: [[Int]]) {
    self.run = run
    self.parts = parts
    self.largest = largest
    self.sets = sets
  }
}
