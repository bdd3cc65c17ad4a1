import QuiesceModel
import Testing

/// `@trace` on steps and events.
@Suite struct CheckingRecordTests {
  private static func model(step: String = "", event: String = "") -> String {
    """
    model m
    \(event)
    event done(code: 0...3)
    actor a[i in 0...1] {
      initial final state s {
        \(step)
        step go(x in 0...2) { emit done(x) }
      }
    }

    """
  }

  @Test func fieldsAreBindingsIndicesArgumentsAndConstants() throws {
    let text = Self.model(step: "@trace(\"go: x, cpu = i, last = true\")", event: "@trace(\"done: result = code\")")
    let model = try #require(checked(text).model)
    let step = try #require(model.actors[0].steps[0].record)
    #expect(step.event == "go")
    #expect(step.fields.map(\.name) == ["x", "cpu", "last"])
    #expect(step.fields.map(\.meaning) == [.value("x"), .value("i"), .text("true")])
    #expect(model.events[0].record?.fields.map(\.meaning) == [.value("code")])
  }

  @Test(arguments: [
    ("@trace(\"go: y\")", "", "UNKNOWN_NAME '@trace' asks for 'y'"),
    ("@trace(\"go: cpu = y\")", "", "UNKNOWN_NAME '@trace' asks for 'y'"),
    ("@trace(\"\")", "", "WRONG_ARGUMENTS '@trace' names an event"),
    ("@trace(\"a b\")", "", "WRONG_ARGUMENTS '@trace' names an event"),
    ("@trace(\"go\") @trace(\"went\")", "", "DUPLICATE_NAME a step or event shows as one recorded event"),
    ("", "@trace(\"done: x\")", "UNKNOWN_NAME '@trace' asks for 'x'"),
  ])
  func whatIsWrongIsRefused(step: String, event: String, message: String) {
    let errors = checked(Self.model(step: step, event: event)).errors
    #expect(errors.count == 1 && errors[0].contains(message), "\(errors)")
  }

  @Test func attributesBelongToStepsAndEvents() {
    #expect(
      Parsed("model m\n@trace(\"x\")\nvar v : Bool = false\nevent e()\n").messages == [
        "3:1 expected 'event' behind the attribute, found 'var'"
      ])
    #expect(Parsed("model m\n@trac(\"x\") event e()\n").messages == ["2:2 unknown attribute '@trac'"])
  }

  @Test func theyAreLaidOutAsThoseOfSteps() {
    #expect(
      formatted("model m\n/// Why.\n@trace( \"x: a\" )event e( a:Bool )\n@trace(\"y\")\nevent f()\n")
        == "model m\n/// Why.\n@trace(\"x: a\") event e(a: Bool)\n@trace(\"y\")\nevent f()\n")
  }
}
