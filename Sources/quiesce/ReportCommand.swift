import QuiesceChecks
import QuiesceLanguage
import QuiesceProgram
import QuiesceReport

/// `quiesce report`
struct ReportCommand {
  private let arguments: Arguments
  private let console: Console
  private var result: RecordedResult

  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    guard let result = RecordedResult(arguments, console) else { return .badInput }
    var command = ReportCommand(arguments: arguments, console: console, result: result)
    return command.run()
  }

  private mutating func run() -> ExitStatus {
    guard let path = arguments.text(.html) else {
      console.error("'report' needs a folder to write to: --html DIR")
      return .badInput
    }
    do throws(OutputFolder.Failure) {
      try OutputFolder.write(siteOf: &result, to: path)
      return .success
    } catch {
      console.show(result.newErrors(), sources: result.session.workspace.sources)
      console.error(error.message)
      return .badInput
    }
  }

}

extension OutputFolder {
  /// Writes a result as a site: whole, or not at all.
  static func write(siteOf result: inout RecordedResult, to path: String) throws(Failure) {
    let folder = try OutputFolder(path)
    do throws(Failure) {
      try folder.add(siteOf: &result)
      try folder.finish()
    } catch {
      folder.discard()
      throw error
    }
  }

  private func add(siteOf result: inout RecordedResult) throws(Failure) {
    let site = Site(result)
    for overview in site.overviews { try add(overview.text, as: overview.file) }
    for (item, file, parent) in site.traces {
      let shown: ShownTrace
      do throws(RecordedResult.Refusal) {
        let replayed = try result.replay(item)
        shown = ShownTrace(item, replayed, sources: result.session.workspace.sources, version: Version.number)
      } catch {
        let name = "'\(item.property.name)' in '\(item.check.model)'"
        throw Failure(message: "the trace of \(name) is stale: \(error.reason)")
      }
      guard let page = TracePage(shown, parent: parent) else { continue }
      try add(page.text, as: file)
    }
  }
}
