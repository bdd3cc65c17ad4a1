import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceReport
import QuiesceRuns
import QuiesceSystem

/// What `check --lock` and `check --update-lock` do: they compare the runs with what is on record, or put them on record.
struct LockKeeper {
  private let arguments: Arguments
  private let console: Console
  private let path: String
  /// The path as messages show it.
  private let name: String
  /// How much of the record the runs should show again.
  private let scope: Lock.Scope
  /// What is on record; nil where all of it is made anew.
  private var record: Lock?

  /// Reads what is on record, before anything is searched; nil where neither option is given.
  init?(_ arguments: Arguments, _ plan: CheckPlan, _ session: Session, console: Console) throws(Refusal) {
    guard let option = [OptionName.updateLock, .lock].first(where: { arguments.has($0) }) else { return nil }
    self.arguments = arguments
    self.console = console
    let given = arguments.text(option) ?? ""
    path =
      given.isEmpty ? LockKeeper.standardPath(in: session) : Folder.absolute(given, from: session.directory)
    name = session.workspace.shown(path)
    let isNarrowed =
      plan.isNarrowed || plan.skipped > 0 || [.set, .over, .grow, .without].contains { arguments.has($0) }
    let isWhole = arguments.positionals.isEmpty && arguments.all(.properties).isEmpty
    scope = isNarrowed ? .found : isWhole ? .everything : .models
    if option == .updateLock {
      guard !isNarrowed else {
        throw Refusal(
          "--update-lock takes whole models: without --set, --over, --grow, --property, --without and FILE:LINE")
      }
      if isWhole || !Folder.isRegularFile(path) { return }
    }
    let record = try LockKeeper.read(path, name)
    guard record.options == options else {
      let words = record.options.isEmpty ? "without options that matter" : "with \(ShellText.line(record.options))"
      throw Refusal("'\(name)' was made \(words): give the same")
    }
    self.record = record
  }

  /// Where the lock of a workspace is, if no other is named.
  static func standardPath(in session: Session) -> String {
    let root = session.workspace.root
    return (Folder.isFolder(root + "/Models") ? root + "/Models" : root) + "/quiesce.lock"
  }

  /// The options that change what comes out: those of the search, but for budgets that depend on the machine.
  private var options: [String] {
    arguments.words(of: [
      .search, .seed, .walks, .walkLength, .reduction, .slice, .symmetry, .maxStates, .keepGoing, .extra,
    ])
  }

  /// Reads a lock, which messages call by a name.
  static func read(_ path: String, _ name: String) throws(Refusal) -> Lock {
    guard Folder.isFile(path) else {
      throw Refusal("there is no '\(name)' to compare with; --update-lock writes it")
    }
    do {
      return try Lock(reading: String(decoding: try DiskReader().read(path), as: UTF8.self))
    } catch let error as LockError {
      throw Refusal("\(name):\(error.line): this is no lock: \(error.message)")
    } catch {
      throw Refusal("'\(name)' cannot be read: \((error as? FileError)?.reason ?? "\(error)")")
    }
  }

  /// Compares the runs with what is on record, or puts them on record.
  ///
  /// - Parameter areAll: whether these are all runs that were planned.
  func judge(_ runs: [RunReport], areAll: Bool) -> ExitStatus {
    var found = Lock(options: options)
    for run in runs { found.add(run) }
    guard arguments.has(.updateLock) else {
      return record.map { compare(found, with: $0, in: areAll ? scope : .found) } ?? .success
    }
    guard areAll else {
      console.error("'\(name)' is left as it was: not all runs were made")
      return .noVerdict
    }
    if let record { found.keepOthers(of: record, exceptOf: found.models) }
    return write(found)
  }

  private func compare(_ found: Lock, with record: Lock, in scope: Lock.Scope) -> ExitStatus {
    let differences = found.differences(from: record, in: scope)
    for difference in differences { console.error("\(name): \(DiagnosticPrinter.printable(difference.text))") }
    guard differences.isEmpty else {
      console.note("\(name): \(Figures.count(differences.count, "difference")); --update-lock accepts them")
      return .unexpected
    }
    if !arguments.has(.quiet) { console.note("\(name): \(Figures.count(found.count, "fact")) as on record") }
    return .success
  }

  private func write(_ found: Lock) -> ExitStatus {
    do throws(Refusal) {
      try OutputFile.write(found.text, to: path, shownAs: name)
    } catch {
      console.error(error.message)
      return .badInput
    }
    if !arguments.has(.quiet) { console.note("\(name): \(Figures.count(found.count, "fact")) put on record") }
    return .success
  }
}
