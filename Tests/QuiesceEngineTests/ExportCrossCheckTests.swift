import Glibc
import QuiesceTestSupport
import Synchronization
import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
import QuiesceNative
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Spin, Rumur and the search agree on everything about programs whose spaces are counted by hand.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct ExportCrossCheckTests {
  /// Explores a program, lets the peers confirm it, and gives what all agree on.
  private func confirmed(_ program: Program) throws -> CrossCheckClaims {
    let claims = try CrossCheckClaims(exploring: program)
    let report = CrossCheck.compare(program, claims: claims)
    #expect(report.confirmsEverything, "\(report)")
    #expect(claims.states != nil && claims.transitions != nil)
    // What can be reached behind a fault is not known.
    let isOpen = claims.answers[.fault] == true
    let questions = program.exportQuestions(for: isOpen ? .spin : .rumur) + (isOpen ? [] : program.exportFormulas)
    #expect(Set(claims.answers.keys) == Set(questions))
    return claims
  }

  /// The lock's counts are those on which the three agree; its properties are its purpose.
  @Test(arguments: [(2, 20, 34), (3, 417, 945)])
  func theFilterLockExcludes(count: Int, states: Int, transitions: Int) throws {
    let claims = try confirmed(SketchedProgram.filterLock(count))
    #expect(claims.states == states)
    #expect(claims.transitions == transitions)
    #expect(claims.answers == [.property(0): false, .property(1): true, .deadlock: false, .fault: false])
  }

  /// Volunteering before climbing lets two in.
  @Test func theLockWithItsWritesExchangedDoesNot() throws {
    let claims = try confirmed(SketchedProgram.filterLock(2, victimFirst: true))
    #expect(claims.answers == [.property(0): true, .property(1): true, .deadlock: false, .fault: false])
  }

  /// Of the 27 combinations those are reachable where nobody right of an eater holds a fork: the trace of the third power
  /// of [[1, 1, 1], [1, 1, 1], [1, 0, 0]], 14.
  @Test func threePhilosophersStarve() throws {
    let claims = try confirmed(SketchedProgram.philosophers(3))
    #expect(claims.states == 14)
    #expect(claims.answers == [.deadlock: true, .fault: false])
  }

  /// A counter from 0 to 3 fires four times, the last time into a fault, which hides the flag that it raised before.
  @Test func aFaultLeadsNowhereAndHidesFlags() throws {
    var sketch = ProgramSketch("fault in an effect")
    let counter = sketch.slot("counter", 0...3)
    let actor = sketch.actor("actor", locations: 1)
    let property = sketch.property("never three", .neverFlagged)
    sketch.step(
      actor, 0, 0,
      [
        .conditional(.slot(counter) == 3, then: [.flag(property)], otherwise: []),
        .assign(counter, .check(.slot(counter) + .constant(1), 0...3, 0)),
      ])
    let claims = try confirmed(sketch.finished())
    #expect(claims.states == 4)
    #expect(claims.transitions == 4)
    #expect(claims.answers == [.property(0): false, .deadlock: false, .fault: true])
  }

  /// At 0 both steps fire, at 1 the first; at 2 only the second guard is left and has no value: enabled, and a fault.
  @Test func aGuardWithoutValueIsNoDeadlock() throws {
    var sketch = ProgramSketch("fault in a guard")
    let counter = sketch.slot("counter", 0...2)
    let actor = sketch.actor("actor", locations: 1)
    sketch.step(
      actor, 0, 0, when: .slot(counter) < .constant(2), [.assign(counter, .slot(counter) + .constant(1))])
    sketch.step(actor, 0, 0, when: .check(.slot(counter), 0...1, 0) == 0)
    let claims = try confirmed(sketch.finished())
    #expect(claims.states == 3)
    #expect(claims.transitions == 4)
    #expect(claims.answers == [.deadlock: false, .fault: true])
  }

  /// Neither peer writes numbers beyond 32 bits, and needs none here. In turn: a sum of two constants that may not be made one; a divisor
  /// that is always 0, which is a fault; a limit that no value comes near; a product whose factors have been checked.
  @Test(arguments: [
    (
      """
      var x : -2147483647...-2147483640 = -2147483647
      func id(v: -1073741824...-1000) -> -1073741824...-1000 = v
      actor a {
        initial final state s {
          step up when x < -2147483640 { x += 1 }
          step back when id(x + 1073741824) + 1073741824 > 5 { x = -2147483647 }
        }
      }
      """, 8, 7 + 3
    ),
    (
      """
      var x : 0...2 = 0
      var z : 0...0 = 0
      actor a { initial final state s { step up when x < 2 { x += 1 } step divide when x > 1 && 4 / z == x { x = 0 } } }
      """, 3, 2 + 1
    ),
    (
      """
      var x : -9...2 = 0
      func h(v: -5...4000000000) -> -5...4000000000 = v
      actor a { initial final state s { step up when x < 2 { x += 1 } step back when x == 2 && h(x - 3) < 0 { x = 0 } } }
      """, 3, 2 + 1
    ),
    (
      """
      var x : 0...60000 = 0
      func g(v: 0...100) -> 0...100 = v
      func k(v: 0...5000) -> 0...5000 = v
      actor a { initial final state s { step up when x < 4 { x += 1 } step back when k(g(x) * g(x)) == 9 { x = 0 } } }
      """, 5, 4 + 1
    ),
  ])
  func whatNobodyNeedsIsNotTooWide(text: String, states: Int, transitions: Int) throws {
    let claims = try confirmed(CheckedText("model wide\n" + text).lowered())
    #expect(claims.states == states)
    #expect(claims.transitions == transitions)
  }

  /// Three initial states, one of which has a successor: another of them.
  @Test func severalInitialStates() throws {
    var sketch = ProgramSketch("any")
    let value = sketch.slot("value", -1...1)
    let actor = sketch.actor("actor", locations: 1)
    sketch.step(actor, 0, 0, when: .slot(value) == 1, [.assign(value, .constant(-1))])
    let claims = try confirmed(sketch.finished(initialChanges: [[value: -1], [value: 0], [value: 1]]))
    #expect(claims.states == 3)
    #expect(claims.transitions == 1)
    #expect(claims.answers == [.deadlock: true, .fault: false])
  }

  /// Two toggles; while the first is up, which is committed, the second waits: in two of the four states one step less.
  @Test func aCommittedLocationGoesFirst() throws {
    var sketch = ProgramSketch("committed")
    let first = sketch.actor("first", locations: 2, committed: [1])
    let second = sketch.actor("second", locations: 2)
    for actor in [first, second] {
      sketch.step(actor, 0, 1)
      sketch.step(actor, 1, 0)
    }
    let claims = try confirmed(sketch.finished())
    #expect(claims.states == 4)
    #expect(claims.transitions == 6)
  }

  /// Both go up together and come down one by one: 1 + 2 + 1 + 1 steps from four states.
  @Test func aRendezvousMovesBoth() throws {
    var sketch = ProgramSketch("rendezvous")
    let sender = sketch.actor("sender", locations: 2)
    let receiver = sketch.actor("receiver", locations: 2)
    sketch.step(sender, 0, 1, with: (receiver, 0, 1))
    sketch.step(sender, 1, 0)
    sketch.step(receiver, 1, 0)
    let claims = try confirmed(sketch.finished())
    #expect(claims.states == 4)
    #expect(claims.transitions == 5)
  }

  /// A counter goes up to 3, and back to 0 from all but 3: from there nothing leads to 0 again, and to 3 something always does.
  @Test func theWayBackIsLost() throws {
    var sketch = ProgramSketch("no way back")
    let counter = sketch.slot("counter", 0...3)
    let actor = sketch.actor("actor", locations: 1)
    let back = sketch.property("back to 0", .alwaysReachable(.slot(counter) == 0))
    let on = sketch.property("on to 3", .alwaysReachable(.slot(counter) == 3))
    sketch.step(actor, 0, 0, when: .slot(counter) < .constant(3), [.assign(counter, .slot(counter) + .constant(1))])
    sketch.step(actor, 0, 0, when: .slot(counter) < .constant(3), [.assign(counter, .constant(0))])
    let program = sketch.finished()
    let claims = try confirmed(program)
    #expect(claims.answers == [.property(back): true, .property(on): false, .deadlock: true, .fault: false])
    #expect(throws: ExportError.branching(name: "back to 0")) {
      try PromelaExport.text(of: program, asking: [.property(back)])
    }
    let wrong = CrossCheckClaims(answers: [.property(back): false, .property(on): true])
    let report = CrossCheck.compare(program, claims: wrong, tools: [.rumur])
    #expect(report.disagreements.map(\.comparison.subject).sorted() == ["back to 0", "on to 3"])
  }

  /// Where nothing is fair, a counter need not count; but what it does again and again, it does.
  @Test func spinDecidesFormulas() throws {
    var sketch = ProgramSketch("formulas")
    let counter = sketch.slot("counter", 0...2)
    let actor = sketch.actor("actor", locations: 1)
    let atoms = (0...2).map { TemporalProperty.Atom.condition(.slot(counter) == $0) }
    func add(_ name: String, _ formula: TemporalFormula) -> ExportQuestion {
      .property(sketch.property(name, .temporal(TemporalProperty(formula: formula, atoms: atoms))))
    }
    let counts = add("counts", .eventually(.atom(1)))
    let comesBy = add(
      "comes by 1",
      .implies(.always(.eventually(.and(.atom(0), .eventually(.atom(2))))), .always(.eventually(.atom(1)))))
    let until = add("0 until 1", .or(.always(.atom(0)), .until(.atom(0), .atom(1))))
    _ = add("next", .next(.atom(1)))
    sketch.step(actor, 0, 0, when: .slot(counter) < .constant(2), [.assign(counter, .slot(counter) + .constant(1))])
    sketch.step(actor, 0, 0, when: .slot(counter) == 2, [.assign(counter, .constant(0))])
    let program = sketch.finished()
    let claims = try confirmed(program)
    #expect(claims.answers == [counts: true, comesBy: false, until: false, .deadlock: false, .fault: false])
    let wrong = CrossCheckClaims(answers: [counts: false, comesBy: true, until: true])
    let report = CrossCheck.compare(program, claims: wrong, tools: [.spin])
    #expect(report.disagreements.count == 3)
    #expect(throws: ExportError.besideFormula(name: "counts")) {
      try PromelaExport.text(of: program, asking: [counts, .deadlock])
    }
    #expect(throws: ExportError.temporal(name: "counts")) { try MurphiExport.text(of: program, asking: [counts]) }
  }

  /// Expressions, statements and faults of every kind, as chance puts them together.
  @Test(arguments: 0..<24) func randomProgram(seed: Int) throws {
    _ = try confirmed(RandomGroundProgram.make(seed: seed))
  }

  /// A wrong claim of any kind is contradicted by both tools, and the rest is confirmed.
  @Test func wrongClaimsAreContradicted() throws {
    let program = SketchedProgram.filterLock(2)
    let claims = CrossCheckClaims(
      states: 21, transitions: 35,
      answers: [.property(0): true, .property(1): false, .deadlock: true, .fault: false])
    let report = CrossCheck.compare(program, claims: claims)
    #expect(report.unanswered.isEmpty)
    for tool in CrossCheck.Tool.allCases {
      let wrong = report.disagreements.filter { $0.tool == tool }.map(\.comparison.subject)
      #expect(Set(wrong) == ["states", "transitions", "mutual exclusion", "some process enters", "deadlock"])
    }
  }
}

/// What happens when a tool is not there, or not itself.
@Suite struct ExportToolFailureTests {
  private func compare(searchPath: String, seconds: Double = 60) -> CrossCheckReport {
    var options = CrossCheck.Options()
    options.searchPath = searchPath
    options.maximumSeconds = seconds
    return CrossCheck.compare(
      SketchedProgram.philosophers(2), claims: CrossCheckClaims(states: 7), tools: [.spin], options: options)
  }

  private struct NoRoom: Error {}

  /// A directory with a `spin` and a `gcc` that do as the script says.
  private func withTools<Result>(_ script: String, _ body: (String) -> Result) throws -> Result {
    guard let directory = TemporaryDirectory() else { throw NoRoom() }
    for name in ["spin", "gcc"] {
      directory.write("#!/bin/sh\n\(script)\n", to: name)
      chmod("\(directory.path)/\(name)", 0o700)
    }
    return body(directory.path)
  }

  @Test func aMissingToolIsMissing() {
    let report = compare(searchPath: "/nonexistent")
    #expect(report.missing == [.spin])
    #expect(!report.confirmsEverything)
    #expect("\(report)" == "spin: not installed (spin, gcc)")
  }

  @Test func aToolThatFailsGivesNoAnswer() throws {
    let report = try withTools("echo out of order; exit 3") { compare(searchPath: $0) }
    #expect(report.disagreements.isEmpty)
    #expect(report.unanswered.map(\.comparison.theirs) == ["spin failed with 3"])
    #expect("\(report)" == "spin: states: Quiesce says 7, no answer: spin failed with 3\n    out of order")
  }

  @Test func aToolThatHangsIsEnded() throws {
    let report = try withTools("while :; do :; done") { compare(searchPath: $0, seconds: 0.1) }
    #expect(report.unanswered.map(\.comparison.theirs) == ["spin ran out of time"])
  }

  @Test func aSignalEndsTheTool() throws {
    var options = CrossCheck.Options()
    let control = RunControl()
    control.signal.store(SIGINT, ordering: .relaxed)
    options.control = control
    let report = try withTools("while :; do :; done") { path in
      options.searchPath = path
      return CrossCheck.compare(
        SketchedProgram.philosophers(2), claims: CrossCheckClaims(states: 7), tools: [.spin], options: options)
    }
    #expect(report.unanswered.map(\.comparison.theirs) == ["interrupted"])
  }
}
