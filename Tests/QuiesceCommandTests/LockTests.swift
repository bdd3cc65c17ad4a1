import QuiesceChecks
import Testing

/// What came out is on record, and any change of it is noticed.
@Suite("--lock") struct LockTests {
  /// Without a wire `unlit` is violated in one step and `lit` in the whole space of two states not reached.
  static let lamp = """
    model lamp
    param wires : 0...1 = 0
    var on : Bool = false
    actor hand { initial final state away { step press when !on { on = true } } }
    property unlit: invariant !on
    property lit: reachable on && wires == 1
    property sound: invariant on || !on
    check lamp {
      expect violation of unlit
      expect violation of lit
      expect pass of sound
      expect pass of lit where wires = 1
    }

    """
  private static let check = "quiesce check -q --slice off"

  /// A folder with a model and its lock.
  private func recorded() throws -> Scratch {
    let scratch = try Scratch(["lamp.quiesce": Self.lamp])
    #expect(scratch.run("\(Self.check) lamp.quiesce --update-lock").status == 0)
    return scratch
  }

  /// A change in a model or in the engine that alters any verdict, trace or space is noticed. For one that is meant, the same
  /// command with `--update-lock` writes the record anew.
  @Test func allChecksOfTheRepositoryComeOutAsOnRecord() {
    let result = Shell.run("quiesce check -q --extra --reduction off --slice off --lock", in: Repository.root)
    #expect(result.status == 0, "\(result.text)")
  }

  @Test func aLockIsSortedText() throws {
    let text = try recorded().text(of: "quiesce.lock")
    #expect(
      text == """
        # What 'quiesce check --slice off' comes to; --update-lock writes it anew.

        lamp
          2 states, 1 transition
          holds: sound
          not reached: lit
          violated in 1 step: unlit

        lamp [wires = 1]
          reached: lit

        """)
    let lock = try Lock(reading: text)
    #expect(lock.text == text && lock.count == 5)
  }

  @Test func whatIsOnRecordIsFoundAgain() throws {
    let scratch = try recorded()
    #expect(scratch.run("\(Self.check) lamp.quiesce --lock").status == 0)
    #expect(scratch.run("\(Self.check) lamp.quiesce --lock=quiesce.lock --property sound").status == 0, "a part of it")
    #expect(scratch.run("quiesce check --slice off lamp.quiesce --lock").lines.contains { $0.hasPrefix("4 runs:") })
    let said = scratch.run("quiesce check --slice off lamp.quiesce --lock 2>&1 >/dev/null")
    #expect(said.lines == ["quiesce: note: quiesce.lock: 5 facts as on record"])
  }

  /// Every run is as its check expects, and yet something has changed.
  @Test(arguments: [
    // A longer way to the same violation, and a larger space.
    (
      "var on : Bool = false",
      "var on : Bool = false\nactor cat { initial final state s { step jump -> t } final state t }",
      ["lamp: 4 states, 4 transitions; on record: 2 states, 1 transition"]
    ),
    (
      "step press when !on { on = true }", "step come -> here } final state here { step press when !on { on = true }",
      [
        "lamp: 3 states, 2 transitions; on record: 2 states, 1 transition",
        "lamp: unlit: violated in 2 steps; on record: violated in 1 step",
      ]
    ),
    // A property that is asked for no more, and one that is new.
    (
      "expect pass of sound", "expect pass of calm\n} property calm: invariant true\ncheck lamp {",
      ["lamp: calm: holds; on record: nothing", "lamp: sound: not found any more; on record: holds"]
    ),
  ])
  func aChangeIsNamed(old: String, new: String, differences: [String]) throws {
    let scratch = try recorded()
    #expect(write(Self.lamp.replacing(old, with: new), to: scratch.path + "/lamp.quiesce"))
    #expect(scratch.run("\(Self.check) --ignore COMPARISON_ALWAYS_SAME lamp.quiesce").status == 0)
    let result = scratch.run("\(Self.check) lamp.quiesce --lock")
    #expect(result.status == 1)
    let named = result.lines.filter { $0.hasPrefix("quiesce: error: ") }
    #expect(named == differences.map { "quiesce: error: quiesce.lock: \($0)" })
    #expect(scratch.run("\(Self.check) lamp.quiesce --update-lock").status == 0)
    #expect(scratch.run("\(Self.check) lamp.quiesce --lock").status == 0)
  }

  /// A violation that is expected is no violation of another property, no fault and no budget that ran out: the run is not as
  /// expected, and the record says why.
  @Test func anotherFailureIsNotTheOneOnRecord() throws {
    let scratch = try recorded()
    let broken = Self.lamp.replacing("{ on = true }", with: "{ on = true; hits += 2 }")
      .replacing("var on", with: "var hits : 0...1 = 0\nvar on")
    #expect(write(broken, to: scratch.path + "/lamp.quiesce"))
    let result = scratch.run("\(Self.check) lamp.quiesce --lock")
    #expect(result.status == 1)
    #expect(
      result.lines.contains(
        "quiesce: error: quiesce.lock: lamp: unlit: no verdict (what lies behind the fault was not visited); on record: violated in 1 step"
      ))
    let short = try recorded().run("\(Self.check) lamp.quiesce --lock --total-time 0.000001")
    #expect(short.status == 3, "nothing was found, and nothing else than what is on record")
  }

  @Test func modelsOfAWorkspaceAreRecordedTogetherOrApart() throws {
    let other = Self.lamp.replacing("lamp", with: "torch")
    let scratch = try Scratch(["Models/lamp.quiesce": Self.lamp, "Models/torch.quiesce": other])
    #expect(scratch.run("\(Self.check) --update-lock").status == 0)
    let whole = try scratch.text(of: "Models/quiesce.lock")
    #expect(scratch.run("cd Models && \(Self.check) torch.quiesce --update-lock").status == 0)
    #expect(try scratch.text(of: "Models/quiesce.lock") == whole, "the other model stays")
    #expect(scratch.run("\(Self.check) --lock").status == 0)
    #expect(scratch.run("rm Models/torch.quiesce; \(Self.check) Models/lamp.quiesce --lock").status == 0)
    let result = scratch.run("\(Self.check) --lock")
    #expect(result.status == 1)
    #expect(
      result.lines.contains(
        "quiesce: error: Models/quiesce.lock: torch: lit: not found any more; on record: not reached"))
  }

  @Test(arguments: [
    ("rm quiesce.lock", "--lock", "there is no 'quiesce.lock' to compare with; --update-lock writes it"),
    ("echo lamp > quiesce.lock", "--lock", "quiesce.lock:1: this is no lock: a lock begins with"),
    ("sed -i 3d quiesce.lock", "--lock", "quiesce.lock:3: this is no lock: a result without a model before it"),
    ("true", "--lock --search depth", "'quiesce.lock' was made with --slice off: give the same"),
    (
      "true", "--update-lock --property lit",
      "--update-lock takes whole models: without --set, --over, --grow, --property, --without and FILE:LINE"
    ),
    ("true", "--update-lock=nowhere/x", "'nowhere/x' cannot be written: No such file or directory"),
    ("true", "--update-lock --total-time 0.000001", "'quiesce.lock' is left as it was: not all runs were made"),
  ])
  func whatCannotBeIsSaid(before: String, options: String, message: String) throws {
    let scratch = try recorded()
    _ = scratch.run(before)
    let old = scratch.run("cat quiesce.lock").lines
    let result = scratch.run("\(Self.check) lamp.quiesce \(options)")
    #expect(result.status == (options.contains("total-time") ? 3 : 2))
    #expect(result.lines.contains { $0.hasPrefix("quiesce: error: " + message) }, "\(result.text)")
    #expect(scratch.run("cat quiesce.lock").lines == old)
  }
}
