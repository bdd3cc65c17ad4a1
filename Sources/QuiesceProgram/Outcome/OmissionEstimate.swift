/// What a search keeps of a state that it has visited.
package enum VisitedForm: String, Codable, CaseIterable, Sendable {
  /// The state: no other is taken for it.
  case exact
  /// A signature of 64 bits: hash compaction.
  case compact
  /// A few bits of an array that all states share: bitstate hashing.
  case bitstate
}

/// How likely it is that a search which does not keep the states has taken a new one for one that it had visited.
package struct OmissionEstimate: Codable, Sendable {
  /// What it keeps of a state.
  package var form: VisitedForm
  /// How many bits of a state: of its signature, or those that it sets in the array.
  package var bits: Int
  /// How many bytes the array of bits has; nil where there is none.
  package var arrayBytes: Int?
  /// How many states were omitted, as is to be expected.
  package var expected: Double
  /// The probability that any was, at most.
  package var probability: Double

  /// Makes an estimate.
  package init(form: VisitedForm, bits: Int, arrayBytes: Int? = nil, expected: Double, probability: Double) {
    self.form = form
    self.bits = bits
    self.arrayBytes = arrayBytes
    self.expected = expected
    self.probability = probability
  }
}
