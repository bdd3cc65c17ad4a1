import QuiesceModel
import QuiesceTestSupport

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// How a search differs from what the definitions say of the whole graph: who is stuck, and what can always be reached.
struct EndComparison {
  private let known: EndFacts.Known
  private let outcome: Outcome
  private(set) var differences: [String] = []

  /// Searches a program for its ends, and compares; nil if its graph is too large.
  init?(
    _ program: CorpusProgram, _ sightings: inout Sightings, _ change: (inout SearchOptions) -> Void
  ) throws {
    guard let known = try program.fact(EndFacts.self).known else { return nil }
    self.known = known
    var options = SearchOptions()
    options.reduction = .off
    options.statesForTraces = 20
    options.slices = false
    options.maximumMemory = 1 << 28
    options.checksStuck = true
    options.keepsGoing = true
    options.toleratesFaults = true
    change(&options)
    let countsHalts = !options.checksDeadlock
    outcome = try Search.run(
      DerivedProgram(known.program), sources: program.sources, options: options, clock: RunClock(RunControl()),
      subject: try known.subjects.subject(for: options))
    for property in outcome.properties {
      if property.kind == .stuck {
        let lost = known.lost.map { !$0.isEmpty }
        compare(property, lost, .stuck) { lost[$0] && known.futures.isLasting($0, countsHalts: countsHalts) }
      } else if let unreachable = known.unreachable[property.name] {
        compare(property, unreachable, .violated) { unreachable[$0] }
      }
    }
    sightings.saw(.stuck, if: outcome.properties.contains { $0.verdict == .stuck })
    sightings.saw(.unreachable, if: outcome.properties.contains { $0.verdict == .violated && $0.kind == .reachable })
  }

  /// Compares a verdict, and whether the trace ends in the first of the states in which all is lost.
  private mutating func compare(
    _ property: PropertyOutcome, _ isLost: [Bool], _ failure: Verdict, where isFailure: (Int) -> Bool
  ) {
    let hasFaults = outcome.properties.contains { $0.kind == .fault }
    let isExpected = isLost.indices.contains(where: isFailure)
    let expected: Verdict = isExpected ? failure : hasFaults ? .noVerdict : .holds
    if property.verdict != expected {
      differences.append("\(property.name): \(property.verdict) instead of \(expected)")
    }
    guard isExpected else { return }
    guard let trace = property.trace, let path = known.states(of: trace), let end = path.last else {
      return differences.append("\(property.name): there is no trace, or it is no run")
    }
    if !isLost[end] { differences.append("\(property.name): not yet lost at the end") }
    if path.dropLast().contains(where: { isLost[$0] }) { differences.append("\(property.name): lost before the end") }
    guard property.kind == .stuck else { return }
    let names = Set(property.explanation?.stuck.map(\.actor) ?? [])
    let lost = Set(known.lost[end].map { known.program.actors[$0].name })
    if names != lost { differences.append("stuck: \(names) instead of \(lost)") }
  }
}

/// What the whole graph of a program says of its ends; each condition that is to be reached has to be reachable always in it.
private struct EndFacts: CorpusFact {
  struct Known {
    let program: Program
    let futures: NaiveFutures
    let subjects: SearchSubjects
    /// For each state, who is lost there.
    let lost: [Set<Int>]
    /// For each property that asks for it, whether its condition is out of reach in a state.
    let unreachable: [String: [Bool]]
  }

  /// Nil if the graph has too many states.
  let known: Known?

  init(of corpusProgram: CorpusProgram) {
    known = Known(corpusProgram.model)
  }
}

extension EndFacts.Known {
  fileprivate init?(_ model: CheckedModel) {
    let names = model.properties.filter { if case .temporal = $0.kind { false } else { true } }.map(\.name)
    guard var program = try? CheckedText.lowered(model, names) else { return nil }
    for position in program.properties.indices {
      if case .reachable(let condition) = program.properties[position].kind {
        program.properties[position].kind = .alwaysReachable(condition)
      }
    }
    guard let futures = NaiveFutures(program, maximumStates: 300) else { return nil }
    self.program = program
    self.futures = futures
    subjects = SearchSubjects(program)
    lost = futures.lost
    unreachable = program.properties.reduce(into: [:]) { known, property in
      if case .alwaysReachable(let condition) = property.kind { known[property.name] = futures.unreachable(condition) }
    }
  }

  /// The states of a trace; nil if it is no run of the program.
  fileprivate func states(of trace: Trace) -> [Int]? {
    let initial = program.initialStates.first { state in
      let start = Replay(program: program, initial: state, transitions: []).trace
      return start.initial == trace.initial && start.initialLocations == trace.initialLocations
    }
    guard let initial else { return nil }
    let replay = Replay(program: program, initial: initial, transitions: trace.transitions)
    let states = replay.states.compactMap { futures.position(of: $0) }
    return states.count == replay.states.count ? states : nil
  }
}
