import Glibc
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
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
    /// Nil where several runs may be under way.
    var pace: SearchPace?
    var isLineDrawn = false
    /// When the line of a run was drawn last.
    var lastDrawing: ContinuousClock.Instant?
    var nextLine = ProgressDisplay.firstLine
  }

  /// When the first plain line is due, in seconds; see `line(after:)` for the others.
  private static let firstLine = 10.0
  /// What lies between two drawings where each run takes less.
  private static let patience = Duration.milliseconds(100)

  private let mode: Mode
  private let environment: Environment
  private let output: Output
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// As the options of a command ask for, or as the stream can show.
  init(_ arguments: Arguments, console: Console, environment: Environment) {
    mode = ProgressDisplay.mode(
      option: arguments.text(.progress), isQuiet: arguments.has(.quiet), isTerminal: console.errors.isTerminal,
      environment: environment)
    self.environment = environment
    output = console.errors
  }

  /// What fits the stream, where no option says otherwise.
  static func mode(option: String?, isQuiet: Bool, isTerminal: Bool, environment: Environment) -> Mode {
    if let option, let mode = Mode(rawValue: option) { return mode }
    if isQuiet { return .none }
    return isTerminal && environment["TERM"] != "dumb" ? .tty : .plain
  }

  /// A run of so many begins, or of a number that is not known. Many short ones are progress too.
  func begin(_ name: String, number: Int = 1, of count: Int? = nil) {
    let label = ProgressDisplay.label(name, number: number, of: count ?? 1)
    state.withLock { state in
      state.label = label
      state.last = nil
      state.pace = count == 1 ? SearchPace() : nil
      guard let count, count > 1 else { return }
      switch mode {
      case .none: break
      case .plain: writeLine(label, &state)
      case .tty:
        let now = ContinuousClock.now
        if let last = state.lastDrawing, last.duration(to: now) < ProgressDisplay.patience { return }
        state.lastDrawing = now
        draw(label, &state)
      }
    }
  }

  /// The search has come so far.
  func update(_ progress: Progress) {
    state.withLock { state in
      state.pace?.add(progress)
      let text = ProgressDisplay.text(
        progress, since: state.last, left: state.pace?.secondsLeft(behind: progress), label: state.label)
      switch mode {
      case .none: return
      case .plain:
        guard writeLine(text, &state) else { return }
      case .tty: draw(text, &state)
      }
      state.last = progress
    }
  }

  /// Writes a line of a log if one is due.
  @discardableResult
  private func writeLine(_ text: String, _ state: inout State) -> Bool {
    let seconds = start.duration(to: .now) / .seconds(1)
    guard seconds >= state.nextLine else { return false }
    while state.nextLine <= seconds { state.nextLine = ProgressDisplay.line(after: state.nextLine) }
    output.write(text + "\n")
    return true
  }

  /// Draws the line anew. The terminal is asked each time how wide it is: it may have been resized.
  private func draw(_ text: String, _ state: inout State) {
    let width = ProgressDisplay.terminalWidth(environment: environment)
    output.write("\r\u{1b}[K" + ProgressDisplay.fitted(text, width: width - 1))
    state.isLineDrawn = true
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

  /// `pri_unbind`, or `run 78 of 1,117, pri_unbind`
  static func label(_ name: String, number: Int, of count: Int) -> String {
    count == 1 ? name : "run \(Figures.count(number)) of \(Figures.count(count)), \(name)"
  }

  /// `pri_unbind: 12.0 s, 120.0 MiB, 1,234,567 states, 812,345 states/s, depth 17, frontier 23,456 growing`, or once the levels
  /// shrink `pri_unbind: 12.0 s, 5.10 s to 14.0 s left, 120.0 MiB, …`.
  static func text(
    _ progress: Progress, since last: Progress?, left: ClosedRange<Double>? = nil, label: String
  ) -> String {
    let seconds = progress.seconds - (last?.seconds ?? 0)
    let states = progress.states - (last?.states ?? 0)
    let rate = seconds > 0 ? Int(Double(states) / seconds) : 0
    let trend =
      left != nil
      ? " shrinking"
      : last.map { progress.frontier > $0.frontier ? " growing" : progress.frontier < $0.frontier ? " shrinking" : "" }
        ?? ""
    let rest = left.map { ", \(Figures.seconds($0)) left" } ?? ""
    return "\(label): \(Figures.seconds(progress.seconds))\(rest), \(Figures.bytes(progress.memoryBytes)), "
      + "\(Figures.count(progress.states, "state")), \(Figures.count(rate)) states/s, "
      + "depth \(Figures.count(progress.depth)), frontier \(Figures.count(progress.frontier))\(trend)"
  }

  /// What of a line there is room for: whole figures, as many as fit.
  static func fitted(_ text: String, width: Int) -> String {
    let width = max(20, width)
    var pieces = text.split(separator: ", ", omittingEmptySubsequences: false)
    while pieces.count > 1, TextColumns.count(pieces.joined(separator: ", ")) > width { pieces.removeLast() }
    return String(pieces.joined(separator: ", ").prefix(width))
  }

  /// How wide the terminal is now.
  static func terminalWidth(environment: Environment) -> Int {
    var size = winsize()
    if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }
}
