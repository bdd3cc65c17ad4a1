import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSystem

/// A JSON result, and the way from its traces back into the models as they are now.
struct RecordedResult {
  /// Why a trace does not belong to the models any more, or a file holds no result.
  struct Refusal: Error {
    /// The reason, as a part of a sentence.
    let reason: String
  }

  /// The largest result that is read, in bytes; the one of all models of the repository has some 13 MiB.
  static let maximumSize = 1 << 30

  /// What was read.
  let document: JSONReport
  /// The files of the models.
  private(set) var session: Session
  /// What the paths of the result are seen from.
  private let base: String
  /// The program of the run whose traces were replayed last; traces of one run come one after another.
  private var last: (run: Int, program: Program)?

  /// Reads the file of a result; `-` is standard input.
  init(_ path: String, session: Session) throws(Refusal) {
    let path = FileArgument(file: path, from: session.directory).path
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try session.reader.read(path, limit: RecordedResult.maximumSize)
    } catch {
      throw Refusal(reason: "cannot be read: \(error.reason)")
    }
    try self.init(reading: bytes, session: session)
  }

  /// Reads a result that was written in this workspace.
  init(reading bytes: [UInt8], session: Session) throws(Refusal) {
    do throws(JSONReportError) {
      document = try JSONReport(reading: bytes)
    } catch {
      throw Refusal(reason: "is no result to replay: \(RecordedResult.reason(of: error))")
    }
    self.session = session
    // Where the command stood that made the result, in this workspace; or here, where the files are found from here too.
    let there = Folder.absolute(document.directory ?? ".", from: session.workspace.root)
    let isHere = document.checks.allSatisfy { Folder.isFile(Folder.absolute($0.modelFile, from: session.directory)) }
    base = isHere ? session.directory : there
  }

  private static func reason(of error: JSONReportError) -> String {
    switch error {
    case .malformed(let reason): reason
    case .unknownSchema(let version):
      "its schema is version \(version), this quiesce reads version \(JSONReport.schemaVersion)"
    case .otherVersion(let version): "quiesce \(version) wrote it"
    }
  }

  /// The errors about the models that were not given out before.
  mutating func newErrors() -> [Diagnostic] { session.newDiagnostics().filter { $0.severity == .error } }

  // MARK: replay

  /// Executes a trace in the program that its check searched: made from the same properties.
  mutating func replay(_ item: RecordedItem) throws(Refusal) -> ReplayedTrace {
    let program: Program
    if let last, last.run == item.run {
      program = last.program
    } else {
      program = try self.program(of: item.check)
      last = (item.run, program)
    }
    do throws(RecordedTraceMismatch) {
      return try session.replay(RecordedTrace(item.trace), property: item.property.name, in: program)
    } catch {
      let place = error.step == 0 ? "at the start" : "in step \(error.step)"
      throw Refusal(reason: "\(place): \(error.reason)")
    }
  }

  private mutating func program(of check: JSONCheck) throws(Refusal) -> Program {
    // A result may come from a stranger: it must not make this command quote files that are no models.
    if let other = ([check.modelFile] + check.propertyFiles).first(where: { !$0.hasSuffix(sourceFileExtension) }) {
      throw Refusal(reason: "'\(other)' is no .quiesce file")
    }
    let files = check.propertyFiles.map { Folder.absolute($0, from: base) }
    let bound = check.bounds.within.flatMap { session.workspace.expression($0, origin: "within") }
    guard (bound == nil) == (check.bounds.within == nil),
      let unit = session.workspace.unit(
        file: Folder.absolute(check.modelFile, from: base), properties: files, bound: bound)
    else {
      throw Refusal(reason: "its files cannot be read as a model")
    }
    if let difference = difference(check.sources, session.sources(of: unit)) {
      throw Refusal(reason: difference)
    }
    let omitted = (check.without ?? []).compactMap { session.part(named: $0, of: unit) }
    var settings: [String: Setting] = [:]
    for (name, value) in check.parameters {
      settings[name] = session.workspace.expression(value, origin: "parameter \(name)").map { .expression($0) }
    }
    guard settings.count == check.parameters.count, omitted.count == check.without?.count ?? 0,
      let model = session.checked(unit.leavingOut(omitted.omission), settings),
      let program = session.lowered(model, properties: check.selection)
    else { throw Refusal(reason: "its model is refused") }
    return program
  }

  /// What differs between the files of then and those of now.
  private func difference(_ old: [JSONCheck.Source], _ new: [RunReport.Source]) -> String? {
    let old = old.map { source in
      RunReport.Source(path: session.workspace.shown(Folder.absolute(source.path, from: base)), hash: source.hash)
    }
    for source in old {
      guard let now = new.first(where: { $0.path == source.path }) else {
        return "'\(source.path)' is not part of it any more"
      }
      if now.hash != source.hash { return "'\(source.path)' was changed since the trace was made" }
    }
    for source in new where !old.contains(where: { $0.path == source.path }) {
      return "'\(source.path)' is part of it now, and was not when the trace was made"
    }
    return nil
  }
}

extension RecordedTrace {
  /// The trace of a JSON result.
  fileprivate init(_ trace: JSONTrace) {
    self.init(
      initial: trace.initial,
      steps: trace.steps.map { step in
        Step(
          main: Participant(actor: step.actor, step: step.step, bindings: step.bindings, movedTo: step.movedTo),
          partner: step.partner.map {
            Participant(actor: $0.actor, step: $0.step, bindings: $0.bindings, movedTo: $0.movedTo)
          },
          changes: step.changes, isFault: step.fault)
      }, cycleStart: trace.cycle.map { $0.firstStep - 1 })
  }
}
