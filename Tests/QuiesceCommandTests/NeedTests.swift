import Testing

/// Which steps can be left out.
@Suite("need") struct NeedTests {
  /// A buffer is given back when the device has stopped and the writes are through. If the device itself waits for its writes
  /// (`waits`), the last of the three steps is not needed.
  static let model = """
    model buffer
    param waits : Bool = true
    param depth : 1...2 = 1
    queue writes : Bool[depth]
    var running : Bool = true
    var stopped : Bool = false
    event written(free: Bool)
    actor device {
      initial final state ready {
        step send when running && !writes.isFull { writes.push(true) }
        step stop when !running && !stopped && (!waits || writes.isEmpty) { stopped = true }
      }
    }
    fair actor memory {
      initial final state ready { step write(one from writes) { emit written(driver is free) } }
    }
    fair actor driver {
      initial state using
      sequence release from using to free {
        step askToStop { running = false }
        step awaitStop when stopped
        step drain when writes.isEmpty
      }
      final state free
    }
    property noLateWrite: never written(free) when free
    property everWritten: reachable written(_)
    check buffer { expect pass of noLateWrite, everWritten where waits in Bool }

    """

  private func rows(_ lines: [String]) -> [String] {
    lines.prefix { !$0.isEmpty }.map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func everySetIsTriedAndTheTellingOnesAreShown() throws {
    let result = try Scratch(["m.quiesce": Self.model]).run("quiesce need m.quiesce --steps awaitStop,drain")
    #expect(result.status == 0)
    #expect(
      rows(result.lines) == [
        "waits | left out | answer | states | steps",
        "-------+---------------+------------------+--------+-------",
        "false | nothing | everything holds | 9 |",
        "| awaitStop | not needed | 5 |",
        // With a device that does not wait, the write may still be on its way.
        "| drain | needed: | 8 | 5", "| | noLateWrite | |",
        "true | nothing | everything holds | 7 |",
        "| awaitStop | not needed | 5 |",
        "| drain | not needed | 6 |",
        // Alone each of them can go: that says nothing about both.
        "| awaitStop and | needed: | 4 | 3", "| drain | noLateWrite | |",
      ])
    let text = result.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains("buffer with waits = true: awaitStop is not needed. drain is not needed, as long as waits = true."))
    #expect(text.contains("Without awaitStop and drain together noLateWrite is lost, after 3 steps."))
    #expect(text.contains("drain is needed: noLateWrite is lost, after 5 steps; not so where waits = true."))
    #expect(text.contains("Tried: every set of 2 parts, for depth = 1 (2 too); other values one parameter at a time."))
    #expect(result.lines.count { $0.hasPrefix("Counterexample to noLateWrite, 5 steps") } == 1)
  }

  /// The command that is printed shows the same trace, and its JSON is replayed without the step as well.
  @Test func whatIsLeftOutIsReproduced() throws {
    let scratch = try Scratch(["m.quiesce": Self.model])
    let need = scratch.run("quiesce need m.quiesce --steps drain")
    let command = try #require(need.lines.last?.split(separator: ": ").last)
    #expect(command == "quiesce check m.quiesce:28 --set waits=false --without driver.drain")
    let check = scratch.run("\(command)")
    #expect(check.status == 1 && check.lines.contains("  without     driver.drain"))
    #expect(check.lines.contains("Counterexample to noLateWrite, 5 steps:"))
    #expect(scratch.run("\(command) --format json >r.json; quiesce replay r.json --quiet").status == 0)
    #expect(scratch.run("\(command) --lock --update-lock").status == 2)
  }

  /// A sequence of which nothing is left is one step to its end.
  @Test func aSequenceIsAPartToo() throws {
    let result = try Scratch(["m.quiesce": Self.model])
      .run("quiesce need m.quiesce --set waits=true --steps release,askToStop")
    #expect(rows(result.lines).contains("release | needed: noLateWrite | 4 | 3"))
    #expect(result.text.contains("| (nothing)"))
    #expect(result.lines.count { $0.contains("release") && $0.contains("|") && $0.contains("needed") } == 1)
  }

  @Test func conditionsOfGuards() throws {
    let result = try Scratch(["m.quiesce": Self.model])
      .run("quiesce need m.quiesce --set waits=false --steps send,drain --guards --at-most 1")
    let found = rows(result.lines)
    #expect(found.contains("send:1 | needed: noLateWrite | 10 | 6"), "it sends after it has stopped")
    #expect(found.contains("send:2 | needed: fault | 9 | 2"), "the queue is full")
    #expect(result.text.contains("send:2 is needed: freedom from faults is lost, after 2 steps"))
    #expect(result.text.contains("Tried: every set of up to 1 of 3 parts"))
  }

  /// What fails already, what is vacuous, and what has no verdict is said and is no answer.
  @Test func nothingIsSaidThatIsNotKnown() throws {
    let text = Self.model.replacing(
      "check buffer",
      with:
        "property dry: invariant writes.isEmpty\nproperty full: never written(free) when !free && false\ncheck buffer"
    )
    .replacing("expect pass of noLateWrite,", with: "expect pass of noLateWrite, dry, full,")
    let scratch = try Scratch(["m.quiesce": text])
    let failing = scratch.run("quiesce need m.quiesce --steps drain --set waits=true")
    #expect(failing.status == 1)
    #expect(rows(failing.lines).contains("nothing | fails already: dry | 7 |"))
    #expect(failing.text.contains("Not asked, since not so with all of them: dry."))
    #expect(rows(failing.lines).contains("drain | not needed | 6 |"), "the others are asked all the same")
    let vacuous = scratch.run("quiesce need m.quiesce --steps write --for full --set waits=true")
    #expect(
      rows(vacuous.lines).contains { $0.hasPrefix("write | only vacuously: full |") }, "nothing is written any more")
    #expect(vacuous.text.contains("Without write full holds only vacuously."))
    // With all steps there are 7 states, without the first condition of `stop` 11.
    let words = "--steps stop --guards --at-most 1 --set waits=true --max-states 8"
    let unknown = try Scratch(["m.quiesce": Self.model]).run("quiesce need m.quiesce \(words)")
    #expect(unknown.status == 3)
    let told = unknown.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(told.contains("stop:1 | unknown: the state budget"))
    #expect(told.contains("Whether stop:1 and 1 other set can be left out is unknown (the state budget ran out)."))
  }

  @Test func itIsADocumentToo() throws {
    let scratch = try Scratch(["m.quiesce": Self.model])
    let schema = try JSONSchema(documented: "json-need-schema.json")
    let document = scratch.run("quiesce need m.quiesce --steps awaitStop,drain --format json")
    #expect(try schema.complaints(about: document.text) == [])
    let answers = try JSONValue(reading: document.text)["answers"]?.elements ?? []
    #expect(answers.count == 2)
    let cases = answers.last?["cases"]?.elements ?? []
    #expect(cases.map { $0["answer"] } == [.text("not needed"), .text("not needed"), .text("needed")])
    #expect(cases.last?["leftOut"]?.elements == [.text("driver.awaitStop"), .text("driver.drain")])
    let refused = scratch.run("quiesce need m.quiesce --steps drian --format json")
    #expect(refused.status == 2)
    #expect(try schema.complaints(about: refused.text) == [])
    #expect(refused.text.contains("did you mean 'drain'?"))
  }

  @Test func theAnswerIsTheSameForAnyNumberOfJobs() throws {
    let scratch = try Scratch(["m.quiesce": Self.model])
    let alone = scratch.run("quiesce need m.quiesce --jobs 1")
    #expect(alone.status == 0 && alone.lines.count > 20)
    for jobs in [2, 7] { #expect(scratch.run("quiesce need m.quiesce --jobs \(jobs)").lines == alone.lines) }
  }

  @Test(arguments: [
    ("--steps drian", "'buffer' has no step and no sequence 'drian'"),
    ("--steps drain:2", "'driver.drain' has 1 condition: there is no 'drain:2'"),
    ("--steps write --guards", "none of these steps of 'buffer' has a guard: nothing can be left out"),
    ("--for nothing", "no model here has a property 'nothing'"),
    ("--at-most 0", "'0' is no value for --at-most"),
    ("--over depht", "no model here has a parameter 'depht'"),
  ])
  func whatIsWrongIsSaid(words: String, message: String) throws {
    let result = try Scratch(["m.quiesce": Self.model]).run("quiesce need m.quiesce \(words)")
    #expect(result.status == 2)
    #expect(result.text.contains(message))
  }

  @Test func aNameOfSeveralActorsIsRefused() throws {
    let text = Self.model.replacing("step write(", with: "step stop(")
    let result = try Scratch(["m.quiesce": text]).run("quiesce check m.quiesce --without stop")
    #expect(result.status == 2)
    #expect(result.text.contains("write device.stop or memory.stop"))
  }

  @Test func whatShouldFailNeedsNothing() throws {
    let text = Self.model.replacing("pass of noLateWrite, everWritten where waits in Bool", with: "deadlock")
    let result = try Scratch(["m.quiesce": text]).run("quiesce need m.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains("no run is left in which everything should hold"))
  }
}
