import QuiesceChecks
import QuiesceExport
import QuiesceLanguage
import QuiesceProgram

/// `quiesce export`
enum ExportCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    var session = Session(arguments)
    let wanted = arguments.all(.property)
    let names = wanted.filter { !freedomNames.contains($0) && $0 != "fault" }
    let program = session.program(
      of: arguments.positionals[1], arguments, properties: wanted.isEmpty ? nil : names)
    let status = session.show(on: console)
    guard let program, status == .success else { return .badInput }
    let questions = Set(
      program.exportQuestions.filter { wanted.isEmpty || wanted.contains(program.name(of: $0)) })
    do throws(ExportError) {
      let text =
        arguments.positionals[0] == "murphi"
        ? try MurphiExport.text(of: program, asking: questions)
        : try PromelaExport.text(of: program, asking: questions)
      return console.deliver(text, arguments)
    } catch {
      console.error("'\(program.modelName)' has no equal in \(arguments.positionals[0]): \(error)")
      return .badInput
    }
  }
}
