/// The path of a depth-first search: its nodes, and the steps of each that wait to be followed.
///
/// On a long path many steps wait. So that they take little of the memory, those of the nodes far back may be forgotten: when
/// the search comes back to such a node, it is expanded once more.
struct SearchPath: ~Copyable {
  /// A step to a node that had not been reached when the node before it was expanded.
  struct Step {
    let target: UInt32
    /// What it shows, by its place among the marks.
    let marks: UInt32
  }

  private struct Frame {
    let node: UInt32
    /// Where its steps begin among all that have waited, modulo 2^32.
    var firstStep: UInt32
  }

  private var frames = GrowingBuffer<Frame>()
  private var waiting = GrowingBuffer<Step>()
  /// Where the first of the steps that wait stands among all that have waited, modulo 2^32.
  private var firstWaiting: UInt32 = 0
  /// How many of the nodes, from the first, have had steps that are forgotten.
  private var forgotten = 0

  /// How many nodes there are.
  var count: Int { frames.count }
  /// How many steps wait.
  var waitingCount: Int { waiting.count }
  /// The last node; nil if there is none.
  var last: UInt32? { frames.count == 0 ? nil : frames[frames.count - 1].node }
  /// Whether steps of the last node are forgotten.
  var hasForgotten: Bool { forgotten == frames.count }

  private var nextStepPlace: UInt32 { firstWaiting &+ UInt32(truncatingIfNeeded: waiting.count) }

  /// Adds a node.
  mutating func enter(_ node: UInt32) { frames.append(Frame(node: node, firstStep: nextStepPlace)) }

  /// Lets a step of the last node wait.
  mutating func postpone(_ target: UInt32, marks: UInt32) { waiting.append(Step(target: target, marks: marks)) }

  /// A step of the last node that has waited; nil if there is none left. None of them may be forgotten.
  @inline(__always)
  mutating func nextStep() -> Step? {
    frames[frames.count - 1].firstStep == nextStepPlace ? nil : waiting.removeLast()
  }

  /// Takes the last node away, which has no more steps.
  mutating func leave() { _ = frames.removeLast() }

  /// Lets the last node, whose steps were forgotten, have steps again.
  mutating func recall() {
    forgotten -= 1
    let last = frames.count - 1
    frames[last] = Frame(node: frames[last].node, firstStep: nextStepPlace)
  }

  /// Forgets the older half of the steps if more than so many wait.
  @inline(__always)
  mutating func forget(beyond limit: Int) {
    if waiting.count > limit { forgetHalf() }
  }

  private mutating func forgetHalf() {
    // The first node whose steps all lie in the newer half.
    var (low, high) = (forgotten, frames.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(frames[middle].firstStep &- firstWaiting) < waiting.count / 2 { low = middle + 1 } else { high = middle }
    }
    guard low < frames.count else { return }
    waiting.removeFirst(Int(frames[low].firstStep &- firstWaiting))
    firstWaiting = frames[low].firstStep
    forgotten = low
  }

  /// Memory in use.
  var footprint: Footprint { frames.footprint + waiting.footprint }
}
