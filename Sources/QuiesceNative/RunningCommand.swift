import Glibc
import QuiesceSystem

/// A command that runs beside this process, with all that it starts; it is killed if the value ends first.
package struct RunningCommand: ~Copyable {
  /// How a command ended.
  package enum End: Sendable {
    /// By itself, with this status.
    case exited(Int)
    /// By a signal.
    case signal(Int)
  }

  private let process: pid_t
  /// How it ended, once it is known.
  private var end: End?

  /// Starts a command; what it prints goes to a file. Nil if it cannot be started.
  ///
  /// It gets a process group of its own, so that it can be killed with all that it has started.
  package init?(_ arguments: [String], environment: [String], output: String) {
    guard let file = Descriptor(open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)) else { return nil }
    let child = ChildProcess.start(
      arguments, environment: environment, output: file.number, errors: file.number, ownsGroup: true)
    guard let child else { return nil }
    process = child
  }

  /// How it ended; nil while it runs.
  package mutating func poll() -> End? {
    if end == nil {
      var status: Int32 = 0
      let result = waitpid(process, &status, WNOHANG)
      if result == process { end = End(status: status) }
      // Nobody else waits for it, so this does not happen; but it would not end either.
      if result < 0, errno != EINTR { end = .signal(0) }
    }
    return end
  }

  /// How it ended; nil if it still runs after so many seconds.
  package mutating func wait(atMost seconds: Double) -> End? {
    var pause: useconds_t = 500
    var left = Int(seconds * 1e6)
    while true {
      if let end = poll() { return end }
      if left <= 0 { return nil }
      usleep(pause)
      left -= Int(pause)
      pause = min(pause * 2, 20_000)
    }
  }

  deinit {
    guard end == nil else { return }
    kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  /// The last megabyte of a file.
  package static func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    let size = lseek(file, 0, SEEK_END)
    lseek(file, max(0, size - 1 << 20), SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: min(max(size, 0), 1 << 20))
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: length), $0.count - length) }
      if count <= 0 { break }
      length += count
    }
    return String(decoding: bytes.prefix(length), as: UTF8.self)
  }
}

extension RunningCommand.End {
  fileprivate init(status: Int32) {
    let signal = Int(status & 0x7f)
    self = signal == 0 ? .exited(Int(status >> 8) & 0xff) : .signal(signal)
  }
}
