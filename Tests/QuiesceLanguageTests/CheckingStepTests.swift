import QuiesceLanguage
import QuiesceModel
import Testing

/// Steps that a constant takes away, `else` steps, targets that depend on a condition, and names of locations.
@Suite struct CheckingStepTests {
  /// "source name target" of each step, locations by name.
  private func moves(_ text: String, settings: [String: Setting] = [:]) throws -> [String] {
    let model = try #require(checked(text, settings: settings).model)
    let actor = try #require(model.actors.first)
    return actor.steps.map { step in
      let targets = step.target.locations.map { actor.locations[$0].name }.joined(separator: " or ")
      return "\(actor.locations[step.source].name) \(step.name) \(targets)"
    }
  }

  // MARK: Steps that a constant takes away

  private func sequence(_ steps: String) -> String {
    """
    param here : Bool = false
    actor a {
      initial state s
      sequence q from s to t { \(steps) }
      final state t
    }
    """
  }

  @Test func aSequenceJoinsTheNeighboursOfAStepThatIsNotThere() throws {
    let text = sequence("step one; step two if here; step three")
    #expect(try moves(text) == ["s one q.three", "q.three three t"])
    let with = try moves(text, settings: ["here": .value(.bool(true))])
    #expect(with == ["s one q.two", "q.two two q.three", "q.three three t"])
  }

  @Test(arguments: [
    // The first one: the sequence begins with the second.
    ("step one if here; step two; step three", ["s two q.three", "q.three three t"]),
    // The last one: what is before it leads to the end.
    ("step one; step two; step three if here", ["s one q.two", "q.two two t"]),
    // Several in a row, and all but one.
    ("step one; step two if here; step three if here; step four", ["s one q.four", "q.four four t"]),
    ("step one if here; step two; step three if here", ["s two t"]),
    // One of the alternatives: the location stays, and is called after those that are left.
    (
      "step one; step two if here; or step three; step four",
      ["s one q.three", "q.three three q.four", "q.four four t"]
    ),
    // All alternatives.
    ("step one; step two if here; or step three if here; step four", ["s one q.four", "q.four four t"]),
    // A jump to what is not there leads to where it would have led without a target.
    ("step one -> two; step two if here; step three", ["s one q.three", "q.three three t"]),
    ("step one; step two -> one; step three if here", ["s one q.two", "q.two two s"]),
    ("step one -> three; step two; step three if here", ["s one t", "q.two two t"]),
    // The target of a step that is not there is of no account.
    ("step one; step two if here -> s; step three", ["s one q.three", "q.three three t"]),
  ])
  func whatIsLeft(steps: String, expected: [String]) throws {
    #expect(try moves(sequence(steps)) == expected)
  }

  @Test func nobodyIsToldOfWhatAConstantTakesAway() throws {
    let result = checked(
      """
      param here : Bool = false
      var seen : Bool = false
      signal go()
      actor a {
        initial state s { step leave if here -> t; step see { seen = !seen } }
        final state t { step call if here sends go() -> u }
        state u
      }
      actor b { initial state s { step answer if here on go() } }
      """)
    // No state is unreachable, no signal without partner: with another parameter they are what they seem.
    #expect(result.messages == [])
    #expect(result.model?.actors[0].steps.map(\.name) == ["see"])
    #expect(result.model?.actors[1].steps.isEmpty == true)
  }

  @Test func whatIsNotThereIsCheckedAllTheSame() {
    let result = checked(
      """
      param here : Bool = false
      actor a { initial state s { step one if here when nothing -> t } }
      """)
    #expect(
      result.errors == [
        "2:51-58 UNKNOWN_NAME there is no name 'nothing'", "2:62-63 UNKNOWN_NAME the actor 'a' has no state 't'",
      ])
  }

  @Test(arguments: [
    (
      "step one if level == 0",
      "8:13-18 NOT_CONSTANT the 'if' of a step must be known before the search, but it depends on the variable 'level'; "
        + "note 4:5: declared here; note: write 'when' for a condition on the state"
    ),
    (
      "step one if own",
      "8:13-16 NOT_CONSTANT the 'if' of a step must be known before the search, but it depends on the variable 'own'; "
        + "note 7:21: declared here; note: write 'when' for a condition on the state"
    ),
    ("step one if 3", "8:13-14 TYPE_MISMATCH expected 'Bool', found an integer"),
  ])
  func presenceIsKnownBeforeTheSearch(step: String, error: String) {
    #expect(checked(steps(step)).errors == [error])
  }

  @Test func presenceIsOneForAllInstances() {
    let result = checked("actor a[i in 0...1] { initial state s { step one if i == 0 } }")
    #expect(
      result.errors == [
        "1:53-54 NOT_CONSTANT the 'if' of a step is one for all instances of a family: it cannot depend on 'i'; "
          + "note: write 'when' for a condition that instances answer differently"
      ])
  }

  @Test func aSequenceKeepsAStep() {
    let result = checked(sequence("step one if here; step two if here"))
    #expect(
      result.errors == [
        "4:12-13 MALFORMED_ACTOR under these parameters no step of the sequence 'q' is left; "
          + "note: 's' and 't' are two states: some step must lead from one to the other"
      ])
  }

  // MARK: Names of locations

  @Test func alternativesStandAtALocationThatAllName() throws {
    #expect(
      try moves(sequence("step one; step two; or step three -> one; step four"))
        == ["s one q.two|three", "q.two|three two q.four", "q.two|three three s", "q.four four t"])
    #expect(
      try moves(sequence("step one; step two; or step three; or step four"))
        == ["s one q.two|...", "q.two|... two t", "q.two|... three t", "q.two|... four t"])
    #expect(
      try moves(sequence("step one; at choice; step two; or step three; step four -> choice"))
        == ["s one q.choice", "q.choice two q.four", "q.choice three q.four", "q.four four q.choice"])
  }

  @Test func aLocationHasOneName() {
    #expect(
      checked(sequence("at first; step one; at one; step two")).errors == [
        "4:31-36 MALFORMED_ACTOR the location before the first step is the state 's'; "
          + "note: 'at' names a location inside the sequence",
        "4:51-54 DUPLICATE_NAME 'one' is declared twice; note 4:43: 'one' is first declared here",
      ])
  }

  @Test(arguments: [
    ("step one\n at p\n or step two", "3:5 'at p' names the location before a step, and no step begins behind it"),
    ("step one\n at p", "3:5 'at p' names the location before a step, and no step begins behind it"),
    ("step one\n at p\n at r\n step two", "3:5 'at p' names the location before a step, and no step begins behind it"),
  ])
  func aNameStandsBeforeAStep(steps: String, message: String) {
    #expect(Parsed("actor a { sequence q from s to t {\n\(steps)\n}}").messages == [message])
  }

  // MARK: Else steps

  @Test func anElseStepNeedsAnother() {
    #expect(
      checked("actor a { initial state s { else step one } }").errors == [
        "1:39-42 MALFORMED_ACTOR no other step leaves 's': there is nothing to which 'one' is the else; "
          + "note: inside a sequence, write 'or else step' behind the step that it goes with"
      ])
    // Under other parameters there is one.
    #expect(checked("actor a { initial final state s { step two if false; else step one } }").errors == [])
  }

  @Test func thereIsOneElse() {
    #expect(
      checked("actor a { initial state s { step one; else step two; else step three } }").errors == [
        "1:64-69 MALFORMED_ACTOR 's' has an 'else' step already; note 1:49: it is 'two'"
      ])
  }

  @Test func anElseStepDoesNotWaitForPartners() {
    let text = "signal go()\nactor b { initial state s { step meet on go() } }\n"
    #expect(
      checked(text + "actor a { initial state s { step one sends go(); else step two } }").errors == [
        "3:60-63 MALFORMED_ACTOR an 'else' step cannot stand beside 'one', which waits for a partner; "
          + "note 3:34: whether the partner is ready is not known from the step alone; "
          + "note: write a guard that says when: 'step two when …'"
      ])
    // It may itself wait for one.
    #expect(
      checked(text + "actor a { initial state s { step one when false; else step two sends go() } }").errors == [])
  }

  // MARK: Targets

  @Test func aTargetMayDependOnTheState() throws {
    let text = """
      var n : 0...3 = 0
      actor a {
        initial state s { step one { n = 1 } -> if n == 0 then s else if n == 1 then t else u }
        final state t
        final state u
      }
      """
    #expect(try moves(text) == ["s one s or t or u"])
  }

  @Test(arguments: [
    (
      "step one -> if shadow == 0 then idle else idle",
      "GHOST_DEPENDENCY where a step leads must not depend on ghost state"
    ),
    ("step one -> if level then idle else idle", "TYPE_MISMATCH expected 'Bool', found an integer"),
    ("step one -> if own then idle else elsewhere", "UNKNOWN_NAME the actor 'machine' has no state 'elsewhere'"),
  ])
  func aTargetIsChecked(step: String, error: String) {
    let errors = checked(steps(step)).errors
    #expect(errors.count == 1)
    #expect(errors.first?.contains(error) == true, "\(errors)")
  }

  @Test(arguments: [
    (
      "step go when a > 5 -> q else -> r",
      "-> if a > 5 then q else r' instead of the condition"
    ),
    ("step go -> q if a > 5 else -> r", "-> if a > 5 then q else r' instead of the condition"),
    ("step go -> q else -> r", "-> if CONDITION then q else r'"),
    ("step go when a > 5 { a = 1 } -> q else { a = 2 }", "-> if a > 5 then q else …' instead of the condition"),
  ])
  func theOtherFormsOfItAreNamed(step: String, note: String) {
    let parsed = Parsed("actor a {\n initial state s {\n \(step)\n step last\n }\n}")
    #expect(parsed.messages.count == 1)
    #expect(parsed.diagnostics.first?.message == "expected the end of the step, found 'else'")
    #expect(parsed.diagnostics.first?.notes.map(\.message).first?.hasSuffix(note) == true, "\(parsed.diagnostics)")
  }

  @Test func allFormsKeepTheirText() {
    let text = """
      actor a {
        state s {
          step one if here when x > 0 { y = 1 } -> if x == 0 then t else if !z then u else v
          else fair step two(x in D) -> t
        }
        sequence q from s to t {
          step one
          at choice
          step two if (a || b) && !c
          @source("a.c:f")
          or else step three
            when a
            -> if b then one else choice
        }
      }

      """
    #expect(formatted(text) == text)
  }
}
