import QuiesceProgram

/// A visited set that does not hold the states but what tells them apart, most likely: it may take a new state for one that it knows,
/// so that this is omitted.
///
/// States have numbers in the order in which they were inserted.
protocol DigestSet: ~Copyable {
  /// How many states were inserted.
  var count: Int { get }
  /// Memory in use, and what it may need before it is asked again.
  var footprint: Footprint { get }
  /// What it keeps of a state, and how many states were omitted by that.
  var omission: OmissionEstimate { get }
  /// Asks for the memory that a hash is about.
  func prefetch(_ hash: UInt64)
  /// Whether a state with this hash seems to be known.
  func contains(_ hash: UInt64) -> Bool
  /// Inserts a state by its hash; false if it seems to be known.
  mutating func insert(_ hash: UInt64) -> Bool
  /// Inserts the states of a batch, which were hashed, up to so many states in all, and gives each new one its number; a state that
  /// is known gets -1.
  ///
  /// - Returns: how many of the batch have got a number: all, or those before the first that would be one too many.
  mutating func insert(_ batch: StateBatch, limit: Int) -> Int
}

extension DigestSet where Self: ~Copyable {
  /// Inserts the states of a batch, whose cache misses overlap.
  @inline(__always)
  mutating func insert(each batch: StateBatch, limit: Int) -> Int {
    for offset in 0..<batch.count { prefetch(batch.hashes[offset]) }
    for offset in 0..<batch.count {
      let number = count
      if number >= limit {
        guard contains(batch.hashes[offset]) else { return offset }
        batch.positions[offset] = -1
      } else {
        batch.positions[offset] = insert(batch.hashes[offset]) ? number : -1
      }
    }
    return batch.count
  }
}

extension BitState: DigestSet {
  mutating func insert(_ batch: StateBatch, limit: Int) -> Int { insert(each: batch, limit: limit) }

  var footprint: Footprint { Footprint(bytes: byteCount) }

  var omission: OmissionEstimate {
    OmissionEstimate(
      form: .bitstate, bits: bitsPerState, arrayBytes: byteCount, expected: expectedOmissions,
      probability: omissionProbability)
  }
}
