import Glibc

/// A lock, and conditions that threads wait for under it (Hoare, "Monitors: an operating system structuring concept", 1974).
///
/// The system knows locks by their address, so they lie in memory of their own.
package final class Monitor: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let conditions: UnsafeMutableBufferPointer<pthread_cond_t>

  /// Makes a monitor with so many conditions, which are known by number.
  package init(conditionCount: Int) {
    lock = .allocate(capacity: 1)
    conditions = .allocate(capacity: conditionCount)
    pthread_mutex_init(lock, nil)
    for number in conditions.indices { pthread_cond_init(&conditions[number], nil) }
  }

  deinit {
    for number in conditions.indices { pthread_cond_destroy(&conditions[number]) }
    pthread_mutex_destroy(lock)
    conditions.deallocate()
    lock.deallocate()
  }

  /// Does something while no other thread is in the monitor.
  package func enter<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body()
  }

  /// Leaves the monitor, in which the caller is, until somebody signals a condition; now and then earlier.
  package func wait(for condition: Int) { pthread_cond_wait(&conditions[condition], lock) }

  /// Wakes one of those who wait for a condition.
  package func signal(_ condition: Int) { pthread_cond_signal(&conditions[condition]) }

  /// Wakes all who wait for a condition.
  package func broadcast(_ condition: Int) { pthread_cond_broadcast(&conditions[condition]) }
}
