import Testing

/// Whether a recorded run is a run of a model.
@Suite("quiesce conform") struct ConformCommandTests {
  /// A PASID is bound, requests come, and it is freed when none is left.
  private static let model = """
    model unbind
    type Pasid = 0...1
    var waiting : 0...2 = 0
    var bound : Pasid? = none
    @trace("pasid_free: pasid = p")
    event freed(p: Pasid)
    actor device[d in 0...1] {
      initial final state on {
        @trace("page_request: pasid = p, device = d, last = true")
        step request(p in Pasid) when bound == p && waiting < 2 { waiting += 1 }
      }
    }
    actor driver {
      initial final state down {
        @source("iommu.c:bind") @trace("bind: pasid = p")
        step bind(p in Pasid) { bound = p } -> up
      }
      state up { step clear -> flushing }
      state flushing {
        @trace("flush") step flush when waiting > 0 { waiting = 0 }
        step free when waiting == 0 {
          if let p = bound { emit freed(p) }
          bound = none
        } -> down
      }
    }

    """
  private static let run = """
    cpus=2
                bash-1234  [001] d..1.  5123.456789: bind:          pasid=0x1 comm=bash
                bash-1234  [001] d..1.  5123.456799: sched_switch:  prev_comm=a b prev_pid=1 ==> next_comm=x
             irq-42-77     [000] .....  5123.456809: page_request:  pasid=1 device=0 last=1 addr=0x1000
             irq-42-77     [000] .....  5123.456819: page_request:  device=1, last=1, pasid=1
                bash-1234  [001] d..1.  5123.456829: flush:
                bash-1234  [001] d..1.  5123.456839: pasid_free:    pasid=1

    """

  private func conform(_ run: String, _ options: String = "") throws -> Shell.Result {
    try Scratch(["m.quiesce": Self.model, "run.txt": run])
      .run("quiesce conform m.quiesce --trace run.txt \(options)")
  }

  /// The step 'clear' is not recorded, and comes between.
  @Test func aRecordOfTheKernelIsARun() throws {
    let result = try conform(Self.run)
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("run.txt: a run of unbind (5 lines, 1 line of other events left out; "))
  }

  @Test(arguments: [
    "bind pasid=1", "bind(pasid: 1)", "# a comment\n\nbind: pasid=1", "bind(pasid=1, comm=x)", "  bind   pasid=0x1",
    "x-1 [000] 1.5: bind: pasid=1",
  ])
  func anEventMayBeWrittenInSeveralWays(line: String) throws {
    #expect(try conform(line + "\n").status == 0)
    let other = line.replacing("pasid=1", with: "pasid=2").replacing(": 1", with: ": 2").replacing("x1", with: "x2")
    #expect(try conform(other + "\n").status == 1, "there is no PASID 2")
  }

  @Test func theLineAtWhichNoRunGoesOnIsNamed() throws {
    let result = try conform(Self.run.split(separator: "\n").filter { !$0.contains("flush") }.joined(separator: "\n"))
    #expect(result.status == 1)
    let lines = result.lines
    #expect(
      lines.dropFirst(2).prefix(4) == [
        "No run goes on with line 6:", "  pasid_free: pasid=1", "What could have come:", "  flush",
      ])
    // bind and two requests; the driver may or may not have cleared the entry, and the shortest run has not.
    #expect(lines.contains("A run up to line 5, 3 steps:"))
  }

  @Test func theNearestComesFirstWithWhatKeepsTheStep() throws {
    let result = try conform("bind pasid=1\npage_request pasid=0 device=0 last=1\n")
    #expect(result.status == 1)
    let possible = result.lines.drop { $0 != "What could have come:" }.dropFirst().prefix { !$0.isEmpty }
    #expect(
      Array(possible) == [
        "  page_request: pasid=1 device=0 last=true", "  page_request: pasid=1 device=1 last=true",
        "  pasid_free: pasid=1",
      ], "of both devices, and behind 'clear' the end")
    #expect(result.lines.contains("At step 1: what is recorded as 'page_request' cannot come"))
    #expect(result.lines.contains("    request: can be taken, but shows something else"))
  }

  @Test func aStepElsewhereIsSaidToBe() throws {
    let result = try conform("flush\n")
    #expect(
      result.lines.contains("No run goes on with line 1:")
        && result.lines.contains("A run up to the beginning, 0 steps:"))
    #expect(result.lines.contains("  driver in down") && result.lines.contains("    flush: a step of 'flushing'"))
  }

  @Test func aFieldThatIsAskedForMustBeThere() throws {
    #expect(try conform("bind comm=x\n").status == 1)
  }

  @Test(arguments: [
    ("", "conforms", 0), ("request elsewhere", "does not conform", 1), ("too few pairs", "no verdict", 3),
  ])
  func theAnswerIsADocumentToo(what: String, verdict: String, status: Int32) throws {
    let run = what == "request elsewhere" ? "page_request: pasid=1 device=0 last=1\n" + Self.run : Self.run
    let result = try conform(run, "--format json" + (what == "too few pairs" ? " --max-states 2" : ""))
    #expect(result.status == status)
    #expect(try JSONSchema(documented: "json-conform-schema.json").complaints(about: result.text) == [])
    #expect(result.text.contains("\"verdict\" : \"\(verdict)\""))
    #expect(result.text.contains("\"missing\"") == (status == 1))
  }

  @Test func aBudgetThatRunsOutIsNoAnswer() throws {
    let result = try conform(Self.run, "--max-states 3")
    #expect(result.status == 3)
    #expect(result.text.hasPrefix("run.txt: no verdict: the state budget ran out behind line 4 "))
  }

  /// Every word of three letters is compared with a model that counts how much of the word it has shown.
  @Test func itAgreesWithTheSearch() throws {
    let model = """
      model words
      var n : 0...2 = 0
      NEXT
      actor a {
        initial final state s {
          @trace("x") step x when n < 2 { n += 1 X }
          @trace("y") step y when n == 2 { n -= 1 Y } -> t
          step silent when n > 0 { n -= 1 }
        }
        final state t {
          @trace("z") step z { n = 0 Z } -> s
          @trace("x") step other when n == 0 { n = 2 X }
        }
      }
      CHECK
      """
    let letters = ["x", "y", "z"]
    let words = letters.flatMap { a in letters.flatMap { b in letters.map { [a, b, $0] } } }
    let scratch = try Scratch()
    var runs = 0
    for word in words {
      func counted(_ letter: String) -> String {
        let places = word.indices.filter { word[$0] == letter }.map(String.init).joined(separator: ", ")
        return places.isEmpty ? "; wrong = true" : "; if next in {\(places)} { next += 1 } else { wrong = true }"
      }
      var counting = model.replacing("NEXT", with: "var next : 0...3 = 0; var wrong : Bool = false")
        .replacing("CHECK", with: "property shown: reachable next == 3 && !wrong")
      for letter in letters {
        counting = counting.replacing(" \(letter.uppercased()) }", with: "\(counted(letter)) }")
      }
      var plain = model.replacing("NEXT", with: "").replacing("CHECK", with: "")
      for letter in letters { plain = plain.replacing(" \(letter.uppercased()) }", with: " }") }
      #expect(write(counting, to: scratch.path + "/counting.quiesce"))
      #expect(write(plain, to: scratch.path + "/plain.quiesce"))
      #expect(write(word.joined(separator: "\n"), to: scratch.path + "/word.txt"))
      let checked = scratch.run("quiesce check -q counting.quiesce").status
      let conforms = scratch.run("quiesce conform plain.quiesce --trace word.txt").status
      #expect(checked == conforms && checked < 2, "\(word)")
      if conforms == 0 { runs += 1 }
    }
    // With silent steps x comes any number of times, y behind two of them, z behind y: xxx, xxy, and no other word.
    #expect(runs == 2)
  }

  @Test(arguments: [
    ("m.quiesce", "'conform' needs the recorded run: --trace FILE"),
    ("m.quiesce --trace gone.txt", "'gone.txt' cannot be read: there is no such file"),
    ("m.quiesce --trace .", "'.' cannot be read: it is not a regular file"),
    ("m.quiesce --trace other.txt", "no line of 'other.txt' is an event of 'unbind', which are bind, flush"),
    ("plain.quiesce --trace run.txt", "no step and no event of 'plain' says how it is recorded"),
    ("gone.quiesce --trace run.txt", "'gone.quiesce' cannot be read"),
    ("m.quiesce --trace run.txt --max-states 0", "--max-states"),
  ])
  func whatCannotBeComparedIsSaid(words: String, message: String) throws {
    let scratch = try Scratch([
      "m.quiesce": Self.model, "run.txt": Self.run, "other.txt": "boot cpu=0\n",
      "plain.quiesce": "model plain\nactor a { initial final state s }\n",
    ])
    let result = scratch.run("quiesce conform \(words)")
    #expect(result.status == 2 && result.text.contains(message), "\(result.text)")
  }

  @Test func theRunMayComeFromAPipe() throws {
    let scratch = try Scratch(["m.quiesce": Self.model, "run.txt": Self.run])
    #expect(scratch.run("quiesce conform m.quiesce --trace - < run.txt").status == 0)
    #expect(scratch.run("cat run.txt | quiesce conform m.quiesce --trace /dev/stdin").status == 0)
  }
}
