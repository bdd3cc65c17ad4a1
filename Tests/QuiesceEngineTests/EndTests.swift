import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Who is stuck, and what can always be reached, as the definitions say it of the whole graph.
@Suite struct EndTests {
  private struct Example {
    let program: Program
    let sources: SourceMap
    let futures: NaiveFutures
    /// For each state, who is lost there.
    let lost: [Set<Int>]
    /// For each property that asks for it, whether its condition is out of reach in a state.
    let unreachable: [String: [Bool]]
  }

  /// How a search goes about it.
  struct Way: CustomTestStringConvertible {
    var order = SearchOrder.breadth
    var reduction = ReductionMode.off
    var slices = false
    var symmetry = false
    var checksDeadlock = true
    var threads = 1

    var testDescription: String {
      "\(order.rawValue) first, reduction \(reduction.rawValue), slices \(slices), symmetry \(symmetry)"
        + (checksDeadlock ? "" : ", deadlocks not checked") + (threads == 1 ? "" : ", \(threads) threads")
    }
  }

  private static let ways = [
    Way(), Way(order: .depth), Way(reduction: .on), Way(order: .depth, reduction: .on), Way(slices: true),
    Way(checksDeadlock: false), Way(reduction: .on, slices: true), Way(symmetry: true),
    Way(reduction: .on, symmetry: true), Way(order: .depth, reduction: .on, slices: true, symmetry: true),
    Way(reduction: .automatic, slices: true), Way(threads: 2), Way(symmetry: true, threads: 3),
    Way(reduction: .automatic, slices: true, threads: 2),
  ]

  /// A random program in which each condition that is to be reached has to be reachable always.
  private func example(_ text: String) throws -> Example? {
    let checked = CheckedText(text)
    var diagnostics: [Diagnostic] = []
    guard let model = checked.model else { return nil }
    let names = model.properties.filter { if case .temporal = $0.kind { false } else { true } }.map(\.name)
    guard var program = Lowering.lower(model, properties: names, diagnostics: &diagnostics) else { return nil }
    for position in program.properties.indices {
      if case .reachable(let condition) = program.properties[position].kind {
        program.properties[position].kind = .alwaysReachable(condition)
      }
    }
    guard let futures = NaiveFutures(program, maximumStates: 300) else { return nil }
    var unreachable: [String: [Bool]] = [:]
    for property in program.properties {
      guard case .alwaysReachable(let condition) = property.kind else { continue }
      unreachable[property.name] = futures.unreachable(condition)
    }
    return Example(
      program: program, sources: checked.sources, futures: futures, lost: futures.lost, unreachable: unreachable)
  }

  private func search(_ example: Example, _ way: Way) throws -> Outcome {
    var options = SearchOptions()
    options.order = way.order
    options.reduction = way.reduction
    options.reductionThreshold = 20
    options.slices = way.slices
    options.symmetry = way.symmetry
    options.checksDeadlock = way.checksDeadlock
    options.checksStuck = true
    options.keepsGoing = true
    options.toleratesFaults = true
    options.maximumMemory = 1 << 28
    if way.threads > 1 { options.useThreads(way.threads) }
    return try Search.run(example.program, sources: example.sources, options: options, control: RunControl())
  }

  /// The states of a trace; nil if it is no run of the program.
  private func states(of trace: Trace, _ example: Example) -> [Int]? {
    let initial = example.program.initialStates.first { state in
      let start = Replay(program: example.program, initial: state, transitions: []).trace
      return start.initial == trace.initial && start.initialLocations == trace.initialLocations
    }
    guard let initial else { return nil }
    let replay = Replay(program: example.program, initial: initial, transitions: trace.transitions)
    let states = replay.states.compactMap { example.futures.position(of: $0) }
    return states.count == replay.states.count ? states : nil
  }

  /// How an outcome differs from what the whole graph says.
  private func differences(_ outcome: Outcome, _ example: Example, _ way: Way) -> [String] {
    let futures = example.futures
    let hasFaults = outcome.properties.contains { $0.kind == .fault }
    let open: Verdict = hasFaults ? .noVerdict : .holds
    var result: [String] = []
    for property in outcome.properties {
      let isLost: [Bool]
      let isExpected: Bool
      if property.kind == .stuck {
        isLost = example.lost.map { !$0.isEmpty }
        isExpected = isLost.indices.contains { isLost[$0] && futures.isLasting($0, countsHalts: !way.checksDeadlock) }
      } else if let known = example.unreachable[property.name] {
        isLost = known
        isExpected = isLost.contains(true)
      } else {
        continue
      }
      let failure: Verdict = property.kind == .stuck ? .stuck : .violated
      if property.verdict != (isExpected ? failure : open) { result.append("\(property.name): \(property.verdict)") }
      guard isExpected else { continue }
      guard let trace = property.trace, let path = states(of: trace, example) else {
        result.append("\(property.name): there is no trace, or it is no run")
        continue
      }
      if !isLost[path[path.count - 1]] { result.append("\(property.name): not yet lost at the end") }
      if path.dropLast().contains(where: { isLost[$0] }) { result.append("\(property.name): lost before the end") }
      if property.kind == .stuck {
        let names = Set(property.explanation?.stuck.map(\.actor) ?? [])
        let lost = Set(example.lost[path[path.count - 1]].map { example.program.actors[$0].name })
        if names != lost { result.append("stuck: \(names) instead of \(lost)") }
      }
    }
    return result
  }

  private func check(_ text: String, _ name: String) throws -> (stuck: Int, unreachable: Int, judged: Int) {
    guard let example = try example(text) else { return (0, 0, 0) }
    var found = (stuck: 0, unreachable: 0, judged: 1)
    for way in Self.ways {
      let outcome = try search(example, way)
      let differences = differences(outcome, example, way)
      #expect(differences == [], "\(name), \(way.testDescription)")
      found.stuck += outcome.properties.contains { $0.kind == .stuck && $0.verdict == .stuck } ? 1 : 0
      found.unreachable += outcome.properties.contains { $0.verdict == .violated && $0.kind == .reachable } ? 1 : 0
    }
    return found
  }

  @Test(arguments: 0..<4) func randomProgramsAgreeWithTheWholeGraph(batch: Int) throws {
    var found = (stuck: 0, unreachable: 0, judged: 0)
    for seed in batch * 100..<(batch + 1) * 100 {
      let isSymmetric = seed % 2 == 1
      let model = RandomModel(seed: UInt64(seed), size: isSymmetric ? 7 : 8, isSymmetric: isSymmetric)
      let counts = try check(model.source, "seed \(seed)")
      found.stuck += counts.stuck
      found.unreachable += counts.unreachable
      found.judged += counts.judged
    }
    #expect(found.judged > 0 && found.stuck > 0 && found.unreachable > 0, "\(found)")
  }

  /// What came of a readable model, breadth first.
  private func outcome(_ text: String, _ change: (inout SearchOptions) -> Void = { _ in }) throws -> Outcome {
    let checked = CheckedText(text)
    var diagnostics: [Diagnostic] = []
    let model = try #require(checked.model, "\(checked.errors)")
    let program = try #require(Lowering.lower(model, properties: nil, diagnostics: &diagnostics))
    var options = SearchOptions()
    options.checksStuck = true
    change(&options)
    return try Search.run(program, sources: checked.sources, options: options, control: RunControl())
  }

  private func stuckRow(of outcome: Outcome) -> PropertyOutcome? { outcome.properties.first { $0.kind == .stuck } }

  /// Two actors wait for each other; a third one ticks, so that this is no deadlock.
  private static let partial = """
    model partial
    enum Holder { nobody, x, y }
    var a : Holder = .nobody
    var b : Holder = .nobody
    actor x {
      initial state s0 { step a when a == .nobody { a = .x } -> s1 }
      state s1 { step b when b == .nobody { a = .nobody } -> s2 }
      final state s2
    }
    actor y {
      initial state s0 { step b when b == .nobody { b = .y } -> s1 }
      state s1 { step a when a == .nobody { b = .nobody } -> s2 }
      final state s2
    }
    actor bystander { initial final state s { step tick } }
    """

  @Test func aBystanderThatTicksHidesNoStuckActors() throws {
    let outcome = try outcome(Self.partial)
    let stuck = try #require(stuckRow(of: outcome))
    #expect(outcome.verdict == .stuck)
    #expect(outcome.properties.first { $0.kind == .deadlock }?.verdict == .holds, "the bystander can always move")
    #expect(stuck.trace?.steps.map(\.main.step) == ["a", "b"], "both are lost once each holds one")
    let actors = try #require(stuck.explanation?.stuck)
    #expect(actors.map(\.actor) == ["x", "y"])
    #expect(actors.map { $0.steps.map(\.condition) } == [["b == .nobody"], ["a == .nobody"]])
    #expect(actors.map { $0.steps.map(\.changers) } == [[["y"]], [["x"]]], "only they write what the other waits for")
  }

  @Test func aDeadlockIsNotReportedTwice() throws {
    let text = Self.partial.replacing("step tick", with: "step tick when a == .nobody || b == .nobody")
    let outcome = try outcome(text) { $0.keepsGoing = true }
    #expect(outcome.properties.first { $0.kind == .deadlock }?.verdict == .deadlock, "nobody can move any more")
    #expect(stuckRow(of: outcome)?.verdict == .holds)
    let alone = try self.outcome(text) { $0.checksDeadlock = false }
    #expect(
      stuckRow(of: alone)?.verdict == .stuck, "where deadlocks are not asked for, those who wait in one are stuck")
  }

  /// The waker looks before the sleeper has said that it sleeps.
  @Test func aLostWakeUpIsFound() throws {
    let outcome = try outcome(
      """
      model lost
      var waiting : Bool = false
      var woken : Bool = false
      actor sleeper {
        initial state working { step sleep { waiting = true } -> asleep }
        state asleep { step wake when woken -> done }
        final state done
      }
      actor waker {
        initial state work {
          step wake when waiting { woken = true } -> idle
          step skip when !waiting -> idle
        }
        final state idle { step poll }
      }
      """)
    let stuck = try #require(stuckRow(of: outcome))
    #expect(stuck.explanation?.stuck.map(\.actor) == ["sleeper"])
    #expect(stuck.trace?.steps.map(\.main.step) == ["skip", "sleep"], "before it sleeps, it can still move")
    #expect(stuck.explanation?.stuck.first?.steps.first?.changers == ["waker"], "it alone writes 'woken'")
  }

  @Test func whoIsOutOfTheRunIsNotJudged() throws {
    let outcome = try outcome(
      """
      model absent
      param present : Bool = false
      actor guest {
        initial state out { step enter when present -> inside }
        final state inside
      }
      actor clock { initial final state s { step tick } }
      """)
    #expect(stuckRow(of: outcome)?.verdict == .holds, "a parameter leaves the guest no transition")
  }

  @Test func theWayBackMayBeLost() throws {
    let outcome = try outcome(
      """
      model back
      actor a {
        initial state s {
          step go -> t
          step leave -> u
        }
        state t { step back -> s }
        final state u { step stay }
      }
      property home: always reachable a is s
      property anywhere: always reachable a is s || a is u
      """
    ) { $0.keepsGoing = true }
    #expect(outcome.properties.prefix(2).map(\.verdict) == [.violated, .holds])
    #expect(outcome.properties[0].trace?.steps.map(\.main.step) == ["leave"], "from 't' there is a way back")
  }

  @Test func whatIsCutOffIsNotJudged() throws {
    let outcome = try outcome(
      """
      model bounded
      var n : 0...9 = 0
      actor a {
        initial state s { step count when n < 9 { n += 1 } }
      }
      actor b { initial final state s { step tick } }
      property high: always reachable n == 7
      check bounded {
        expect pass
        within n < 5
      }
      """)
    #expect(outcome.properties.map(\.verdict) == [.holds, .holds, .holds], "behind n = 5 nothing is known")
  }

  /// What a search that ended early has not found proves nothing.
  @Test func aSearchThatEndsEarlyProvesNothing() throws {
    let early = try outcome(Self.partial) { $0.maximumStates = 2 }
    #expect(stuckRow(of: early)?.verdict == .noVerdict)
    let random = try outcome(Self.partial) { $0.order = .random }
    #expect(stuckRow(of: random)?.verdict == .noVerdict)
  }

  /// A link that costs nothing leads only to what has no link itself, and links follow what changes places.
  @Test func linksLeadAhead() {
    var links = Links()
    let linksToItself = links.link(3, ahead: 3)
    let linksToAnEnd = links.link(0, ahead: 4)
    let linksToALinkedState = links.link(1, ahead: 0)
    links.link(1, to: 0)
    let first = [links.root(of: 0), links.root(of: 1)]
    #expect([linksToItself, linksToAnEnd, linksToALinkedState] == [false, true, false])
    #expect(first == [4, 4])
    links.move(4..<6, to: [5, 4])
    let moved = [links.root(of: 0), links.root(of: 1)]
    #expect(moved == [5, 5], "what was at 4 is at 5")
    links.link(4, ahead: 5)
    let linksInACircle = links.link(5, to: 1)
    #expect(!linksInACircle, "5 is where 1 leads")
    links.link(5, ahead: 6)
    let last = links.root(of: 4)
    #expect(last == 6)
  }
}
