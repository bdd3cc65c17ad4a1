import Glibc
import QuiesceEngine
import QuiesceReport
import Synchronization

/// How far the search has come, on standard error.
final class ProgressDisplay: Sendable {
  /// How it is shown.
  enum Mode: String, Sendable {
    /// Sparse lines that a log can keep.
    case plain
    /// One line, drawn again and again.
    case tty
    /// Not at all.
    case none
  }

  private struct State {
    var label = ""
    var last: Progress?
    var isLineDrawn = false
    var nextLine = ProgressDisplay.firstLine
  }

  /// The times of the first plain lines of a run, in seconds; after them one each minute.
  private static let firstLine = 10.0

  private let mode: Mode
  private let width: Int
  private let output: Output
  private let state = Mutex(State())

  init(mode: Mode, width: Int, output: Output) {
    self.mode = mode
    self.width = width
    self.output = output
  }

  /// What fits the stream, where no option says otherwise.
  static func mode(option: String?, isQuiet: Bool, isTerminal: Bool, environment: Environment) -> Mode {
    if let option, let mode = Mode(rawValue: option) { return mode }
    if isQuiet { return .none }
    return isTerminal && environment["TERM"] != "dumb" ? .tty : .plain
  }

  /// A run begins.
  func begin(_ label: String) {
    state.withLock { $0 = State(label: label) }
  }

  /// The search has come so far.
  func update(_ progress: Progress) {
    state.withLock { state in
      switch mode {
      case .none: break
      case .plain:
        guard progress.seconds >= state.nextLine else { return }
        while state.nextLine <= progress.seconds { state.nextLine = ProgressDisplay.line(after: state.nextLine) }
        output.write(ProgressDisplay.text(progress, since: state.last, label: state.label) + "\n")
        state.last = progress
      case .tty:
        let text = ProgressDisplay.text(progress, since: state.last, label: state.label)
        output.write("\r\u{1b}[K" + text.prefix(max(20, width - 1)))
        state.isLineDrawn = true
        state.last = progress
      }
    }
  }

  /// A run has ended: the line that was drawn goes away.
  func end() {
    state.withLock { state in
      if state.isLineDrawn { output.write("\r\u{1b}[K") }
      state.isLineDrawn = false
    }
  }

  /// When the next plain line is due: at 10, 30 and 60 seconds, then each minute.
  static func line(after seconds: Double) -> Double {
    if seconds < 30 { return 30 }
    if seconds < 60 { return 60 }
    return seconds + 60
  }

  /// `pri_unbind: depth 17, 1,234,567 states, 812,345 states/s, frontier 23,456 growing, 120.0 MiB, 12.0 s`
  static func text(_ progress: Progress, since last: Progress?, label: String) -> String {
    let seconds = progress.seconds - (last?.seconds ?? 0)
    let states = progress.states - (last?.states ?? 0)
    let rate = seconds > 0 ? Int(Double(states) / seconds) : 0
    let trend =
      last.map { progress.frontier > $0.frontier ? " growing" : progress.frontier < $0.frontier ? " shrinking" : "" }
      ?? ""
    return "\(label): depth \(Figures.count(progress.depth)), \(Figures.count(progress.states, "state")), "
      + "\(Figures.count(rate)) states/s, frontier \(Figures.count(progress.frontier))\(trend), "
      + "\(Figures.bytes(progress.memoryBytes)), \(Figures.seconds(progress.seconds))"
  }

  /// How wide the terminal is.
  static func terminalWidth(environment: Environment) -> Int {
    var size = winsize()
    if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }
}
