import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceTestSupport
import Testing

/// What the page on scale says of sizes is what the models have.
@Suite struct ScaleTests {
  private static func page() throws -> String { try contents(of: Repository.root + "/Documentation/scale.md") }

  private static func number(of line: String, in page: String) throws -> Int {
    let found = try #require(page.split(separator: "\n").first { $0.contains(line) }, "the page says it")
    return try #require(found.split { !$0.isNumber }.lazy.compactMap { Int($0) }.first)
  }

  private func result(of command: String) throws -> JSONReport {
    let result = Shell.run("\(command) --format json 2>/dev/null", in: Repository.root)
    return try JSONReport(reading: [UInt8](result.text.utf8))
  }

  @Test func theSmallestInstancesAreAsSmallAsThePageSays() throws {
    let checks = try result(of: "quiesce check Properties/smallest.quiesce").checks
    let bugs = Set(checks.compactMap { $0.remark?.split { !$0.isLetter && !$0.isNumber }.first })
    #expect(bugs.count == checks.count && bugs.allSatisfy { $0.hasPrefix("B") }, "each names one bug")
    let sizes = checks.map { $0.parameters.values.compactMap { Int($0) }.max() ?? 1 }
    let page = try Self.page()
    #expect(try checks.count == Self.number(of: "bugs of this kind", in: page))
    #expect(try sizes.count { $0 == 1 } == Self.number(of: "are found in the smallest instance", in: page))
    #expect(sizes.max() == 2, "none needs more than two of anything")
  }

  // MARK: growth

  /// Every model, with the names of its sizes.
  private func sizesOfModels() throws -> [String: Set<String>] {
    let list = try JSONValue(reading: Shell.run("quiesce list Models --format json", in: Repository.root).text)
    var sizes: [String: Set<String>] = [:]
    for file in list["files"]?.elements ?? [] {
      guard case .text(let model)? = file["model"] else { continue }
      sizes[model] = []
      for parameter in file["parameters"]?.elements ?? [] {
        guard case .text(let name)? = parameter["name"], case .text(let type)? = parameter["type"],
          type.first?.isNumber == true
        else { continue }
        sizes[model]?.insert(name)
      }
    }
    return sizes
  }

  /// The command of the page makes its table, of every size of every model.
  @Test func theTableOfGrowthIsWhatItsCommandMakes() throws {
    let page = try Self.page()
    let lines = page.split(separator: "\n").drop { !$0.hasPrefix("quiesce check Documentation/growth") }
    let end = lines.firstIndex { !$0.hasSuffix("\\") } ?? lines.startIndex
    let command = lines[...end].map { $0.split(separator: " ").filter { $0 != "\\" }.joined(separator: " ") }.joined(
      separator: " ")
    let growth = try #require(try result(of: command).growth)
    let table = GrowthRows(growth).lines
    #expect(
      page.contains(table.joined(separator: "\n")), "the page lacks this table:\n\(table.joined(separator: "\n"))")
    let shown = Dictionary(grouping: growth, by: \.model).mapValues { Set($0.map(\.parameter)) }
    for (model, sizes) in try sizesOfModels() {
      #expect(shown[model] ?? [] == sizes, "\(model)")
      if sizes.isEmpty { #expect(page.contains("\n| `\(model)` | "), "the page says why \(model) has no size") }
    }
    #expect(growth.allSatisfy { $0.sizes.allSatisfy { $0.counted != "until decided" } }, "everything holds")
  }

  /// A row of the table of spaces with all sizes at their largest values.
  private struct LargestSpace {
    let model: String
    /// The command that searches it.
    let command: String
    /// Its states; nil where the search did not end.
    let states: Int?
    /// Its transitions, as they are written.
    let transitions: String
  }

  private func largestSpaces() throws -> [LargestSpace] {
    let rows = try Self.page().split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
    }
    let file = "Documentation/growth.quiesce"
    let lines = try contents(of: Repository.root + "/" + file).split(separator: "\n", omittingEmptySubsequences: false)
    return try rows.filter { $0.count == 4 && $0[1].contains(" = ") }.map { row in
      let model = row[0].filter { $0 != "`" }
      let line = try #require(lines.firstIndex { $0 == "check \(model) {" || $0.hasPrefix("check \(model) with") }) + 1
      let settings = row[1].split(separator: ",").map { "--set \($0.filter { $0 != " " })" }.joined(separator: " ")
      return LargestSpace(
        model: model, command: "quiesce check \(file):\(line) \(settings) --reduction off --slice off",
        states: Int(row[2].filter { $0 != "," }), transitions: row[3])
    }
  }

  /// The spaces with all sizes at their largest values, as far as they are small enough for a test.
  @Test func theLargestInstancesHaveTheirStates() throws {
    let largest = try largestSpaces()
    #expect(
      largest.count == (try sizesOfModels().values.count { !$0.isEmpty }), "a row for each protocol that has sizes")
    for space in largest {
      guard let states = space.states, states < 400_000 else { continue }
      let check = try #require(result(of: space.command).checks.first)
      #expect(check.complete && check.asExpected && check.statistics.states == states, "\(space.model)")
      #expect(Figures.count(check.statistics.transitions) == space.transitions, "\(space.model)")
    }
  }

  /// What the levels of a part of a space would have told about the whole of it.
  @Test func estimatesAreAsGoodAsThePageSays() throws {
    var lines = [
      "| protocol | states | at a quarter | at half | at three quarters |", "| --- | --- | --- | --- | --- |",
    ]
    var (given, right) = (0, 0)
    for space in try largestSpaces() {
      guard let states = space.states, (100_000..<1_000_000).contains(states) else { continue }
      let text = Shell.run("\(space.command) --probe=10m --format json 2>/dev/null", in: Repository.root).text
      let probe: JSONProbe = try JSONText.reading([UInt8](text.utf8))
      let levels = try #require(probe.runs.first).levels
      #expect(levels.reduce(0, +) == states, "\(space.model)")
      let forecasts = SpaceForecast.behind(parts: [0.25, 0.5, 0.75], of: levels)
      given += forecasts.count { $0 != nil }
      right += forecasts.count { $0?.states.contains(states) == true }
      let cells = forecasts.map {
        $0.map { "\(Figures.count($0.states.lowerBound)) to \(Figures.count($0.states.upperBound))" } ?? ""
      }
      lines.append("| `\(space.model)` | \(Figures.count(states)) | \(cells.joined(separator: " | ")) |")
    }
    let sentence = "The truth lies within \(right) of these \(given) ranges."
    let table = lines.joined(separator: "\n")
    let page = try Self.page()
    #expect(page.contains(table), "the page lacks this table:\n\(table)")
    #expect(page.contains(sentence), "the page lacks this sentence: \(sentence)")
  }
}

/// A line of a table for each protocol: the states with all sizes at their defaults, and what each size makes of them.
private struct GrowthRows {
  /// How many sizes are shown behind the default, before the rest is left out up to the last one.
  private static let shown = 3

  let lines: [String]

  init(_ growth: [JSONGrowth]) {
    let head = ["| protocol | states | with one size raised |", "| --- | --- | --- |"]
    let models = Dictionary(grouping: growth, by: \.model)
    lines =
      head
      + models.sorted { $0.key < $1.key }.map { model, sizes in
        let states = sizes[0].sizes.first?.states ?? 0
        return "| `\(model)` | \(Figures.count(states)) | \(sizes.map(Self.text).joined(separator: "; ")) |"
      }
  }

  private static func text(of growth: JSONGrowth) -> String {
    let raised = growth.sizes.dropFirst()
    guard let first = growth.sizes.first, let last = raised.last else {
      return "`\(growth.parameter)`: no more than its default"
    }
    if raised.allSatisfy({ $0.states == first.states }) {
      return "`\(growth.parameter)` to \(last.size): as many"
    }
    let behind = raised.dropFirst(shown)
    let texts =
      raised.prefix(shown).map(text) + (behind.count > 1 ? ["…"] : []) + behind.suffix(1).map(text)
    return "`\(growth.parameter)` \(texts.joined(separator: ", "))"
  }

  private static func text(of size: JSONGrowth.Size) -> String {
    "\(size.size): \(size.counted == "unfinished" ? "more than " : "")\(Figures.count(size.states))"
  }
}
