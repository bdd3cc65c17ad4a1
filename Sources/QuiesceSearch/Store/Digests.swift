import QuiesceProgram

/// The digests of what a search has visited, in one of the forms that it may ask for.
enum Digests: ~Copyable {
  /// Signatures of a state each.
  case signatures(SignatureSet)
  /// An array of bits that all states share.
  case bits(BitState)

  /// How many states were inserted.
  var count: Int {
    switch self {
    case .signatures(let set): set.count
    case .bits(let set): set.count
    }
  }

  /// Memory in use, and what it may need before it is asked again.
  var footprint: Footprint {
    switch self {
    case .signatures(let set): set.footprint
    case .bits(let set): set.footprint
    }
  }

  /// What may have been omitted.
  var omission: OmissionEstimate {
    switch self {
    case .signatures(let set): set.omission
    case .bits(let set): set.omission
    }
  }

  /// Inserts a state by its hash; false if it seems to be known.
  mutating func insert(_ hash: UInt64) -> Bool {
    switch consume self {
    case .signatures(var set):
      let result = set.insert(hash)
      self = .signatures(set)
      return result
    case .bits(var set):
      let result = set.insert(hash)
      self = .bits(set)
      return result
    }
  }

  /// Inserts the states of a batch, as a visited set does.
  mutating func insert(_ batch: StateBatch, limit: Int) -> Int {
    switch consume self {
    case .signatures(var set):
      let result = set.insert(batch, limit: limit)
      self = .signatures(set)
      return result
    case .bits(var set):
      let result = set.insert(batch, limit: limit)
      self = .bits(set)
      return result
    }
  }
}
