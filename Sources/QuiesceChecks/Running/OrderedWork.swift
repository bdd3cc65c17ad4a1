import Glibc

/// Numbered pieces of work that several threads do ahead of somebody who takes the results in order.
final class OrderedWork<Result: Sendable> {
  /// What the threads share, which outlives whoever takes the results.
  private let queue: WorkQueue<Result>
  private let threadCount: Int
  private var threads: [pthread_t] = []

  /// How much room each thread has for its stack, as much as the first thread of a process mostly has.
  private static var stackSize: Int { 8 << 20 }

  /// Begins the work.
  ///
  /// - Parameter threads: how many; at most 16 pieces for each are done before their results are taken, so that a long one holds up nobody.
  init(count: Int, threads: Int, work: @escaping @Sendable (Int) -> Result) {
    queue = WorkQueue(count: count, ahead: threads * 16, work: work)
    threadCount = min(threads, count)
    resume()
  }

  deinit { pause() }

  /// The next result; nil behind the last one. It is made here where there is no thread.
  func take() -> Result? { queue.take(isAlone: threads.isEmpty) }

  /// Begins nothing more, and waits for what was begun.
  func pause() {
    queue.setPaused(true)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  /// Goes on.
  func resume() {
    queue.setPaused(false)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, OrderedWork.stackSize)
    for _ in 0..<threadCount {
      var thread = pthread_t()
      let worker = Unmanaged.passRetained(Worker { [queue] in queue.work() })
      let status = pthread_create(&thread, &attributes, Worker.start, worker.toOpaque())
      if status == 0 { threads.append(thread) } else { worker.release() }
    }
  }
}

/// The pieces and their results. All that changes is guarded by one lock; a piece is large enough that this does not matter.
private final class WorkQueue<Result: Sendable>: @unchecked Sendable {
  private let count: Int
  private let ahead: Int
  private let piece: @Sendable (Int) -> Result
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  /// The result that is taken next is there.
  private let isReady = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// A piece may be begun, or none any more.
  private let mayGoOn = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
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
    pthread_mutex_init(lock, nil)
    pthread_cond_init(isReady, nil)
    pthread_cond_init(mayGoOn, nil)
  }

  deinit {
    pthread_cond_destroy(isReady)
    pthread_cond_destroy(mayGoOn)
    pthread_mutex_destroy(lock)
    isReady.deallocate()
    mayGoOn.deallocate()
    lock.deallocate()
  }

  func setPaused(_ isPaused: Bool) {
    pthread_mutex_lock(lock)
    self.isPaused = isPaused
    pthread_cond_broadcast(mayGoOn)
    pthread_mutex_unlock(lock)
  }

  /// The next result, which is waited for unless there is no thread to wait for.
  func take(isAlone: Bool) -> Result? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard taken < count else { return nil }
    while results[taken] == nil, !isAlone { pthread_cond_wait(isReady, lock) }
    let result = results.removeValue(forKey: taken) ?? piece(taken)
    taken += 1
    next = max(next, taken)
    pthread_cond_broadcast(mayGoOn)
    return result
  }

  /// Does pieces until there are none, or the work is paused.
  func work() {
    while let number = begin() {
      let result = piece(number)
      pthread_mutex_lock(lock)
      results[number] = result
      if number == taken { pthread_cond_signal(isReady) }
      pthread_mutex_unlock(lock)
    }
  }

  /// The next piece, once it is not too far ahead.
  private func begin() -> Int? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while next < count, next >= taken + ahead, !isPaused { pthread_cond_wait(mayGoOn, lock) }
    guard next < count, !isPaused else { return nil }
    next += 1
    return next - 1
  }
}

/// What a thread does.
private final class Worker {
  private let body: () -> Void

  init(_ body: @escaping () -> Void) {
    self.body = body
  }

  /// Runs a worker that was retained for this thread.
  static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
    if let pointer { Unmanaged<Worker>.fromOpaque(pointer).takeRetainedValue().body() }
    return nil
  }
}
