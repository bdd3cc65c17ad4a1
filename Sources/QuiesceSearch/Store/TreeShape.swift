/// Which parts of a state stand together: its words, and above them nodes of two others each, up to one over all, the root.
///
/// The words come first in the numbers of nodes, and every other one behind the two below it.
struct TreeShape {
  /// How many words a state has.
  let wordCount: Int
  /// The nodes above the words, the root last.
  private(set) var pairs: [Pair] = []

  /// The two nodes below another one.
  struct Pair: BitwiseCopyable {
    let left: Int
    let right: Int
  }

  /// A shape of words alone, which has a root once they are joined.
  init(wordCount: Int) { self.wordCount = wordCount }

  /// Halves of the words below the root, halves of these below those, and so on.
  init(halving wordCount: Int) {
    self.init(wordCount: wordCount)
    _ = joinHalves(of: 0..<wordCount)
  }

  /// The node over all words, once there is one.
  var root: Int { wordCount + pairs.count - 1 }

  /// Makes a node over two others, and gives its number.
  mutating func join(_ left: Int, _ right: Int) -> Int {
    pairs.append(Pair(left: left, right: right))
    return root
  }

  private mutating func joinHalves(of words: Range<Int>) -> Int {
    guard words.count > 1 else { return words.lowerBound }
    let middle = words.lowerBound + (words.count + 1) / 2
    return join(joinHalves(of: words.lowerBound..<middle), joinHalves(of: middle..<words.upperBound))
  }
}
