package import QuiesceLanguage
import QuiesceLowering
package import QuiesceProgram
package import QuiesceSearch

/// Looks at which values the parts of a model take, in a search of their own over the whole space.
///
/// The search that decides the properties knows nothing of it; it is made again, with marks on the conditions, for spaces that are
/// small enough.
package struct PartAudit: Codable, Sendable {
  /// What was seen of a part.
  package struct Sighting: Hashable, Codable, Sendable {
    /// Whether it was true.
    package var wasTrue = false
    /// Whether it was false.
    package var wasFalse = false
    /// Whether its value was left to the search, and not known before it.
    package var isOpen = false

    /// Nothing was seen yet.
    package init() {}

    /// Whether nothing more can be seen of it.
    package var isComplete: Bool { wasTrue && wasFalse }

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

  /// The most states of a space that is looked at.
  package static let stateLimit = 100_000

  /// Looks at parts of a model.
  ///
  /// - Parameter options: those of the search that decided the properties.
  package init(
    _ parts: [ModelPart], of model: CheckedModel, properties: [String]?, sources: SourceMap, options: SearchOptions,
    clock: RunClock
  ) {
    var audit = SearchOptions()
    audit.maximumStates = min(options.maximumStates ?? .max, PartAudit.stateLimit)
    audit.maximumMemory = options.maximumMemory
    audit.checksDeadlock = false
    audit.keepsGoing = true
    audit.toleratesFaults = true
    audit.slices = false
    audit.reduction = .off
    let question = Question(model: model, properties: properties, sources: sources, options: audit, clock: clock)
    var rest = parts[...]
    while isComplete, !rest.isEmpty {
      look(at: Array(rest.prefix(PartMarks.limit)), question)
      rest = rest.dropFirst(PartMarks.limit)
    }
  }

  private mutating func look(at parts: [ModelPart], _ question: Question) {
    let numbers = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1.span, $0) })
    var marks = PartMarks(numbers: numbers)
    guard let program = try? question.program(&marks),
      let (covered, isComplete) = question.marks(shownBy: program, of: marks.made & ~marks.settled)
    else { return isComplete = false }
    if !isComplete { self.isComplete = false }
    for (number, part) in parts.enumerated() {
      let seen = covered | marks.settled
      var sighting = Sighting()
      sighting.wasTrue = seen & PartMarks.bit(number, true) != 0
      sighting.wasFalse = seen & PartMarks.bit(number, false) != 0
      sighting.isOpen = marks.made & PartMarks.bit(number, true) != 0
      sightings[part.span] = sighting
    }
  }
}

/// What is searched, and how.
private struct Question {
  let model: CheckedModel
  let properties: [String]?
  let sources: SourceMap
  let options: SearchOptions
  let clock: RunClock

  /// The program with marks.
  func program(_ marks: inout PartMarks) throws(LoweringFailure) -> Program {
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
