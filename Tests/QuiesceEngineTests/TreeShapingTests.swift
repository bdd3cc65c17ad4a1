import QuiesceTestSupport
import Testing

@testable import QuiesceSearch

/// Which shape of trees takes least.
@Suite struct TreeShapingTests {
  /// Words of which some depend on others, in any order: each takes what it has from one of four numbers, two of which are a sum.
  private static func states(_ count: Int, wordCount: Int, seed: UInt64) -> [[UInt64]] {
    var generator = SplitMix64(state: seed)
    let sources = (0..<wordCount).map { _ in Int.random(in: 0..<4, using: &generator) }
    let sizes = (0..<2).map { _ in UInt64.random(in: 2...40, using: &generator) }
    return (0..<count).map { _ in
      let (one, two) = (generator.next() % sizes[0], generator.next() % sizes[1])
      let numbers = [one, two, one + two, 0]
      return (0..<wordCount).map { numbers[sources[$0]] << UInt64($0) }
    }
  }

  private static func shaping(_ states: [[UInt64]]) -> TreeShaping {
    let room = OwnedBuffer<UInt64>(states.joined() + [])
    let wordCount = states[0].count
    return TreeShaping(wordCount: wordCount, count: states.count) { PackedState(room.state(at: $0 * wordCount)) }
  }

  /// A shape as what stands together.
  private indirect enum Part {
    case word(Int)
    case pair(Part, Part)

    init(_ shape: TreeShape, _ node: Int) {
      guard node >= shape.wordCount else {
        self = .word(node)
        return
      }
      let pair = shape.pairs[node - shape.wordCount]
      self = .pair(Part(shape, pair.left), Part(shape, pair.right))
    }

    var words: [Int] {
      switch self {
      case .word(let word): [word]
      case .pair(let left, let right): left.words + right.words
      }
    }

    /// Every way in which words can stand together.
    static func all(_ words: [Int]) -> [Part] {
      if words.count == 1 { return [.word(words[0])] }
      // The first word is on the left: the same two parts the other way round take as much.
      return (0..<(1 << (words.count - 1)) - 1).flatMap { set in
        let isLeft = { (position: Int) in position == 0 || set >> (position - 1) & 1 == 1 }
        let left = all(words.indices.filter(isLeft).map { words[$0] })
        let right = all(words.indices.filter { !isLeft($0) }.map { words[$0] })
        return left.flatMap { left in right.map { Part.pair(left, $0) } }
      }
    }

    /// The bits of the pairs above the words: of each as many as the numbers of its halves take, and 42 in an index.
    func bits(of states: [[UInt64]]) -> Int {
      guard case .pair(let left, let right) = self else { return 0 }
      func width(_ part: Part) -> Int { String(part.count(in: states), radix: 2).count }
      return left.bits(of: states) + right.bits(of: states) + count(in: states) * (width(left) + width(right) + 42)
    }

    private func count(in states: [[UInt64]]) -> Int { Set(states.map { state in words.map { state[$0] } }).count }
  }

  /// Of all shapes, each asked for what it takes, none takes less. Of so few states, hardly two parts have the same mark.
  @Test(arguments: 3...5, 0..<8 as Range<UInt64>) func noShapeTakesLess(wordCount: Int, seed: UInt64) {
    let states = Self.states(100, wordCount: wordCount, seed: seed)
    let shaping = Self.shaping(states)
    let shape = shaping.shape()
    let part = Part(shape, shape.root)
    #expect(part.words.sorted() == Array(0..<wordCount))
    let all = Part.all(Array(0..<wordCount))
    // The odd numbers below: there are 3, 15 and 105.
    #expect(all.count == [3: 3, 4: 15, 5: 105][wordCount])
    let (bits, least) = (part.bits(of: states), all.map { $0.bits(of: states) }.min() ?? 0)
    #expect(Double(bits) <= Double(least) * 1.05)
    #expect(abs(Double(shaping.bits(shape)) / Double(bits) - 1) < 0.05)
  }

  /// Of more words than seven, what depends on each other comes together too: here each second one has the same number as the one
  /// before, so that a pair of these has as many parts as either.
  @Test(arguments: [8, 12, 40]) func manyWordsStandWithWhatTheyDependOn(wordCount: Int) {
    var generator = SplitMix64(state: 5)
    let states = (0..<2000).map { _ in
      (0..<wordCount / 2).flatMap { _ in
        let number = generator.next() & 7
        return [number, number * 3]
      }
    }
    let shape = Self.shaping(states).shape()
    #expect(Part(shape, shape.root).words.sorted() == Array(0..<wordCount))
    let twins = shape.pairs.filter { max($0.left, $0.right) < wordCount }.map { [$0.left, $0.right].sorted() }
    let expected = stride(from: 0, to: wordCount, by: 2).map { [$0, $0 + 1] }
    #expect(expected.filter { !twins.contains($0) } == [])
  }

  /// However many states there are, no more than 65,536 of them are looked at, nor more than a million words.
  @Test func looksAtSomeStatesOnly() {
    let looked = [(1000, 5), (100_000, 5), (10_000_000, 5), (100_000, 100), (100_000, 2_000_000)].map { count, words in
      count / TreeShaping.stride(count, wordCount: words)
    }
    #expect(looked == [1000, 50_000, 65_359, 10_000, 1])
  }
}
