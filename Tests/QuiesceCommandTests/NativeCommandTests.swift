import QuiesceReport
import QuiesceTestSupport
import Testing

/// `--engine` and `--cc`, as a user meets them.
@Suite(.enabled(if: Peers.areExpected, "\(Peers.absence)"))
struct NativeCommandTests {
  private static let model = """
    model counter
    var n : 0...99 = 0
    actor a { initial final state go { step up when n < 99 { n += 1 } } }
    property small: invariant n < 50
    """

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try #require(write(Self.model, to: scratch.path + "/counter.quiesce"))
    return scratch
  }

  /// What differs between the engines is said, and nothing else.
  @Test func theResultSaysWhatRan() throws {
    let scratch = try scratch()
    let cache = "XDG_CACHE_HOME='\(scratch.path)/cache'"
    let interpreted = scratch.run("quiesce check counter.quiesce --engine interpreter --format json")
    let native = scratch.run("\(cache) quiesce check counter.quiesce --engine native --format json")
    #expect(interpreted.status == 1 && native.status == 1)
    let expected = try JSONReport(reading: [UInt8](interpreted.text.utf8)).checks[0]
    let actual = try JSONReport(reading: [UInt8](native.text.utf8)).checks[0]
    #expect(expected.engine == "interpreter" && expected.compileSeconds == nil && expected.nativeRefused == nil)
    #expect(actual.engine == "native" && actual.compileSeconds != nil && actual.nativeRefused == nil)
    #expect(actual.properties == expected.properties && actual.statistics.states == expected.statistics.states)
    #expect(actual.reproduce == "quiesce check counter.quiesce --engine native")
    let kept = scratch.run("ls cache/quiesce").lines
    #expect(kept.count == 1 && kept[0].hasSuffix(".so"))
    let text = scratch.run("\(cache) quiesce check counter.quiesce --engine native").text
    #expect(text.contains("\n  engine      native code (made in "))
  }

  /// Only where a compiler is needed, or named, is it an error that there is none.
  @Test func aMissingCompilerIsSaid() throws {
    let scratch = try scratch()
    let quiesce = Repository.products + "/quiesce"
    let none = scratch.run("PATH=/nowhere \(quiesce) check counter.quiesce --engine native")
    #expect(none.status == 2)
    #expect(
      none.lines == [
        "quiesce: error: --engine native needs a C compiler, and none of cc, clang, gcc is in PATH: install one, name one with"
          + " --cc, or leave --engine out"
      ])
    let named = scratch.run("quiesce check counter.quiesce --cc ./none")
    #expect(named.status == 2)
    #expect(named.lines == ["quiesce: error: --cc: './none' is no command in PATH and no file that can be run"])
    #expect(scratch.run("PATH=/nowhere \(quiesce) check counter.quiesce").status == 1, "the verdict")
  }

  /// A compiler that fails costs nothing but the time: the verdict is the interpreter's, and the report has the reason.
  @Test func aCompilerThatFailsIsSaid() throws {
    let scratch = try scratch()
    let result = scratch.run("quiesce check counter.quiesce --engine native --cc false")
    #expect(result.status == 1)
    #expect(result.text.contains("\n  refused     native code: the compiler failed: it said nothing\n"))
  }

  @Test func anotherEngineIsRefused() throws {
    let result = try scratch().run("quiesce check counter.quiesce --engine fast")
    #expect(result.status == 2 && result.line(0).contains("auto, interpreter, native"), "\(result.text)")
  }
}
