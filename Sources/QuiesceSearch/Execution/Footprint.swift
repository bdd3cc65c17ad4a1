import QuiesceSystem

/// Memory that something holds, and what it may need besides before it is asked again.
struct Footprint {
  /// Bytes in use.
  var bytes = 0
  /// Bytes that it will need besides to grow.
  var growth = 0

  static func + (left: Footprint, right: Footprint) -> Footprint {
    Footprint(bytes: left.bytes + right.bytes, growth: left.growth + right.growth)
  }
}

extension Array {
  /// What the array itself holds.
  var footprint: Footprint { Footprint(bytes: heldBytes, growth: bytesToGrow) }
}
