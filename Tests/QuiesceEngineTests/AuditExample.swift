import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// A program whose space is known as a whole, for audits of searches that leave something out of it.
struct AuditExample {
  /// What a search left out, and what is wrong with that.
  struct Search {
    let record: ReductionRecord
    let complaint: String?
    /// What it has learnt of states with one way on.
    let singles: DecisionTree
    /// How many answers each of the questions on them has.
    let answerCounts: [Int]
  }

  static let stateLimit = 150

  let program: Program
  let space: StateSpace
  let dependencies: Dependencies
  private let audit: ReductionAudit

  /// A program; nil where it has too many states.
  init?(_ program: Program) throws {
    let space = StateSpace(program, maximumStates: Self.stateLimit)
    guard space.cut.isEmpty else { return nil }
    self.program = program
    self.space = space
    dependencies = try Dependencies(program, clock: RunClock(RunControl()))
    audit = ReductionAudit(space, of: program)
  }

  /// Searches the program with reduction, with tables as they are or corrupted, and audits that.
  func search(_ order: SearchOrder, _ corruption: Corruption? = nil) throws -> Search {
    var dependencies = dependencies
    if case .dependencies(let corrupt)? = corruption?.change { dependencies = try corrupt(program, dependencies) }
    var explorer = try explorer(dependencies, order)
    switch corruption?.change {
    case .watch(let corrupt)?: corrupt(&explorer.watch)
    case .singles(let position, let entry)?:
      try searchAgain(&explorer, order)
      explorer.reducer?.singles.tree.entries[position] = entry
    case .dependencies, .record, nil: break
    }
    explorer.run()
    if case .record(let corrupt)? = corruption?.change {
      if var record = explorer.reducer?.record {
        corrupt(&record)
        explorer.reducer?.record = record
      }
    }
    var audit = audit
    let complaint = audit.complaint(about: &explorer)
    guard let record = explorer.reducer?.record, let singles = explorer.reducer?.singles.tree,
      let answerCounts = explorer.reducer?.sets.questions.answerCounts
    else { throw Interruption(reason: .decided, stage: .relating) }
    return Search(
      record: record, complaint: complaint, singles: singles, answerCounts: answerCounts)
  }

  private func explorer(_ dependencies: Dependencies, _ order: SearchOrder) throws -> Explorer<Machine> {
    let explorer = try ReductionAudit.explorer(of: program, dependencies, order: order, clock: RunClock(RunControl()))
    if let explorer { return explorer }
    throw Interruption(reason: .memoryBudget, stage: .relating)
  }

  /// Finishes a search, and puts one in its place that begins anew with all that it has learnt.
  private func searchAgain(_ explorer: inout Explorer<Machine>, _ order: SearchOrder) throws {
    explorer.run()
    var again = try self.explorer(dependencies, order)
    again.reducer = explorer.reducer.take()
    again.reducer?.record = ReductionRecord()
    explorer = again
  }

  /// Models that were once reduced wrongly, and some in which something small goes wrong with each table.
  static func written() throws -> [AuditExample] {
    try (ReductionTests.onceWrong.map(\.1) + models).enumerated().map { number, text in
      let program = try CorpusProgram(.written, number, "example \(number)", text: "model example\n" + text)
      return try #require(try AuditExample(program.program))
    }
  }

  private static let models = [
    // Two steps exclude each other, and only one of them lets a third one happen.
    """
    var x : 0...2 = 0
    var y : 0...1 = 0
    actor a { initial state s { step up when x == 0 { x = 1 } -> t } final state t }
    actor b { initial state s { step set when x == 0 { x = 2 } -> t } final state t }
    actor c { initial state s { step go when x == 1 { y = 1 } -> t } final state t }
    actor d { initial state s { step skip -> t } state t { step skip -> u } final state u }
    property p: invariant !(y == 1 && d is t)
    property r: reachable x == 2 && d is u
    """,
    // What a guard waits for is copied from what somebody else writes.
    """
    var x : 0...3 = 0
    var z : 0...3 = 1
    actor a { initial state s { step copy { x = z } -> t } final state t }
    actor b { initial state s { step go when x == 2 -> t } final state t }
    actor c { initial state s { step set { z = 2 } -> t } final state t }
    actor d { initial state s { step spoil when x == 0 { x = 3 } -> t } final state t }
    """,
    // A step waits for what somebody copies, and undoes what another one does that nobody waits for.
    """
    var x : 0...3 = 0
    var z : 0...3 = 1
    var w : 0...2 = 0
    actor a { initial state s { step copy { x = z } -> t } final state t }
    actor b { initial state s { step go when x == 2 { w = 2 } -> t } final state t }
    actor c { initial state s { step set { z = 2 } -> t } final state t }
    actor d { initial state s { step put { w = 1 } -> t } final state t }
    """,
    // Which step is enough depends on what it is that blocks another one.
    """
    var x : 0...1 = 0
    var y : 0...1 = 0
    var w : 0...2 = 0
    actor a { initial final state s { step turn { x = 1 - x } } }
    actor b { initial final state s { step go when x == 1 && y == 1 { w = 2 } } }
    actor c { initial final state s { step turn { y = 1 - y } } }
    actor d { initial final state s { step put { w = 1 } } }
    """,
    // Which step is enough depends on how much there is, again and again.
    """
    var q : 0...3 = 0
    var log : 0...3 = 0
    actor p { initial final state s { step put when q < 3 { q += 1 } } }
    actor c {
      initial final state s { step get when q > 0 { q -= 1 } -> w }
      state w { step work { log = (log + 1) % 4 } -> s }
    }
    actor o { initial final state s { step look when q == 2 { log = 0 } } }
    property p: invariant log < 3
    """,
    // What is left depends on the order, by way of a value and not of a guard.
    """
    var x : 0...7 = 1
    var y : 0...7 = 0
    actor a { initial state s { step double when x < 4 { x = x * 2 } -> t } final state t }
    actor b { initial state s { step add when x < 4 { x += 1 } -> t } final state t }
    actor c { initial state s { step take { y = x } -> t } final state t }
    property even: invariant y != 3
    """,
    // Two steps that write nothing in common, of which one begins and the other ends what is forbidden.
    """
    var up : Bool = false
    var down : Bool = true
    actor a { initial state s { step raise { up = true } -> t } final state t }
    actor b { initial state s { step lower { down = false } -> t } final state t }
    actor c { initial state s { step pass -> t } state t { step pass -> s } }
    property p: invariant !(up && down)
    property q: reachable !up && !down
    """,
  ]
}
