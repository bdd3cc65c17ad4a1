import Glibc

/// How many states a breadth-first search may come to, estimated from the sizes of the levels that it knows whole.
///
/// Levels grow fast at first, then ever more slowly, then they shrink: the ratio of a level to the one before falls. How fast it
/// falls is measured three times, over the last quarter, eighth and sixteenth of the levels. In the least space it falls four times
/// as fast from now on; in the greatest it falls a quarter as fast, or stays as it is where the levels shrink already.
/// Documentation/scale.md says how often the truth lies between the two.
package struct SpaceForecast: Hashable, Sendable {
  /// How many states there are in the end.
  package let states: ClosedRange<Int>
  /// Whether the levels shrink, however many of the last ones are looked at.
  package let isShrinking: Bool

  /// Nothing is said where fewer levels are known.
  package static let fewestLevels = 8
  /// Nothing is said where there may be more than so many times as many states as were found.
  private static let farthest = 1000.0
  private static let windows = [4, 8, 16]

  /// Estimates a space; nil where nothing can be said, as while levels grow and the ratio does not fall.
  ///
  /// - Parameter found: how many states are stored, those of a level that is not known whole included.
  package init?(_ levels: SpaceLevels, found: Int) {
    guard levels.count >= SpaceForecast.fewestLevels else { return nil }
    let trends = SpaceForecast.windows.map { LevelTrend(levels, over: max(2, levels.count / $0)) }
    guard trends.allSatisfy({ $0.isShrinking || $0.fall > 0 }) else { return nil }
    let room = SpaceForecast.farthest * Double(found)
    guard let least = trends.map({ $0.least(within: room) }).min(),
      let greatest = trends.map({ $0.greatest(within: room) }).max(), greatest < room
    else { return nil }
    states = max(found, levels.end + Int(least.rounded()))...max(found, levels.end + Int(greatest.rounded()))
    isShrinking = trends.allSatisfy(\.isShrinking)
  }
}

/// How levels grow from one to the next, seen over some of the last ones.
private struct LevelTrend {
  private let last: Double
  /// The natural logarithm of the ratio of a level to the one before.
  private let growth: Double
  /// By how much that falls from level to level.
  let fall: Double
  /// By how much it has fallen on average since the levels grew, if they shrink now.
  private let averageFall: Double

  /// How many times as fast the ratio falls in the least space, and as slowly in the greatest.
  private static let spread = 4.0

  init(_ levels: SpaceLevels, over width: Int) {
    let sizes = [0, width, 2 * width].map { Double(levels[levels.count - 1 - $0]) }
    last = sizes[0]
    growth = log(sizes[0] / sizes[1]) / Double(width)
    fall = (log(sizes[1] / sizes[2]) / Double(width) - growth) / Double(width)
    averageFall = max(0, -growth) / Double(levels.count)
  }

  var isShrinking: Bool { growth < 0 }

  /// The fewest states of the levels to come.
  func least(within room: Double) -> Double {
    sum(falling: max(fall, averageFall) * LevelTrend.spread, within: room)
  }

  /// The most of them.
  func greatest(within room: Double) -> Double {
    if isShrinking { return last * exp(growth) / (1 - exp(growth)) }
    return sum(falling: fall / LevelTrend.spread, within: room)
  }

  /// The states of the levels to come, up to the first without any.
  private func sum(falling fall: Double, within room: Double) -> Double {
    var (sum, size, growth) = (0.0, last, growth)
    while sum < room {
      growth -= fall
      size *= exp(growth)
      if size < 1 { break }
      sum += size
    }
    return sum
  }
}
