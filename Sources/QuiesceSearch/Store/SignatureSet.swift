import CCacheLine
import Glibc
import QuiesceProgram

/// A visited set that keeps a signature of each state in place of the state: hash compaction (Wolper and Leroy, "Reliable hashing without
/// collision detection", 1993; Stern and Dill, "Improved probabilistic verification by hash compaction", 1995).
///
/// The signature is the whole hash. Its high bits say where it lies, so that a table can be made larger without the states: it is
/// one of several segments, which grow one at a time, so that old and new need room together only for one of them.
struct SignatureSet: ~Copyable {
  /// A part of the table, with the signatures that begin alike.
  struct Segment {
    var places: UnsafeMutablePointer<UInt64>
    var capacity: Int
    var count = 0
  }

  /// How many states were inserted that were not taken for others.
  private(set) var count = 0
  /// Bytes in use.
  private(set) var byteCount = 0
  /// How many states were omitted, as is to be expected: of new states, while `n` of `2^b` signatures are taken, `n / 2^b` have one
  /// of these, so `f / (1 - f)` of them are omitted until one is not.
  private(set) var expectedOmissions = 0.0

  private let segments: OwnedBuffer<Segment>
  private let bits: Int
  private let mask: UInt64
  private let share: Double

  private static let segmentBits = 6
  private static let initialCapacity = 1 << 6

  /// - Parameter bits: how many bits of a hash the signature has.
  init(bits: Int = 64) {
    self.bits = bits
    mask = ~0 << UInt64(64 - bits)
    share = scalbn(1, -Int32(bits))
    segments = OwnedBuffer(
      (0..<1 << SignatureSet.segmentBits).map { _ in
        Segment(places: SignatureSet.places(SignatureSet.initialCapacity), capacity: SignatureSet.initialCapacity)
      })
    byteCount = segments.count * SignatureSet.initialCapacity * 8
  }

  deinit { for number in 0..<segments.count { free(segments[number].places) } }

  private static func places(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    guard let memory = calloc(capacity, 8) else {
      preconditionFailure("the system has no memory for \(capacity) signatures")
    }
    return memory.bindMemory(to: UInt64.self, capacity: capacity)
  }

  /// The signature of a hash: 0 is an empty place.
  @inline(__always)
  private func signature(_ hash: UInt64) -> UInt64 { max(hash & mask, 1) }

  @inline(__always)
  private func segment(_ signature: UInt64) -> UnsafeMutablePointer<Segment> {
    segments.base + Int(truncatingIfNeeded: signature &>> UInt64(64 - SignatureSet.segmentBits))
  }

  /// Where a signature is, or belongs, among the places of its segment.
  @inline(__always)
  private static func place(_ signature: UInt64, _ places: UnsafeMutablePointer<UInt64>, _ capacity: Int) -> Int {
    var place = home(signature, capacity)
    while places[place] != 0, places[place] != signature { place = place &+ 1 == capacity ? 0 : place &+ 1 }
    return place
  }

  @inline(__always)
  private static func home(_ signature: UInt64, _ capacity: Int) -> Int {
    let within = signature &<< UInt64(segmentBits)
    return Int(truncatingIfNeeded: within.multipliedFullWidth(by: UInt64(truncatingIfNeeded: capacity)).high)
  }

  private mutating func grow(_ segment: UnsafeMutablePointer<Segment>) {
    let old = segment.pointee
    let capacity = old.capacity / 3 * 4 + 4
    let places = SignatureSet.places(capacity)
    for place in 0..<old.capacity where old.places[place] != 0 {
      places[SignatureSet.place(old.places[place], places, capacity)] = old.places[place]
    }
    free(old.places)
    segment.pointee = Segment(places: places, capacity: capacity, count: old.count)
    byteCount += (capacity - old.capacity) * 8
  }
}

extension SignatureSet: DigestSet {
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    let signature = signature(hash)
    let segment = segment(signature)
    CCacheLine.prefetch(segment.pointee.places + SignatureSet.home(signature, segment.pointee.capacity))
  }

  func contains(_ hash: UInt64) -> Bool {
    let signature = signature(hash)
    let segment = segment(signature).pointee
    return segment.places[SignatureSet.place(signature, segment.places, segment.capacity)] != 0
  }

  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    let signature = signature(hash)
    let segment = segment(signature)
    let places = segment.pointee.places
    let place = SignatureSet.place(signature, places, segment.pointee.capacity)
    if places[place] != 0 { return false }
    places[place] = signature
    let chance = min(Double(count) * share, 1 - 0x1p-53)
    expectedOmissions += chance / (1 - chance)
    count &+= 1
    segment.pointee.count &+= 1
    // Seven eighths of the places, since beyond it linear probes grow long.
    if segment.pointee.count >= segment.pointee.capacity / 8 * 7 { grow(segment) }
    return true
  }

  mutating func insert(_ batch: StateBatch, limit: Int) -> Int { insert(each: batch, limit: limit) }

  /// The segments are alike: while one of them grows, it is there twice, and all of them do at about the same time.
  var footprint: Footprint { Footprint(bytes: byteCount, growth: byteCount / segments.count * 3) }

  var omission: OmissionEstimate {
    OmissionEstimate(form: .compact, bits: bits, expected: expectedOmissions, probability: -expm1(-expectedOmissions))
  }
}
