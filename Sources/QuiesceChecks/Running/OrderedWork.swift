import QuiesceSystem

/// Numbered pieces of work that several threads do ahead of somebody who takes the results in order.
package final class OrderedWork<Result: Sendable> {
  /// What the threads share, which outlives whoever takes the results.
  private let queue: WorkQueue<Result>
  private let threadCount: Int
  private var threads: [SystemThread] = []

  /// Begins the work.
  ///
  /// - Parameter threads: how many; at most 16 pieces for each are done before their results are taken, so that a long one holds up nobody.
  package init(count: Int, threads: Int, work: @escaping @Sendable (Int) -> Result) {
    queue = WorkQueue(count: count, ahead: threads * 16, work: work)
    threadCount = min(threads, count)
    resume()
  }

  deinit { pause() }

  /// The next result; nil behind the last one. It is made here where there is no thread.
  package func take() -> Result? { queue.take(isAlone: threads.isEmpty) }

  /// Begins nothing more, and waits for what was begun.
  func pause() {
    queue.setPaused(true)
    for thread in threads { thread.join() }
    threads = []
  }

  /// Goes on.
  func resume() {
    queue.setPaused(false)
    threads += (0..<threadCount).compactMap { _ in SystemThread { [queue] in queue.work() } }
  }
}

/// The pieces and their results. All that changes is guarded by one monitor; a piece is large enough that this does not matter.
private final class WorkQueue<Result: Sendable>: @unchecked Sendable {
  private let count: Int
  private let ahead: Int
  private let piece: @Sendable (Int) -> Result
  private let monitor = Monitor(conditionCount: 2)
  /// The condition that the result which is taken next is there.
  private let isReady = 0
  /// The condition that a piece may be begun, or none any more.
  private let mayGoOn = 1
  /// The next piece that nobody has begun.
  private var next = 0
  /// The next piece whose result is taken.
  private var taken = 0
  private var results: [Int: Result] = [:]
  private var isPaused = false

  init(count: Int, ahead: Int, work piece: @escaping @Sendable (Int) -> Result) {
    self.count = count
    self.ahead = ahead
    self.piece = piece
  }

  func setPaused(_ isPaused: Bool) {
    monitor.enter {
      self.isPaused = isPaused
      monitor.broadcast(mayGoOn)
    }
  }

  /// The next result, which is waited for unless there is no thread to wait for.
  func take(isAlone: Bool) -> Result? {
    monitor.enter {
      guard taken < count else { return nil }
      while results[taken] == nil, !isAlone { monitor.wait(for: isReady) }
      let result = results.removeValue(forKey: taken) ?? piece(taken)
      taken += 1
      next = max(next, taken)
      monitor.broadcast(mayGoOn)
      return result
    }
  }

  /// Does pieces until there are none, or the work is paused.
  func work() {
    while let number = begin() {
      let result = piece(number)
      monitor.enter {
        results[number] = result
        if number == taken { monitor.signal(isReady) }
      }
    }
  }

  /// The next piece, once it is not too far ahead.
  private func begin() -> Int? {
    monitor.enter {
      while next < count, next >= taken + ahead, !isPaused { monitor.wait(for: mayGoOn) }
      guard next < count, !isPaused else { return nil }
      next += 1
      return next - 1
    }
  }
}
