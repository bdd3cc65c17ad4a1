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
      try OutputFolder.write(siteOf: &result, to: path, jobs: arguments.jobs)
      return .success
    } catch {
      console.show(result.newErrors(), sources: result.session.workspace.sources)
      throw error
    }
  }
}

extension OutputFolder {
  /// Writes a result as a site: whole, or not at all.
  ///
  /// - Parameter jobs: how many pages are made at once.
  static func write(siteOf result: inout RecordedResult, to path: String, jobs: Int) throws(Refusal) {
    let folder = try OutputFolder(path)
    do throws(Refusal) {
      try folder.add(siteOf: &result, jobs: jobs)
      try folder.finish()
    } catch {
      folder.discard()
      throw error
    }
  }

  /// Several pages are made at once, and some of one model by one thread, which reads its files once for all of them.
  private func add(siteOf result: inout RecordedResult, jobs: Int) throws(Refusal) {
    let site = Site(result.document)
    for overview in site.overviews { try add(overview.text, as: overview.file) }
    let traces = site.traces.flatMap { traces in
      stride(from: 0, to: traces.count, by: 16).map { Array(traces[$0..<min($0 + 16, traces.count)]) }
    }
    let work = OrderedWork(count: traces.count, threads: jobs > 1 ? jobs : 0) { [self, result, traces] in
      add(traces[$0], of: result)
    }
    while let failure = work.take() {
      guard let (refusal, found) = failure else { continue }
      result = found
      throw refusal
    }
  }

  /// Adds the pages of traces; what was wrong, if anything was, and what has been found out on the way there.
  private func add(
    _ traces: [(item: RecordedItem, file: String, parent: PageLink)], of result: RecordedResult
  ) -> (Refusal, RecordedResult)? {
    var result = result
    do throws(Refusal) {
      for (item, file, parent) in traces { try add(item, as: file, below: parent, of: &result) }
      return nil
    } catch {
      return (error, result)
    }
  }

  private func add(
    _ item: RecordedItem, as file: String, below parent: PageLink, of result: inout RecordedResult
  ) throws(Refusal) {
    let shown: ShownTrace
    do throws(RecordedResult.Refusal) {
      let replayed = try result.replay(item)
      shown = ShownTrace(item, replayed, sources: result.session.workspace.sources, version: Version.number)
    } catch {
      let name = "'\(item.property.name)' in '\(item.check.model)'"
      throw Refusal("the trace of \(name) is stale: \(error.reason)")
    }
    if let page = TracePage(shown, parent: parent) { try add(page.text, as: file) }
  }
}
