import Testing

/// What somebody reads who wrote his first models.
@Suite("the first hour") struct FirstHourTests {
  /// A thread that stops where it may not rest, beside one in a sequence and two that wait.
  fileprivate static let rest = """
    model rest
    var open : Bool = false
    actor once { initial state before { step go -> behind } state behind }
    actor waiter[i in Bool] { initial state waiting { step enter when open -> inside } final state inside }
    actor worker {
      initial state idle
      sequence work from idle to done {
        step begin
        step finish when open
      }
      final state done
    }
    check rest {
      expect deadlock
    }
    """

  @Test func aDeadlockSaysHowToAllowRest() throws {
    let scratch = try Scratch(["rest.quiesce": FirstHourTests.rest])
    let hint = "  write 'final state behind' of once, 'final state waiting' of waiter if it\n    may rest there"
    let expected = scratch.run("quiesce check rest.quiesce")
    #expect(expected.status == 0)
    #expect(!expected.text.contains("final state"), "what is expected needs no advice")
    let unexpected = scratch.run("sed -i s/deadlock/pass/ rest.quiesce; quiesce check rest.quiesce")
    #expect(unexpected.status == 1)
    #expect(unexpected.text.contains(hint), "the worker stands in a sequence, where no state could be final")
    let json = scratch.run("quiesce check rest.quiesce --format json")
    #expect(
      json.text.contains(
        "\"hint\" : \"write 'final state behind' of once, 'final state waiting' of waiter if it may rest there\""))
  }

  /// A fault for each statement, at the first step, in the state in which x is 1.
  private func fault(_ statement: String) throws -> [String] {
    let model = """
      model f
      param way : 0...1 = 1
      var x : 0...2 = 1
      var s : Set<0...3> = {}
      queue q[i in 0...1] : 0...3[2]
      bag b : Bool[1]
      func half(n: 0...4) -> 0...2 = n / 2
      actor a {
        initial final state s {
          step go { \(statement) }
        }
      }
      """
    let scratch = try Scratch(["f.quiesce": model])
    let result = scratch.run("quiesce check f.quiesce")
    guard let start = result.lines.firstIndex(where: { $0.hasPrefix("At step 1: ") }) else { return result.lines }
    return Array(result.lines[start...].prefix { !$0.hasPrefix("  at ") })
  }

  @Test(arguments: [
    ("x -= 2", "value out of range: x would be -1, its type is 0...2", ["  x -= 2", "  where x = 1"]),
    // What was assigned before in the same body counts.
    ("x += 1; x += 1", "value out of range: x would be 3, its type is 0...2", ["  x += 1", "  where x = 2"]),
    ("x = half(x + 4)", "value out of range: x + 4 is 5, its type is 0...4", ["  x + 4", "  where x = 1"]),
    ("s.insert(x + 7)", "value out of range: x + 7 is 8, its type is 0...3", ["  x + 7"]),
    ("q[0].push(x + 3)", "value out of range: q[0] takes 0...3, and not 4", ["  q[0].push(x + 3)", "  where x = 1"]),
    ("q[x + 1].push(0)", "index out of range: x + 1 is 2, its type is 0...1", ["  x + 1"]),
    (
      "for k in 0...2 { q[x].push(k) }", "push on a full queue: q[x] holds 2 of 2", ["  q[x].push(k)"]
    ),
    ("b.insert(true); b.insert(false)", "push on a full queue: b holds 1 of 1", ["  b.insert(false)"]),
    ("q[0].pop()", "pop of an empty queue", ["  q[0].pop()"]),
  ])
  func aFaultShowsTheValueAndWhatWouldFit(statement: String, sentence: String, rest: [String]) throws {
    let lines = try fault(statement)
    #expect(lines.first == "At step 1: " + sentence)
    #expect(Array(lines.dropFirst()) == rest + ["  whatever steps are taken, it comes to this"])
  }

  @Test func aFaultOfAPropertyShowsItsValue() throws {
    let scratch = try Scratch([
      "p.quiesce": """
      model p
      var x : 0...3 = 0
      func low(n: 0...2) -> Bool = n == 0 || n > 0
      actor a { initial final state s { step go when x < 3 { x += 1 } } }
      property bounded: invariant low(x)
      """
    ])
    let result = scratch.run("quiesce check p.quiesce")
    #expect(
      result.lines.prefix(2) == [
        "p: fault: value out of range: x is 3, its type is 0...2 while evaluating", "    'bounded'",
      ])
  }
}

extension FirstHourTests {
  /// The sheet is a model that is right, laid out in the one way, and fits a terminal.
  @Test func theSheetOfTheLanguageIsAModel() throws {
    let scratch = try Scratch()
    let sheet = scratch.run("quiesce help language")
    #expect(sheet.lines.allSatisfy { $0.count <= 79 })
    #expect(sheet.lines.count <= 96, "two screens of 48 lines")
    let checked = scratch.run(
      "quiesce help language > sheet.quiesce; quiesce check sheet.quiesce -q --ignore PROPERTY_NOT_CHECKED")
    #expect(checked.lines == [])
    #expect(checked.status == 0)
    #expect(scratch.run("quiesce format --check sheet.quiesce").status == 0)
  }

  @Test func aLineWithoutAnExpectationNamesThoseThatHaveOne() throws {
    let scratch = try Scratch(["rest.quiesce": FirstHourTests.rest, "bare.quiesce": "model bare\nvar x : Bool = true"])
    let result = scratch.run("quiesce check rest.quiesce:2")
    #expect(result.status == 2)
    #expect(
      result.lines == [
        "error: there is no check or expectation on line 2 of 'rest.quiesce' [UNKNOWN_NAME]",
        "note: the nearest are on lines 13, 14",
      ])
    #expect(
      scratch.run("quiesce check bare.quiesce:2").line(1)
        == "note: the file says no check; without ':2' all its properties are checked")
  }

  @Test func aMisspeltPropertyIsRecognised() throws {
    let scratch = try Scratch([
      "p.quiesce":
        "model p\nvar x : Bool = true\nactor a { initial final state s { step t { x = !x } } }\nproperty some: reachable !x"
    ])
    let result = scratch.run("quiesce check p.quiesce --property smoe")
    #expect(result.status == 2)
    #expect(
      result.lines == ["error: no model here has a property 'smoe' [UNKNOWN_NAME]", "note: did you mean 'some'?"])
  }
}

extension FirstHourTests {
  /// A false guard is taken apart as far as a reader would do it himself.
  @Test(arguments: [
    ("ready", "ready is false: lock = true, active.isEmpty = false"),
    ("forall o in C: !(o in active)", "forall o in C: !(o in active) is false: o = 1, active = {1}"),
    (
      "!lock || exists o in C where o < 1: o in active",
      "!lock || exists o in C where o < 1: o in active is false: lock = true, exists o in C where o < 1: o in active"
        + " = false"
    ),
    ("!bug", "!bug is false: bug = true"), ("bug && kind == .no", "kind == .no is false: kind = yes"),
    ("lock && !lock", "!lock is false: lock = true"),
  ])
  func aFalseGuardIsOpenedOneLevel(guardText: String, explained: String) throws {
    let scratch = try Scratch([
      "g.quiesce": """
      model g
      param bug : Bool = true
      param kind : enum { yes, no } = yes
      type C = 0...2
      var active : Set<C> = {1}
      var lock : Bool = true
      let ready = !lock && active.isEmpty
      actor t {
        initial state s { step go when \(guardText) { lock = true; active = {} } -> u }
        final state u
      }
      """
    ])
    let lines = scratch.run("quiesce check g.quiesce").lines
    let start = try #require(lines.firstIndex { $0.hasPrefix("    go: ") })
    let end = try #require(lines[start...].firstIndex { $0.hasPrefix("  write ") })
    let text = lines[start..<end].map { $0.drop { $0 == " " } }.joined(separator: " ")
    #expect(text == "go: " + explained)
  }
}
