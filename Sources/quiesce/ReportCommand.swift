import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport

/// `quiesce report`
enum ReportCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) throws(Refusal) -> ExitStatus {
    var result = try arguments.result()
    guard let path = arguments.text(.html) else { throw Refusal("'report' needs a folder to write to: --html DIR") }
    do throws(Refusal) {
      try OutputFolder.write(siteOf: &result, to: path)
      return .success
    } catch {
      console.show(result.newErrors(), sources: result.session.workspace.sources)
      throw error
    }
  }
}

extension OutputFolder {
  /// Writes a result as a site: whole, or not at all.
  static func write(siteOf result: inout RecordedResult, to path: String) throws(Refusal) {
    let folder = try OutputFolder(path)
    do throws(Refusal) {
      try folder.add(siteOf: &result)
      try folder.finish()
    } catch {
      folder.discard()
      throw error
    }
  }

  private func add(siteOf result: inout RecordedResult) throws(Refusal) {
    let site = Site(result.document)
    for overview in site.overviews { try add(overview.text, as: overview.file) }
    for (item, file, parent) in site.traces {
      let shown: ShownTrace
      do throws(RecordedResult.Refusal) {
        let replayed = try result.replay(item)
        shown = ShownTrace(item, replayed, sources: result.session.workspace.sources, version: Version.number)
      } catch {
        let name = "'\(item.property.name)' in '\(item.check.model)'"
        throw Refusal("the trace of \(name) is stale: \(error.reason)")
      }
      guard let page = TracePage(shown, parent: parent) else { continue }
      try add(page.text, as: file)
    }
  }
}
