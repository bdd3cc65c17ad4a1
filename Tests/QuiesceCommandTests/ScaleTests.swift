import QuiesceReport
import Testing

/// What the page on scale says of the smallest instances is what their file has.
@Suite struct ScaleTests {
  private static func number(of line: String, in page: String) throws -> Int {
    let found = try #require(page.split(separator: "\n").first { $0.contains(line) }, "the page says it")
    return try #require(found.split { !$0.isNumber }.lazy.compactMap { Int($0) }.first)
  }

  @Test func theSmallestInstancesAreAsSmallAsThePageSays() throws {
    let result = Shell.run("quiesce check Properties/smallest.quiesce --format json 2>/dev/null", in: Repository.root)
    let checks = try JSONReport(reading: [UInt8](result.text.utf8)).checks
    let bugs = Set(checks.compactMap { $0.remark?.split { !$0.isLetter && !$0.isNumber }.first })
    #expect(bugs.count == checks.count && bugs.allSatisfy { $0.hasPrefix("B") }, "each names one bug")
    let sizes = checks.map { $0.parameters.values.compactMap { Int($0) }.max() ?? 1 }
    let page = try contents(of: Repository.root + "/Documentation/scale.md")
    #expect(try checks.count == Self.number(of: "bugs of this kind", in: page))
    #expect(try sizes.count { $0 == 1 } == Self.number(of: "are found in the smallest instance", in: page))
    #expect(sizes.max() == 2, "none needs more than two of anything")
  }
}
