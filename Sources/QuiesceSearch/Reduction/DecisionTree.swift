import QuiesceProgram
import QuiesceSystem

/// Remembers results that depend on the answers to a few questions, each of which depends on the answers before.
///
/// The ways to the results form trees, which grow while states are looked at; most states follow a way that is known. Working a
/// result out takes much longer than following a way: where too many states need it, the trees stop growing.
struct DecisionTree {
  struct Node {
    let question: Int32
    /// Where the entries for its answers begin.
    let entries: Int32
  }

  /// What following a way came to.
  package enum Finding {
    /// The result at the end of a known way.
    case result(Int)
    /// A way that is not known.
    case unknown
  }

  /// What an entry says if it is no node: that the way is not known; results go down from there.
  private static let unknown: Int32 = -1
  private static let firstResult: Int32 = -2

  /// How many entries there may be.
  private static let limit = 1 << 22
  /// How much work on results is left; following a way allows for more.
  private var allowance = ReductionEffort.Allowance()

  private(set) var nodes: [Node] = []
  var entries: [Int32] = []

  /// Whether one more result may be worked out.
  var mayWork: Bool { allowance.isLeft }

  private var isFull: Bool { entries.count >= DecisionTree.limit }

  /// Bytes in use.
  var byteCount: Int { nodes.heldBytes + entries.heldBytes }

  /// A new tree; gives its root, or nil where there is no room or making it is not worth its time.
  mutating func addRoot(work count: Int) -> Int? {
    allowance.lookups += 1
    guard mayWork, !isFull else { return nil }
    allowance.work += count
    entries.append(DecisionTree.unknown)
    return entries.count - 1
  }

  /// Follows the answers from a root.
  @inline(__always)
  mutating func find(from root: Int, answer: (Int) -> Int) -> Finding {
    allowance.lookups += 1
    var entry = entries[root]
    while entry >= 0 {
      let node = nodes[Int(entry)]
      entry = entries[Int(node.entries) + answer(Int(node.question))]
    }
    return entry == DecisionTree.unknown ? .unknown : .result(Int(DecisionTree.firstResult - entry))
  }

  /// Enters a result with the questions that were asked for it, how many answers each may have, and the work that it took.
  mutating func learn(
    _ result: Int, from root: Int, _ log: [StateQuestions.Answer], answerCounts: [Int], work count: Int
  ) {
    allowance.work += count
    if isFull { return }
    var entry = root
    for answer in log {
      if entries[entry] < 0 {
        entries[entry] = Int32(truncatingIfNeeded: nodes.count)
        nodes.append(Node(question: answer.question, entries: Int32(truncatingIfNeeded: entries.count)))
        entries.append(contentsOf: repeatElement(DecisionTree.unknown, count: answerCounts[Int(answer.question)]))
      }
      entry = Int(nodes[Int(entries[entry])].entries) + Int(answer.value)
    }
    entries[entry] = DecisionTree.firstResult - Int32(truncatingIfNeeded: result)
  }
}
