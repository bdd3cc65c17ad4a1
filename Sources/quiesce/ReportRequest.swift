import Glibc
import QuiesceChecks
import QuiesceReport

/// A report that somebody asks for: `sarif=FILE`, or `sarif` for standard output.
struct ReportRequest: Hashable {
  /// The form.
  let format: ReportFormat
  /// The file; nil for standard output.
  let path: String?

  /// Reads `NAME` or `NAME=FILE`.
  init?(_ text: Substring) {
    let name = text.prefix { $0 != "=" }
    guard let format = ReportFormat(rawValue: String(name)) else { return nil }
    let path = text.dropFirst(name.count + 1)
    if path.isEmpty, name.count < text.count { return nil }
    if format == .html, path.isEmpty || path == "-" { return nil }
    self.init(format, path: path.isEmpty || path == "-" ? nil : String(path))
  }

  init(_ format: ReportFormat, path: String? = nil) {
    self.format = format
    self.path = path
  }

  /// The requests in a list with commas, each as it is written.
  static func parts(of list: String) -> [Substring] { list.split(separator: ",", omittingEmptySubsequences: false) }
}

/// The reports of a check, and where they go.
struct ReportPlan {
  /// What goes to standard output: one document, or text with what stands beside it.
  let output: [ReportFormat]
  /// What goes to files.
  let files: [ReportFile]
  private let textOptions: TextReporter.Options

  init(_ arguments: Arguments, environment: Environment) throws(Refusal) {
    var requests = arguments.all(.report).flatMap(ReportRequest.parts).compactMap { ReportRequest($0) }
    if let format = arguments.text(.format).flatMap(ReportFormat.init(rawValue:)) {
      requests.append(ReportRequest(format))
    }
    let written = requests.filter { $0.path == nil }.map(\.format)
    var output = written.reduce(into: [ReportFormat]()) { if !$1.standsBesideText, !$0.contains($1) { $0.append($1) } }
    guard output.count <= 1 else { throw ReportPlan.conflict(output[0], output[1]) }
    if output.isEmpty { output = [.text] }
    if written.contains(.github) {
      guard output == [.text] else { throw ReportPlan.conflict(.github, output[0]) }
      output.append(.github)
    }
    self.output = output
    var files: [ReportFile] = []
    for request in requests {
      guard let path = request.path else { continue }
      if files.contains(where: { $0.path == path }) { throw Refusal("two reports go to '\(path)'") }
      files.append(ReportFile(request.format, path: path))
    }
    if requests.contains(where: { $0.format == .github }), let path = environment["GITHUB_STEP_SUMMARY"] {
      files.append(ReportFile(.markdown, path: path, isAppended: true))
    }
    for file in files {
      if let obstacle = file.obstacle { throw obstacle }
    }
    self.files = files
    textOptions = TextReporter.Options(
      isQuiet: arguments.has(.quiet), showsTraces: arguments.has(.full),
      isAboutOneFile: arguments.positionals.count == 1)
  }

  private static func conflict(_ first: ReportFormat, _ second: ReportFormat) -> Refusal {
    Refusal(
      "standard output takes one report, not '\(first.rawValue)' and '\(second.rawValue)'; write one to a file:"
        + " --report \(second.rawValue)=FILE")
  }

  /// Whether JSON goes anywhere, or what is made of it, which has the traces of witnesses too.
  var hasJSON: Bool { isJSONOutput || files.contains { $0.format == .json || $0.format == .html } }

  /// Whether some form has the traces of failures that are expected, however many runs there are.
  var showsExpectedTraces: Bool { hasJSON || files.contains { $0.format == .markdown } || output == [.markdown] }

  /// Whether standard output is JSON, which says everything that else is said on standard error.
  var isJSONOutput: Bool { output == [.json] }

  /// The reporters, in the order in which they are to be told.
  func reporters(on console: Console) -> [any Reporter] {
    output.map { $0.reporter(textOptions, style: console.style) { console.write($0) } }
      + files.map { file in file.format.reporter(textOptions, style: .plain) { file.add($0) } }
  }
}

extension ReportFormat {
  /// Whether its lines stand on standard output beside the text for people.
  fileprivate var standsBesideText: Bool { self == .github }
}

/// A report that is written to a file when it is whole.
final class ReportFile {
  /// The form.
  let format: ReportFormat
  /// The path.
  let path: String
  /// Whether what the file has stays in front.
  private let isAppended: Bool
  private var text = ""

  init(_ format: ReportFormat, path: String, isAppended: Bool = false) {
    self.format = format
    self.path = format == .html ? OutputFolder.name(path) : path
    self.isAppended = isAppended
  }

  /// What certainly prevents the file from being written; better known before a long search than behind it.
  var obstacle: Refusal? {
    let parent = path.contains("/") ? Folder.parent(of: path) : "."
    guard Folder.isFolder(parent) else { return OutputFile.refusal(path, ENOENT) }
    if format == .html { return OutputFolder.obstacle(at: path) }
    return Folder.isFolder(path) ? OutputFile.refusal(path, EISDIR) : nil
  }

  /// Adds to the report.
  func add(_ text: String) { self.text += text }

  /// Writes it.
  ///
  /// - Parameters:
  ///   - session: the files of the models, in which the traces of a site are executed again.
  ///   - jobs: how many of its pages are made at once.
  func write(_ session: Session, jobs: Int) throws(Refusal) {
    switch (format, isAppended) {
    case (.html, _): try writeSite(session, jobs: jobs)
    case (_, true): try OutputFile.append(text, to: path)
    case (_, false): try OutputFile.write(text, to: path)
    }
  }

  private func writeSite(_ session: Session, jobs: Int) throws(Refusal) {
    var result: RecordedResult
    do throws(RecordedResult.Refusal) {
      result = try RecordedResult(reading: Array(text.utf8), session: session)
    } catch {
      throw Refusal("the result \(error.reason)")
    }
    try OutputFolder.write(siteOf: &result, to: path, jobs: jobs)
  }
}
