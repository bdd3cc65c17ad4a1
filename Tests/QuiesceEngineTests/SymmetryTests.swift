import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceExport
@testable import QuiesceLanguage
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// A search of canonical states says what the full one says, and visits one state of each orbit.
@Suite struct SymmetryTests {
  private struct Example {
    let program: Program
    let sources: SourceMap
    let full: Outcome
  }

  /// How many states a program may have: those of eight values in pairs.
  private static let stateLimit = 764

  /// What is varied besides the symmetry.
  private struct Search {
    var order = SearchOrder.breadth
    var symmetry = true
    var reduction = false
    var orderLimit = Canonicalizer.orderLimit
    var maximumStates = SymmetryTests.stateLimit
    var checksDeadlock = true
  }

  private func run(_ program: Program, _ sources: SourceMap, _ search: Search) throws -> Outcome {
    var options = SearchOptions()
    options.order = search.order
    options.keepsGoing = true
    options.checksDeadlock = search.checksDeadlock
    options.tracesWitnesses = true
    options.symmetry = search.symmetry
    options.reduction = search.reduction ? .on : .off
    // Slices and stubborn sets together, so that states can be counted without both.
    options.slices = search.reduction
    options.symmetryOrderLimit = search.orderLimit
    options.maximumStates = search.maximumStates
    options.maximumMemory = 1 << 28
    return try QuiesceSearch.Search.run(program, sources: sources, options: options, control: RunControl())
  }

  /// A program from a text, and what the full search says of it; nil if it is refused or has too many states.
  private func example(_ text: String) throws -> Example? {
    let example = try CorpusProgram(.symmetric, 0, "example", text: text)
    return example.full.map { Example(program: example.program, sources: example.sources, full: $0) }
  }

  /// What must be the same in every search of a program: which steps fire stands for which transitions do.
  private func answers(_ outcome: Outcome, _ program: Program) -> [String] {
    var steps: Set<String> = []
    for (position, transition) in program.transitions.enumerated() where outcome.coverage.fired[position] {
      for side in [transition.main, transition.partner].compactMap({ $0 }) {
        steps.insert("\(program.actors[side.actor].actor).\(side.step)")
      }
    }
    return outcome.properties.map { "\($0.name): \($0.verdict)" } + ["\(outcome.stop)"] + steps.sorted()
  }

  private func audit(_ program: Program, _ states: some Sequence<[Int]>, _ text: Comment) {
    let types = ProgramSymmetry(program).use.types
    guard !types.isEmpty else { return }
    let audit = SymmetryAudit(program, of: types)
    #expect(audit.difference(in: states) == nil, text)
    #expect(audit.complaint(SymmetricPlaces(program, types: types), in: states) == nil, text)
  }

  // MARK: Tables

  /// Families, references, sets, queues and bags of values of two types.
  private static let tables = """
    model tables
    symmetric type Worker[2]
    symmetric type Page[2]
    struct Note { sender: Worker, page: Page? }
    var owner : Worker? = none
    var served : Set<Worker> = {}
    var home : [Worker: Page?] = none
    queue waiting : Worker[2]
    bag notes : Note[2]
    actor worker[w in Worker] {
      var rounds : 0...1 = 0
      initial final state idle {
        step ask when !waiting.isFull { waiting.push(w) } -> queued
        step note when !notes.isFull { notes.insert(Note(sender: w, page: home[w])) }
        step move(p in Page) { home[w] = p }
      }
      state queued { step take when owner == none && waiting.first == w { owner = w; waiting.pop() } -> busy }
      state busy { step finish { owner = none; served.insert(w); rounds = 1 } -> idle }
    }
    """

  private func lowered(_ text: String) throws -> (program: Program, sources: SourceMap) {
    let checked = CheckedText(text)
    let program = try checked.lowered()
    return (program, checked.sources)
  }

  /// Each entry of the tables is needed: without it, canonical states are wrong, and the audit says so.
  @Test func eachEntryOfTheTablesIsNeeded() throws {
    let (program, _) = try lowered(Self.tables)
    let states = StateSpace(program, maximumStates: 400).states
    let types = ProgramSymmetry(program).use.types
    #expect(types.map(\.name) == ["Page", "Worker"])
    let audit = SymmetryAudit(program, of: types)
    let places = SymmetricPlaces(program, types: types)
    #expect(audit.difference(in: states) == nil)
    #expect(audit.complaint(places, in: states) == nil)
    for slot in places.places.indices where program.slots[slot].width > 0 {
      if let holder = places.places[slot].holder {
        var corrupted = places
        corrupted.places[slot].holder = nil
        #expect(audit.complaint(corrupted, in: states) != nil, "\(program.slots[slot]) is not renamed")
        corrupted.places[slot].holder = .init(type: holder.type, base: holder.base + 1, presence: holder.presence)
        #expect(audit.complaint(corrupted, in: states) != nil, "\(program.slots[slot]) is renamed as another value")
        if holder.presence != nil {
          corrupted.places[slot].holder = .init(type: holder.type, base: holder.base, presence: nil)
          #expect(audit.complaint(corrupted, in: states) != nil, "\(program.slots[slot]) is renamed where it is empty")
        }
      }
      if places.places[slot].path.contains(where: \.isValue) {
        var corrupted = places
        corrupted.places[slot].path = [.fixed(-1), .fixed(slot)]
        corrupted.slots[corrupted.places[slot].path] = slot
        #expect(audit.complaint(corrupted, in: states) != nil, "\(program.slots[slot]) does not move")
      }
    }
    for bag in places.bags.indices {
      var corrupted = places
      corrupted.bags.remove(at: bag)
      #expect(audit.complaint(corrupted, in: states) != nil, "a bag is not sorted")
    }
  }

  // MARK: Figures

  /// A family of workers that take a lock in the order in which they asked for it.
  private func workers(_ count: Int) -> String {
    """
    model workers
    symmetric type Worker[\(count)]
    var owner : Worker? = none
    var served : Set<Worker> = {}
    queue waiting : Worker[\(count)]
    actor worker[w in Worker] {
      var rounds : 0...2 = 0
      initial final state idle { step ask { waiting.push(w) } -> queued }
      state queued { step take when owner == none && waiting.first == w { owner = w; waiting.pop() } -> busy }
      state busy {
        step work when rounds < 2 { rounds += 1 }
        step finish { owner = none; served.insert(w) } -> idle
      }
    }
    property exclusive: invariant forall w in Worker: worker[w] is busy implies owner == w
    property allServed: reachable forall w in Worker: w in served
    """
  }

  @Test(arguments: [(2, 2.0), (3, 6), (4, 24)]) func familiesShrinkByTheirPermutations(count: Int, order: Double) throws
  {
    let (program, sources) = try lowered(workers(count))
    let full = try run(program, sources, Search(symmetry: false, maximumStates: 1_000_000))
    let reduced = try run(program, sources, Search(maximumStates: 1_000_000))
    let ratio = Double(full.statistics.states) / Double(reduced.statistics.states)
    #expect(ratio > order * 0.7 && ratio <= order, "\(full.statistics.states) to \(reduced.statistics.states)")
    #expect(answers(reduced, program) == answers(full, program))
    #expect(reduced.reductions == [.symmetry(SymmetricType(name: "Worker", size: count))])
  }

  /// Beyond five values a state may have more than one representative; the verdicts are the same.
  @Test func manyValuesAreReducedSoundly() throws {
    let text = workers(6).replacing("0...2", with: "0...1").replacing("rounds < 2", with: "rounds < 1")
    let (program, sources) = try lowered(text)
    let full = try run(program, sources, Search(symmetry: false, maximumStates: 10_000_000))
    let reduced = try run(program, sources, Search(maximumStates: 10_000_000))
    #expect(answers(reduced, program) == answers(full, program))
    let ratio = Double(full.statistics.states) / Double(reduced.statistics.states)
    #expect(ratio > 360 && ratio <= 720, "\(full.statistics.states) to \(reduced.statistics.states)")
  }

  /// Values of so many types, each linked in a circle of its own.
  private func circles(_ types: [String], of count: Int) -> String {
    var text = "model circles\nvar n : 0...\(count) = 0\n"
    for type in types { text += "symmetric type \(type)[\(count)]\nvar next\(type) : [\(type): \(type)?] = none\n" }
    text += "actor a {\n"
    for (type, after) in zip(types, types.dropFirst() + ["over"]) {
      let word = type == types[0] ? "initial state" : "state"
      text += """
        \(word) \(type.lowercased()) {
          step link\(type)(i in \(type), j in \(type))
            when n < \(count) && i != j && next\(type)[i] == none && (forall k in \(type): next\(type)[k] != j)
            { next\(type)[i] = j; n += 1 }
          step full\(type) when n == \(count) { n = 0 } -> \(after.lowercased())
        }

        """
    }
    return text + "final state over\n}\nproperty p: invariant !(a is over)\n"
  }

  /// Circles of eight have more orders than are compared: an orbit has several canonical states, and the trace is found all the same.
  @Test(arguments: [SearchOrder.breadth, .depth], [false, true])
  func eightValuesInACircleAreMoreThanAreCompared(order: SearchOrder, reduction: Bool) throws {
    let (program, sources) = try lowered(circles(["T"], of: 8))
    var search = Search(order: order, reduction: reduction, maximumStates: 100_000)
    search.checksDeadlock = false
    let outcome = try run(program, sources, search)
    #expect(outcome.properties.map(\.verdict) == [.violated])
    #expect(outcome.symmetry?.exceededLimit == 720)
    // Eight links, and then it is full.
    #expect(outcome.properties[0].trace?.transitions.count == 9)
  }

  /// No slot relates the types: what is compared are 4 times 120 orders, not 120 to the fourth.
  @Test func unrelatedTypesAreComparedOneAfterTheOther() throws {
    let (program, sources) = try lowered(circles(["A", "B", "C", "D"], of: 5))
    let places = SymmetricPlaces(program, types: ProgramSymmetry(program).use.types)
    #expect(places.groups == [[0], [1], [2], [3]])
    var search = Search(maximumStates: 100_000)
    search.checksDeadlock = false
    let outcome = try run(program, sources, search)
    #expect(outcome.properties.map(\.verdict) == [.violated])
    #expect(outcome.symmetry?.exceededLimit == nil)
    // Five links and a change of type for each of four.
    #expect(outcome.properties[0].trace?.transitions.count == 24)
  }

  // MARK: Refusals

  /// There are random programs in which the order of a loop's removals does show, so that the refusal is needed.
  @Test func theOrderOfRemovalsShowsInRandomPrograms() throws {
    let reason = "a round of a loop over its values may remove an element at which another one fails"
    for number in 0..<10_000 {
      let batch = CorpusBatch(family: .symmetric, numbers: number..<number + 1)
      guard let program = try batch.programs(refused: { _ in }).first?.program else { continue }
      for (type, refusals) in Dictionary(grouping: program.orderDependencies, by: \.type)
      where Set(refusals.map(\.reason)) == [reason] {
        let states = StateSpace(program, maximumStates: 300).states
        if SymmetryAudit(program, of: [type]).difference(in: states) != nil { return }
      }
    }
    Issue.record("no random program shows it")
  }

  /// The rounds of a loop filter one queue by a condition that may fail at what an earlier round has removed.
  @Test(arguments: ["==", "!="]) func filteringThatMayFailIsRefused(comparison: String) throws {
    let text = """
      model filtering
      symmetric type P[2]
      struct M { s: P, n: 0...1 }
      queue q : M[1]
      actor a {
        initial state empty { step fill(p in P) { q.push(M(s: p, n: 0)) } -> full }
        state full {
          step drain { for x in P { q.removeAll(where: { e in e.s \(comparison) x || 1 / e.n == 1 }) } } -> done
        }
        final state done
      }
      """
    let example = try #require(try example(text))
    let outcome = try run(example.program, example.sources, Search())
    #expect(outcome.reductions.isEmpty)
    #expect(
      outcome.symmetry?.refusals.map(\.reason) == [
        "a round of a loop over its values may remove an element at which another one fails"
      ])
    #expect(outcome.verdict == .fault)
    #expect(outcome.properties.last?.trace?.transitions.count == 2)
    // The order does show: without the refusal, renamed states are told apart.
    let states = StateSpace(example.program, maximumStates: 100).states
    let types = SymmetricPlaces.types(of: example.program)
    #expect(SymmetryAudit(example.program, of: types).difference(in: states) != nil)
  }

  /// A family's member that only one round filters, and a condition that cannot fail, are no reason.
  @Test func filteringThatNoOtherRoundSeesIsPermuted() throws {
    let text = """
      model filtering
      symmetric type P[2]
      struct M { s: P, n: 0...1 }
      queue own[p in P] : M[1]
      queue q : M[2]
      actor a {
        initial state empty { step fill(p in P, n in 0...1) { own[p].push(M(s: p, n: n)); q.push(M(s: p, n: n)) } -> full }
        state full {
          step drain {
            for x in P {
              own[x].removeAll(where: { e in e.s != x || 1 / e.n == 1 })
              q.removeAll(where: { e in e.s == x && e.n == 1 })
            }
          } -> done
        }
        final state done
      }
      """
    let example = try #require(try example(text))
    let outcome = try run(example.program, example.sources, Search())
    #expect(outcome.reductions == [.symmetry(SymmetricType(name: "P", size: 2))])
    #expect(outcome.verdict == .fault && example.full.verdict == .fault)
    audit(example.program, StateSpace(example.program, maximumStates: 100).states, "filtering")
  }

  /// A quantifier that one value decides may never come to another value at which it fails.
  @Test func quantifiersThatMayFailAreRefused() throws {
    let text = """
      model failing
      symmetric type Page[2]
      var size : [Page: 0...1] = 1
      var known : [Page: Bool] = false
      actor machine {
        initial final state idle {
          step choose(p in Page where size[p] == 1) { known[p] = true } -> chosen
        }
        state chosen {
          step forget(p in Page where !known[p]) { size[p] = 0 } -> asking
        }
        state asking {
          step ask when exists p in Page: known[p] || 1 / size[p] == 1 -> idle
        }
      }
      """
    let example = try #require(try example(text))
    let outcome = try run(example.program, example.sources, Search())
    #expect(outcome.reductions.isEmpty)
    let refusal = try #require(outcome.symmetry?.refusals.first)
    #expect(refusal.type.name == "Page")
    #expect(refusal.reason == "a quantifier over its values may fail at one of them and be decided by another")
    #expect(example.full.verdict == .fault && outcome.verdict == .fault)
  }
}
