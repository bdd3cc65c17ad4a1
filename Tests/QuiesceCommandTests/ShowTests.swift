import QuiesceTestSupport
import Testing

@testable import QuiesceReport

/// `quiesce show` in the forms that need no browser.
@Suite struct ShowTests {
  /// A sender, a queue and a reader, with texts that would mean something to HTML, to a shell, or to who reads from right to left.
  static let post = """
    model post
    param copies : 1...2 = 1
    param others : Set<0...1> = {}
    struct Letter { urgent: Bool }
    queue box : Letter[2]
    var sent : 0...3 = 0
    var read : 0...3 = 0
    var last : Letter? = none
    var kept : [0...1: Bool] = false
    actor sender {
      initial final state writing {
        /// Puts a letter into the box: </script><img src=x onerror=alert(1)> "quotes" & 'more'
        @source("\u{5e9}\u{5dc}\u{5d5}\u{5dd} and \u{202e} what turns a line")
        @link("https://example.org/?a=1&b=2")
        @source("javascript:alert(1)")
        step write(urgent in Bool) when sent < 2 {
          box.push(Letter(urgent: urgent))
          sent += 1
        }
      }
    }
    actor reader {
      initial final state waiting {
        step take(letter from box) {
          read += 1
          last = letter
        }
      }
    }
    property delivered "a <b>letter</b> is read at once; \u{5e9}\u{5dc}\u{5d5}\u{5dd}":
      invariant !(sent == 2 && read == 1)
    property begun: reachable sent == 1

    """

  /// A pendulum that swings for ever.
  static let pendulum = """
    model pendulum
    fair actor weight {
      initial state middle { step push -> left }
      state left { step tick -> right }
      state right { step tock -> left }
      final state still
    }
    property stops: eventually weight is still

    """

  private func result(_ text: String = post, name: String = "post") throws -> Scratch {
    let scratch = try Scratch(["\(name).quiesce": text])
    _ = scratch.run("quiesce check \(name).quiesce --format json > r.json")
    return scratch
  }

  @Test func withoutAFormTheTracesAreListed() throws {
    let list = try result().run("quiesce show r.json")
    #expect(list.lines == ["1  post: violated: delivered, 3 steps", "2  post: reached: begun, 1 step"])
    #expect(list.status == 0)
  }

  @Test func aResultComesFromAPipeToo() throws {
    let scratch = try result()
    let mail = scratch.run("quiesce check post.quiesce --format json | quiesce show - --mail --trace 1")
    #expect(mail.lines == scratch.run("quiesce show r.json --mail --trace 1").lines)
  }

  /// The mail has the trace and how to repeat it, and nothing that a mailing list would break.
  @Test func aMailIsNarrowASCII() throws {
    let scratch = try result()
    let mail = scratch.run("quiesce show r.json --trace 1 --mail")
    #expect(mail.line(0) == "post: violated: delivered after 3 steps")
    #expect(mail.line(2) == "with all parameters at their defaults")
    #expect(mail.lines.allSatisfy { $0.utf8.count <= 72 && $0.utf8.allSatisfy { (0x20..<0x7f).contains($0) } })
    #expect(mail.lines.suffix(2) == ["To repeat it:", "  quiesce check post.quiesce"])
  }

  @Test func aCommandIsBrokenBeforeOptionsAndNotInsideQuotes() throws {
    let scratch = try result()
    let long =
      "quiesce check 'a long name of a file -- --with everything --in it --and more of it.quiesce' --set copies=1"
    _ = scratch.run("sed -i \"s/quiesce check post.quiesce/\(long) --property delivered/\" r.json")
    let mail = scratch.run("quiesce show r.json --trace 1 --mail")
    #expect(
      mail.lines.suffix(2) == [
        "  quiesce check 'a long name of a file -- --with everything --in it --and more of it.quiesce' \\",
        "    --set copies=1 --property delivered",
      ])
  }

  /// Names, queues and what went through them; for standard output, a file, and both at once.
  @Test func mermaidAndSVGDrawTheSequence() throws {
    let scratch = try result()
    let diagram = scratch.run("quiesce show r.json --property begun --mermaid -")
    #expect(diagram.lines.prefix(2) == ["sequenceDiagram", "  participant a0 as sender"])
    #expect(scratch.run("quiesce show r.json --trace 1 --svg a.svg --mermaid a.mmd").status == 0)
    let picture = try scratch.text(of: "a.svg")
    for word in ["sender", "reader", "box", "write", "take", "Letter(urgent: false)"] {
      #expect(picture.contains(">\(word)</text>"), "\(word)")
    }
    #expect(try scratch.text(of: "a.mmd").hasPrefix("sequenceDiagram\n"))
  }

  @Test(.enabled(if: Readers.areExpected, Comment(rawValue: Readers.absence)))
  func picturesAreXML() throws {
    let scratch = try result()
    _ = scratch.run("quiesce show r.json --trace 1 --svg a.svg")
    #expect(scratch.run("xmllint --noout a.svg").lines.isEmpty)
  }

  @Test func aLassoIsDrawnAsALoop() throws {
    let scratch = try result(Self.pendulum, name: "pendulum")
    let show = scratch.run("quiesce show r.json --svg a.svg --html a.html --mermaid - --itf a.itf.json")
    #expect(show.lines.contains("  loop for ever") && show.lines.contains("  end"))
    #expect(try scratch.text(of: "a.svg").contains("class=\"cycle\">for ever</text>"))
    let page = try scratch.text(of: "a.html")
    #expect(page.contains("Then again from <a href=\"#step-2\">step 2</a>."))
    // The state behind the loop is the one it began in: it is not written twice.
    let trace = try JSONValue(reading: try scratch.text(of: "a.itf.json"))
    #expect(trace["loop"] == .number(1))
    #expect(trace["states"]?.elements.map { $0["weight"] } == [.text("middle"), .text("left"), .text("right")])
  }

  /// What a reader that others wrote makes of a trace.
  @Test(.enabled(if: ITFReader.isExpected, Comment(rawValue: ITFReader.absence)))
  func aTraceIsReadByAReaderOfTheInformalTraceFormat() throws {
    let scratch = try result()
    #expect(scratch.run("quiesce show r.json --trace 1 --itf t.json").status == 0)
    let script = """
      import itf_py, json
      t = itf_py.trace_from_json(json.load(open('t.json')))
      print(t.vars)
      for s in t.states: print(s.values['sent'], s.values['read'], len(s.values['box']), s.values['reader'], s.values['last'], s.values['kept'])
      """
    let read = scratch.run("python3 -c \"\(script)\"")
    #expect(read.line(0) == "['sender', 'reader', 'sent', 'read', 'last', 'kept', 'box']")
    #expect(read.line(1) == "0 0 0 waiting frozenset() {0: False, 1: False}")
    #expect(read.lines.count == 5 && read.line(4).hasPrefix("2 1 1 waiting frozenset({Rec(urgent="))
  }

  @Test(arguments: [
    ("--trace 3", "there is no trace 3: 'quiesce show r.json' lists them"),
    ("--property none", "'r.json' has no trace of this property"),
    ("--graph", "--graph and --max-states are about a page: --html FILE"),
    ("--svg -", "two forms go to standard output"),
    ("--svg nowhere/a.svg", "'nowhere/a.svg' cannot be written: No such file or directory"),
  ])
  func whatCannotBeShownIsRefused(options: String, message: String) throws {
    let show = try result().run("quiesce show r.json --mail \(options) > out 2> errors; echo $?; cat errors")
    #expect(show.line(0) == "2")
    #expect(show.lines.contains("quiesce: error: \(message)"))
  }

  /// A page of 501 steps nobody reads; the forms for programs and mails take any number.
  @Test func aTraceThatIsTooLongForAPictureIsRefused() throws {
    let text = """
      model long
      var n : 0...501 = 0
      actor clock { initial final state s { step tick when n < 501 { n += 1 } } }
      property short: invariant n < 501

      """
    let scratch = try result(text, name: "long")
    let refused = scratch.run("quiesce show r.json --html a.html --itf a.json; echo $?; ls a.*")
    #expect(
      refused.line(0)
        == "quiesce: error: the trace has 501 steps, and this form takes 500: --itf and --mail take any")
    #expect(refused.line(1) == "2" && refused.lines.count == 3, "nothing is written, not the form that could be")
    #expect(scratch.run("quiesce show r.json --itf a.json --mail=a.txt").status == 0)
  }

  /// A graph that is cut says so.
  @Test func aGraphSaysWhatItLeavesOut() throws {
    let scratch = try result()
    let trace = "quiesce show r.json --trace 1 --html - --graph"
    #expect(scratch.run("\(trace) --max-states 6").text.contains("2 states beside the trace"))
    #expect(scratch.run("\(trace) --max-states 6").text.contains("have successors that are left out"))
    #expect(!scratch.run(trace).text.contains("left out"))
  }

  @Test func aResultThatDoesNotFitTheModelIsRefused() throws {
    let scratch = try result()
    let stale = scratch.run("echo '// edited' >> post.quiesce; quiesce show r.json --trace 1 --html a.html; ls a.html")
    #expect(
      stale.line(0)
        == "quiesce: error: the trace of 'delivered' in 'post' is stale: 'post.quiesce' was changed since the trace was made"
    )
    #expect(stale.lines.count == 2 && stale.line(1).contains("a.html"))
    let other = scratch.run("echo '{}' > r.json; quiesce show r.json")
    #expect(other.text.hasPrefix("quiesce: error: 'r.json' is no result to replay: the field 'schema' is missing"))
  }

  /// Published values (FIPS 180-4 examples; the empty text, and one that fills a block but for the length).
  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="), ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
    ),
  ])
  func hashesAreThoseOfTheStandard(text: String, hash: String) {
    #expect(SHA256.source(of: text) == "'sha256-\(hash)'")
  }
}

/// The reader of the Informal Trace Format that its author published.
enum ITFReader {
  /// Whether tests with it run.
  static var isExpected: Bool { Readers.areRequired || Shell.run("python3 -c 'import itf_py'", in: "/").status == 0 }
  /// Why a test was skipped.
  static let absence = "itf-py is not installed"
}
