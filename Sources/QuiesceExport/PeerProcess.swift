import QuiesceNative
import QuiesceProgram
import QuiesceSystem
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

    fileprivate init(_ end: RunningCommand.End) {
      self =
        switch end {
        case .exited(let status): .exited(status)
        case .signal(let number): .signal(number)
        }
    }
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
    guard let child = RunningCommand(arguments, environment: environment, output: output) else {
      return (.notStarted, "")
    }
    let end = wait(for: child, until: RunClock.now + seconds, control: options.control)
    return (end, RunningCommand.text(of: output))
  }

  private static func wait(for child: consuming RunningCommand, until deadline: Double, control: RunControl?) -> End {
    while true {
      if let end = child.wait(atMost: 0.02) { return End(end) }
      if let control, control.signal.load(ordering: .relaxed) != 0 { return .stopped }
      if RunClock.now > deadline { return .timedOut }
    }
  }
}
