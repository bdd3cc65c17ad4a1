import Glibc
import Synchronization

/// A stream that is written at once, and that may lose its reader without harm.
final class Output: Sendable {
  private let descriptor: Int32
  /// The first error of a write, other than a reader that went away; 0 for none.
  private let failure = Atomic<Int32>(0)
  /// Whether nobody reads any more.
  private let isClosed = Atomic<Bool>(false)

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether a person may be looking at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The error number of the first write that failed, or nil.
  var error: Int32? {
    let number = failure.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Whether nobody reads any more.
  var hasLostReader: Bool { isClosed.load(ordering: .relaxed) }

  /// Writes a text. After a failure nothing is written any more.
  func write(_ text: String) {
    guard !hasLostReader, error == nil else { return }
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count > 0 {
          written += count
        } else if errno == EPIPE {
          isClosed.store(true, ordering: .relaxed)
          return
        } else if errno == EAGAIN {
          // Somebody made the stream one that does not wait.
          var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, -1)
        } else if errno != EINTR {
          failure.store(errno == 0 ? EIO : errno, ordering: .relaxed)
          return
        }
      }
    }
  }
}
