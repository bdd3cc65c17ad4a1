import QuiesceModel
import Testing

/// What formulas, the rules of an `rv`, `always reachable` and conditions of final states are told.
@Suite struct CheckingFormulaTests {
  private func errors(_ text: String) -> [String] {
    let model = "event seen\nvar x : Bool = false\nactor a { initial final state s { step t { x = !x; emit seen } } }\n"
    return checked(model + text).errors
  }

  @Test(arguments: [
    "rv p { RULE = always (SEEN imply eventually x); SEEN = seen }",
    "rv p { DONE = not x\nRULE = (seen and x) equivalent (DONE or next DONE) }",
    "extra rv p \"a text\" { RULE = x until seen }",
    "property p: infinitely often x implies infinitely often seen",
    "property p: eventually always x",
    "property p: always reachable x",
    "property p: always reachable a is s && x",
    "property p: at rest !x implies a is s",
  ])
  func wellFormed(text: String) {
    #expect(errors(text) == [])
  }

  @Test(arguments: [
    (
      "property p: always reachable seen",
      "4:30-34 INVALID_OPERATION 'always reachable' asks about states, and the event 'seen' belongs to a step; note: "
        + "keep in a 'ghost var' what the step that emits it has done, and ask about that variable; note: where every fair "
        + "run is meant, write 'infinitely often seen'"
    ),
    (
      "property p: always reachable seen when x",
      "4:30-34 INVALID_OPERATION 'always reachable' asks about states, and the event 'seen' belongs to a step; note: "
        + "keep in a 'ghost var' what the step that emits it has done, and ask about that variable; note: where every fair "
        + "run is meant, write 'infinitely often seen'"
    ),
    (
      "rv p { DONE = x }",
      "4:4-5 UNKNOWN_NAME the rules of 'p' do not say what must hold; note: write 'RULE = …'; the other names may "
        + "stand in it"
    ),
    (
      "rv p { RULE = always A; A = B or x; B = eventually A }",
      "4:25-26 RECURSIVE_DEFINITION the rule 'A' needs itself"
    ),
    (
      "rv p { RULE = x; RULE = not x }",
      "4:18-22 DUPLICATE_NAME 'RULE' is declared twice; note 4:8: 'RULE' is first declared here"
    ),
  ])
  func malformed(text: String, message: String) {
    #expect(errors(text) == [message])
  }

  @Test func whatIsWrittenTwiceDoesNotBlowUp() {
    let chain = (0..<60).map { _ in "x" }.joined(separator: " equivalent ")
    let rules = (1...60).map { "R\($0) = R\($0 - 1) and R\($0 - 1)" }.joined(separator: "\n")
    for text in ["ltl p: \(chain)", "rv p { RULE = R60\nR0 = x\n\(rules) }"] {
      let found = errors(text)
      #expect(found.count == 1)
      #expect(found.first?.contains("MODEL_TOO_LARGE written out, this formula has more than 4096 parts") == true)
    }
  }

  @Test func whatIsNotFinalHasNoCondition() {
    let parsed = Parsed("actor a { initial state s when x { step t } }")
    #expect(parsed.messages == ["1:27 'when' says where an actor may rest, and 's' is no final state"])
    #expect(
      parsed.notes == ["write 'final state s when …', or give the guard to each step that leaves it"])
    #expect(Parsed("actor a { final state s when x }\nvar y : Bool = true").messages == [])
  }

  @Test func theyAreLaidOut() {
    let text = """
      actor a {
      initial final   state s when!x{
      timeout   step t
      }
      }
      property p:always   reachable x
      property q:at  rest(x||y)
      rv  r{
      RULE=always(A imply   infinitely often B)
      A=not x
      }
      """
    #expect(
      formatted(text) == """
        actor a {
          initial final state s when !x {
            timeout step t
          }
        }
        property p: always reachable x
        property q: at rest (x || y)
        rv r {
          RULE = always (A imply infinitely often B)
          A = not x
        }

        """)
  }
}
