import QuiesceProgram

/// The narrow waist between a way of running a model and the searches: PINS in LTSmin, `Model` in Stateright.
///
/// A searcher knows states as words, transitions as numbers, and nothing else.
protocol Stepper: ~Copyable {
  /// How many words a state takes.
  var wordCount: Int { get }
  /// How many transitions the program has.
  var transitionCount: Int { get }
  /// The initial states, one after the other.
  var initialStates: [UInt64] { get }
  /// Appends every enabled transition's successor, and the faults met on the way. Returns how many transitions are enabled, faulting ones included.
  mutating func expand(_ state: UnsafePointer<UInt64>, id: Int, into buffer: inout SuccessorBuffer) -> Int
  /// Whether a transition whose actors stand where they have to is enabled, or its guard fails.
  mutating func mayFire(_ transition: Int, in state: UnsafePointer<UInt64>) -> Bool
  /// Appends the successor by an enabled transition; false if the transition fails.
  mutating func fire(_ transition: Int, from state: UnsafePointer<UInt64>, into buffer: inout SuccessorBuffer) -> Bool
  /// Whether a state without successors is no deadlock: every actor rests in a final location, or the search bound is false.
  mutating func mayRest(_ state: UnsafePointer<UInt64>) -> Bool
  /// Whether an actor may rest where it stands.
  mutating func mayRest(_ actor: Int, in state: UnsafePointer<UInt64>) -> Bool
  /// Whether the search bound is false in a state, so that nothing follows it.
  mutating func isBeyondBound(_ state: UnsafePointer<UInt64>) -> Bool
  /// The value of a state property.
  mutating func evaluate(property: Int, in state: UnsafePointer<UInt64>) -> PropertyValue
  /// Whether a committed location, of whatever actor, decides what may fire.
  func isCommitted(_ state: UnsafePointer<UInt64>) -> Bool
  /// The properties that were seen not to be vacuous, as bits.
  var covered: UInt64 { get }
  /// Which transitions fired, and which were blocked by their guard.
  var coverage: Coverage { get }
  /// Bytes of what is remembered of transitions.
  var byteCount: Int { get }
  /// Bytes that may be remembered besides.
  var bytesToGrow: Int { get }
  /// Lets no more bytes be remembered than these.
  mutating func limitMemory(to bytes: Int)
  /// Whether the states that `expand` gives are canonical ones, with other values than the transitions have led to.
  var isSymmetric: Bool { get }
  /// Whether states were found so symmetric that of one orbit there may be several canonical ones.
  var hasManyForAnOrbit: Bool { get }
  /// As `expand`, with the values that the transitions lead to.
  mutating func expandAsIs(_ state: UnsafePointer<UInt64>, id: Int, into buffer: inout SuccessorBuffer) -> Int
  /// Replaces a state by the canonical one, and says for each symmetric value which one it was before.
  mutating func canonicalize(_ state: UnsafeMutablePointer<UInt64>) -> [Int]
  /// Permutes the symmetric values of a state so that each becomes the one at whose place it stands in the list.
  func rename(_ state: UnsafeMutablePointer<UInt64>, by former: [Int])
}

extension Stepper where Self: ~Copyable {
  var isSymmetric: Bool { false }
  var hasManyForAnOrbit: Bool { false }

  mutating func expandAsIs(_ state: UnsafePointer<UInt64>, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    expand(state, id: id, into: &buffer)
  }

  mutating func canonicalize(_ state: UnsafeMutablePointer<UInt64>) -> [Int] { [] }

  func rename(_ state: UnsafeMutablePointer<UInt64>, by former: [Int]) {}
}

/// What a state property evaluates to.
enum PropertyValue {
  /// It does not hold.
  case no
  /// It holds.
  case yes
  /// It cannot be evaluated.
  case fault(FaultSiteID)
}

/// Successors of a few states, waiting to be looked up together: a batch hides the latency of the index.
struct SuccessorBuffer: ~Copyable {
  /// How many words a state takes.
  let wordCount: Int
  /// How many successors fit.
  let capacity: Int
  /// How many there are.
  package private(set) var count = 0
  /// The states, one after the other.
  let words: OwnedBuffer<UInt64>
  /// For each, the state it came from.
  let sources: OwnedBuffer<Int>
  /// For each, the transition that fired.
  let transitions: OwnedBuffer<Int32>
  /// For each, the properties that the transition flagged, as bits.
  package let flags: OwnedBuffer<UInt64>
  /// For each, its hash, once computed.
  let hashes: OwnedBuffer<UInt64>
  /// For each, whether it lies behind further transitions, which were the only way on.
  let passed: OwnedBuffer<Bool>
  /// For each, where it is stored, or -1 if that is not known.
  let known: OwnedBuffer<Int>
  /// Room for one word for each successor.
  let scratch: OwnedBuffer<UInt64>
  /// Transitions that ended in a fault.
  var faults: [(source: Int, transition: Int, site: FaultSiteID)] = []

  /// Makes an empty buffer.
  init(wordCount: Int, capacity: Int) {
    self.wordCount = wordCount
    self.capacity = capacity
    words = OwnedBuffer(repeating: 0, count: wordCount * capacity)
    sources = OwnedBuffer(repeating: 0, count: capacity)
    transitions = OwnedBuffer(repeating: 0, count: capacity)
    flags = OwnedBuffer(repeating: 0, count: capacity)
    hashes = OwnedBuffer(repeating: 0, count: capacity)
    passed = OwnedBuffer(repeating: false, count: capacity)
    known = OwnedBuffer(repeating: 0, count: capacity)
    scratch = OwnedBuffer(repeating: 0, count: capacity)
  }

  /// Where the next successor is to be written.
  var next: UnsafeMutablePointer<UInt64> {
    @inline(__always) get { words.base + count &* wordCount }
  }

  /// The words of a successor.
  @inline(__always)
  package func state(_ position: Int) -> UnsafeMutablePointer<UInt64> { words.base + position &* wordCount }

  /// Keeps the successor that was written at `next`.
  @inline(__always)
  mutating func append(source: Int, transition: Int32, flags newFlags: UInt64) {
    sources[count] = source
    transitions[count] = transition
    flags[count] = newFlags
    passed[count] = false
    known[count] = -1
    count &+= 1
  }

  /// Of the successors from a position on, keeps some, as bits in order.
  mutating func keep(from start: Int, mask: UInt64) {
    var kept = start
    for position in start..<count where mask & (1 << UInt64(position - start)) != 0 {
      if kept != position {
        for word in 0..<wordCount { words[kept * wordCount + word] = words[position * wordCount + word] }
        sources[kept] = sources[position]
        transitions[kept] = transitions[position]
        flags[kept] = flags[position]
      }
      kept += 1
    }
    count = kept
  }

  /// Forgets everything.
  mutating func removeAll() {
    count = 0
    if !faults.isEmpty { faults.removeAll() }
  }
}
