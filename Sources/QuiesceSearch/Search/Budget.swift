import QuiesceProgram

/// The clock and the signals of a search, looked at once in many states.
struct Budget {
  private let clock: RunClock
  private var pace: Pace
  private var nextReport: Double

  private static let secondsBetweenReports = 0.2

  /// - Parameter clock: that of the run, which may take more than one search.
  init(_ clock: RunClock, transitionCount: Int) {
    self.clock = clock
    pace = Pace(transitionCount: transitionCount)
    nextReport = clock.elapsed + Budget.secondsBetweenReports
  }

  /// Wall seconds since the start of the run.
  var elapsed: Double { clock.elapsed }

  /// Counts calls; true once in an interval.
  var isDue: Bool {
    @inline(__always)
    mutating get { pace.isDue }
  }

  /// Counts several calls; true if it was due in one of them.
  mutating func isDue(after calls: Int) -> Bool { pace.isDue(after: calls) }

  /// Reports progress where it is time to, and says why the search has to end, if it has to.
  package mutating func check(_ progress: Progress) -> StopReason? {
    if let reason = clock.stopReason { return reason }
    if progress.seconds >= nextReport {
      nextReport = progress.seconds + Budget.secondsBetweenReports
      clock.control.onProgress?(progress)
    }
    return nil
  }
}

/// Counts states, and says once in many of them that it is time to look at something.
struct Pace {
  /// In how many states once: fewer where each of them has many transitions to try.
  private let interval: Int
  private var countdown: Int

  init(transitionCount: Int) {
    interval = max(1, min(1 << 10, 1 << 17 / max(transitionCount, 1)))
    countdown = interval
  }

  /// Counts a state; true once in an interval.
  var isDue: Bool {
    @inline(__always)
    mutating get {
      countdown &-= 1
      if countdown > 0 { return false }
      countdown = interval
      return true
    }
  }

  /// Counts several states; true if it was due in one of them.
  mutating func isDue(after states: Int) -> Bool {
    countdown -= states - 1
    return isDue
  }
}
