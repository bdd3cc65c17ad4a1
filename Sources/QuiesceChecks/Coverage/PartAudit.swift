import QuiesceLowering
package import QuiesceModel
import QuiesceProgram
import QuiesceRuns
import QuiesceSearch

/// Looks at which values the parts of a model take, in a search of their own over the whole space.
///
/// The search that decides the properties knows nothing of it; it is made again, with marks on the conditions, for spaces that are
/// small enough.
package struct PartAudit: Sendable {
  /// What was seen of a part.
  package struct Sighting: Hashable, Sendable {
    /// Whether it was true.
    package var wasTrue = false
    /// Whether it was false.
    package var wasFalse = false
    /// Whether its value was left to the search, and not known before it.
    package var isOpen = false

    /// Nothing was seen yet.
    package init() {}

    /// Whether it had a value.
    func had(_ value: Bool) -> Bool { value ? wasTrue : wasFalse }

    /// Adds what another run has shown.
    package mutating func add(_ other: Sighting) {
      wasTrue = wasTrue || other.wasTrue
      wasFalse = wasFalse || other.wasFalse
      isOpen = isOpen || other.isOpen
    }
  }

  /// What was seen, by the place of the part.
  package private(set) var sightings: [SourceSpan: Sighting] = [:]
  /// Whether that is all there is to see.
  package private(set) var isComplete = true

  /// Looks at parts of a model, until each had the values that are looked for or all states were seen.
  ///
  /// - Parameter options: those of the search that decided the properties.
  init(
    _ parts: [SetPart], of model: CheckedModel, sources: SourceMap, options: SearchOptions, clock: RunClock
  ) {
    var audit = SearchOptions()
    audit.maximumStates = min(options.maximumStates ?? .max, RunReport.mostStatesForParts)
    audit.maximumMemory = options.maximumMemory
    audit.checksDeadlock = false
    audit.keepsGoing = true
    audit.toleratesFaults = true
    audit.slices = false
    audit.reduction = .off
    let question = Question(model: model, sources: sources, options: audit, clock: clock)
    var rest = parts[...]
    while isComplete, !rest.isEmpty {
      look(at: Array(rest.prefix(PartMarks.limit)), question)
      rest = rest.dropFirst(PartMarks.limit)
    }
  }

  private mutating func look(at parts: [SetPart], _ question: Question) {
    var marks = PartMarks(numbers: Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1.part.span, $0) }))
    var wanted: UInt64 = 0
    var properties: Set<String> = []
    for (number, sought) in parts.enumerated() {
      for value in sought.values { wanted |= PartMarks.bit(number, value) }
      if case .property(let name) = sought.part.whole { properties.insert(name) }
    }
    guard let program = try? question.program(of: properties.sorted(), &marks),
      let (covered, isComplete) = question.marks(shownBy: program, of: wanted & marks.made & ~marks.settled)
    else { return isComplete = false }
    if !isComplete { self.isComplete = false }
    for (number, sought) in parts.enumerated() {
      let seen = covered | marks.settled
      var sighting = Sighting()
      sighting.wasTrue = seen & PartMarks.bit(number, true) != 0
      sighting.wasFalse = seen & PartMarks.bit(number, false) != 0
      sighting.isOpen = marks.made & PartMarks.bit(number, true) != 0
      sightings[sought.part.span] = sighting
    }
  }
}

/// What is searched, and how.
private struct Question {
  let model: CheckedModel
  let sources: SourceMap
  let options: SearchOptions
  let clock: RunClock

  /// The program with marks, and with the properties that have parts to look at.
  func program(of properties: [String], _ marks: inout PartMarks) throws(LoweringFailure) -> Program {
    try Lowering.lower(model, properties: properties, clock: clock, marks: &marks)
  }

  /// The marks that a search of the whole space shows, as bits, and whether they are all; nil if it cannot be searched.
  func marks(shownBy program: Program, of wanted: UInt64) -> (UInt64, isComplete: Bool)? {
    if wanted == 0 { return (0, true) }
    var options = options
    options.wantedMarks = wanted
    guard let outcome = try? Search.run(program.undecided, sources: sources, options: options, clock: clock) else {
      return nil
    }
    return (outcome.marks, outcome.isComplete || outcome.marks & wanted == wanted)
  }
}

extension Program {
  /// The same program with properties that are evaluated wherever they may have changed, and never decided.
  fileprivate var undecided: Program {
    var result = self
    for position in properties.indices {
      switch properties[position].kind {
      case .invariant(let condition), .reachable(let condition), .alwaysReachable(let condition):
        result.properties[position].kind = .invariant(.binary(.or, condition, .constant(1)))
      case .neverFlagged, .reachableFlag, .temporal:
        result.properties[position].kind = .temporal(TemporalProperty(formula: .constant(true), atoms: []))
      }
      result.properties[position].hasCover = false
    }
    return result
  }
}
