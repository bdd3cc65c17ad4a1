@testable import quiesce
import QuiesceLanguage
import Testing

/// Help, the manual page, completions, and how the output looks where it goes.
@Suite("Help and output") struct HelpCommandTests {
  @Test(arguments: CommandName.allCases)
  func everySubcommandHasHelp(command: CommandName) {
    let help = Shell.run("quiesce help \(command.rawValue)", in: "/")
    #expect(help.status == 0)
    #expect(help.lines.contains { $0.hasPrefix("USAGE: quiesce \(command.rawValue)") })
    let option = Shell.run("quiesce \(command.rawValue) --help", in: "/")
    #expect(option.status == 0)
    #expect(option.lines == help.lines)
    #expect(help.lines.allSatisfy { $0.count <= 80 })
    #expect(Shell.run("quiesce help", in: "/").text.contains("\n  \(command.rawValue) "))
  }

  @Test func topicsAndVersionAreShown() {
    let statuses = Shell.run("quiesce help exit-codes", in: "/")
    for status in ExitStatus.allCases {
      #expect(statuses.lines.contains { $0.split(separator: " ").first == "\(status.rawValue)" }, "\(status)")
    }
    #expect(Shell.run("quiesce help settings", in: "/").status == 0)
    #expect(Shell.run("quiesce help environment", in: "/").text.contains("NO_COLOR"))
    #expect(Shell.run("quiesce --version", in: "/").lines == Shell.run("quiesce version", in: "/").lines)
    #expect(Shell.run("quiesce version", in: "/").lines == [Version.line])
  }

  @Test func everyDiagnosticIsExplained() {
    let list = Shell.run("quiesce explain", in: "/")
    #expect(list.status == 0)
    for type in DiagnosticType.allCases {
      #expect(list.text.contains("\n  \(type.rawValue): "))
      let explanation = Shell.run("quiesce explain \(type.rawValue.lowercased())", in: "/")
      #expect(explanation.status == 0)
      #expect(explanation.line(0).hasPrefix("\(type.rawValue) ("))
      #expect(explanation.lines.count >= 3, "\(type)")
    }
  }

  @Test func theExamplesOfTheHelpWork() throws {
    let scratch = try Scratch()
    #expect(scratch.run("cp -r '\(Repository.root)/Models' '\(Repository.root)/Properties' .").status == 0)
    let commit = "git init -q . && git add . && git -c user.name=a -c user.email=a@b.c commit -qm one"
    let hasGit = scratch.run(commit).status == 0
    let examples = CommandTable.commands.flatMap { $0.examples.map(\.line) }
      .filter { $0.hasPrefix("quiesce ") && $0.contains("Models/") && (hasGit || !$0.contains("HEAD:")) }
    #expect(examples.count >= 4)
    for line in examples {
      let command = String(line.prefix { $0 != "|" })
      let result = scratch.run(command)
      #expect(result.status < 2, "\(command): \(result.text)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreScripts(shell: String) throws {
    let scratch = try Scratch()
    #expect(scratch.run("quiesce completions \(shell) > script").status == 0)
    for command in CommandName.allCases { #expect(try scratch.text(of: "script").contains(command.rawValue)) }
    guard Shell.has(shell) else { return }
    let parsed = scratch.run("\(shell) -n script")
    #expect(parsed.status == 0 && parsed.lines.isEmpty, "\(parsed.text)")
    if shell == "bash" {
      let words = { (line: String) in
        scratch.run(
          "bash -c '. ./script; COMP_WORDS=(\(line)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
            + " $(complete -p quiesce | sed \"s/.*-F \\([^ ]*\\).*/\\1/\"); printf \"%s\\n\" \"${COMPREPLY[@]}\"'"
        ).lines
      }
      #expect(words("quiesce cr").map { $0.filter { $0 != " " } } == ["crosscheck"])
      #expect(words("quiesce check --max").map { $0.filter { $0 != " " } } == ["--max-states"])
    }
  }

  @Test func theManualPageIsWellFormed() throws {
    let page = Shell.run("quiesce man", in: "/")
    #expect(page.status == 0)
    #expect(page.lines.contains { $0.hasPrefix(".TH QUIESCE 1") })
    guard Shell.has("groff") else { return }
    let lint = Shell.run("quiesce man | groff -man -Tascii -ww -z", in: "/")
    #expect(lint.status == 0 && lint.lines.isEmpty, "\(lint.text)")
  }

  // MARK: colours and progress

  /// Without what the environment of the tests says about colours.
  private static let bare = "env -u NO_COLOR -u CLICOLOR -u CLICOLOR_FORCE -u FORCE_COLOR"

  @Test(arguments: [
    ("", "", false), ("CLICOLOR_FORCE=1", "", true), ("CLICOLOR_FORCE=1 NO_COLOR=1", "", false),
    ("NO_COLOR=1", "--color always", true), ("CLICOLOR_FORCE=1", "--color never", false), ("", "--color=always", true),
    ("NO_COLOR=", "", false),
  ])
  func coloursAreAsAsked(environment: String, words: String, isColored: Bool) throws {
    let scratch = try Scratch(["counter.quiesce": CommandModels.counter, "bad.quiesce": "model\n"])
    let prefix = "\(HelpCommandTests.bare) \(environment)"
    #expect(scratch.run("\(prefix) quiesce check counter.quiesce \(words)").text.contains("\u{1b}[") == isColored)
    #expect(scratch.run("\(prefix) quiesce check bad.quiesce \(words)").text.contains("\u{1b}[") == isColored)
  }

  @Test func progressIsDrawnOnATerminalOnly() throws {
    let scratch = try Scratch(["large.quiesce": CommandModels.large])
    let command = "quiesce check large.quiesce --reduction off --time 1"
    let plain = scratch.run(command)
    #expect(plain.line(0).hasPrefix("large: no verdict: "), "a log has no lines about so short a run")
    guard Shell.has("script") else { return }
    let terminal = "\(HelpCommandTests.bare) TERM=xterm script -qec"
    let drawn = scratch.run("\(terminal) '\(command)' /dev/null")
    #expect(drawn.text.contains("\r\u{1b}[Klarge: 0."))
    #expect(drawn.text.contains("\r\u{1b}[K\u{1b}[1mlarge"), "the line is gone before the verdict")
    let none = scratch.run("\(terminal) '\(command) --progress none' /dev/null")
    #expect(!none.text.contains("\u{1b}[K"))
  }
}
