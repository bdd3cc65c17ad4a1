import Glibc

/// A thread of the system.
package struct SystemThread {
  private let thread: pthread_t

  /// What a thread does, as the system hands it on.
  private final class Task {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// How many bytes each thread has for its stack, as many as the first thread of a process mostly has.
  private static let stackSize = 8 << 20

  /// Begins a thread that does something; nil where the system gives none.
  package init?(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, SystemThread.stackSize)
    let task = Unmanaged.passRetained(Task(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { task in
        if let task { SignalStack.with(Unmanaged<Task>.fromOpaque(task).takeRetainedValue().body) }
        return nil
      }, task.toOpaque())
    guard status == 0 else {
      task.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until it has done what it does. To be called once.
  package func join() { pthread_join(thread, nil) }
}
