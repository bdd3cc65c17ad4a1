import QuiesceTestSupport
import Testing

@testable import QuiesceSearch

/// Which shape of trees takes least.
@Suite struct TreeShapingTests {
  /// States of two words in which five pieces depend on each other and three are always the same: two large numbers, what is left of
  /// each when it is divided, and a small one, in any order. What is left of the two makes the fewest pairs; who joins these first has
  /// to join each with both numbers.
  private static func states(seed: UInt64) -> [[UInt64]] {
    var generator = SplitMix64(state: seed)
    let places = Self.places.shuffled(using: &generator)
    let sizes = (0..<2).map { _ in UInt64.random(in: 37...50, using: &generator) }
    let divisor = UInt64.random(in: 3...6, using: &generator)
    return (0..<400).map { _ in
      let (one, two) = (generator.next() % sizes[0], generator.next() % sizes[1])
      var words: [UInt64] = [0, 0]
      for (place, piece) in zip(places, [one, two, one % divisor, two % divisor, generator.next() % 2]) {
        words[place / 4] |= piece << UInt64(place % 4 * 16)
      }
      return words
    }
  }

  /// Where the five are.
  private static let places = [0, 2, 3, 5, 7]

  private static func shaping(_ states: [[UInt64]]) -> TreeShaping {
    let room = OwnedBuffer<UInt64>(states.joined() + [])
    let wordCount = states[0].count
    return TreeShaping(wordCount: wordCount, count: states.count) { PackedState(room.state(at: $0 * wordCount)) }
  }

  /// Every way in which pieces can stand together.
  private static func shapes(_ pieces: [Int]) -> [TreeShape] {
    if pieces.count == 1 { return [.leaf(pieces)] }
    // The first one is on the left: the same two parts the other way round take as much.
    return (0..<(1 << (pieces.count - 1)) - 1).flatMap { set in
      let isLeft = { (position: Int) in position == 0 || set >> (position - 1) & 1 == 1 }
      let left = shapes(pieces.indices.filter(isLeft).map { pieces[$0] })
      let right = shapes(pieces.indices.filter { !isLeft($0) }.map { pieces[$0] })
      return left.flatMap { left in right.map { TreeShape.pair(left, $0) } }
    }
  }

  /// How many different ones there are of some pieces.
  private static func count(_ pieces: [Int], in states: [[UInt64]]) -> Int {
    Set(states.map { state in pieces.map { state[$0 / 4] >> UInt64($0 % 4 * 16) & 0xFFFF } }).count
  }

  /// The bits of the nodes: of each pair as many as the greatest numbers of its halves take, and 42 in an index; of a leaf those of the
  /// greatest pieces.
  private static func bits(_ shape: TreeShape, in states: [[UInt64]]) -> Int {
    func width(_ greatest: UInt64) -> Int { greatest == 0 ? 0 : String(greatest, radix: 2).count }
    let count = count(shape.pieces, in: states)
    switch shape {
    case .leaf(let pieces):
      let greatest = pieces.map { piece in states.map { $0[piece / 4] >> UInt64(piece % 4 * 16) & 0xFFFF }.max() ?? 0 }
      return count * (42 + greatest.reduce(0) { $0 + width($1) })
    case .pair(let left, let right):
      let halves = [left, right].map { width(UInt64(Self.count($0.pieces, in: states) - 1)) }
      return bits(left, in: states) + bits(right, in: states) + count * (42 + halves[0] + halves[1])
    }
  }

  /// Of all ways in which the five pieces can stand together, each asked for what it takes, none takes less than the one that is chosen, but
  /// for the few that a mark is too small to tell apart.
  @Test(arguments: 0..<20 as Range<UInt64>) func noShapeTakesLess(seed: UInt64) {
    let states = Self.states(seed: seed)
    let shaping = Self.shaping(states)
    let joined = shaping.joined()
    #expect(joined.pieces.sorted() == Array(0..<8) && joined.leaves.count == 8)
    let all = Self.shapes(Self.places)
    // The product of the odd numbers below 8.
    #expect(all.count == 105)
    let (chosen, least) = (
      Self.bits(Self.without([1, 4, 6], joined), in: states), all.map { Self.bits($0, in: states) }.min() ?? 0
    )
    #expect(Double(chosen) <= Double(least) * 1.03)
    #expect(abs(Double(shaping.bits(joined)) / Double(Self.bits(joined, in: states)) - 1) < 0.05)
  }

  /// A shape without some pieces.
  private static func without(_ gone: [Int], _ shape: TreeShape) -> TreeShape {
    guard case .pair(let left, let right) = shape else { return shape }
    if left.pieces.allSatisfy(gone.contains) { return without(gone, right) }
    if right.pieces.allSatisfy(gone.contains) { return without(gone, left) }
    return .pair(without(gone, left), without(gone, right))
  }

  /// What depends on each other comes together, however far apart and whatever else there is: here each piece has its number in
  /// another one of the other half, so that the two have as many parts as either. So has a leaf two such pairs.
  @Test(arguments: [2, 3, 8, 16]) func twinsStandTogether(wordCount: Int) {
    var generator = SplitMix64(state: 5)
    let half = wordCount * 2
    let states = (0..<4000).map { _ in
      var words = [UInt64](repeating: 0, count: wordCount)
      for piece in 0..<half {
        let number = generator.next() & 7
        for (place, bits) in [(piece, number), (half * 2 - 1 - piece, number * 3)] {
          words[place / 4] |= bits << UInt64(place % 4 * 16)
        }
      }
      return words
    }
    let shape = Self.shaping(states).shape()
    #expect(shape.pieces.sorted() == Array(0..<wordCount * 4))
    #expect(shape.leaves.filter { leaf in leaf.count > 4 || leaf.contains { !leaf.contains(half * 2 - 1 - $0) } } == [])
  }

  /// Of more than 64 pieces neighbours are joined before anything is counted; each is in one leaf all the same.
  @Test(arguments: [17, 64, 256]) func manyPiecesAreEachInOneLeaf(wordCount: Int) {
    var generator = SplitMix64(state: 7)
    let states = (0..<100).map { _ in (0..<wordCount).map { _ in generator.next() & 0x0003_0000_0001_0001 } }
    let shape = Self.shaping(states).shape()
    #expect(shape.pieces.sorted() == Array(0..<wordCount * 4))
    #expect(shape.leaves.filter { $0.count > 4 } == [])
  }

  /// Trees are made of a shape only if they tell all states apart: a piece that no leaf has would make two states one.
  @Test func wrongShapesAreSeen() {
    let right = TreeShape.pair(.leaf([0, 7, 2, 5]), .pair(.leaf([1]), .leaf([3, 4, 6])))
    #expect(right.hasEachPieceOnce(wordCount: 2) && TreeShape.words(5).hasEachPieceOnce(wordCount: 5))
    let wrong: [TreeShape] = [
      // Piece 5 is missing, or stands in two leaves, or another one does in its place; one is of a word that is not there.
      .pair(.leaf([0, 7, 2]), .pair(.leaf([1]), .leaf([3, 4, 6]))),
      .pair(.leaf([0, 7, 2, 5]), .pair(.leaf([1, 5]), .leaf([3, 4, 6]))),
      .pair(.leaf([0, 7, 2, 4]), .pair(.leaf([1]), .leaf([3, 4, 6]))),
      .pair(.leaf([0, 7, 2, 8]), .pair(.leaf([1]), .leaf([3, 4, 6]))),
      // A leaf holds four, and has one at least.
      .pair(.leaf([0, 1, 2, 3, 4]), .leaf([5, 6, 7])),
      .pair(.pair(.leaf([0, 1, 2, 3]), .leaf([4, 5, 6, 7])), .leaf([])),
    ]
    for shape in wrong { #expect(!shape.hasEachPieceOnce(wordCount: 2), "\(shape)") }
  }

  /// Of many states one is looked at in each of as many rows as can be counted in time, not always at the same place in it.
  @Test(arguments: [(1000, 5, 1000), (1 << 18, 5, 1 << 15), (1 << 18, 16, 1 << 12), (1 << 18, 256, 1 << 12)])
  func looksAtSomeStates(count: Int, wordCount: Int, samples: Int) {
    let room = OwnedBuffer<UInt64>(repeating: 0, count: wordCount)
    var positions: [Int] = []
    _ = TreeShaping(wordCount: wordCount, count: count) { position in
      positions.append(position)
      return PackedState(room.state())
    }
    #expect(positions.map { $0 * samples / count } == Array(0..<samples))
    let row = count / samples
    #expect(Set(positions.map { $0 % row }).count == row)
  }
}
