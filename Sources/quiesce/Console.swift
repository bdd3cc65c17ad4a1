import Glibc
import QuiesceLanguage
import QuiesceModel
import QuiesceReport

/// The two streams of the command, and how they may look.
struct Console: Sendable {
  /// Standard output.
  let output: Output
  /// Standard error.
  let errors: Output
  /// Whether standard output is coloured.
  let isOutputColored: Bool
  /// Whether standard error is coloured.
  let areErrorsColored: Bool

  private let environment: Environment

  /// The process's own streams.
  init(color: String?, environment: Environment) {
    self.environment = environment
    output = Output(descriptor: STDOUT_FILENO)
    errors = Output(descriptor: STDERR_FILENO)
    isOutputColored = ColorPolicy.isColored(option: color, environment: environment, isTerminal: output.isTerminal)
    areErrorsColored = ColorPolicy.isColored(option: color, environment: environment, isTerminal: errors.isTerminal)
  }

  /// The style of standard output.
  var style: TextStyle { TextStyle(isColored: isOutputColored) }

  /// Writes to standard output.
  func write(_ text: String) { output.write(text) }

  /// Writes a document to standard output.
  func write(json document: some Encodable) -> ExitStatus {
    do {
      write(try JSONText.text(of: document))
      return .success
    } catch {
      self.error("the result cannot be written: \(error)")
      return .internalError
    }
  }

  /// Writes an error that has no place in a file.
  func error(_ message: String) {
    let style = TextStyle(isColored: areErrorsColored)
    errors.write("quiesce: \(style("error:", .bad)) \(message)\n")
  }

  /// Writes a remark.
  func note(_ message: String) {
    errors.write("quiesce: note: \(message)\n")
  }

  /// The columns of a source line that are shown: on a terminal no more than it has beside the number of the line, or the
  /// caret would stand elsewhere.
  private var excerptWidth: Int {
    errors.isTerminal ? ProgressDisplay.terminalWidth(environment: environment) - 8 : 100
  }

  /// Writes diagnostics.
  func show(_ diagnostics: [Diagnostic], sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    errors.write(
      DiagnosticPrinter(width: excerptWidth).text(for: diagnostics, sources: sources, color: areErrorsColored))
  }
}
