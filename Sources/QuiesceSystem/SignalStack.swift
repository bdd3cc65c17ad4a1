import Glibc

/// A stack on which a thread's signals are handled: where its own is exhausted there is no room to say so.
package enum SignalStack {
  private static let byteCount = 64 << 10

  /// Gives the calling thread one, for good.
  package static func install() { _ = make() }

  /// Gives the calling thread one while it does something.
  package static func with(_ body: () -> Void) {
    let memory = make()
    body()
    var none = stack_t()
    none.ss_flags = Int32(SS_DISABLE)
    sigaltstack(&none, nil)
    memory.deallocate()
  }

  private static func make() -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 16)
    var stack = stack_t()
    stack.ss_sp = memory
    stack.ss_size = byteCount
    sigaltstack(&stack, nil)
    return memory
  }
}
