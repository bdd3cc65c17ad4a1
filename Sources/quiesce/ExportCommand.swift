import QuiesceChecks
import QuiesceExport
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport

/// `quiesce export`
enum ExportCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    if arguments.positionals[0] == "rv" { return try runtimeVerification(arguments, console: console) }
    if let extra = arguments.positionals.dropFirst(2).first {
      throw Refusal("'\(extra)' is one argument too many: only 'rv' takes a property, others --property")
    }
    return arguments.positionals[0] == "spark"
      ? spark(arguments, console: console) : try peer(arguments, console: console)
  }

  /// Writes a model for Spin or Rumur.
  private static func peer(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    var session = Session(arguments)
    let wanted = arguments.all(.property)
    let names = wanted.filter { !freedomNames.contains($0) && $0 != "fault" }
    let program = session.program(
      of: arguments.positionals[1], arguments, properties: wanted.isEmpty ? nil : names)
    let status = session.show(on: console)
    guard let program, status == .success else { return .badInput }
    let tool: CrossCheck.Tool = arguments.positionals[0] == "murphi" ? .rumur : .spin
    // A formula stands alone, so only one that is named is meant.
    let askable = program.exportQuestions(for: tool) + (wanted.isEmpty ? [] : program.exportFormulas)
    let questions = Set(askable.filter { wanted.isEmpty || wanted.contains(program.name(of: $0)) })
    do throws(ExportError) {
      let text =
        tool == .rumur
        ? try MurphiExport.text(of: program, asking: questions)
        : try PromelaExport.text(of: program, asking: questions)
      return console.deliver(text, arguments)
    } catch {
      throw Refusal("'\(program.modelName)' has no equal in \(arguments.positionals[0]): \(error)")
    }
  }

  /// Writes a job that searches a model on Spark.
  private static func spark(_ arguments: Arguments, console: Console) -> ExitStatus {
    var session = Session(arguments)
    let names = arguments.all(.property)
    let model = arguments.positionals[1]
    let program = session.program(of: model, arguments, properties: names.isEmpty ? nil : names)
    let status = session.show(on: console)
    guard let program, status == .success else { return .badInput }
    let options = [OptionName.set, .properties, .property, .root].flatMap { option in
      arguments.all(option).flatMap { ["--\(option.rawValue)", $0] }
    }
    do {
      let description = try JSONFrontier(program).text()
      return console.deliver(
        SparkJob.text(description: description, words: ["quiesce", "expand", model] + options), arguments)
    } catch {
      console.error("the job cannot be written: \(error)")
      return .internalError
    }
  }

  /// Writes a property as an automaton for the kernel's `rvgen`.
  private static func runtimeVerification(
    _ arguments: Arguments, console: Console
  ) throws(Refusal) -> ExitStatus {
    var session = Session(arguments)
    let names = arguments.positionals.dropFirst(2) + arguments.all(.property)
    guard let name = names.first, names.count == 1 else {
      throw Refusal("'export rv' writes one property: quiesce export rv MODEL PROPERTY")
    }
    let model = session.model(of: arguments.positionals[1], arguments, properties: [name])
    var program: Program?
    if let model, let property = model.properties.first(where: { $0.name == name }) {
      do throws(RVExportError) {
        let environment = try EventEnvironment(of: model, property: property)
        program = session.lowered(environment.model, properties: [name])
        if let program { return console.deliver(try environment.automaton(of: program).dot, arguments) }
      } catch {
        session.report(
          Diagnostic(.noAutomaton, "'\(name)' is no deterministic automaton: \(error)", at: property.span))
      }
    }
    return session.show(on: console)
  }
}
