import QuiesceReport

/// `quiesce syntax`
enum SyntaxCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    do {
      switch arguments.positionals[0] {
      case "textmate": console.write(try JSONText.text(of: TextMateGrammar()))
      case "vim-filetype": console.write(VimSyntax.fileType)
      default: console.write(VimSyntax.text())
      }
      return .success
    } catch {
      console.error("the grammar cannot be written: \(error)")
      return .internalError
    }
  }
}
