import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

/// Formulas over fair runs, each of a model whose runs can be counted on the fingers: the traps that checkers have fallen into.
@Suite struct LivenessTests {
  private func outcome(
    _ text: String, _ change: (inout SearchOptions) -> Void = { _ in }
  ) throws -> (outcome: Outcome, program: Program) {
    let checked = CheckedText("model trap\n" + text)
    let program = try checked.lowered()
    var options = SearchOptions()
    options.keepsGoing = true
    options.checksDeadlock = false
    options.maximumMemory = 1 << 28
    change(&options)
    return (
      try Search.run(program, sources: checked.sources, options: options, control: RunControl()), program
    )
  }

  /// The verdicts of all properties, the same in both orders and whatever else a search leaves out.
  private func verdicts(_ text: String) throws -> [Verdict] {
    let first = try outcome(text).outcome.properties.map(\.verdict)
    for order in [SearchOrder.breadth, .depth] {
      let other = try outcome(text) { options in
        options.order = order
        options.symmetry = true
        options.reduction = .on
      }
      #expect(other.outcome.properties.map(\.verdict) == first, "\(order)")
    }
    return first
  }

  /// The run that breaks the property, as its steps and where they repeat from.
  private func lasso(_ text: String) throws -> (steps: [String], start: Int) {
    let (outcome, program) = try outcome(text)
    let property = outcome.properties[0]
    #expect(property.verdict == .violated)
    let trace = try #require(property.trace)
    let start = try #require(trace.cycle?.start)
    let replay = Replay(program: program, initial: program.initialStates[0], transitions: trace.transitions)
    let formula = try #require(program.properties[0].temporal)
    #expect(replay.objection(asLassoFrom: start, to: formula) == nil)
    return (trace.steps.map { $0.main.step }, start)
  }

  // MARK: Formulas

  /// A tableau that doubles with each disjunct has 512 states; one that does not has one, and the model nine.
  @Test func nineGoalsDoNotBlowUp() throws {
    let goals = (0...8).map { "eventually always x != \($0)" }.joined(separator: " or ")
    func text(_ guardText: String) -> String {
      """
      var x : 0...8 = 0
      actor turner { initial final state s { step turn \(guardText) { x = if x == 8 then 0 else x + 1 } } }
      property settles: \(goals)
      """
    }
    let (outcome, _) = try outcome(text(""))
    #expect(outcome.properties[0].verdict == .violated)
    #expect(outcome.properties[0].trace?.transitions.count == 9, "once around visits each value")
    #expect(outcome.properties[0].liveness.map { $0.states <= 10 } ?? false)
    #expect(try verdicts(text("when x < 8")) == [.holds])
  }

  /// A run may stutter for ever where nothing is fair.
  @Test func stutteringIsNotIgnored() throws {
    let text = "actor a { initial state s { step go -> t } final state t }\nproperty goes: eventually a is t"
    let lasso = try lasso(text)
    #expect(lasso.steps.isEmpty && lasso.start == 0)
    #expect(try verdicts("fair " + text) == [.holds])
  }

  /// At rest nothing is emitted, though the last step did.
  @Test func restEmitsNothing() throws {
    let text = """
      event done()
      fair actor a { initial state s { step go { emit done() } -> t } final state t }
      property once: eventually done()
      property ever: eventually always done()
      property never_again: always (done() implies next always not done())
      """
    #expect(try verdicts(text) == [.holds, .violated, .holds])
  }

  /// The right operand of `&&` is not asked where the left one is false.
  @Test func conditionsGuardEachOther() throws {
    let text = """
      queue q : 0...1[1]
      actor a { initial final state s { step put when q.isEmpty { q.push(1) } step take(x from q) {} } }
      property ones: always (!q.isEmpty implies q.first == 1)
      property some: always eventually (q.isEmpty || q.first == 1)
      property zero: eventually (!q.isEmpty && q.first == 0)
      """
    #expect(try verdicts(text) == [.holds, .holds, .violated])
  }

  // MARK: What fairness owes

  /// Polling does not move an actor: it is not what is owed to it.
  @Test func fairnessIsNotPaidByStepsWithoutEffect() throws {
    let text = """
      fair actor a { initial state s { step poll {} step go -> t } final state t }
      property goes: eventually a is t
      """
    #expect(try verdicts(text) == [.holds])
  }

  /// A run may rest where a step is enabled that nothing is fair to; nobody says then that the step waits for something.
  @Test func whoNeedNotMoveIsNotSaidToWait() throws {
    let (outcome, _) = try outcome(
      """
      var x : 0...3 = 0
      actor a { initial state s { step up when x < 3 { x += 1 } step reset when x == 3 { x = 0 } } }
      property arrives: x == 0 leads to x == 3
      """)
    let steps = try #require(outcome.properties.first?.explanation?.stuck.first?.steps)
    #expect(steps.map { "\($0.name): \($0.condition)" } == ["up: can be taken, but need not be", "reset: x == 3"])
  }

  /// Nor is it owed: a run may rest where all that a fair actor can do is poll.
  @Test func fairnessDoesNotOweStepsWithoutEffect() throws {
    let text = """
      var x : 0...1 = 0
      fair actor a { initial state s { step poll {} } }
      actor b { initial final state s { step set when x == 0 { x = 1 } } }
      property sets: eventually x == 1
      """
    let lasso = try lasso(text)
    #expect(lasso.steps.isEmpty && lasso.start == 0)
  }

  /// Nobody has to send because somebody receives.
  @Test(arguments: [("fair ", "", Verdict.holds), ("", "fair ", .violated), ("", "", .violated)])
  func aRendezvousIsOwedToItsSender(sender: String, receiver: String, verdict: Verdict) throws {
    let text = """
      signal ping()
      \(sender)actor a { initial state s { step send sends ping() -> t } final state t }
      \(receiver)actor b { initial state s { step receive on ping() -> t } final state t }
      property meets: eventually (a is t && b is t)
      """
    #expect(try verdicts(text) == [verdict])
  }

  /// A step is owed the rendezvous that it takes part in, on either side.
  @Test(arguments: [("fair ", ""), ("", "fair ")])
  func aRendezvousIsOwedToEitherStep(sender: String, receiver: String) throws {
    let text = """
      signal ping()
      actor a { initial state s { \(sender)step send sends ping() -> t } final state t }
      actor b { initial state s { \(receiver)step receive on ping() -> t } final state t }
      property meets: eventually (a is t && b is t)
      """
    #expect(try verdicts(text) == [.holds])
  }

  /// While somebody is in a committed state, others are not enabled, and weak fairness owes them nothing from then on.
  @Test(arguments: [("fair", Verdict.violated), ("strongly fair", .holds)])
  func committedStatesInterruptWeakFairness(fairness: String, verdict: Verdict) throws {
    let text = """
      \(fairness) actor a { initial state s { step go -> t } final state t }
      fair actor b { initial state s { step enter -> c } committed state c { step leave -> s } }
      property goes: eventually a is t
      """
    #expect(try verdicts(text) == [verdict])
  }

  /// A fair step is taken again and again, by whichever of its bindings.
  @Test func bindingsAreNotFair() throws {
    let text = """
      var n : 0...1 = 0
      var v : 0...2 = 0
      actor a { initial final state s { fair step take(x in 1...2) { v = x; n = 1 - n } } }
      property second: eventually v == 2
      property some: eventually v != 0
      """
    #expect(try verdicts(text) == [.violated, .holds])
  }

  // MARK: Strong fairness

  /// A walk over three places. At 2, a step is owed that leads away for good, so a fair run that stays stops going there; without 2,
  /// what is owed at 1 leads away, too, though it is paid at 2.
  private func nested(_ last: String) -> String {
    """
    var place : 0...2 = 0
    var x : 0...1 = 0
    var isLost : Bool = false
    actor walker {
      initial final state s {
        step on when !isLost && place < 2 { place += 1 }
        step back when !isLost && place > 0 { place -= 1 }
        \(last)
      }
    }
    actor leaver { initial final state s { strongly fair step out when !isLost && place == 2 { isLost = true } } }
    actor turner {
      initial final state s {
        strongly fair step turn when !isLost && place > 0 { if place == 2 { x = 1 - x } else { isLost = true } }
      }
    }
    property gets_lost: eventually isLost
    """
  }

  @Test func strongFairnessIsLookedForInPartsOfParts() throws {
    let circling = "var y : 0...1 = 0\n" + nested("fair step wait when place == 0 { y = 1 - y }")
    let lasso = try lasso(circling)
    #expect(lasso.start == 0 && Set(lasso.steps) == ["wait"])
    #expect(try verdicts(circling) == [.violated])
    #expect(try verdicts(circling.replacing("step on", with: "fair step on")) == [.holds], "nobody may stay at 0 then")
  }

  @Test func strongFairnessOwesWhatIsEnabledAgainAndAgain() throws {
    func text(_ fairness: String) -> String {
      """
      var isOpen : Bool = false
      fair actor door { initial final state s { step turn { isOpen = !isOpen } } }
      actor guest { initial state outside { \(fairness) step enter when isOpen -> inside } final state inside }
      property enters: eventually guest is inside
      """
    }
    #expect(try verdicts(text("fair")) == [.violated])
    #expect(try verdicts(text("strongly fair")) == [.holds])
  }

  // MARK: What says nothing

  /// What holds of every run because none is meant is no plain answer, whether its left side speaks of the start or of whole runs.
  @Test func implicationsWithoutRunsAreVacuous() throws {
    let text = """
      var x : 0...2 = 0
      fair actor a { initial final state s { step up when x < 2 { x += 1 } } }
      property never_meant: (always eventually x == 0) implies always x == 0
      property never_starts: x == 1 implies eventually x == 0
      property meant: (always eventually x == 2) implies eventually x == 1
      property trigger: always (x == 0 && x == 1 implies eventually x == 2)
      """
    let properties = try outcome(text).outcome.properties
    #expect(properties.map(\.verdict) == [.holds, .holds, .holds, .holds])
    #expect(properties.map(\.isVacuous) == [true, true, false, true])
    #expect(
      properties.filter(\.isVacuous).map(\.vacuity) == [
        "no fair run satisfies its left side", "no fair run satisfies its left side", "its left side never held",
      ])
  }

  // MARK: Symmetry

  /// Were the workers one and the same, the run in which one of them turns for ever would seem to be fair to both.
  @Test func symmetryDoesNotMergeFairActors() throws {
    let text = """
      symmetric type Worker[2]
      var up : Set<Worker> = {}
      fair actor worker[w in Worker] {
        initial final state s { step turn { up = if w in up then up.removing(w) else up.inserting(w) } }
      }
      property both: eventually up.count == 2
      property one: eventually up.count == 1
      """
    #expect(try verdicts(text) == [.violated, .holds])
    #expect(try lasso(text).steps.count == 4, "each worker turns up and down while the other is down")
  }

  // MARK: Searches that do not see everything

  private let counter = """
    var x : 0...99 = 0
    fair actor a { initial final state s { step up when x < 99 { x += 1 } } }
    property ends: eventually x == 99
    property low: always x < 99
    """

  @Test func boundedSearchesDoNotSayHolds() throws {
    #expect(try verdicts(counter) == [.holds, .violated])
    for order in [SearchOrder.breadth, .depth] {
      let cut = try outcome(counter) { options in
        options.maximumStates = 50
        options.order = order
      }
      #expect(cut.outcome.properties.map(\.verdict) == [.noVerdict, .noVerdict])
      #expect(cut.outcome.verdict == .noVerdict)
      let late = try outcome(counter) { options in
        options.maximumSeconds = 0
        options.order = order
      }
      #expect(late.outcome.verdict == .noVerdict)
    }
  }

  /// A run that leaves the search bound is not known: neither that it ends there, nor that it keeps its promises.
  @Test func runsThatLeaveTheBoundAreNotKnown() throws {
    #expect(try verdicts(counter + "\ncheck trap { within x < 50 }") == [.noVerdict, .noVerdict])
    let text = """
      var x : 0...9 = 0
      fair actor a { initial final state s { step up when x < 9 { x += 1 } } }
      property inside: always x != 2 or eventually x == 1
      property outside: eventually x == 7
      property broken: always x == 0
      check trap { within x < 5 }
      """
    #expect(
      try verdicts(text) == [.holds, .noVerdict, .noVerdict],
      "every run passes 1 first; nothing is known behind 5; a run that breaks the last one cannot be told to its end")
  }

  @Test func randomWalksDecideNoFormula() throws {
    let walked = try outcome(counter) { options in
      options.order = .random
      options.walks = 10
    }
    #expect(walked.outcome.properties.map(\.verdict) == [.noVerdict, .noVerdict])
  }

  /// A prefix that breaks the first part is no violation, since every fair run makes up for it.
  @Test func fairTailsAreCompleted() throws {
    let text = """
      var x : 0...1 = 0
      var y : 0...1 = 0
      actor a { initial final state s { step set when x == 0 { x = 1 } } }
      fair actor b { initial final state s { step set when x == 1 && y == 0 { y = 1 } } }
      property made_up: (always x == 0) or eventually y == 1
      """
    #expect(try verdicts(text) == [.holds])
  }

  @Test func faultsLeaveFormulasOpen() throws {
    let text = """
      var x : 0...3 = 0
      fair actor a { initial final state s { step up { x += 1 } } }
      property grows: eventually x == 3
      """
    #expect(try outcome(text).outcome.properties.first { $0.name == "grows" }?.verdict == .noVerdict)
    let inside = """
      var x : 0...3 = 0
      fair actor a { initial final state s { step up when x < 3 { x += 1 } } }
      property grows: eventually 6 / (3 - x) == 5
      """
    #expect(try outcome(inside).outcome.properties.map(\.verdict) == [.fault])
  }

  /// A run was found before memory ran out: it is shown.
  @Test func whatWasFoundIsShownWhereMemoryEnds() throws {
    let text = """
      var x : 0...99_999 = 0
      var y : 0...99_999 = 0
      actor a { initial final state s { step up when x < 99_999 { x += 1 } } }
      actor b { initial final state s { step up when y < 99_999 { y += 1 } } }
      property grows: eventually x == 50_000
      """
    for megabytes in 1...4 {
      let (outcome, _) = try outcome(text) { $0.maximumMemory = megabytes << 20 }
      #expect([.violated, .noVerdict].contains(outcome.verdict))
    }
    let (outcome, _) = try outcome(text) { options in
      options.maximumMemory = 1 << 28
      options.maximumStates = 10_000
    }
    #expect(outcome.properties[0].verdict == .violated)
  }
}
