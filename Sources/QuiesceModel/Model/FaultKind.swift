/// Why an evaluation can fail.
package enum FaultKind: String, Hashable, Codable, Sendable, CaseIterable {
  /// A failed `assert`.
  case assertion = "assertion failed"
  /// A value stored outside its type, or passed to a function outside its parameter's type.
  case valueOutOfRange = "value out of range"
  /// An index outside the index type.
  case indexOutOfRange = "index out of range"
  /// A push on a full queue or bag.
  case pushOnFull = "push on a full queue"
  /// A pop or `first` of an empty queue.
  case popOfEmpty = "pop of an empty queue"
  /// `none!`
  case unwrapOfNone = "unwrapping none"
  /// Division or remainder by zero.
  case divisionByZero = "division by zero"
  /// `choose`, `min` or `max` over nothing.
  case emptyChoice = "choose from an empty set"
  /// A result that 64 bits cannot hold.
  case overflow = "arithmetic overflow"
}
