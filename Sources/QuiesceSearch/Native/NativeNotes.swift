import QuiesceProgram

/// Where the functions of a native program note down what they met, in 64-bit words.
///
/// First the covers that were seen, and how many transitions failed in the last state; then those, each with its fault site; then
/// which transitions fired and which were blocked, as bits, of each location up to 64 in a word.
struct NativeNotes {
  /// Where the covers are.
  static let covered = 0
  /// Where the number of failed transitions is.
  static let faultCount = 1
  /// Where the failed transitions begin.
  static let faults = 2

  /// Where the words of the transitions that fired begin.
  let fired: Int
  /// Where the words of those begin that were blocked.
  let blocked: Int
  /// How many words there are.
  let count: Int
  private let outline: ProgramOutline
  /// For each location the first of its words among all.
  private let firstGroups: [Int]

  /// The layout for a program.
  init(_ outline: ProgramOutline) {
    self.outline = outline
    var groups = 0
    var firstGroups: [Int] = []
    for location in 0..<outline.locationCount {
      firstGroups.append(groups)
      groups += (outline.transitions(at: location).count + 63) / 64
    }
    self.firstGroups = firstGroups
    fired = NativeNotes.faults + 2 * outline.transitionCount
    blocked = fired + groups
    count = blocked + groups
  }

  /// The first word of a location, counted from the first of all.
  func groups(at location: Int) -> Int { firstGroups[location] }

  /// Adds what is noted down to a coverage.
  func add(_ words: borrowing OwnedBuffer<UInt64>, to coverage: inout Coverage) {
    for location in firstGroups.indices {
      for (position, transition) in outline.transitions(at: location).enumerated() {
        let word = firstGroups[location] + position / 64
        let bit: UInt64 = 1 << UInt64(position % 64)
        if words[fired + word] & bit != 0 { coverage.fired[transition] = true }
        if words[blocked + word] & bit != 0 { coverage.blocked[transition] = true }
      }
    }
  }
}
