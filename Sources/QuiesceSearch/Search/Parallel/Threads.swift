import Glibc

/// Threads of the system, for work that is done by several at once and waited for.
enum Threads {
  /// What one of them does.
  private final class Task {
    let body: @Sendable (Int) -> Void
    let number: Int

    init(_ body: @escaping @Sendable (Int) -> Void, _ number: Int) {
      self.body = body
      self.number = number
    }
  }

  /// Calls the body once for each number below a count, at the same time where the system gives the threads, and returns when all
  /// have returned; number 0 is the caller's thread.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    var left: [Int] = []
    for number in 1..<max(count, 1) {
      let task = Unmanaged.passRetained(Task(body, number))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let task = Unmanaged<Task>.fromOpaque(argument).takeRetainedValue()
          task.body(task.number)
          return nil
        }, task.toOpaque())
      if status == 0 {
        threads.append(thread)
      } else {
        task.release()
        left.append(number)
      }
    }
    body(0)
    for number in left { body(number) }
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// What threads are given although the compiler does not know that they may have it: each uses another part of it.
struct Unguarded<Value>: @unchecked Sendable {
  /// What all of them have.
  let value: Value
}
