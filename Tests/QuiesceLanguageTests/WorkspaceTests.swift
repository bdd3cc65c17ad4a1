import QuiesceLanguage
import QuiesceModel
import QuiesceSystem
import QuiesceTestSupport
import Testing

@Suite struct WorkspaceTests {
  static let files = [
    "/w/Models/pcie/unbind.quiesce":
      "model unbind\nimport \"../common/device.quiesce\"\nimport \"bus.quiesce\"\nvar a : Bool = true",
    "/w/Models/pcie/bus.quiesce": "import \"../common/device.quiesce\"\nvar b : Bool = true",
    "/w/Models/common/device.quiesce": "var c : Bool = true",
    "/w/Properties/pasid-reuse.quiesce":
      "import \"../Models/common/device.quiesce\"\nproperty p: invariant a\ncheck unbind with pasid_reuse { expect pass }",
  ]

  private func workspace(_ more: [String: String] = [:]) -> Workspace {
    Workspace(root: "/w/", reader: MemoryFiles(Self.files.merging(more) { $1 }))
  }

  /// The models that checks find, which stand in a file of their own, and what is reported of them.
  private func units(
    of checks: String..., with more: [String: String] = [:]
  ) -> (names: [String?], diagnostics: [Diagnostic]) {
    let text = checks.map { "check \($0) { expect pass }" }.joined(separator: "\n")
    var workspace = workspace(more.merging(["/w/asked.quiesce": text]) { $1 })
    let asked = workspace.checks(in: ["/w/asked.quiesce"])
    return (asked.map { workspace.unit(for: $0.0)?.name }, workspace.diagnostics)
  }

  private func paths(_ files: [FileSyntax], _ workspace: Workspace) -> [String] {
    files.map { workspace.sources[$0.file].path }
  }

  @Test func aCheckFindsItsModelAndProperties() throws {
    var workspace = workspace()
    let checks = workspace.checks(in: workspace.allFiles())
    try #require(checks.count == 1)
    let found = workspace.unit(for: checks[0].0)
    let unit = try #require(found)
    #expect(unit.name == "unbind")
    // Imports first, a file that two others import once, and not again among the properties.
    #expect(
      paths(unit.files, workspace) == [
        "Models/common/device.quiesce", "Models/pcie/bus.quiesce", "Models/pcie/unbind.quiesce",
      ])
    #expect(paths(unit.propertyFiles, workspace) == ["Properties/pasid-reuse.quiesce"])
    #expect(workspace.diagnostics.isEmpty)
    #expect(workspace.sources.files.count == 4)
  }

  @Test func filesAreFoundByPath() throws {
    var workspace = workspace([
      "/tmp/my-try.quiesce": "var x : Bool = true", "/tmp/q.quiesce": "property q: invariant x",
    ])
    let found = workspace.unit(file: "/tmp/my-try.quiesce", properties: ["/tmp/q.quiesce"])
    let unit = try #require(found)
    #expect(unit.name == "my_try")
    #expect(paths(unit.files + unit.propertyFiles, workspace) == ["/tmp/my-try.quiesce", "/tmp/q.quiesce"])
    let other = workspace.unit(file: "Models/pcie/unbind.quiesce", properties: [])
    #expect(other?.files.count == 3)
  }

  @Test(arguments: [
    ("/w", "Models/pcie/unbind.quiesce", "."), ("/w/Models", "pcie/unbind.quiesce", "Models"),
    ("/w/Properties/", "../Models/pcie/unbind.quiesce", "Properties"), ("/", "/w/Models/pcie/unbind.quiesce", "/"),
    ("/home/x", "/w/Models/pcie/unbind.quiesce", "/home/x"),
  ])
  func pathsAreSeenFromWhereTheUserStands(viewpoint: String, path: String, place: String) {
    let workspace = Workspace(root: "/w", viewpoint: viewpoint, reader: MemoryFiles(Self.files))
    #expect(workspace.shown("/w/Models/pcie/unbind.quiesce") == path)
    #expect(workspace.place == place)
  }

  @Test func aWorkspaceMayLieBelowTheUser() {
    #expect(Workspace(root: "/a/w", viewpoint: "/a", reader: MemoryFiles(Self.files)).place == "..")
  }

  @Test func givenFilesAreLookedAtToo() {
    var workspace = workspace(["/tmp/m.quiesce": "model mine\ncheck mine { expect pass }"])
    let checks = workspace.checks(in: ["/tmp/m.quiesce"])
    #expect(checks.count == 1)
    #expect(workspace.unit(for: checks[0].0)?.name == "mine")
  }

  @Test(arguments: [
    ("unbnd", "pasid_reuse", "there is no model 'unbnd' under 'Models/'", "did you mean 'unbind'?"),
    (
      "unbind", "pasid_reus", "there is no property file 'pasid_reus' under 'Properties/'",
      "did you mean 'pasid_reuse'?"
    ),
  ])
  func missingNamesHaveASuggestion(model: String, property: String, message: String, note: String) {
    let (names, diagnostics) = units(of: "\(model) with \(property)")
    #expect(names == [nil])
    #expect(diagnostics.map(\.message) == [message])
    #expect(diagnostics.flatMap(\.notes).map(\.message) == [note])
  }

  @Test func twoModelsOfOneNameAreRefused() {
    let (names, diagnostics) = units(of: "unbind", with: ["/w/Models/other.quiesce": "model unbind"])
    #expect(names == [nil])
    #expect(diagnostics.map(\.type) == [.duplicateName])
    #expect(
      diagnostics.flatMap(\.notes).map(\.message) == ["Models/other.quiesce", "Models/pcie/unbind.quiesce"])
  }

  @Test func circlesAreReportedOnce() {
    var workspace = workspace([
      "/w/a.quiesce": "import \"b.quiesce\"", "/w/b.quiesce": "import \"c.quiesce\"",
      "/w/c.quiesce": "import \"b.quiesce\"\nimport \"c.quiesce\"",
    ])
    #expect(workspace.load("a.quiesce") != nil)
    #expect(workspace.diagnostics.map(\.type) == [.cyclicImport, .cyclicImport])
    #expect(
      workspace.diagnostics.flatMap(\.notes).map(\.message) == [
        "b.quiesce -> c.quiesce -> b.quiesce", "c.quiesce -> c.quiesce",
      ])
    #expect(workspace.unit(file: "a.quiesce", properties: []) == nil)
  }

  @Test(arguments: [
    "../outside.quiesce", "/etc/passwd", "../w/a.quiesce", "x/../../w/Models/a.quiesce", "../../../etc/passwd",
  ])
  func importsStayInside(path: String) {
    var workspace = workspace(["/w/a.quiesce": "import \"\(path)\"", "/outside.quiesce": "", "/etc/passwd": ""])
    _ = workspace.load("a.quiesce")
    #expect(workspace.diagnostics.map(\.type) == [.importOutsideWorkspace])
    #expect(workspace.sources.files.count == 1)
  }

  @Test func aFileOutsideImportsFromItsOwnDirectory() {
    var workspace = workspace([
      "/tmp/x/m.quiesce": "import \"n.quiesce\"\nimport \"../o.quiesce\"", "/tmp/x/n.quiesce": "",
      "/tmp/o.quiesce": "",
    ])
    _ = workspace.load("/tmp/x/m.quiesce")
    #expect(workspace.diagnostics.map(\.type) == [.importOutsideWorkspace])
    #expect(workspace.sources.files.count == 2)
  }

  @Test func missingFilesAreReportedWhereTheyAreImported() {
    var workspace = workspace(["/w/Models/pcie/a.quiesce": "import \"buss.quiesce\"\nimport \"bus\"\nimport \"\""])
    _ = workspace.load("Models/pcie/a.quiesce")
    #expect(workspace.diagnostics.map(\.type) == [.unreadableFile, .unreadableFile, .unreadableFile])
    #expect(
      workspace.diagnostics[0].message == "'Models/pcie/buss.quiesce' cannot be read: there is no such file")
    let notes = workspace.diagnostics.flatMap(\.notes).map(\.message)
    #expect(notes == ["did you mean 'bus.quiesce'?", "did you mean 'bus.quiesce'?"])
    #expect(workspace.load("nowhere.quiesce") == nil)
    #expect(workspace.diagnostics.last?.span == nil)
  }

  @Test func importsNestSoFar() {
    var files: [String: String] = [:]
    for index in 0..<100 { files["/w/f\(index).quiesce"] = "import \"f\(index + 1).quiesce\"" }
    var workspace = workspace(files)
    _ = workspace.load("f0.quiesce")
    #expect(workspace.diagnostics.map(\.type) == [.nestingTooDeep])
  }

  @Test func errorsInAnImportRefuseTheUnit() {
    let (names, diagnostics) = units(
      of: "unbind", "unbind with pasid_reuse", with: ["/w/Models/common/device.quiesce": "var c Bool"])
    #expect(names == [nil, nil])
    // Parsed once, so reported once.
    #expect(diagnostics.map(\.type) == [.unexpectedToken])
  }

  @Test func tooLargeFilesAreRefused() {
    let large = String(repeating: " ", count: maximumFileSize + 1)
    var workspace = workspace(["/w/large.quiesce": large])
    #expect(workspace.load("large.quiesce") == nil)
    #expect(workspace.diagnostics.map(\.type) == [.fileTooLarge])
  }

  @Test func theDiskIsReadWithoutHanging() throws {
    let reader = DiskReader()
    for path in ["/dev/zero", "/tmp", "/dev/null"] {
      #expect(throws: FileError.notAFile) { try reader.read(path) }
    }
    #expect(throws: FileError.missing) { try reader.read("/nowhere/x.quiesce") }
    #expect(throws: FileError.missing) { try reader.read("/tmp/a\u{0}b") }
    #expect(reader.modelFiles(under: "/nowhere") == [])
    #expect(try !reader.read(#filePath).isEmpty)
  }
}
