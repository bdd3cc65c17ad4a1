import Testing

@testable import QuiesceChecks

/// Runs that are made at once come out as if they were made one by one.
@Suite("--jobs") struct JobsTests {
  /// Runs of different sizes that pass, fail, fault, deadlock and are refused, with warnings of their own.
  static let files = [
    "Models/a.quiesce": """
    model a
    param n : 0...40 = 3
    param unused : Bool = false
    var x : 0...60 = 0
    actor up { initial final state on { step more when x < n { x += 1 } step back when x > 0 { x = 0 } } }
    property small: invariant x < 5
    property reached: reachable x == n
    check a {
      expect pass where n in 1...4
      expect violation of small where n in 5...40
    }

    """,
    "Models/b.quiesce": """
    model b
    param n : 1...6 = 1
    var x : 0...5 = 0
    actor up { initial state on { step more when x < n { x += 1 } } }
    property small: invariant x < 9
    check b {
      expect deadlock where n in 1...5
      expect fault where n = 6
      expect pass of small where n in 1...2
    }

    """,
  ]

  /// The figures that no two runs have in common: seconds and bytes.
  private func withoutFigures(_ text: String) -> String {
    text.replacing(#/[0-9.]+ (s|B|KiB|MiB)\b/#, with: "~")
      .replacing(#/time="[0-9.]+"/#, with: "~")
      .replacing(#/"(seconds|bytes|peakMemoryBytes|bytesPerState)" : [-0-9.e]+/#, with: "~")
  }

  @Test(arguments: [
    "", "--full", "--format json", "--report junit", "--report ktap", "--strict", "--max-states 6",
    "--over n", "--property small", "--symmetry on --compare",
  ])
  func theOutputIsTheSameForAnyNumber(options: String) throws {
    let scratch = try Scratch(Self.files)
    let alone = scratch.run("quiesce check \(options) --jobs 1")
    #expect(alone.lines.count > 5)
    for jobs in [2, 3, 16] {
      let together = scratch.run("quiesce check \(options) --jobs \(jobs)")
      #expect(withoutFigures(together.text) == withoutFigures(alone.text))
      #expect(together.status == alone.status)
    }
  }

  @Test func aRefusedRunIsToldInItsPlace() throws {
    var files = Self.files
    files["Models/a.quiesce"] = files["Models/a.quiesce"]?.replacing("x < n {", with: "x < n && 9 / (n - 4) > -99 {")
    let scratch = try Scratch(files)
    let alone = scratch.run("quiesce check --jobs 1")
    #expect(withoutFigures(scratch.run("quiesce check --jobs 4").text) == withoutFigures(alone.text))
  }

  /// The checks are planned at once, too.
  @Test func theMistakesOfSeveralChecksAreToldForAnyNumber() throws {
    var files = Self.files
    files["Models/a.quiesce"] = files["Models/a.quiesce"]?.replacing("where n in 1...4", with: "where m = 4")
    files["Models/b.quiesce"] = files["Models/b.quiesce"]?.replacing("where n = 6", with: "where n = 7")
    let scratch = try Scratch(files)
    let alone = scratch.run("quiesce check --jobs 1")
    #expect(alone.status == 2)
    #expect(alone.text.contains("the model 'a' has no parameter 'm'"))
    #expect(alone.text.contains("7 is no value of the parameter 'n' of type 1...6"))
    #expect(scratch.run("quiesce check --jobs 4").text == alone.text)
  }

  /// A run that its share of the memory does not suffice for is made again, alone, with all of it.
  @Test func eachRunMayHaveAllOfTheMemory() throws {
    let model = """
      model m
      param n : 1...80003 = 1
      var x : 0...90000 = 0
      actor up { initial state on { step more when x < n { x += 1 } } }
      property small: invariant x < 90000
      check m { expect pass of small where n in {80000, 80001, 80002, 80003} }

      """
    let scratch = try Scratch(["m.quiesce": model])
    let alone = scratch.run("quiesce check m.quiesce --slice off --memory 3M --jobs 1")
    #expect(alone.status == 0, "\(alone.text)")
    let together = scratch.run("quiesce check m.quiesce --slice off --memory 3M --jobs 4")
    #expect(together.status == 0)
    #expect(withoutFigures(together.text) == withoutFigures(alone.text))
  }

  @Test func resultsAreTakenInOrderAndNotTooFarAhead() {
    let work = OrderedWork(count: 100, threads: 3) { $0 * $0 }
    var results: [Int] = []
    while let result = work.take() {
      results.append(result)
      if results.count == 40 {
        work.pause()
        work.resume()
      }
    }
    #expect(results == (0..<100).map { $0 * $0 })
    #expect(OrderedWork(count: 0, threads: 3) { $0 }.take() == nil)
    let alone = OrderedWork(count: 2, threads: 0) { $0 }
    #expect([alone.take(), alone.take(), alone.take()] == [0, 1, nil])
  }

  /// Nothing is waited for that nobody takes, and threads may begin when there is nothing left to do.
  @Test func workMayBeLeft() {
    let work = OrderedWork(count: 1_000_000, threads: 2) { $0 }
    #expect(work.take() == 0)
    for _ in 0..<1000 { #expect(OrderedWork(count: 8, threads: 8) { $0 }.take() == 0) }
  }
}
