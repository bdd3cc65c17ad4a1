import QuiesceProgram
import QuiesceReport
import Testing

/// A trace is a table of at most 75 columns of ASCII that shows only what changed.
@Suite struct TraceTableTests {
  @Test func everyActorThatFitsHasAColumn() {
    #expect(
      TraceTable(Sample.trace).lines == [
        " # | function[0]         | function[1] | driver              | shared",
        "---+---------------------+-------------+---------------------+-------------",
        " 0 | running             | running     | bound               | entry = none",
        "   | outstanding = 0     |             |                     |",
        " 1 | request(last: true) |             |                     |",
        "   |   [1]               |             |                     |",
        "   | outstanding = 1     |             |                     |",
        " 2 | stop receives       |             | release sends       |",
        "   | -> stopping         |             | -> clearing         |",
        " 3 |                     |             | clearEntry [1]      | entry = 1",
        "   |                     |             | ! delivered(        |",
        "   |                     |             |   request: 0)       |",
        "   |                     |             | -> cleared          |",
        "unchanged: quiet = false, function[1].outstanding = 0",
        "[1] drivers/pci/ats.c:pci_enable_pri",
      ])
  }

  @Test(arguments: [75, 60, 40])
  func linesAreNarrowASCII(width: Int) {
    for line in TraceTable(Sample.trace, width: width).lines {
      #expect(line.count <= width, "\(line)")
      #expect(line.utf8.allSatisfy { (0x20...0x7e).contains($0) }, "\(line)")
    }
  }

  @Test func rendezvousShowsBothSides() {
    let text = TraceTable(Sample.trace).lines.joined(separator: "\n")
    #expect(text.contains("release sends"))
    #expect(text.contains("stop receives"))
  }

  @Test func sourcesBecomeOneFootnoteEach() {
    let lines = TraceTable(Sample.trace).lines
    #expect(lines.filter { $0.hasPrefix("[1] ") } == ["[1] drivers/pci/ats.c:pci_enable_pri"])
    #expect(!lines.contains { $0.hasPrefix("[2]") })
  }

  @Test func whatNeverChangesIsNamedBelow() {
    #expect(TraceTable(Sample.trace).lines.contains("unchanged: quiet = false, function[1].outstanding = 0"))
  }

  @Test func onlyActorsThatMoveHaveColumnsWhereRoomIsScarce() {
    let lines = TraceTable(Sample.trace, width: 45).lines
    #expect(lines[0].contains("driver") && !lines[0].contains("function[1]"))
    #expect(lines.contains("never moves: function[1] in running"))
  }

  @Test func tooManyActorsMakeAList() {
    let lines = TraceTable(Sample.trace, width: 30).lines
    #expect(lines.contains(" 2  driver: release sends"))
    #expect(lines.contains("    function[0]: stop receives"))
  }

  @Test func aTraceWithoutStepsShowsTheInitialState() {
    var trace = Sample.trace
    trace.steps = []
    let text = TraceTable(trace).lines.joined(separator: "\n")
    #expect(text.contains("quiet = false"))
    #expect(text.contains("entry = none"))
  }
}

/// Wrapping keeps every word and no line too wide.
@Suite struct TextWrappingTests {
  @Test(arguments: 8...40)
  func noLineIsWiderAndNothingIsLost(width: Int) {
    let text =
      "requests = [PageRequest(kind: page, last: true, generation: 0)] drivers/iommu/intel/prq.c:intel_drain_prq x"
    let lines = TextWrapping.wrap(text, width: width, indent: 2)
    #expect(lines.allSatisfy { $0.count <= width })
    let kept = lines.joined().filter { $0 != " " }
    #expect(kept == text.filter { $0 != " " })
  }

  @Test func wordsBreakAtPunctuationAndCapitals() {
    #expect(TextWrapping.wrap("drivers/iommu/intel.c", width: 14) == ["drivers/iommu/", "intel.c"])
    #expect(TextWrapping.wrap("tearDownEntry", width: 9) == ["tearDown", "Entry"])
  }

  @Test func typographyIsSpelledOut() {
    #expect(TextWrapping.ascii("a → b – “c” ≤ ü") == "a -> b - \"c\" <= ?")
  }
}
