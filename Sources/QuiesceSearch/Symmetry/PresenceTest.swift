import QuiesceProgram

/// Whether a field that may hold a symmetric value means something: where another field's raw value is at least this.
struct PresenceTest {
  private let word: Int
  private let shift: UInt64
  private let mask: UInt64
  private let least: UInt64

  /// - Parameter presence: nil where the field always means something.
  init(_ presence: SymmetricPlaces.Presence?, _ slots: [Slot]) {
    let field = presence.map { Field(slots[$0.slot]) }
    word = field?.word ?? 0
    shift = field?.shift ?? 0
    mask = field?.mask ?? 0
    least = UInt64(presence?.least ?? 0)
  }

  /// Whether it does in a packed state.
  @inline(__always)
  func holds(in words: PackedState) -> Bool { (words[word] &>> shift) & mask >= least }
}
