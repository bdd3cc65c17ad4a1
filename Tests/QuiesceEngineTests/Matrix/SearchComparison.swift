import QuiesceModel
import QuiesceTestSupport

@testable import QuiesceProgram
@testable import QuiesceSearch

/// How the outcome of a search that leaves something out, or goes another way, differs from that of the search that leaves nothing
/// out. What must be the same follows from what may be left out:
///
/// - always the verdicts and which transitions fire (which steps, where symmetric values are permuted), and every trace is a run that
///   shows its verdict;
/// - breadth first, the lengths of traces;
/// - without stubborn sets, which guards block and which properties are vacuous;
/// - the number of states: all, those that the slots of the slice tell apart, or the orbits.
struct SearchComparison {
  let program: CorpusProgram
  let full: Outcome
  let options: SearchOptions
  let outcome: Outcome
  private(set) var differences: [String] = []

  /// Searches a program, or what is made of it, and compares; nil if its space is too large.
  init?(
    _ program: CorpusProgram, _ options: SearchOptions, _ sightings: inout Sightings,
    deriving derive: ((Program) throws -> DerivedProgram)? = nil
  ) throws {
    guard let full = program.full else { return nil }
    self.program = program
    self.full = full
    self.options = options
    let derived = try derive?(program.program) ?? DerivedProgram(program.program)
    outcome = try Search.run(
      derived, sources: program.sources, options: options, clock: RunClock(RunControl()),
      subject: derive == nil ? try program.fact(SearchSubjects.self).subject(for: options) : nil)
    sightings.saw(.splitTransitions, if: derived.origins.count > program.program.transitions.count)
    compare("end", outcome.stop, full.stop)
    compare("verdicts", of: outcome.properties, full.properties) { "\($0.name): \($0.verdict)" }
    compare("what fires", steps(outcome.coverage.fired, .fired), steps(full.coverage.fired, .fired))
    if outcome.reduction == nil {
      compare("what blocks", steps(outcome.coverage.blocked, .blocked), steps(full.coverage.blocked, .blocked))
      compare("vacuity", of: outcome.properties, full.properties) { "\($0.name): \($0.isVacuous)" }
    }
    compareTraces()
    try compareCounts(&sightings)
    note(in: &sightings)
  }

  private mutating func compare<T: Equatable>(_ what: String, _ actual: T, _ expected: T) {
    if actual != expected { differences.append("\(what): \(actual) instead of \(expected)") }
  }

  private mutating func compare(
    _ what: String, of actual: [PropertyOutcome], _ expected: [PropertyOutcome], _ text: (PropertyOutcome) -> String
  ) {
    compare(what, actual.map(text), expected.map(text))
  }

  // MARK: Transitions

  private enum Mark { case fired, blocked }

  private var isPermuted: Bool { !(outcome.symmetry?.types.isEmpty ?? true) }

  /// What is marked, as far as it was looked at: transitions, or steps, since one transition stands for all of its orbit.
  private func steps(_ marks: [Bool], _ mark: Mark) -> [String] {
    let slice = outcome.slice
    let unknown = mark == .fired ? slice.transitions : slice.transitions.union(slice.impossible)
    let marked = marks.indices.filter { marks[$0] && !unknown.contains($0) }
    guard isPermuted else { return marked.map { "\($0)" } }
    return Set(marked.flatMap { names(of: $0, mark) }).subtracting(unknown.flatMap { names(of: $0, mark) }).sorted()
  }

  private func names(of transition: Int, _ mark: Mark) -> [String] {
    let program = program.program
    let sides = program.transitions[transition].participants
    return (mark == .fired ? sides : [sides[0]]).map { side in
      "\(program.model.actors[program.actors[side.actor].actor].name).\(side.step)"
    }
  }

  // MARK: Traces

  private mutating func compareTraces() {
    for (property, known) in zip(outcome.properties, full.properties) {
      if !program.traces.confirms(property) { differences.append("\(property.name): no run that shows it") }
      let (length, shortest) = (property.trace?.transitions.count, known.trace?.transitions.count)
      if options.order == .breadth, options.looksForShortestTraces {
        compare("length of the trace of \(property.name)", length, shortest)
      } else if let length, let shortest, length < shortest {
        compare("length of the trace of \(property.name)", length, shortest)
      } else if (length == nil) != (shortest == nil) {
        differences.append("\(property.name): there is a trace in one search alone")
      }
    }
  }

  // MARK: Counts

  private mutating func compareCounts(_ sightings: inout Sightings) throws {
    let (states, whole) = (outcome.statistics.states, full.statistics.states)
    if outcome.reduction != nil || (options.slices && options.symmetry) {
      if states > whole { compare("states, at most", states, whole) }
    } else if options.slices {
      let expected = try program.fact(SliceStates.self)
      compare("states of the slice", states, expected.count)
      if let complaint = expected.complaint { differences.append("the slice: \(complaint)") }
    } else if isPermuted, let use = outcome.symmetry {
      if states > whole { compare("states, at most", states, whole) }
      guard let orbits = try program.fact(KnownOrbits.self).count(under: use.types) else { return }
      // Where only a few orders are compared, an orbit has several canonical states.
      if use.exceededLimit == nil || states < orbits { compare("orbits", states, orbits) }
      if use.exceededLimit == nil { sightings.saw(.countedOrbits) }
    } else {
      compare("states", states, whole)
      if !full.properties.contains(where: { $0.kind == .fault }) {
        compare("transitions", outcome.statistics.transitions, full.statistics.transitions)
      }
      if options.order == .breadth { compare("depth", outcome.statistics.depth, full.statistics.depth) }
    }
  }

  private func note(in sightings: inout Sightings) {
    sightings.saw(.compared)
    sightings.saw(.fewerStates, if: outcome.statistics.states < full.statistics.states)
    sightings.saw(.reducedStates, if: outcome.reduction != nil)
    sightings.saw(.passedStates, times: outcome.reduction?.passedStates ?? 0)
    sightings.saw(.missingTransitions, if: !outcome.slice.transitions.isEmpty)
    sightings.saw(.narrowerStates, if: outcome.slice.bits < outcome.slice.wholeBits)
    sightings.saw(.permutedValues, if: isPermuted)
    sightings.saw(.cutShort, if: outcome.symmetry?.exceededLimit != nil)
    sightings.saw(.traces, times: outcome.properties.count { $0.trace != nil })
    sightings.saw(.engineAtWork, if: outcome.statistics.threads > 1 || outcome.trees != nil)
    sightings.saw(.reshapedTrees, if: outcome.trees?.isReshaped == true)
  }
}

/// How many orbits the states of a program have, counted once for the same types.
private final class KnownOrbits: CorpusFact {
  private let program: Program
  private let states: [[Int]]
  private var counts: [[SymmetricType]: Int?] = [:]

  init(of program: CorpusProgram) {
    self.program = program.program
    states = program.states
  }

  /// Nil if there are too many to count.
  func count(under types: [SymmetricType]) -> Int? {
    if let known = counts[types] { return known }
    let count = Orbits(program, of: types).count(states, limit: 3_000)
    counts.updateValue(count, forKey: types)
    return count
  }
}

/// How many of the states of the whole program the slots that its slice keeps tell apart, and whether the slice does the same in each.
private struct SliceStates: CorpusFact {
  let count: Int
  let complaint: String?

  init(of program: CorpusProgram) throws {
    let slice = try ProgramSlice(
      program.program, checksDeadlock: program.checksDeadlock, clock: RunClock(RunControl()))
    count = Set(program.states.map { state in slice.cone.members.map { state[$0] } }).count
    complaint = SliceAudit(slice, checksRest: program.checksDeadlock).complaint(in: program.states)
  }
}
