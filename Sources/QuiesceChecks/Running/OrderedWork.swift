import Glibc

/// Numbered pieces of work that several threads do ahead of somebody who takes the results in order.
///
/// What the threads share is guarded by one lock; a piece of work is large enough that it does not matter.
final class OrderedWork<Result: Sendable>: @unchecked Sendable {
  private let count: Int
  private let ahead: Int
  private let work: @Sendable (Int) -> Result
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// The next piece that nobody has begun.
  private var next = 0
  /// The next piece whose result is taken.
  private var taken = 0
  private var results: [Int: Result] = [:]
  private var isPaused = false
  private let threadCount: Int
  private var threads: [pthread_t] = []

  /// How much room each thread has for its stack, as much as the first thread of a process mostly has.
  private static var stackSize: Int { 8 << 20 }

  /// Begins the work.
  ///
  /// - Parameter threads: how many; at most 8 pieces for each are done before their results are taken.
  init(count: Int, threads: Int, work: @escaping @Sendable (Int) -> Result) {
    self.count = count
    self.work = work
    threadCount = min(threads, count)
    ahead = threads * 8
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
    resume()
  }

  deinit {
    pause()
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  /// The next result; nil behind the last one. It is made here where no thread could be had for it.
  func take() -> Result? {
    guard taken < count else { return nil }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while results[taken] == nil, !threads.isEmpty { pthread_cond_wait(changed, lock) }
    let result = results.removeValue(forKey: taken) ?? work(taken)
    taken += 1
    pthread_cond_broadcast(changed)
    return result
  }

  /// Begins nothing more, and waits for what was begun.
  func pause() {
    pthread_mutex_lock(lock)
    isPaused = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  /// Goes on.
  func resume() {
    isPaused = false
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, OrderedWork.stackSize)
    for _ in 0..<threadCount {
      var thread = pthread_t()
      let worker = Unmanaged.passRetained(Worker { [unowned self] in self.run() })
      let status = pthread_create(&thread, &attributes, Worker.start, worker.toOpaque())
      if status == 0 { threads.append(thread) } else { worker.release() }
    }
  }

  private func run() {
    while let piece = begin() {
      let result = work(piece)
      pthread_mutex_lock(lock)
      results[piece] = result
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(lock)
    }
  }

  /// The next piece, once it is not too far ahead; nil if there is none.
  private func begin() -> Int? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while next < count, next >= taken + ahead, !isPaused { pthread_cond_wait(changed, lock) }
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
