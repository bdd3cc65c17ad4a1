import QuiesceProgram

/// How fast a search expands states, and how long it will still take once its levels shrink.
struct SearchPace {
  /// How far it had come a while ago, and half of that while ago.
  private var before: Progress?
  private var between: Progress?

  /// Half of that while, in seconds: native code, a reduction and a larger table change the speed.
  private static let half = 30.0

  /// Takes note of how far the search has come, or another one that follows it.
  mutating func add(_ progress: Progress) {
    guard let between, progress.expanded >= between.expanded else {
      (before, between) = (progress, progress)
      return
    }
    if progress.seconds - between.seconds >= SearchPace.half { (before, self.between) = (between, progress) }
  }

  /// How many seconds the rest takes at the present speed; nil while the levels grow.
  func secondsLeft(behind progress: Progress) -> ClosedRange<Double>? {
    guard let before, let forecast = progress.forecast, forecast.isShrinking else { return nil }
    let speed = Double(progress.expanded - before.expanded) / (progress.seconds - before.seconds)
    guard speed > 0, speed.isFinite else { return nil }
    let seconds = { Double($0 - progress.expanded) / speed }
    return seconds(forecast.states.lowerBound)...seconds(forecast.states.upperBound)
  }
}
