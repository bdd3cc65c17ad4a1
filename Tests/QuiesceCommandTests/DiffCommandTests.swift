import QuiesceReport
import Testing

/// What a change of a model changes.
@Suite("quiesce diff") struct DiffCommandTests {
  /// Requests wait in a queue that unbind empties before it frees; by default 5 states: 0 or 1 requests while bound, the same
  /// while flushing, and the end.
  private static let old = """
    model unbind
    import "events.quiesce"
    param depth : 1...3 = 1
    var queue : 0...3 = 0
    var bound : Bool = true
    actor device { initial final state on { step request when queue < depth && bound { queue += 1 } } }
    actor driver {
      initial state up { step clear { bound = false } -> flushing }
      state flushing {
        step flush when queue > 0 { queue -= 1; emit flushed() }
        step free when queue == 0 { emit freed() } -> down
      }
      final state down
    }
    property clean: invariant driver is down implies queue == 0
    property ends: reachable freed()
    check unbind {
      expect pass
      expect pass where depth = 3
    }

    """
  private static let events = "event freed()\nevent flushed()\n"

  private func scratch(replacing old: String, with new: String) throws -> Scratch {
    try Scratch([
      "old.quiesce": Self.old, "new.quiesce": Self.old.replacing(old, with: new), "events.quiesce": Self.events,
    ])
  }

  @Test func nothingDiffersFromItself() throws {
    let result = try scratch(replacing: "", with: "").run("quiesce diff old.quiesce new.quiesce")
    #expect(result.lines == ["old.quiesce -> new.quiesce: no difference"] && result.status == 0)
  }

  /// Freeing does not wait for an empty queue any more, and nobody flushes.
  @Test func everyKindOfDifferenceIsNamed() throws {
    let scratch = try scratch(replacing: "when queue > 0 { queue", with: "when queue > 3 { queue")
    _ = scratch.run(
      """
      sed -i 's/ when queue == 0 {/ {/; s/param depth/param lazy : Bool = true\\nparam depth/;
      s/pass where depth = 3/violation of clean where depth = 2/' new.quiesce
      """)
    let result = scratch.run("quiesce diff old.quiesce new.quiesce 2>/dev/null")
    #expect(result.status == 1)
    // Without flushing: 0 or 1 requests in each of three places of the driver. The shortest way to 'freed' stays the same,
    // and the one to a request that is left behind is request, clear, free.
    #expect(
      result.lines == [
        "old.quiesce -> new.quiesce: 7 differences", "",
        "parameters and their defaults",
        "  lazy  new: true", "",
        "settings that are asked",
        "  with depth = 2  by the new version only",
        "  with depth = 3  by the old version only", "",
        "verdicts",
        "  clean  holds -> violated in 3 steps", "",
        "states",
        "  by default  5 states, 5 transitions -> 6 states, 5 transitions", "",
        "events",
        "  flushed  emitted -> never emitted", "",
        "steps",
        "  driver.flush  fires -> never fires",
      ])
  }

  @Test func aLongerTraceIsNamed() throws {
    let scratch = try scratch(
      replacing: "initial state up {", with: "initial state away { step come -> up } state up {")
    let result = scratch.run("quiesce diff old.quiesce new.quiesce")
    #expect(result.lines.contains("  ends                  2 steps -> 3 steps"), "\(result.text)")
    #expect(result.lines.contains("  ends, with depth = 3  2 steps -> 3 steps"))
    #expect(result.lines.contains("  driver.come  new: fires"))
  }

  /// What is expected does not matter, nor that another question is answered first.
  @Test func whatIsExpectedDoesNotMatter() throws {
    let result = try scratch(replacing: "pass where depth = 3", with: "deadlock where depth = 3")
      .run("quiesce diff old.quiesce new.quiesce")
    // Where a deadlock is looked for alone, the two properties are not asked.
    #expect(
      result.lines == [
        "old.quiesce -> new.quiesce: 2 differences", "", "verdicts", "  clean, with depth = 3  holds -> not asked",
        "  ends, with depth = 3   reached in 2 steps -> not asked",
      ])
  }

  @Test func aBudgetThatRunsOutIsNoDifference() throws {
    let result = try scratch(replacing: "", with: "").run("quiesce diff old.quiesce new.quiesce --max-states 2")
    #expect(result.status == 3)
    #expect(result.line(0).hasSuffix(": no difference, 16 without a verdict"), "4 questions, 2 settings, 2 versions")
    #expect(result.lines.contains("no verdict in old.quiesce") && result.lines.contains("  clean, with depth = 3"))
  }

  @Test func theJSONFitsItsSchema() throws {
    let scratch = try scratch(replacing: "when queue == 0 {", with: "{")
    let result = scratch.run("quiesce diff old.quiesce new.quiesce --format json --max-states 6")
    #expect(try JSONSchema(documented: "json-diff-schema.json").complaints(about: result.text) == [])
    let document = try JSONValue(reading: result.text)
    #expect(document["status"] == .number(Double(result.status)))
    #expect(document["differences"]?.elements.first?["kind"] == .text("verdict"))
    #expect(document["newUndecided"]?.elements.isEmpty == false)
  }

  @Test func markdownIsATable() throws {
    let scratch = try scratch(replacing: "when queue == 0 {", with: "{")
    let result = scratch.run("quiesce diff old.quiesce new.quiesce --format markdown --output page.md")
    #expect(result.lines == [] && result.status == 1)
    let lines = try scratch.text(of: "page.md").split(separator: "\n")
    #expect(lines.prefix(3).contains("|  | what | before | after |"))
    #expect(lines.contains { $0.hasPrefix("| verdicts | clean | holds | violated in 3 steps |") })
  }

  // MARK: revisions

  @Test(.enabled(if: Shell.has("git"))) func aRevisionIsReadWithAllThatBelongsToIt() throws {
    let check = "check unbind with more { expect pass of never }\n"
    let scratch = try Scratch([
      "Models/a/unbind.quiesce": Self.old, "Models/a/events.quiesce": Self.events,
      "Properties/more.quiesce": "property never: invariant queue < 3\n" + check,
    ])
    let made = scratch.run(
      """
      git init -q . && git add . && git -c user.name=a -c user.email=a@b.c commit -qm one
      rm Models/a/events.quiesce Properties/more.quiesce
      sed -i '/^import/s/.*/event freed()/; s/; emit flushed()//' Models/a/unbind.quiesce
      """)
    #expect(made.status == 0, "\(made.text)")
    let result = scratch.run("quiesce diff HEAD:Models/a/unbind.quiesce Models/a/unbind.quiesce")
    #expect(result.status == 1)
    #expect(
      result.lines == [
        "HEAD:Models/a/unbind.quiesce -> Models/a/unbind.quiesce: 1 difference", "", "events",
        "  flushed  gone: was emitted",
      ])
    let below = scratch.run("cd Models/a && quiesce diff HEAD:./unbind.quiesce HEAD:Models/a/unbind.quiesce")
    #expect(below.lines.first?.hasSuffix(": no difference") == true && below.status == 0)
  }

  @Test(
    .enabled(if: Shell.has("git")),
    arguments: [
      ("HEAD~7:m.quiesce", "there is no revision 'HEAD~7'"), ("HEAD:gone.quiesce", "'gone.quiesce' cannot be read"),
      ("gone.quiesce", "'gone.quiesce' cannot be read"),
      ("HEAD;touch x:m.quiesce", "there is no revision 'HEAD;touch x'"),
      ("-x:m.quiesce", "unknown option"), ("HEAD:link.quiesce", "'link.quiesce' cannot be read"),
    ])
  func whatCannotBeReadIsSaid(name: String, message: String) throws {
    let scratch = try Scratch(["m.quiesce": "model m\nactor a { initial final state s }\n"])
    _ = scratch.run(
      "ln -s m.quiesce link.quiesce; git init -q . && git add . && git -c user.name=a -c user.email=a@b.c commit -qm one"
    )
    let result = scratch.run("quiesce diff '\(name)' m.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains(message), "\(result.text)")
    #expect(scratch.run("ls x").status != 0, "no shell has read the name")
  }

  @Test func outsideOfARepositoryThereAreNoRevisions() throws {
    let scratch = try scratch(replacing: "", with: "")
    let result = scratch.run("GIT_CEILING_DIRECTORIES=/ quiesce diff HEAD:old.quiesce new.quiesce")
    #expect(result.status == 2)
    #expect(result.text.contains("lies in no Git repository") || result.text.contains("git is not installed"))
  }
}
