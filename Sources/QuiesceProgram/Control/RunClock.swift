import Glibc
package import Synchronization

/// What the outside says to running searches, and hears from them.
package final class RunControl: Sendable {
  /// The number of the signal that asks everything to stop, or 0.
  package let signal = Atomic<Int32>(0)
  /// When everything has to end, by `RunClock.now`.
  let deadline: Double
  /// Called a few times a second.
  package let onProgress: (@Sendable (Progress) -> Void)?

  /// Makes a control.
  ///
  /// - Parameter totalSeconds: how long all runs together may take from now on; nil for no bound.
  package init(totalSeconds: Double? = nil, onProgress: (@Sendable (Progress) -> Void)? = nil) {
    deadline = RunClock.now + (totalSeconds ?? .infinity)
    self.onProgress = onProgress
  }

  /// Why no further run should begin, if none should.
  package var stopReason: StopReason? { RunClock(self).stopReason }
}

/// The time that one run has, asked by everything in it that may take long: what prepares a search, and the search.
package struct RunClock: Sendable {
  /// What the outside says.
  package let control: RunControl
  private let start = RunClock.now
  private var deadline: Double
  private var deadlineOfAll: Double
  /// The signal that has been obeyed.
  private var obeyed: Int32 = 0

  /// Starts a run.
  ///
  /// - Parameter seconds: how long it may take; nil for no bound.
  package init(_ control: RunControl, seconds: Double? = nil) {
    self.control = control
    deadline = start + (seconds ?? .infinity)
    deadlineOfAll = control.deadline
  }

  /// Wall seconds since the start.
  package var elapsed: Double { RunClock.now - start }

  /// Why the run has to end now, if it has to.
  package var stopReason: StopReason? {
    let signal = control.signal.load(ordering: .relaxed)
    if signal != obeyed { return signal == SIGTERM ? .terminated : .interrupted }
    let now = RunClock.now
    if now >= deadlineOfAll { return .totalTimeBudget }
    return now >= deadline ? .timeBudget : nil
  }

  /// Ends what the run is doing if the run has to end.
  package func check(_ stage: RunStage) throws(Interruption) {
    if let reason = stopReason { throw Interruption(reason: reason, stage: stage) }
  }

  /// The clock for telling what was found: where the search had to end, a tenth of its time more, and two seconds.
  package func extended() -> RunClock {
    guard stopReason != nil else { return self }
    var clock = self
    clock.obeyed = control.signal.load(ordering: .relaxed)
    clock.deadline = RunClock.now + 2 + elapsed / 10
    clock.deadlineOfAll = max(deadlineOfAll, clock.deadline)
    return clock
  }

  /// The seconds of a clock that never goes back.
  package static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// What a run does besides searching.
package enum RunStage: String, Codable, Sendable {
  /// It was not begun.
  case notBegun = "not begun"
  /// The model is made ground.
  case lowering = "lowering the model"
  /// What matters is found out.
  case slicing = "slicing"
  /// Which transitions depend on each other is found out.
  case relating = "relating transitions"
  /// It is found out who can move again, and what can be reached, behind the states that were visited.
  case looking = "looking for stuck actors"
  /// The way to what was found is looked for.
  case tracing = "looking for the trace"

  /// When that is, to be said behind what happened then.
  package var adverbial: String { self == .notBegun ? "before it began" : "while \(rawValue)" }
}

/// A run that had to end outside of its search.
package struct Interruption: Error, Hashable, Codable, Sendable {
  /// Why.
  package let reason: StopReason
  /// In what.
  package let stage: RunStage

  /// Makes one; it is thrown by what was interrupted, or stands for a run that never began.
  package init(reason: StopReason, stage: RunStage) {
    self.reason = reason
    self.stage = stage
  }
}
