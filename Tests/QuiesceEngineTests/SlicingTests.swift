import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// A search of a slice says what the search of the whole program says: models that showed otherwise once, and what is left out.
@Suite struct SlicingTests {
  private func search(
    _ program: Program, _ sources: SourceMap, _ checksDeadlock: Bool, _ change: (inout SearchOptions) -> Void
  ) throws -> Outcome {
    var options = SearchOptions()
    options.checksDeadlock = checksDeadlock
    options.keepsGoing = true
    options.tracesWitnesses = true
    options.reduction = .off
    options.maximumMemory = 1 << 28
    change(&options)
    return try Search.run(program, sources: sources, options: options, control: RunControl())
  }

  /// Models that were once simplified wrongly, with what is there to find.
  private static let onceWrong: [(Verdict, String)] = [
    // Both branches are the same once 'k' is known, and each has limits of its own.
    (
      .fault,
      """
      var x : 0...9 = 0
      var k : 1...2 = 1
      var y : 0...4 = 0
      actor a { initial final state s { step up when x < 9 { x += 1 } step copy { y = if x < 5 then x * k else x } } }
      """
    ),
    (
      .fault,
      """
      var x : 0...9 = 0
      var y : 0...4 = 0
      actor a { initial final state s { step up when x < 9 { x += 1 } step copy { y = if x < 5 then x else x } } }
      """
    ),
    // The least integer divided by 1.
    (
      .violated,
      """
      var n : 1...2 = any
      actor a { initial final state s { step turn { n = 3 - n } } }
      property wide: invariant !((-9223372036854775807 - 1) / n < -9223372036854775807)
      """
    ),
    // An index chooses among elements of which one is looked at.
    (
      .deadlock,
      """
      enum Place { left, middle, right }
      var chosen : Place = any
      var marks : Set<Place> = {}
      actor a[p in Place] { initial final state s { step mark -> t { marks = marks.inserting(chosen) } } state t }
      property unmarked: reachable marks == marks.removing(.right) && a[.left] is t
      """
    ),
  ]

  @Test(arguments: onceWrong.indices) func whatWasOnceWrong(position: Int) throws {
    let (verdict, text) = Self.onceWrong[position]
    let checked = CheckedText("model once\n" + text)
    if case .same = Agreement("model once\n" + text) {} else { Issue.record("the oracle disagrees") }
    let program = try checked.lowered()
    for slices in [false, true] {
      let outcome = try search(program, checked.sources, true) { $0.slices = slices }
      #expect(outcome.properties.contains { $0.verdict == verdict }, "\(outcome.properties.map(\.verdict))")
    }
  }

  // MARK: What is left out

  private func slice(_ text: String, checksDeadlock: Bool = true, _ property: String? = nil) throws -> ProgramSlice {
    let program = try CheckedText(text).lowered(property.map { [$0] })
    return try ProgramSlice(program, checksDeadlock: checksDeadlock, clock: RunClock(RunControl()))
  }

  /// A request carries an address that nobody looks at, `sent` is only written, and `log` reads what is written.
  private let requests = """
    model requests
    struct Request { kind : 0...1, address : 0...3 }
    event taken(address : Number)
    type Number = 0...3
    queue requests : Request[2]
    var sent : 0...3 = 0
    var seen : 0...3 = 0
    actor sender {
      initial final state idle {
        step send(a in Number) when requests.count < 2 { requests.push(Request(kind: 1, address: a)); sent = a }
      }
    }
    actor taker {
      initial final state idle {
        step take(r from requests) { assert r.kind == 1; emit taken(r.address); seen = sent }
      }
    }
    actor clerk {
      initial final state idle { step log when seen > 1 -> done }
      final state done
    }
    property few: invariant requests.count <= 2
    property late: never taken(n) when n == 3
    """

  @Test func whatNothingDependsOnIsLeftOut() throws {
    // The clerk's guard is asked for deadlocks, so all but the address counts; kind is always 1 in a full place.
    #expect(try slice(requests, "few").summary.variables == ["requests[].address"])
    let alone = try slice(requests, checksDeadlock: false, "few").summary
    #expect(alone.variables == ["sent", "seen", "requests[].address"])
    #expect(alone.steps == ["clerk.log"])
    #expect(alone.events == ["taken"])
    let watched = try slice(requests, checksDeadlock: false, "late").summary
    #expect(watched.variables == ["sent", "seen"])
    #expect(watched.events.isEmpty)
  }

  @Test func slotsTakeTheRoomOfTheirValues() throws {
    let slice = try slice(
      """
      model ranges
      var limit : 0...1000 = 3
      var count : 0...1000 = 0
      var mode : 0...7 = 5
      actor counter {
        initial final state idle {
          step add when count < limit { count += 1; mode = 5 }
          step clear when count == limit && mode == 5 { count = 0 }
        }
      }
      """)
    let slots = Dictionary(uniqueKeysWithValues: slice.program.slots.map { ($0.name, $0.range) })
    #expect(slots["count"] == 0...3)
    #expect(slots["limit"] == 0...0 && slots["mode"] == 0...0, "both are constants, and nothing reads them any more")
    #expect(slice.summary.bits == 2)
    #expect(slice.summary.wholeBits == 23)
  }
}
