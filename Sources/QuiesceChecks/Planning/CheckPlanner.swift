import QuiesceLanguage
import QuiesceModel
package import QuiesceRuns

/// Finds the runs that a request means.
package struct CheckPlanner: Sendable {
  /// A model with the values that `--set` gives to its parameters, one of several if it sweeps over some.
  struct Base: Sendable {
    let model: CheckedModel
    let overrides: [String: Value]
    /// The size that is raised, of which this is one value.
    let raised: String?
  }

  /// A `check` with its file.
  typealias Check = (syntax: CheckSyntax, file: FileSyntax)

  /// How many checks are planned at once.
  private var jobs = 1
  private(set) var files: [FileArgument] = []
  private(set) var propertyPaths: [String]
  /// Whether no file is named: then every check of the workspace is meant.
  private let isWholeWorkspace: Bool
  /// Whether extra checks are meant without being named.
  private let includesExtra: Bool
  /// The properties asked for by `--property`; empty for all.
  let wanted: [String]
  var overrides: [SettingSyntax] = []
  /// Conditions on what is set, which leave out combinations of values.
  var relations: [ExpressionSyntax] = []
  /// The parameters all of whose values are gone through.
  var sweeps: [String] = []
  /// Whether it is enough that any two values of two parameters come together.
  let coversPairs: Bool
  /// The values that are given for parameters that are raised.
  var namedSizes: [String: SettingSyntax] = [:]
  var plan = CheckPlan()
  /// The overrides that some model had a parameter for.
  var usedOverrides: Set<String> = []
  /// The conditions that some model had a parameter of.
  var usedRelations: Set<SourceSpan> = []
  /// The properties of `--property` that some model has.
  var usedProperties: Set<String> = []
  /// The names that could have been meant.
  var knownParameters: Set<String> = []
  var knownProperties: Set<String> = []

  /// The values of these parameters, as `--set` takes them; none where there are too many to choose from.
  var knownValues: [String: [String]] = [:]

  /// What `--set` takes with the files of a request: a setting a line, or the name where the values are too many.
  package static func settings(_ request: CheckRequest, session: inout Session) -> [String] {
    var planner = CheckPlanner(request, session: &session)
    planner.planFiles(session: &session)
    return planner.knownParameters.sorted().flatMap { name in
      let values = planner.knownValues[name] ?? []
      return values.isEmpty ? ["\(name)="] : values.map { "\(name)=\($0)" }
    }
  }

  /// What `--property` takes with the files of a request.
  package static func properties(_ request: CheckRequest, session: inout Session) -> [String] {
    var planner = CheckPlanner(request, session: &session)
    planner.planFiles(session: &session)
    return planner.knownProperties.sorted() + [deadlockPropertyName, stuckPropertyName, "fault"]
  }

  /// The plan, or errors in the session.
  package static func plan(_ request: CheckRequest, session: inout Session, jobs: Int = 1) -> CheckPlan {
    var planner = CheckPlanner(request, session: &session)
    planner.jobs = jobs
    planner.readOverrides(request, session: &session)
    guard !session.hasErrors else { return planner.plan }
    planner.plan.isNarrowed =
      !planner.wanted.isEmpty || !request.without.isEmpty || planner.files.contains { $0.line != nil }
    planner.planFiles(session: &session)
    planner.plan.leaveOut(request.without, session: &session)
    planner.plan.gatherFamilies()
    if !session.hasErrors { planner.reportUnused(session: &session) }
    if !planner.isWholeWorkspace {
      let named = Set(planner.files.compactMap { session.workspace.syntax(of: $0.path)?.file })
      planner.plan.unnamed = planner.plan.runs.map { $0.unit.files[$0.unit.files.count - 1] }
        .filter { !named.contains($0.file) }.map { session.path(of: $0) }
    }
    if !session.hasErrors, planner.plan.runs.isEmpty {
      session.report(Diagnostic(.nothingToRun, planner.plan.emptiness, at: nil))
    }
    return planner.plan
  }

  private init(_ request: CheckRequest, session: inout Session) {
    let directory = session.directory
    propertyPaths = request.propertyFiles.map { FileArgument(file: $0, from: directory).path }
    wanted = request.properties
    includesExtra = request.includesExtra
    coversPairs = request.coversPairs
    isWholeWorkspace = request.files.isEmpty && propertyPaths.isEmpty
    for argument in request.files {
      if Folder.isFolder(argument) {
        addFolder(argument, session: &session)
      } else {
        add(FileArgument(argument, from: directory), session: &session)
      }
    }
  }

  /// A file of properties alone is to be taken with the models that are named.
  private mutating func add(_ file: FileArgument, session: inout Session) {
    guard !files.contains(file) else { return }
    if let syntax = session.workspace.load(file.path), syntax.isOnlyProperties {
      propertyPaths.append(file.path)
    } else {
      files.append(file)
    }
  }

  /// The models and checks of a folder; what they import, and what they are not checked with, is not meant.
  private mutating func addFolder(_ folder: String, session: inout Session) {
    let found = Folder.files(folder).map { FileArgument($0, from: session.directory) }
    if found.isEmpty {
      session.report(
        Diagnostic(.unreadableFile, "there is no .quiesce file in the folder '\(folder)' or below it", at: nil))
    }
    for file in found where !files.contains(file) {
      guard let syntax = session.workspace.load(file.path), syntax.model != nil || syntax.hasCheck else { continue }
      files.append(file)
    }
  }

  private mutating func readOverrides(_ request: CheckRequest, session: inout Session) {
    for text in request.settings { readOverride(text, of: "--set", session: &session) }
    for text in request.sweeps {
      switch SweepForm(text) {
      case .names(let names):
        sweeps += names
        plan.swept += names
      case .values(let name):
        readOverride(text, of: "--over", session: &session)
        plan.swept.append(name)
      case .limits: readLimits(text, session: &session)
      }
    }
    for (index, name) in sweeps.enumerated() {
      let isGiven = overrides.contains { $0.name.text == name } || sweeps[..<index].contains(name)
      if isGiven { reportTwice(name, "--over", session: &session) }
    }
    for text in request.growth { readGrowth(text, session: &session) }
  }

  private mutating func readOverride(_ text: String, of option: String, session: inout Session) {
    let name = String(text.prefix { $0 != "=" })
    let value = String(text.dropFirst(name.count + 1))
    if overrides.contains(where: { $0.name.text == name }) { reportTwice(name, option, session: &session) }
    if let setting = session.workspace.setting(name, value, origin: "\(option) \(name)") { overrides.append(setting) }
  }

  private mutating func readLimits(_ text: String, session: inout Session) {
    guard let limits = session.workspace.limits(text, origin: "--over") else { return }
    for setting in limits.settings {
      let name = setting.name.text
      if overrides.contains(where: { $0.name.text == name }) { reportTwice(name, "--over", session: &session) }
      overrides.append(setting)
      plan.swept.append(name)
    }
    relations += limits.conditions
  }

  func reportTwice(_ name: String, _ option: String, session: inout Session) {
    session.report(
      Diagnostic(
        .invalidSetting, "\(option) gives '\(name)' twice", at: nil,
        notes: [
          Diagnostic.Note("several values are written '\(option) \(name)=a,b' or '\(option) \(name)=1...4'")
        ]))
  }

  // MARK: which checks and models

  private mutating func planFiles(session: inout Session) {
    if isWholeWorkspace {
      let all = session.workspace.allFiles()
      guard !all.isEmpty else {
        session.report(
          Diagnostic(
            .unreadableFile,
            "there is nothing to check: no .quiesce file under Models/ or Properties/ of"
              + " '\(session.workspace.root)'", at: nil,
            notes: [Diagnostic.Note("name a file, or the workspace with --root")]))
        return
      }
      let checks = session.workspace.checks(in: all).map { Check(syntax: $0.0, file: $0.1) }
      plan(checks, session: &session)
      for path in all { planUnchecked(path, checks: checks, session: &session) }
      return
    }
    guard !files.isEmpty else {
      session.report(
        Diagnostic(
          .noPropertyChecked, "there is no model and no check in these files: nothing was checked", at: nil,
          notes: [Diagnostic.Note("name a model too: quiesce check MODEL --properties FILE")]))
      return
    }
    planGiven(session: &session)
  }

  /// Plans checks. Each is planned for itself, several at once, and what they come to is put together in their order.
  private mutating func plan(_ checks: [Check], session: inout Session) {
    let known = checks.compactMap { check in session.workspace.unit(for: check.syntax).map { (check, $0) } }
    guard sweeps.isEmpty, plan.grown.isEmpty else {
      // The values that are gone through become a text of the workspace, which is one for all checks.
      for (check, unit) in known { plan(check, unit, session: &session) }
      return
    }
    var blank = self
    blank.plan = CheckPlan()
    let work = OrderedWork(count: known.count, threads: jobs > 1 ? jobs : 0) { [blank, session, known] position in
      var (planner, copy) = (blank, session)
      planner.plan(known[position].0, known[position].1, session: &copy)
      return (planner: planner, session: copy)
    }
    let origin = session
    while let part = work.take() {
      add(part.planner)
      session.add(part.session, since: origin)
    }
  }

  /// Adds what another planner has found.
  private mutating func add(_ other: CheckPlanner) {
    plan.runs += other.plan.runs
    plan.skipped += other.plan.skipped
    plan.leftOut += other.plan.leftOut
    usedOverrides.formUnion(other.usedOverrides)
    usedRelations.formUnion(other.usedRelations)
    usedProperties.formUnion(other.usedProperties)
    knownParameters.formUnion(other.knownParameters)
    knownProperties.formUnion(other.knownProperties)
    knownValues.merge(other.knownValues) { $1 }
  }

  /// The checks in the files given; for a model that none of them names, those of the workspace; else all its properties.
  private mutating func planGiven(session: inout Session) {
    let paths = (files.map(\.path) + propertyPaths).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let models = files.compactMap { session.workspace.syntax(of: $0.path)?.model?.text }
    var checks: [Check] = []
    for check in session.workspace.checks(in: paths) {
      let isFromPropertyFile = propertyPaths.contains { session.workspace.syntax(of: $0)?.file == check.1.file }
      if isFromPropertyFile, !models.contains(check.0.model.text) { continue }
      // With property files the question is the user's own, not the one of the model's checks; a line names one of these.
      if !isFromPropertyFile, !propertyPaths.isEmpty, !isNamedByLine(check.1, session) { continue }
      checks.append(Check(syntax: check.0, file: check.1))
    }
    let meant = checks.filter { isMeant($0, session) }
    plan(meant, session: &session)
    let made = meant.map(\.syntax.model.text)
    for file in files where file.line == nil {
      guard let syntax = session.workspace.syntax(of: file.path),
        !syntax.hasCheck || !propertyPaths.isEmpty
      else { continue }
      if let model = syntax.model?.text, made.contains(model) { continue }
      let elsewhere = propertyPaths.isEmpty ? checksElsewhere(of: syntax, session: &session) : []
      plan(elsewhere, session: &session)
      guard elsewhere.isEmpty else { continue }
      if syntax.declarations.isEmpty {
        session.report(
          Diagnostic(.noPropertyChecked, "there is nothing in '\(session.path(of: syntax))' to check", at: nil))
      } else {
        planModel(file.path, session: &session)
      }
    }
    for file in files {
      guard let line = file.line, !session.hasErrors, !checks.contains(where: { covers($0, file, session) }) else {
        continue
      }
      session.report(
        Diagnostic(
          .unknownName, "there is no check or expectation on line \(line) of '\(session.workspace.shown(file.path))'",
          at: nil, notes: [Diagnostic.Note(nearExpectations(of: file, line, session))]))
    }
  }

  /// Where the expectations are that a line may have meant.
  private func nearExpectations(of file: FileArgument, _ line: Int, _ session: Session) -> String {
    let sources = session.workspace.sources
    let declarations = session.workspace.syntax(of: file.path)?.declarations ?? []
    let spans = declarations.flatMap { declaration -> [SourceSpan] in
      guard case .check(let check) = declaration else { return [] }
      return [check.span] + check.expectations.map(\.span)
    }
    let lines = Set(spans.map { sources.lines(of: $0).lowerBound })
    guard !lines.isEmpty else { return "the file says no check; without ':\(line)' all its properties are checked" }
    let nearest = lines.sorted { (abs($0 - line), $0) < (abs($1 - line), $1) }.prefix(6).sorted()
    let words = nearest.map(String.init).joined(separator: ", ")
    return nearest.count == 1 ? "there is one on line \(words)" : "the nearest are on lines \(words)"
  }

  private func isNamedByLine(_ file: FileSyntax, _ session: Session) -> Bool {
    files.contains { $0.line != nil && session.workspace.syntax(of: $0.path)?.file == file.file }
  }

  private func isMeant(_ check: Check, _ session: Session) -> Bool {
    let given = files.filter { session.workspace.syntax(of: $0.path)?.file == check.file.file }
    return given.isEmpty || given.contains { $0.line == nil || covers(check, $0, session) }
  }

  /// Whether nobody asked for this extra check.
  func isLeftOut(_ check: Check, _ session: Session) -> Bool {
    check.syntax.isExtra && !includesExtra && !files.contains { covers(check, $0, session) }
  }

  private func covers(_ check: Check, _ file: FileArgument, _ session: Session) -> Bool {
    guard let line = file.line, session.workspace.syntax(of: file.path)?.file == check.file.file else { return false }
    return session.workspace.sources.lines(of: check.syntax.span).contains(line)
  }

  /// The checks under Models/ and Properties/ that name a model. A broken file there is no matter of this model.
  private func checksElsewhere(of file: FileSyntax, session: inout Session) -> [Check] {
    guard let model = file.model?.text else { return [] }
    var attempt = session.workspace
    let before = attempt.diagnostics.count
    let paths = attempt.allFiles().filter { path in attempt.checks(in: [path]).contains { $0.0.model.text == model } }
    guard !paths.isEmpty else { return [] }
    if attempt.diagnostics.count == before { session.workspace = attempt }
    return session.workspace.checks(in: paths).filter { $0.0.model.text == model }
      .map { Check(syntax: $0.0, file: $0.1) }
  }

  /// A model of the workspace that no check names.
  private mutating func planUnchecked(_ path: String, checks: [Check], session: inout Session) {
    guard let model = session.workspace.syntax(of: path)?.model?.text else { return }
    if checks.contains(where: { $0.syntax.model.text == model }) { return }
    planModel(path, session: &session)
  }
}

extension FileSyntax {
  /// Whether it says `check`.
  var hasCheck: Bool {
    declarations.contains { if case .check = $0 { true } else { false } }
  }

  /// Whether it is of use only together with a model: properties or monitors, but neither actors nor checks.
  var isOnlyProperties: Bool {
    guard model == nil, !hasCheck else { return false }
    let hasActor = declarations.contains { if case .actor = $0 { true } else { false } }
    let hasProperty = declarations.contains { declaration in
      switch declaration {
      case .property, .monitor: true
      case .parameter, .type, .variable, .channel, .signal, .event, .condition, .function, .actor, .check: false
      }
    }
    return hasProperty && !hasActor
  }
}

extension SourceMap {
  /// The lines that a span covers.
  func lines(of span: SourceSpan) -> ClosedRange<Int> {
    let file = self[span.file]
    let first = file.position(of: Int(span.start)).line
    return first...max(first, file.position(of: max(Int(span.start), Int(span.end) - 1)).line)
  }
}

/// The forms of what is gone through.
enum SweepForm {
  /// `a,b`: all values of these parameters.
  case names([String])
  /// `a=1...3`: some values of this one.
  case values(String)
  /// `a in 1...3, b in 1...3, a <= b`: as a check writes it behind `where`.
  case limits

  init(_ text: String) {
    let isName = { (text: Substring) in
      !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    let words = text.split(separator: ",")
    let first = text.prefix { $0 != "=" }
    if words.allSatisfy(isName) {
      self = .names(words.map(String.init))
    } else if first.count < text.count, isName(first), !text.dropFirst(first.count).hasPrefix("==") {
      self = .values(String(first))
    } else {
      self = .limits
    }
  }
}
