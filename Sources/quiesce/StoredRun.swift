import Glibc
import QuiesceChecks
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch
import QuiesceSystem

/// The run that keeps its states in the folder of `--store`: the words that have asked for it, and what they meant then.
struct StoredRun: Codable {
  /// The version of the command.
  let version: String
  /// The folder in which the words were typed.
  let directory: String
  /// The words behind `quiesce`.
  let words: [String]
  /// The run that they meant, as words of its own, and what it expects.
  let run: [String]
  /// The hashes of the files of the model, by their paths.
  let sources: [String: String]

  private static let fileName = "run.json"
  /// How many seconds lie between two records where nobody says otherwise.
  private static let interval = 10.0

  /// What a command line means.
  ///
  /// - Throws: if it means no single run, or one that cannot go on later.
  init(_ arguments: Arguments, _ plan: CheckPlan, _ session: Session) throws(Refusal) {
    guard plan.runs.count == 1 else {
      throw Refusal(
        "--store keeps the states of one run, and there are \(plan.runs.count): name one by FILE:LINE, or with"
          + " --property and --set")
    }
    let run = plan.runs[0]
    version = Version.number
    directory = session.directory
    words = arguments.words
    self.run = run.reproduction + [run.expectation.text]
    sources = Dictionary(session.sources(of: run.unit).map { ($0.path, $0.hash) }) { first, _ in first }
  }

  /// Reads what a folder has.
  init(in folder: String) throws(Refusal) {
    let path = "\(folder)/\(StoredRun.fileName)"
    do {
      self = try JSONText.reading(try DiskReader().read(path))
    } catch {
      guard Folder.isFolder(folder) else { throw Refusal("there is no folder '\(folder)'") }
      throw Refusal(
        "'\(folder)' keeps no run: its file '\(StoredRun.fileName)' cannot be read; 'quiesce check --store' makes one"
      )
    }
    guard version == Version.number else {
      throw Refusal(
        "'\(folder)' was written by quiesce \(version), this is \(Version.number): go on with that one, or begin"
          + " anew in another folder")
    }
  }

  /// Makes a folder for the run.
  func create(_ folder: String) throws(Refusal) {
    guard mkdir(folder, 0o777) == 0 || (errno == EEXIST && Folder.isFolder(folder)) else {
      throw StoredRun.unmade(folder)
    }
    try StoredRun.refuseOccupied(folder)
    let path = "\(folder)/\(StoredRun.fileName)"
    guard let text = try? JSONText.text(of: self) else { throw Refusal("'\(path)' cannot be written") }
    try OutputFile.write(text, to: path)
  }

  /// The bytes that are free in a folder for a run, or where it would be made.
  static func room(for folder: String) throws(Refusal) -> Int {
    try refuseOccupied(folder)
    guard let bytes = DiskSpace.free(in: Folder.isFolder(folder) ? folder : Folder.parent(of: folder)) else {
      throw unmade(folder)
    }
    return bytes
  }

  private static func unmade(_ folder: String) -> Refusal {
    Refusal("'\(folder)' cannot be made: \(String(cString: strerror(errno)))")
  }

  private static func refuseOccupied(_ folder: String) throws(Refusal) {
    for name in [fileName, "states", "record"] where Folder.isFile("\(folder)/\(name)") {
      throw Refusal(
        "'\(folder)' keeps a run already: 'quiesce resume \(ShellText.line([folder]))' goes on with it; name another"
          + " folder for this one")
    }
  }

  /// Sees to it that the same words still mean the same.
  func compare(with other: StoredRun) throws(Refusal) {
    for path in Set(sources.keys).union(other.sources.keys).sorted() where sources[path] != other.sources[path] {
      throw Refusal(
        "'\(path)' is not what it was when the states were found: put the old text back, or begin anew in another"
          + " folder")
    }
    guard run == other.run else {
      throw Refusal("the command line means another run than before: '\(ShellText.line(other.run))'")
    }
  }

  /// The folder's states, for the search.
  static func states(in folder: String, _ arguments: Arguments) throws(Refusal) -> SearchStore {
    do throws(SearchStore.Refusal) {
      return try SearchStore(folder, interval: arguments.seconds(.checkpoint) ?? interval)
    } catch {
      throw Refusal("'\(folder)' \(error.reason)")
    }
  }

  /// Options that go with no `--store`, and why.
  static func obstacle(_ arguments: Arguments) -> String? {
    if arguments.has(.checkpoint), !arguments.has(.store) { return "--checkpoint goes with --store" }
    guard arguments.has(.store) else { return nil }
    if let order = arguments.text(.search), order != "breadth" {
      return "--store keeps the levels of a breadth-first search: leave --search \(order) out"
    }
    if arguments.text(.reduction) == "on" {
      return "--store visits every state: leave --reduction on out; --symmetry and --slice work"
    }
    for option in [OptionName.compare, .automaton, .maxStates, .lock, .updateLock] where arguments.has(option) {
      return "--store goes with no --\(option.rawValue)"
    }
    if arguments.positionals.contains(where: { InputPipe.name(of: $0) != nil }) {
      return "--store needs a model in a file: what a pipe brings cannot be read again"
    }
    return nil
  }
}
