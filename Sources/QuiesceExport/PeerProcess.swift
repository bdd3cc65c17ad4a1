import Glibc
import QuiesceProgram
import Synchronization

/// A command of a peer, run to its end or its limits.
enum PeerProcess {
  /// How a command ended.
  enum End {
    case exited(Int)
    case signal(Int)
    case timedOut
    case stopped
    case notStarted
  }

  /// Runs a command in a directory; what it prints goes to a file there and is read when it has ended.
  ///
  /// The command gets a process group of its own so that it can be killed with all that it has started, and, should
  /// this process die first, a limit on its processor time.
  package static func run(
    _ command: [String], in directory: String, path: CommandPath, options: CrossCheck.Options
  ) -> (end: End, output: String) {
    let seconds = options.maximumSeconds
    let limits = "ulimit -t \(Int(seconds.rounded(.up)) + 1) && ulimit -v \(options.maximumMemory >> 10)"
    let script = "cd \"$1\" && shift && \(limits) && exec \"$@\""
    let arguments = ["/bin/sh", "-c", script, "sh", directory] + command
    let environment = ["PATH=\(path.text)", "LC_ALL=C", "TMPDIR=\(directory)", "HOME=\(directory)"]
    let output = directory + "/output"
    guard let child = spawn(arguments, environment, output: output) else { return (.notStarted, "") }
    let end = wait(for: child, until: monotonicSeconds + seconds, control: options.control)
    return (end, text(of: output))
  }

  private static func spawn(_ arguments: [String], _ environment: [String], output: String) -> pid_t? {
    let file = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return ChildProcess.start(arguments, environment: environment, output: file, errors: file, ownsGroup: true)
  }

  private static func wait(for child: pid_t, until deadline: Double, control: RunControl?) -> End {
    var status: Int32 = 0
    var pause: useconds_t = 500
    while true {
      let result = waitpid(child, &status, WNOHANG)
      if result == child { break }
      if result < 0 && errno != EINTR { return .notStarted }
      let isStopped = control.map { $0.signal.load(ordering: .relaxed) != 0 } ?? false
      if isStopped || monotonicSeconds > deadline {
        kill(-child, SIGKILL)
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        return isStopped ? .stopped : .timedOut
      }
      usleep(pause)
      pause = min(pause * 2, 20_000)
    }
    let signal = Int(status & 0x7f)
    return signal == 0 ? .exited(Int(status >> 8) & 0xff) : .signal(signal)
  }

  private static var monotonicSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The last megabyte of a file.
  private static func text(of path: String) -> String {
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
