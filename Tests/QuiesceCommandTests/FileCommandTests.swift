import QuiesceReport
import Testing

/// `quiesce list` and `quiesce format`, from the shell.
@Suite("quiesce list and format") struct ListAndFormatTests {
  @Test func whatThereIsIsListed() throws {
    let scratch = try Scratch(CommandModels.workspace)
    let all = scratch.run("quiesce list")
    #expect(all.status == 0)
    #expect(all.lines.contains("  model counter") && all.lines.contains("  param limit : 0...5 = 2"))
    #expect(all.lines.contains("  property small \"the count stays small\""))
    #expect(all.lines.contains("  check whole with safe") && all.lines.contains("    expect violation of off"))
    #expect(scratch.run("quiesce list Models Properties").lines == all.lines)
    #expect(scratch.run("quiesce list Models/a").lines == scratch.run("quiesce list Models/a/counter.quiesce").lines)
  }

  @Test func nothingToListIsAnError() throws {
    let scratch = try Scratch()
    #expect(scratch.run("quiesce list").status == 2)
    #expect(
      scratch.run("quiesce list .").lines == ["error: there is no .quiesce file in these folders [UNREADABLE_FILE]"])
  }

  private static let untidy = """
    // before
    model   m
    /* inside */ param limit:0...5=2 // behind
    var count:0...10=0


    actor clock{initial state s{
    // in a block
    step up when count<limit{count+=1}}}
    // at the end
    """

  @Test func formattingKeepsCommentsAndIsDoneOnce() throws {
    let scratch = try Scratch(["m.quiesce": ListAndFormatTests.untidy])
    let once = scratch.run("quiesce format m.quiesce")
    #expect(once.status == 0)
    for comment in ["// before", "/* inside */", "// behind", "// in a block", "// at the end"] {
      #expect(once.text.contains(comment), "\(comment)")
    }
    #expect(once.text.contains("step up when count < limit { count += 1 }"))
    #expect(scratch.run("quiesce format m.quiesce > n.quiesce; quiesce format n.quiesce").lines == once.lines)
    #expect(scratch.run("quiesce format - < m.quiesce").lines == once.lines)
    #expect(try scratch.text(of: "m.quiesce") == ListAndFormatTests.untidy, "without --in-place nothing is written")
  }

  @Test func filesAreCheckedAndRewritten() throws {
    let scratch = try Scratch(["a/m.quiesce": ListAndFormatTests.untidy, "a/n.quiesce": CommandModels.counter])
    let check = scratch.run("quiesce format --check a/m.quiesce a/n.quiesce")
    #expect(check.status == 1 && check.lines == ["a/m.quiesce"])
    #expect(scratch.run("quiesce format --check a/").lines == ["a/m.quiesce"], "a folder means its files")
    let rewrite = scratch.run("quiesce format --in-place a")
    #expect(rewrite.status == 0 && rewrite.lines.isEmpty)
    #expect(scratch.run("quiesce format --check a").status == 0)
    #expect(try scratch.text(of: "a/n.quiesce") == CommandModels.counter)
    #expect(scratch.run("quiesce format --check --in-place a").status == 2)
    #expect(scratch.run("ls a").lines == ["m.quiesce", "n.quiesce"])
  }

  @Test func aFileWithErrorsStaysAsItIs() throws {
    let scratch = try Scratch(["m.quiesce": "actor {\n  step\n"])
    let result = scratch.run("quiesce format --in-place m.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains("m.quiesce:1:7: error: "))
    #expect(try scratch.text(of: "m.quiesce") == "actor {\n  step\n")
  }
}

/// `quiesce replay`, from the shell.
@Suite("quiesce replay") struct ReplayCommandTests {
  /// The actor chooses, waits and falls; how long that can be avoided is a matter of the other steps.
  @Test(arguments: [
    ("", "", "", "whatever steps are taken, it comes to this"),
    // Somebody may choose to rest.
    ("step safe -> rest", "", "", "step 1 is the point of no return: whatever follows, it comes to this"),
    // Who lingers for ever does not fall either.
    ("", "step linger", "", "step 2 is the point of no return: whatever follows, it comes to this"),
    ("", "", "step turn -> rest", "until step 3, the last one, other steps still avoid it"),
    // A fault avoids nothing.
    ("", "", "step fail { count += 1 }", "whatever steps are taken, it comes to this"),
  ])
  func thePointOfNoReturnIsNamed(first: String, second: String, third: String, line: String) throws {
    let model = """
      model fall
      var bad : Bool = false
      var count : 0...1 = 1
      actor a {
        initial state s { step choose -> doomed\n\(first) }
        state doomed { step wait -> later\n\(second) }
        state later { step fall { bad = true } -> rest\n\(third) }
        final state rest
      }
      property fine: invariant !bad
      """
    let scratch = try Scratch(["fall.quiesce": model])
    _ = scratch.run("quiesce check fall.quiesce --format json > r.json")
    let result = scratch.run("quiesce replay r.json --property fine")
    #expect(result.lines.contains("fall: fine: replayed 3 steps: violated, as recorded"))
    #expect(result.lines.contains("  " + line), "\(result.text)")
    #expect(scratch.run("quiesce show r.json --mail --property fine").text.contains(line))
  }

  private func recorded() throws -> Scratch {
    let scratch = try Scratch(["counter.quiesce": CommandModels.counter, "locks.quiesce": CommandModels.deadlock])
    #expect(scratch.run("quiesce check counter.quiesce locks.quiesce --set limit=3 --format json > r.json").status == 1)
    return scratch
  }

  @Test func theProgramIsMadeAsTheCheckMadeIt() throws {
    // The trace of 'p' names the variable of a monitor that was checked beside it.
    let scratch = try Scratch(["watched.quiesce": CommandModels.watched])
    let result = scratch.run(
      "quiesce check watched.quiesce --format json > r.json 2>/dev/null; quiesce replay r.json --property p")
    #expect(result.status == 0, "\(result.text)")
    #expect(result.line(0) == "watched: p: replayed 1 step: violated, as recorded")
  }

  @Test func aResultLargerThanAModelMayBeIsRead() throws {
    let scratch = try recorded()
    let result = scratch.run(
      "head -c 5000000 /dev/zero | tr '\\0' ' ' >> r.json; quiesce replay r.json --property small")
    #expect(result.status == 0)
    #expect(result.line(0) == "counter: small: replayed 3 steps: violated, as recorded")
    let endless = scratch.run("truncate -s 2G huge.json; quiesce replay huge.json")
    #expect(endless.status == 2)
    #expect(endless.lines == ["quiesce: error: 'huge.json' cannot be read: it is larger than 1024 MiB"])
  }

  @Test func everyTraceOfAResultRunsAgain() throws {
    let result = try recorded().run("quiesce replay r.json")
    #expect(result.status == 0)
    #expect(
      result.lines.filter { $0.contains(": replayed ") } == [
        "counter: small: replayed 3 steps: violated, as recorded",
        "counter: meets: replayed 2 steps: reached, as recorded", "locks: both: replayed 2 steps: reached, as recorded",
        "locks: deadlock: replayed 2 steps: deadlock, as recorded",
      ])
  }

  @Test func oneTraceCanBeChosen() throws {
    let scratch = try recorded()
    #expect(scratch.run("quiesce replay r.json --property meets").line(0).hasPrefix("counter: meets: replayed"))
    #expect(scratch.run("quiesce replay r.json --property none").status == 2)
    let quiet = scratch.run("quiesce replay r.json --quiet")
    #expect(quiet.status == 0 && quiet.lines.isEmpty)
  }

  @Test func aStaleTraceIsRefused() throws {
    let scratch = try recorded()
    let result = scratch.run("echo '// edited' >> counter.quiesce; quiesce replay r.json --property small")
    #expect(result.status == 2)
    #expect(
      result.lines == [
        "quiesce: error: the trace of 'small' in 'counter' is stale: 'counter.quiesce' was changed since the trace was made"
      ])
    #expect(scratch.run("rm counter.quiesce; quiesce replay r.json --property small").status == 2)
  }

  /// A result from a stranger must not make the command read, and quote, what is no model.
  @Test func onlyModelFilesAreRead() throws {
    let scratch = try recorded()
    let result = scratch.run(
      "echo secret > plain.txt; sed -i 's/\"modelFile\" : \"counter.quiesce\"/\"modelFile\" : \"plain.txt\"/' r.json;"
        + " quiesce replay r.json --property small")
    #expect(result.status == 2)
    #expect(result.text.contains("'plain.txt' is no .quiesce file"))
    #expect(!result.text.contains("secret"))
  }

  @Test(arguments: [
    ("\"step\" : \"up\"", "\"step\" : \"stop\"", "in step 1"),
    ("\"actor\" : \"clock\"", "\"actor\" : \"x\"", "in step 1"),
    ("\"count\" : \"1\"", "\"count\" : \"9\"", "in step 1"), ("\"count\" : \"0\"", "\"count\" : \"9\"", "at the start"),
  ])
  func aForgedTraceIsRefused(old: String, new: String, place: String) throws {
    let scratch = try recorded()
    let result = scratch.run("sed -i 's/\(old)/\(new)/' r.json && quiesce replay r.json --property small")
    #expect(result.status == 2)
    #expect(
      result.lines.last?.hasPrefix("quiesce: error: the trace of 'small' in 'counter' is stale: \(place)") == true)
  }

  @Test(arguments: [
    "head -c 900 r.json", "head -c 500 /dev/urandom", "echo", "echo '[]'", "echo '{}'", "echo '{\"schema\": 2}'",
    "sed 's/\"checks\"/\"cheques\"/' r.json", "printf '[%.0s' $(seq 20000)",
    "sed 's/\"steps\" : \\[/\"steps\" : 1, \"x\" : [/' r.json",
  ])
  func whatIsNoResultIsRefused(make: String) throws {
    let result = try recorded().run("\(make) > bad.json; timeout 20 quiesce replay bad.json")
    #expect(result.status == 2)
    #expect(result.lines.count == 1)
    #expect(result.line(0).hasPrefix("quiesce: error: 'bad.json' is no result to replay: "))
  }

  @Test func aResultWithoutTracesIsRefused() throws {
    let scratch = try Scratch(["part.quiesce": CommandModels.part])
    let result = scratch.run("quiesce check part.quiesce --format json > r.json 2>/dev/null; quiesce replay r.json")
    #expect(result.status == 2)
    #expect(result.lines == ["quiesce: error: 'r.json' has no trace"])
  }
}

/// `quiesce graph`, `quiesce export` and `quiesce crosscheck`, from the shell.
@Suite("quiesce graph, export and crosscheck") struct GraphAndExportTests {
  private func models() throws -> Scratch {
    try Scratch([
      "counter.quiesce": CommandModels.counter, "locks.quiesce": CommandModels.deadlock,
      "breaks.quiesce": CommandModels.fault, "large.quiesce": CommandModels.large,
    ])
  }

  @Test func aGraphHasEveryState() throws {
    let scratch = try models()
    let aut = scratch.run("quiesce graph counter.quiesce --format aut --set limit=1")
    #expect(aut.status == 0)
    #expect(aut.lines == ["des (0,2,3)", "(0,\"clock.up\",1)", "(1,\"clock.stop\",2)"])
    let dot = scratch.run("quiesce graph locks.quiesce")
    #expect(dot.status == 0)
    #expect(dot.lines.first == "digraph \"locks\" {" && dot.lines.last == "}")
    #expect(dot.lines.filter { $0.contains("[label=\"one: ") }.count == 6)
    #expect(dot.lines.filter { $0.contains(" -> s") }.count == 6)
  }

  @Test func aGraphIsCutAndSaysSo() throws {
    let scratch = try models()
    let result = scratch.run("quiesce graph large.quiesce --max-states 5 --format aut 2>note; cat note >&2")
    #expect(result.lines.first?.hasPrefix("des (0,") == true && result.lines.first?.hasSuffix(",5)") == true)
    #expect(try scratch.text(of: "note").hasPrefix("quiesce: note: the graph is cut at 5 states (--max-states): "))
    #expect(scratch.run("quiesce graph breaks.quiesce 2>&1 >/dev/null").text.contains("1 transition left out: a fault"))
  }

  @Test(arguments: [("promela", "active proctype"), ("murphi", "startstate")])
  func modelsAreTranslated(language: String, word: String) throws {
    let scratch = try models()
    let result = scratch.run("quiesce export \(language) counter.quiesce")
    #expect(result.status == 0)
    #expect(result.text.lowercased().contains(word))
    let wrong = scratch.run("quiesce export \(language) counter.quiesce --property smal")
    #expect(wrong.status == 2)
    #expect(wrong.text.contains("did you mean 'small'?"))
  }

  @Test func otherToolsAgree() throws {
    let result = try models().run("quiesce crosscheck counter.quiesce locks.quiesce breaks.quiesce")
    guard Shell.has("spin") || Shell.has("rumur") else {
      #expect(result.status == 3)
      return
    }
    #expect(result.status == 0)
    #expect(result.lines.filter { $0.hasPrefix("agree ") }.count == 3)
    #expect(result.lines.last?.hasSuffix(": 0 disagreements") == true)
  }
}
