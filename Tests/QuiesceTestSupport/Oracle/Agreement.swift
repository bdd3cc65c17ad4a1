import QuiesceLanguage
import QuiesceLowering
package import QuiesceModel
package import QuiesceProgram
import QuiesceSearch

/// What came of running a text through the engine and through the oracle.
package enum Agreement: Sendable {
  /// The checker, or the lowering, refused the text: the errors.
  case refused(String)
  /// The checker saw that a constant can only fault.
  case constantFault
  /// The oracle gave up: the space is too large.
  case tooLarge
  /// Both say the same of a complete space.
  case same(states: Int)
  /// They differ: how.
  case different(String)

  /// Runs a text through both.
  package init(_ text: String, maximumStates: Int = 20_000) {
    let checked = CheckedText(text)
    guard let model = checked.model else {
      self = checked.isRefusedForConstants ? .constantFault : .refused(checked.errors)
      return
    }
    self.init(model, sources: checked.sources, maximumStates: maximumStates)
  }

  /// Runs a checked model through both.
  package init(_ model: CheckedModel, sources: SourceMap, maximumStates: Int = 20_000) {
    let model = model.withOpenProperty
    let expected = NaiveExplorer.explore(model, maximumStates: maximumStates)
    guard expected.isComplete else {
      self = .tooLarge
      return
    }
    var diagnostics: [Diagnostic] = []
    guard let program = Lowering.lower(model, properties: nil, diagnostics: &diagnostics) else {
      self = .refused(diagnostics.map(\.message).joined(separator: "\n"))
      return
    }
    var differences = Self.differences(in: program, .breadth, sources: sources, from: expected)
    differences += Self.differences(in: program, .depth, sources: sources, from: expected)
    for threads in [2, 4] {
      differences += Self.differences(in: program, .breadth, threads: threads, sources: sources, from: expected)
    }
    self = differences.isEmpty ? .same(states: expected.states) : .different(differences.joined(separator: "\n"))
  }

  private static func differences(
    in program: Program, _ order: SearchOrder, threads: Int = 1, sources: SourceMap, from expected: NaiveOutcome
  ) -> [String] {
    var options = SearchOptions()
    options.order = order
    options.useThreads(threads)
    options.keepsGoing = true
    options.tracesWitnesses = true
    options.reduction = .off
    options.slices = false
    options.maximumMemory = 1 << 28
    do {
      let outcome = try Search.run(program, sources: sources, options: options, control: RunControl())
      return expected.differences(to: outcome).map { "\(order.rawValue) first, threads \(threads): \($0)" }
    } catch {
      return ["the program does not fit the machine: \(error)"]
    }
  }
}

extension SearchOptions {
  /// Has so many threads expand every level, however small.
  package mutating func useThreads(_ count: Int) {
    threads = count
    wholeLevelThreshold = 0
    togetherThreshold = 1
  }
}

extension CheckedModel {
  /// The model with one more property, which no state decides: a search that goes on until all are decided then visits
  /// every state.
  package var withOpenProperty: CheckedModel {
    guard let span = actors.first?.span else { return self }
    let truth = Expression(.constant(.bool(true)), .bool, at: span)
    var model = self
    model.properties.append(Property(name: "open", description: "", kind: .invariant(truth), span: span))
    return model
  }
}

extension NaiveOutcome {
  /// How the outcome of a complete search that kept going differs from this one, in words.
  package func differences(to outcome: Outcome) -> [String] {
    var differences = Differences()
    let isShortest = outcome.order == .breadth
    differences.compare("states", outcome.statistics.states, states)
    if faults.isEmpty { differences.compare("transitions", outcome.statistics.transitions, transitions) }
    if isShortest {
      differences.compare("depth", outcome.statistics.depth, depth)
      for finding in properties {
        let actual = outcome.properties.first { $0.name == finding.name }
        if actual?.isOfRuns == true { continue }
        differences.compare("length of the trace of \(finding.name)", actual?.trace?.steps.count, finding.depth)
      }
      let deadlock = outcome.properties.first { $0.kind == .deadlock }
      let fault = outcome.properties.first { $0.kind == .fault }
      differences.compare("length of the deadlock's trace", deadlock?.trace?.steps.count, deadlockDepth)
      if !faults.isEmpty {
        differences.compare("length of the fault's trace", fault?.trace?.steps.count, faultDepth)
      }
    }
    return differences.found + verdictDifferences(to: outcome)
  }

  /// How the verdicts of a complete search that kept going, reduced or not, differ from these, in words.
  package func verdictDifferences(to outcome: Outcome) -> [String] {
    var differences = Differences()
    differences.compare("end", outcome.stop, .complete)
    for finding in properties {
      let actual = outcome.properties.first { $0.name == finding.name }
      if actual?.isOfRuns == true { continue }
      differences.compare(finding.name, actual?.verdict, finding.verdict)
    }
    let deadlock = outcome.properties.first { $0.kind == .deadlock }
    differences.compare("deadlock", deadlock?.verdict == .deadlock, deadlockDepth != nil)
    let fault = outcome.properties.first { $0.kind == .fault }
    differences.compare("fault", fault != nil, !faults.isEmpty)
    return differences.found
  }
}

extension PropertyOutcome {
  /// Whether whole runs, or all that can follow a state, decide it: that has oracles of its own.
  fileprivate var isOfRuns: Bool { kind == .temporal || kind == .alwaysReachable }
}

/// What differs, in words.
private struct Differences {
  private(set) var found: [String] = []

  mutating func compare<T: Equatable>(_ what: String, _ actual: T, _ expected: T) {
    if actual != expected { found.append("\(what): \(actual) instead of \(expected)") }
  }
}
