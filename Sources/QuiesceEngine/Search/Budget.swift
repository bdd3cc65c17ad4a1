import Glibc
import Synchronization

/// The clock, the signals and the limits of a search, looked at once in a few thousand states.
struct Budget {
  private let options: SearchOptions
  private let control: RunControl
  private let start: Double
  private var countdown = Budget.interval
  private var nextReport: Double

  private static let interval = 1024
  private static let secondsBetweenReports = 0.2

  /// - Parameter start: when the run began, by `now`: it may take more than one search.
  init(_ options: SearchOptions, _ control: RunControl, start: Double) {
    self.options = options
    self.control = control
    self.start = start
    nextReport = start + Budget.secondsBetweenReports
  }

  /// Wall seconds since the start.
  var elapsed: Double { Budget.now - start }

  /// Counts calls; true once in an interval.
  var isDue: Bool {
    @inline(__always)
    mutating get {
      countdown &-= 1
      if countdown > 0 { return false }
      countdown = Budget.interval
      return true
    }
  }

  /// Reports progress where it is time to, and says why the search has to end, if it has to.
  mutating func check(_ progress: Progress) -> StopReason? {
    switch control.signal.load(ordering: .relaxed) {
    case 0: break
    case SIGTERM: return .terminated
    default: return .interrupted
    }
    if let limit = options.maximumSeconds, progress.seconds >= limit { return .timeBudget }
    let now = start + progress.seconds
    if now >= nextReport {
      nextReport = now + Budget.secondsBetweenReports
      control.onProgress?(progress)
    }
    return nil
  }

  /// The seconds of a clock that never goes back.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
