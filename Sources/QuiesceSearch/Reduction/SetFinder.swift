import QuiesceProgram

/// Finds a stubborn set of a state whose enabled transitions are known, and remembers by which questions it was found: which set it
/// is depends on the variants that stand for them and on the answers to a few questions.
struct SetFinder: ~Copyable {
  /// Transitions that are enabled together.
  private struct Root {
    let entry: Int
    /// Where its variants lie, in the order in which the state was expanded.
    let variants: Range<Int>
    var lookups = 0
    var successes = 0

    /// Whether a look at one more such state is worth its time.
    var isWorthwhile: Bool { lookups < 64 || successes >= lookups / 16 }
  }

  private var roots: [Root] = []
  private var rootNumbers: [UInt64: Int] = [:]
  private var variants: [Int32] = []
  var tree: DecisionTree

  /// Sets are bits; a state with more enabled transitions is not reduced.
  package static let limit = 64

  init(_ allowance: ReductionEffort.Allowance) { tree = DecisionTree(allowance) }

  /// Bytes in use.
  var byteCount: Int {
    tree.byteCount + variants.heldBytes + roots.heldBytes + masks.heldBytes
      + (rootNumbers.capacity + maskNumbers.capacity) * (MemoryLayout<(UInt64, Int)>.stride * 2)
  }

  /// Which of the enabled transitions are enough, as bits by position; nil if all are needed, or finding out is not worth the time.
  ///
  /// - Parameters:
  ///   - state: a state in which no committed location restricts what may fire.
  ///   - transitions: the enabled transitions, in the order in which the state is expanded; at most `limit`.
  mutating func find<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, enabled transitions: UnsafeBufferPointer<Int32>, _ sets: inout StubbornSets,
    _ model: inout Model
  ) -> UInt64? {
    guard let root = root(of: transitions, in: state, sets.questions), roots[root].isWorthwhile else { return nil }
    let found = find(state, enabled: transitions, from: root, &sets, &model)
    roots[root].lookups += 1
    if found != 0 { roots[root].successes += 1 }
    return found == 0 ? nil : found
  }

  private mutating func find<Model: Stepper & ~Copyable>(
    _ state: UnsafePointer<UInt64>, enabled transitions: UnsafeBufferPointer<Int32>, from root: Int,
    _ sets: inout StubbornSets, _ model: inout Model
  ) -> UInt64 {
    let entry = roots[root].entry
    if case .result(let result) = tree.find(from: entry, answer: { sets.questions.answer($0, state, &model) }) {
      return masks[result]
    }
    guard tree.mayWork else { return 0 }
    let before = sets.work
    let mask = sets.choose(state, enabled: transitions, &model)
    tree.learn(
      number(of: mask), from: entry, sets.questions.log, answerCounts: sets.questions.answerCounts,
      work: sets.work - before)
    return mask
  }

  // MARK: Sets

  private var masks: [UInt64] = []
  private var maskNumbers: [UInt64: Int] = [:]

  private mutating func number(of mask: UInt64) -> Int {
    if let known = maskNumbers[mask] { return known }
    maskNumbers[mask] = masks.count
    masks.append(mask)
    return masks.count - 1
  }

  // MARK: Roots

  /// The root for these transitions; nil if the number that stands for them stands for others, or it is not worth its time.
  private mutating func root(
    of transitions: UnsafeBufferPointer<Int32>, in state: UnsafePointer<UInt64>, _ questions: borrowing StateQuestions
  ) -> Int? {
    var key = UInt64(truncatingIfNeeded: transitions.count)
    for transition in transitions {
      key =
        (key ^ UInt64(truncatingIfNeeded: questions.variant(of: Int(transition), in: state))) &* 0x9E37_79B9_7F4A_7C15
      key ^= key >> 29
    }
    guard let known = rootNumbers[key] else {
      guard let entry = tree.addRoot(work: transitions.count) else { return nil }
      rootNumbers[key] = roots.count
      let start = variants.count
      for transition in transitions {
        variants.append(Int32(truncatingIfNeeded: questions.variant(of: Int(transition), in: state)))
      }
      roots.append(Root(entry: entry, variants: start..<variants.count))
      return roots.count - 1
    }
    let expected = roots[known].variants
    guard expected.count == transitions.count else { return nil }
    for (position, transition) in transitions.enumerated()
    where Int(variants[expected.lowerBound + position]) != questions.variant(of: Int(transition), in: state) {
      return nil
    }
    return known
  }
}
