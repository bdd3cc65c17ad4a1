import Testing

@testable import quiesce

/// Help, completions and the man page say what the table says.
@Suite struct CommandTableTests {
  @Test func everyCommandIsInTheTableOnce() {
    #expect(CommandTable.commands.map(\.name) == CommandName.allCases)
    for name in CommandName.allCases { #expect(CommandTable.specification(of: name).name == name) }
  }

  @Test func everyOptionBelongsToSomeCommand() {
    let used = Set(CommandTable.commands.flatMap { $0.allOptions.map(\.name) })
    // --version is understood in front of any subcommand.
    #expect(Set(OptionName.allCases).subtracting(used) == [.version])
  }

  @Test(arguments: CommandName.allCases)
  func helpManAndCompletionsNameEveryOption(name: CommandName) {
    let command = CommandTable.specification(of: name)
    let help = HelpText.command(command)
    let man = ManualPage.text()
    let scripts = ["bash", "zsh"].map { Completions.script(shell: $0) }
    let fish = Completions.script(shell: "fish")
    #expect(HelpText.overview().contains("  \(name.rawValue) "))
    for option in command.allOptions {
      let long = "--\(option.name.rawValue)"
      #expect(help.contains(long))
      #expect(man.contains(long.replacing("-", with: "\\-")))
      for script in scripts { #expect(script.contains(long)) }
      #expect(fish.contains("-l \(option.name.rawValue)"))
    }
  }

  @Test(arguments: CommandName.allCases)
  func helpFitsATerminal(name: CommandName) {
    for line in HelpText.command(CommandTable.specification(of: name)).split(separator: "\n") {
      #expect(line.count <= 79, "\(line)")
    }
  }

  @Test(arguments: HelpTopic.allCases)
  func topicsFitATerminal(topic: HelpTopic) {
    for line in HelpText.topic(topic).split(separator: "\n") { #expect(line.count <= 79, "\(line)") }
  }

  @Test func exitCodesAreAllDescribed() {
    let text = HelpText.topic(.exitCodes)
    for status in quiesce.ExitStatus.allCases { #expect(text.contains(" \(status.rawValue) ")) }
  }

  @Test func exitStatusesOutrankEachOther() {
    let order: [quiesce.ExitStatus] = [
      .success, .noVerdict, .unexpected, .badInput, .interrupted, .terminated, .internalError,
    ]
    for (position, lesser) in order.enumerated() {
      for greater in order[position...] {
        #expect(lesser.combined(with: greater) == greater)
        #expect(greater.combined(with: lesser) == greater)
      }
    }
    #expect(order.map(\.rawValue).sorted() == [0, 1, 2, 3, 70, 130, 143])
  }
}
