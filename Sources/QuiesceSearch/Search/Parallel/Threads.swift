import QuiesceSystem

/// Work that is done by several threads at once and waited for.
enum Threads {
  /// Calls the body once for each number below a count, at the same time where the system gives the threads, and returns when all
  /// have returned; number 0 is the caller's thread.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [SystemThread] = []
    var left: [Int] = []
    for number in 1..<max(count, 1) {
      if let thread = SystemThread({ body(number) }) { threads.append(thread) } else { left.append(number) }
    }
    body(0)
    for number in left { body(number) }
    for thread in threads { thread.join() }
  }
}

/// What threads are given although the compiler does not know that they may have it: each uses another part of it.
struct Unguarded<Value>: @unchecked Sendable {
  /// What all of them have.
  let value: Value
}
