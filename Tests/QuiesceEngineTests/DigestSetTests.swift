import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// What stands for states where these are not kept.
@Suite struct DigestSetTests {
  /// Signatures of 64 bits tell 200,000 states apart, whatever the table's size did in between: the chance that two of them are equal is
  /// 10^-9. They take no more than 12.3 bytes each: 8 for a place, of which, just after a segment has grown by a third, three quarters
  /// of seven eighths are taken, and as the segments are not all alike, some less.
  @Test func signaturesTellStatesApart() {
    var set = SignatureSet()
    let hashes = BitStateTests.hashes(200_000)
    for hash in hashes {
      let (known, isNew) = (set.contains(hash), set.insert(hash))
      #expect(!known && isNew)
    }
    for hash in hashes {
      let (known, isNew) = (set.contains(hash), set.insert(hash))
      #expect(known && !isNew)
    }
    let (count, bytes, omission) = (set.count, set.byteCount, set.omission)
    #expect(count == 200_000)
    #expect(bytes >= 200_000 * 8 && bytes <= 200_000 * 123 / 10)
    // Of n states that are told apart, n (n - 1) / 2 pairs might have been alike, each with a chance of 2^-64.
    let expected = 200_000.0 * 199_999 / 2 * 0x1p-64
    #expect((omission.expected / expected - 1).magnitude < 1e-6)
    #expect(omission.probability > 0 && omission.probability <= omission.expected)
  }

  /// As many states are omitted as are expected to be, within five standard deviations: signatures of 16 to 24 bits for 50,000 states, of
  /// which 23 thousand have one of their own with 16 bits.
  @Test(arguments: [16, 18, 20, 24]) func omitsAsManyAsExpected(bits: Int) {
    var set = SignatureSet(bits: bits)
    let omitted = Double(BitStateTests.hashes(50_000).count { !set.insert($0) })
    let omission = set.omission
    #expect((omitted - omission.expected).magnitude <= 5 * (2 * omission.expected).squareRoot() + 1)
    #expect(omission.bits == bits && omission.probability > 0.99)
  }

  /// A batch is inserted as its states would be one by one, up to the limit; those that are known have no number.
  @Test func aBatchEndsAtTheLimit() {
    let states = OwnedBuffer<UInt64>([1, 2, 1, 3, 2, 4, 5])
    let hashes = OwnedBuffer<UInt64>(repeating: 0, count: 7)
    let positions = OwnedBuffer<Int>(repeating: 0, count: 7)
    let batch = StateBatch(states, wordCount: 1, count: 7, hashes: hashes, positions: positions)
    batch.hash()
    var set = SignatureSet()
    let placed = set.insert(batch, limit: 3)
    let (count, numbers) = (set.count, Array(positions.elements.prefix(5)))
    #expect(placed == 5 && count == 3)
    #expect(numbers == [0, 1, -1, 2, -1])
  }

  /// A tree of 10,000 states, whose sources come in order: each way leads back to a root through the transitions that were noted.
  @Test(arguments: [1, 2, 100, 40_000]) func theLogKnowsEachWay(transitionCount: Int) {
    var generator = SplitMix64(state: 5)
    let roots = 3
    var steps: [(source: Int, transition: Int)] = []
    var log = StepLog(transitionCount: transitionCount, rootCount: roots)
    var source = 0
    while steps.count < 10_000 {
      // Mostly none or one comes of a state, and sometimes many do, so that the log goes on.
      let children = source == 0 ? 50 : Int.random(in: 0...2, using: &generator)
      for _ in 0..<children {
        let transition = Int.random(in: 0..<transitionCount, using: &generator)
        steps.append((source, transition))
        log.append(from: source, by: transition)
      }
      source += 1
    }
    for state in stride(from: 0, to: steps.count + roots, by: 37) {
      var (root, transitions) = (state, [Int]())
      while root >= roots {
        transitions.insert(steps[root - roots].transition, at: 0)
        root = steps[root - roots].source
      }
      let way = log.way(to: state)
      #expect(way.root == root && way.transitions == transitions)
    }
    // A bit for each state and at most one for each source, the transition, and the marks.
    let bits = transitionCount == 1 ? 0 : transitionCount == 2 ? 1 : transitionCount == 100 ? 7 : 16
    let bytes = log.byteCount
    #expect(bytes <= (steps.count * (bits + 2)) / 8 * 2 + 1024)
  }
}
