import QuiesceReport

/// `quiesce syntax`
enum SyntaxCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    switch arguments.positionals[0] {
    case "textmate": return console.write(json: TextMateGrammar())
    case "vim-filetype": console.write(VimSyntax.fileType)
    default: console.write(VimSyntax.text())
    }
    return .success
  }
}
