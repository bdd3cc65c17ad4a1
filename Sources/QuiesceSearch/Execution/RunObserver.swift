/// What is told which bits of a state instructions read and write, as they run.
protocol RunObserver {
  /// Bits are about to be read.
  mutating func reads(_ word: Int, shift: UInt64, ones: UInt64)
  /// Bits get a value that was computed: those of a field, and those of a number that does not fit it, which only a slice with
  /// a defect has.
  mutating func writes(_ word: Int, mask: UInt64)
  /// Bits move down within a field, zeros following.
  mutating func shiftsDown(_ word: Int, shift: UInt64, ones: UInt64, by distance: UInt64)
}

/// Nobody: what it is told costs nothing.
struct NoObserver: RunObserver {
  @inline(__always) func reads(_ word: Int, shift: UInt64, ones: UInt64) {}
  @inline(__always) func writes(_ word: Int, mask: UInt64) {}
  @inline(__always) func shiftsDown(_ word: Int, shift: UInt64, ones: UInt64, by distance: UInt64) {}
}

/// The bits of a source state that decide what a run does, in the order in which they are read, and what the run does to the
/// state beyond them.
struct RunLog: RunObserver {
  /// The keys that decide, in order.
  private(set) var keys: [[StateBits]]
  /// Whether more decides than the log may hold: the run depends on what `keys` does not say.
  private(set) var isOverfull = false
  /// For each word, the bits that got a value.
  private(set) var written: [UInt64]
  /// A field that moved down, if one did: in which word, its bits where they are now, and by how much.
  private(set) var move: (word: Int, mask: UInt64, distance: UInt64)?

  /// For each word, the bits that are in `keys`.
  private var known: [UInt64]
  private var room: Int
  /// The most bits that a key has besides the first: a table for all values of more would be mostly empty.
  private static let widthLimit = 8

  /// Makes a log that begins with a key of bits that are read in any case.
  init(_ key: [StateBits], wordCount: Int, bitLimit: Int) {
    keys = [key]
    written = Array(repeating: 0, count: wordCount)
    known = written
    room = bitLimit
    for bits in key {
      known[bits.word] |= bits.mask
      room -= bits.width
    }
  }

  mutating func reads(_ word: Int, shift: UInt64, ones: UInt64) {
    let mask = ones << shift
    if let move, move.word == word, move.mask & mask != 0 { isOverfull = true }
    if isOverfull || mask & ~(known[word] | written[word]) == 0 { return }
    let width = ones.nonzeroBitCount
    if width > min(room, RunLog.widthLimit) { return isOverfull = true }
    keys.append([StateBits(word: word, shift: Int(shift), width: width)])
    known[word] |= mask
    room -= width
  }

  mutating func writes(_ word: Int, mask: UInt64) {
    written[word] |= mask
    if let move, move.word == word { self.move?.mask = move.mask & ~mask }
  }

  mutating func shiftsDown(_ word: Int, shift: UInt64, ones: UInt64, by distance: UInt64) {
    if move != nil || written[word] & (ones << shift) != 0 { return isOverfull = true }
    let moved = (ones >> distance) << shift
    move = (word, moved, distance)
    written[word] |= (ones << shift) & ~moved
  }
}
