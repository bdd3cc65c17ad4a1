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
  struct Segment: ~Copyable {
    var places = OwnedBuffer(zeros: SignatureSet.initialCapacity)
    var count = 0
  }

  /// How many states were inserted that were not taken for others.
  private(set) var count = 0
  /// Bytes in use.
  private(set) var byteCount = 0
  /// How many states were omitted, as is to be expected: of new states, while `n` of `2^b` signatures are taken, `n / 2^b` have one
  /// of these, so `f / (1 - f)` of them are omitted until one is not.
  private(set) var expectedOmissions = 0.0

  private let segments = OwnedList(count: 1 << SignatureSet.segmentBits) { _ in Segment() }
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
    byteCount = segments.count * SignatureSet.initialCapacity * 8
  }

  /// The signature of a hash: 0 is an empty place.
  @inline(__always)
  private func signature(_ hash: UInt64) -> UInt64 { max(hash & mask, 1) }

  /// The number of a signature's segment.
  @inline(__always)
  private func segment(_ signature: UInt64) -> Int {
    Int(truncatingIfNeeded: signature &>> UInt64(64 - SignatureSet.segmentBits))
  }
}

extension SignatureSet.Segment {
  /// Where a signature is, or belongs, among the places.
  @inline(__always)
  func place(_ signature: UInt64) -> Int {
    var place = home(signature)
    while places[place] != 0, places[place] != signature { place = place &+ 1 == places.count ? 0 : place &+ 1 }
    return place
  }

  /// Where the probing for a signature begins.
  @inline(__always)
  private func home(_ signature: UInt64) -> Int {
    let within = signature &<< UInt64(SignatureSet.segmentBits)
    return Int(truncatingIfNeeded: within.multipliedFullWidth(by: UInt64(truncatingIfNeeded: places.count)).high)
  }

  @inline(__always)
  func prefetch(_ signature: UInt64) { CCacheLine.prefetch(places.base + home(signature)) }

  @inline(__always)
  func contains(_ signature: UInt64) -> Bool { places[place(signature)] != 0 }

  /// Inserts a signature; false if it is there.
  @inline(__always)
  mutating func insert(_ signature: UInt64) -> Bool {
    let place = place(signature)
    if places[place] != 0 { return false }
    places[place] = signature
    count &+= 1
    return true
  }

  /// Whether it has to grow: seven eighths of the places, since beyond it linear probes grow long.
  var isFull: Bool {
    @inline(__always) get { count >= places.count / 8 * 7 }
  }

  mutating func grow() {
    var larger = SignatureSet.Segment(places: OwnedBuffer(zeros: places.count / 3 * 4 + 4))
    for place in 0..<places.count where places[place] != 0 { _ = larger.insert(places[place]) }
    self = larger
  }
}

extension SignatureSet: DigestSet {
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    let signature = signature(hash)
    segments[segment(signature)].prefetch(signature)
  }

  func contains(_ hash: UInt64) -> Bool {
    let signature = signature(hash)
    return segments[segment(signature)].contains(signature)
  }

  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    let signature = signature(hash)
    let segment = segment(signature)
    guard segments[segment].insert(signature) else { return false }
    let chance = min(Double(count) * share, 1 - 0x1p-53)
    expectedOmissions += chance / (1 - chance)
    count &+= 1
    if segments[segment].isFull { grow(segment) }
    return true
  }

  private mutating func grow(_ segment: Int) {
    let before = segments[segment].places.count
    segments[segment].grow()
    byteCount += (segments[segment].places.count - before) * 8
  }

  mutating func insert(_ batch: StateBatch, limit: Int) -> Int { insert(each: batch, limit: limit) }

  /// The segments are alike: while one of them grows, it is there twice, and all of them do at about the same time.
  var footprint: Footprint { Footprint(bytes: byteCount, growth: byteCount / segments.count * 3) }

  var omission: OmissionEstimate {
    OmissionEstimate(form: .compact, bits: bits, expected: expectedOmissions, probability: -expm1(-expectedOmissions))
  }
}
