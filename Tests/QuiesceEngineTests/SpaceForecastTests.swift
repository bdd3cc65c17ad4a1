import QuiesceProgram
import Testing

/// What the levels of a space that are known tell about those that are not.
@Suite struct SpaceForecastTests {
  private func levels(_ sizes: [Int]) -> SpaceLevels {
    var starts: [Int] = []
    var end = 0
    for size in sizes {
      starts.append(end)
      end += size
    }
    return SpaceLevels(starts: starts, end: end)
  }

  private func forecast(_ sizes: [Int]) -> SpaceForecast? {
    SpaceForecast(levels(sizes), found: sizes.reduce(0, +))
  }

  /// The numbers of subsets by their sizes, as of independent actors with one step each: 2^n in all.
  private func binomials(_ count: Int) -> [Int] {
    (0...count).reduce(into: [1]) { row, level in row.append(row[level] * (count - level) / (level + 1)) }.dropLast()
  }

  @Test(arguments: [
    ([1, 2, 4, 8, 8, 4, 2], "seven levels are too few"),
    ([1, 2, 4, 8, 16, 32, 64, 128, 256, 512], "the ratio does not fall"),
    ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "a chain may end, or go on for ever"),
    ([1, 2, 6, 18, 54, 162, 486, 1458], "it is the last levels that count"),
    ([1, 2, 4, 8, 15, 30, 60, 119, 236, 468], "it falls so little that there may be a million times as many"),
  ])
  func nothingIsSaidOf(sizes: [Int], reason: String) { #expect(forecast(sizes) == nil, "\(reason)") }

  /// Eight levels, each half as large as the one before. If that goes on, those behind the last one have as many states as it, 256.
  /// The ratio may fall as it has fallen on average if it began at one, by the eighth root of a half, or four times as fast, by
  /// the square root: then they have 256 / 2^1.5, a quarter of that, 2^2.5 times less than that, and none: 91 + 23 + 4.
  @Test func levelsThatShrinkEvenly() throws {
    let sizes = (8...15).reversed().map { 1 << $0 }
    let found = sizes.reduce(0, +)
    let forecast = try #require(self.forecast(sizes))
    #expect(forecast.states == found + 117...found + 256)
    #expect(forecast.isShrinking)
  }

  /// Of twenty independent actors the truth lies in the range from the first level on of which something is said.
  @Test(arguments: 8...20) func levelsOfIndependentActors(known: Int) throws {
    let sizes = Array(binomials(20).prefix(known))
    let forecast = try #require(self.forecast(sizes))
    #expect(forecast.states.contains(1 << 20))
    // The eleventh level is the largest; one that shrinks is seen over the last quarter of the levels, which is three of 13.
    #expect(forecast.isShrinking == (known >= 13))
  }

  /// What is found is never more than the least, and a level that is not known whole is a part of it.
  @Test func whatIsFoundIsTheLeast() throws {
    let sizes = Array(binomials(20).prefix(16))
    let known = sizes.reduce(0, +)
    let more = try #require(SpaceForecast(levels(sizes), found: known + 15_000))
    #expect(more.states.lowerBound == known + 15_000)
    let past = try #require(SpaceForecast(levels(sizes), found: 1 << 21))
    #expect(past.states == 1 << 21...1 << 21)
  }

  /// Where a search has come to its end, the level that would follow begins at the end of the last one.
  @Test func theEndIsNoLevel() {
    #expect(SpaceLevels(starts: [0, 1, 4], end: 4).sizes == [1, 3])
    #expect(SpaceLevels().sizes == [])
  }
}
