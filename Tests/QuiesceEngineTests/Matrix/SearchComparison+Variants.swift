import QuiesceTestSupport

@testable import QuiesceProgram
@testable import QuiesceSearch

extension Variant {
  /// Changes the options of a search that leaves nothing out, breadth first.
  typealias Change = @Sendable (inout SearchOptions) -> Void

  /// What else than everything a search is asked.
  enum Question {
    /// One property alone, and no deadlocks, of so many programs of each family.
    case alone(Int, shows: [Sighting: Int] = [:])
    /// Who is stuck, and what can always be reached.
    case ends
    /// Formulas over runs.
    case formulas
  }

  /// A search that leaves something out, or goes another way, as a row for everything that is asked of programs and one for each
  /// further question.
  static func search(
    _ name: String, _ extent: [ProgramFamily: Int], and questions: [Question] = [], shows: [Sighting: Int] = [:],
    _ change: @escaping Change
  ) -> [Variant] {
    let all = Variant(name: name, extent: extent, shows: shows) { _ in
      { try searchDifferences($0, &$1, change) }
    }
    return (extent.isEmpty ? [] : [all])
      + questions.map { question in
        switch question {
        case .alone(let count, let shows):
          Variant(name: "\(name); one property", extent: extent.mapValues { min($0, count) }, shows: shows) { _ in
            { program, sightings in try program.alone.map { try searchDifferences($0, &sightings, change) } ?? [] }
          }
        case .ends:
          Variant(
            name: "\(name); ends", extent: [.general: 200, .symmetric: 200], shows: [.stuck: 1, .unreachable: 1]
          ) { _ in
            { try EndComparison($0, &$1, change)?.differences ?? [] }
          }
        case .formulas:
          Variant(
            name: "\(name); formulas", extent: [.formulas: 1_000], shows: [.formulasHold: 21, .formulasFail: 21]
          ) { _ in
            { try formulaDifferences($0, &$1, change) }
          }
        }
      }
  }

  /// The same of programs whose transitions are split first: what is found in the slice of that, under symmetry, comes home through
  /// all of them.
  static func splitting(
    _ name: String, _ extent: [ProgramFamily: Int], shows: [Sighting: Int], _ change: @escaping Change
  ) -> Variant {
    Variant(name: name, extent: extent, shows: shows) { _ in
      {
        try searchDifferences($0, &$1, change) { program in
          let specialization = try Specialization(program, clock: RunClock(RunControl()))
          return DerivedProgram(program).replaced(by: specialization.program, cases: specialization.origins)
        }
      }
    }
  }

  /// The same of programs whose states take a word for each variable and each actor, where small programs otherwise have a single one.
  static func spreading(
    _ name: String, _ extent: [ProgramFamily: Int], shows: [Sighting: Int], _ change: @escaping Change
  ) -> Variant {
    Variant(name: name, extent: extent, shows: shows) { _ in
      { try searchDifferences($0, &$1, change) { DerivedProgram($0).replaced(by: $0.spread) } }
    }
  }

  private static func searchDifferences(
    _ program: CorpusProgram, _ sightings: inout Sightings, _ change: Change,
    deriving derive: ((Program) throws -> DerivedProgram)? = nil
  ) throws -> [String] {
    var options = program.options
    change(&options)
    return try SearchComparison(program, options, &sightings, deriving: derive)?.differences ?? []
  }

  private static func formulaDifferences(
    _ program: CorpusProgram, _ sightings: inout Sightings, _ change: Change
  ) throws -> [String] {
    let oracle = try program.fact(FormulaAgreement.self)
    if oracle.isTooLarge { return [] }
    sightings.saw(.formulasHold, times: oracle.decided[.holds, default: 0])
    sightings.saw(.formulasFail, times: oracle.decided[.violated, default: 0])
    var options = program.options
    change(&options)
    let outcome = try Search.run(program.program, sources: program.sources, options: options, control: RunControl())
    return oracle.differences(to: outcome)
  }
}

extension Program {
  /// The same with what each variable has in a word in a word of its own, in the same order, and so the location of each actor.
  fileprivate var spread: Program {
    var spread = self
    var wordCount = 0
    func move(_ slots: some Sequence<SlotID>) {
      let words = Dictionary(grouping: slots.filter { self.slots[$0].width > 0 }) { self.slots[$0].word }
      for (_, part) in words.sorted(by: { $0.key < $1.key }) {
        let start = part.map { self.slots[$0].shift }.min() ?? 0
        for slot in part {
          (spread.slots[slot].word, spread.slots[slot].shift) = (wordCount, self.slots[slot].shift - start)
        }
        wordCount += 1
      }
    }
    for actor in actors { move([actor.locationSlot]) }
    for variable in variables { move(variable.slots) }
    spread.wordCount = max(wordCount, 1)
    return spread
  }
}
