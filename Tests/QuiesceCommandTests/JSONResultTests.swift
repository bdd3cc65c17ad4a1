@testable import QuiesceReport
import Testing

@testable import quiesce

/// What stands in the JSON result besides verdicts: mistakes in the input, places, the version.
@Suite("JSON result") struct JSONResultTests {
  /// A model with two warnings, 'dust' stays 0 and so is never 1, in a workspace with a property file.
  private static let workspace = [
    "Models/a/lamp.quiesce": """
    model lamp
    var on : Bool = false
    var dust : 0...3 = 0
    actor hand { initial final state away { step press { on = !on; dust = 0 } } }
    property sound: invariant dust == 1 implies on

    """,
    "Properties/dark.quiesce": "property dark: invariant !on\ncheck lamp with dark { expect violation of dark }\n",
  ]

  private func result(_ command: String, in scratch: Scratch) throws -> JSONReport {
    try JSONReport(reading: [UInt8](scratch.run(command).text.utf8))
  }

  // MARK: mistakes in the input

  @Test func anErrorHasARangeAndItsNotes() throws {
    let scratch = try Scratch(["bad.quiesce": "model bad\nvar x : 0...1 = 2\nvar y : Bol\n  = true\n"])
    let command = scratch.run("quiesce check bad.quiesce --format json")
    #expect(command.status == 2)
    let result = try JSONReport(reading: [UInt8](command.text.utf8))
    #expect(result.status == 2 && result.checks.isEmpty && result.warnings.isEmpty)
    let diagnostics = try #require(result.diagnostics)
    #expect(diagnostics.map(\.type) == ["OUT_OF_RANGE", "UNKNOWN_NAME"])
    #expect(diagnostics.map(\.severity) == ["error", "error"])
    #expect(diagnostics.map(\.message) == ["2 lies outside 0...1", "there is no type 'Bol'"])
    #expect(diagnostics.map { $0.range?.path } == ["bad.quiesce", "bad.quiesce"])
    #expect(diagnostics[0].range?.start == JSONDiagnostic.Range.Position(line: 2, column: 17))
    #expect(diagnostics[0].range?.end == JSONDiagnostic.Range.Position(line: 2, column: 18))
    #expect(diagnostics[1].notes == [JSONDiagnostic.Note(message: "did you mean 'Bool'?")])
  }

  @Test(arguments: [
    ("check nowhere.quiesce", "UNREADABLE_FILE"), ("check Models/a/lamp.quiesce --set n=1", "INVALID_SETTING"),
    ("check Models/a/lamp.quiesce --property drak", "UNKNOWN_NAME"),
    ("check Models/a/lamp.quiesce:2", "UNKNOWN_NAME"),
    ("check Models/a/lamp.quiesce --property deadlock", "NOTHING_TO_RUN"),
  ])
  func whateverIsRefusedIsRefusedInADocument(words: String, type: String) throws {
    let command = try Scratch(Self.workspace).run("quiesce \(words) --format json")
    #expect(command.status == 2)
    let result = try JSONReport(reading: [UInt8](command.text.utf8))
    #expect(result.status == 2)
    #expect(result.diagnostics?.map(\.type) == [type])
  }

  @Test func warningsAreInTheDocumentAndNowhereElse() throws {
    let scratch = try Scratch(["lamp.quiesce": Self.workspace["Models/a/lamp.quiesce"] ?? ""])
    let words = "quiesce check lamp.quiesce --format json"
    let result = try result(words, in: scratch)
    #expect(result.diagnostics?.map(\.type) == ["VARIABLE_NEVER_CHANGES", "VACUOUS_PROPERTY"])
    #expect(result.warnings.map(\.location) == ["lamp.quiesce:3:5", "lamp.quiesce:5:17"])
    #expect(scratch.run(words + " 2>&1 >/dev/null").lines.isEmpty)
  }

  // MARK: places

  /// The same run, from four folders: each path leads from there to the file.
  @Test(arguments: [
    (".", ".", "Models/a/lamp.quiesce", "Properties/dark.quiesce"),
    ("Models/a", "Models/a", "lamp.quiesce", "../../Properties/dark.quiesce"),
    ("Properties", "Properties", "../Models/a/lamp.quiesce", "dark.quiesce"),
  ])
  func pathsLeadToTheFilesFromWhereTheUserStands(folder: String, place: String, model: String, property: String) throws
  {
    let scratch = try Scratch(Self.workspace)
    let prefix = "cd \(folder) && quiesce check"
    let result = try result("\(prefix) --format json", in: scratch)
    let check = try #require(result.checks.first)
    #expect(result.directory == place)
    #expect(check.modelFile == model)
    #expect(check.propertyFiles == [property])
    #expect(check.place == "\(property):2")
    #expect(check.sources.map(\.path) == [model, property])
    #expect(check.properties.first?.explanation?.location == "\(property):1:26")
    #expect(check.properties.first?.trace?.steps.first?.declared == "\(model):4:46")
    #expect(check.reproduce == "quiesce check \(property):2 --property dark")
    #expect(scratch.run("cd \(folder) && \(check.reproduce)").line(1).contains("(\(property):2): as expected"))
    let absolute = scratch.run("\(prefix) $(realpath \(property)) --full")
    #expect(absolute.lines.contains("  at \(property):1"), "however the file was named")
  }

  @Test func aResultIsReplayedAnywhereInTheWorkspace() throws {
    let scratch = try Scratch(Self.workspace)
    #expect(scratch.run("cd Models/a && quiesce check --format json > ../../result.json").status == 0)
    for folder in [".", "Models/a", "Properties"] {
      let replay = scratch.run("cd \(folder) && quiesce replay \(scratch.path)/result.json")
      #expect(replay.status == 0 && replay.line(0) == "lamp: dark: replayed 1 step: violated, as recorded")
    }
    #expect(scratch.run("cd / && quiesce replay \(scratch.path)/result.json --root \(scratch.path)").status == 0)
  }

  @Test func aWorkspaceBelowIsReplayedFromWhereItWasChecked() throws {
    let scratch = try Scratch(["deep/Models/lamp.quiesce": Self.workspace["Models/a/lamp.quiesce"] ?? ""])
    let check = "quiesce check deep/Models/lamp.quiesce --set x=1 --format json"
    #expect(try result(check, in: scratch).directory == "..")
    #expect(scratch.run("quiesce list deep/Models/lamp.quiesce").line(0) == "deep/Models/lamp.quiesce")
  }

  @Test func whatIsNoASCIIIsShownAndNoControlCharacterIs() throws {
    let model =
      "model m\nvar x : 0...1 = 0\nactor a { initial state s { step up { x = 1 } } }\nproperty p: invariant x == 0\n"
    let scratch = try Scratch(["Prüfung/läuft.quiesce": model])
    let shown = scratch.run("quiesce check Prüfung/läuft.quiesce")
    #expect(shown.text.contains("\n  at Prüfung/läuft.quiesce:4\n"))
    #expect(shown.lines.last == "reproduce: quiesce check 'Prüfung/läuft.quiesce'")
    let hidden = scratch.run("mv Prüfung/läuft.quiesce \"$(printf 'a\\033[31m.quiesce')\" && quiesce check a*")
    #expect(hidden.text.contains("\n  at a<U+001B>[31m.quiesce:4\n"))
    #expect(hidden.lines.last == "reproduce: quiesce check $'a\\x1b[31m.quiesce'")
    #expect(!hidden.text.contains("\u{1b}"))
  }

  // MARK: what was found

  /// Where runs are more than are shown in full as text, the document still says of an expected violation what it would hold with.
  @Test func whatIsMissingIsInTheDocumentOfManyRuns() throws {
    let clock = """
      model clock
      param hours : 1...4 = 1
      var ticks : 0...4 = 0
      actor hand { initial final state going { step tick when ticks < hours { ticks += 1 } } }
      property strikes: eventually ticks == hours
      check clock { expect violation of strikes where hours in 1...4 }

      """
    let result = try result("quiesce check clock.quiesce --format json", in: Scratch(["clock.quiesce": clock]))
    #expect(result.status == 0)
    let missing = result.checks.map { $0.properties[0].trace?.cycle?.missingFairness }
    #expect(missing == Array(repeating: ["fair actor hand"], count: 4))
  }

  // MARK: the form

  @Test func theVersionSaysWhatWasBuilt() {
    let parts = Version.number.split(separator: "+")
    #expect(parts.first == "0.2.0-dev")
    #expect(parts.count <= 2)
    #expect(parts.dropFirst().allSatisfy { $0.count == 7 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test(arguments: [
    "check", "check Models/a/lamp.quiesce --properties Properties/dark.quiesce --keep-going", "check nowhere.quiesce",
    "check --set x=1", "check --compare --reduction on --symmetry on", "check --search random --walks 2",
    "check bad.quiesce", "check locks.quiesce breaks.quiesce --max-states 9",
  ])
  func theSchemaNamesWhatThereIs(words: String) throws {
    let files = Self.workspace.merging([
      "bad.quiesce": "model bad\nvar x : 0...1 = 2\nvar x : Bool = true\n", "locks.quiesce": CommandModels.deadlock,
      "breaks.quiesce": CommandModels.fault,
    ]) { $1 }
    let document = try Scratch(files).run("quiesce \(words) --format json")
    let schema = try JSONSchema(documented: "json-schema.json")
    #expect(try schema.complaints(about: document.text) == [])
    #expect(try schema.complaints(about: "{\"schema\": 2, \"colour\": \"red\"}").contains(".colour: unknown"))
  }

  // MARK: the list

  @Test func theListIsADocumentToo() throws {
    let scratch = try Scratch(Self.workspace)
    let document = scratch.run("cd Models/a && quiesce list --format json")
    #expect(document.status == 0)
    #expect(try JSONSchema(documented: "json-list-schema.json").complaints(about: document.text) == [])
    let list = try JSONValue(reading: document.text)
    #expect(list["directory"] == .text("Models/a"))
    let files = list["files"]?.elements ?? []
    #expect(files.map { $0["path"] } == [.text("lamp.quiesce"), .text("../../Properties/dark.quiesce")])
    try #require(files.count == 2)
    #expect(files[0]["model"] == .text("lamp") && files[1]["model"] == nil)
    #expect(files[0]["steps"]?.elements.map { $0["location"] } == [.text("lamp.quiesce:4:46")])
    #expect(files[1]["properties"]?.elements.map { $0["name"] } == [.text("dark")])
    let check = files[1]["checks"]?.elements.first
    #expect(check?["expectations"]?.elements.map { $0["text"] } == [.text("expect violation of dark")])
    let place = check?["expectations"]?.elements.first?["location"]
    #expect(place == .text("../../Properties/dark.quiesce:2:24"))
    #expect(scratch.run("cd Models/a && quiesce check ../../Properties/dark.quiesce:2 -q").status == 0)
  }

  @Test func theListNamesTheFilesThatDeclareParameters() throws {
    let files = ["part.quiesce": "param depth : 0 ... 3 = 1\n", "m.quiesce": "model m\nimport \"part.quiesce\"\n"]
    let document = try Scratch(files).run("quiesce list m.quiesce --format json 2>/dev/null")
    let parameters = try JSONValue(reading: document.text)["files"]?.elements.first?["parameters"]?.elements ?? []
    #expect(parameters.map { $0["file"] } == [.text("part.quiesce")])
    #expect(parameters.map { $0["type"] } == [.text("0 ... 3")])
    #expect(parameters.map { $0["location"] } == [.text("part.quiesce:1:7")])
  }

  @Test func aListOfNothingHasTheReason() throws {
    let document = try Scratch().run("quiesce list --format json")
    #expect(document.status == 2)
    #expect(try JSONSchema(documented: "json-list-schema.json").complaints(about: document.text) == [])
    let list = try JSONValue(reading: document.text)
    #expect(list["status"] == .number(2))
    #expect(list["diagnostics"]?.elements.map { $0["type"] } == [.text("UNREADABLE_FILE")])
  }
}
