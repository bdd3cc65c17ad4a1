import QuiesceLanguage
import QuiesceModel
import QuiesceSystem
import Testing

@Suite struct RecoveryTests {
  /// One mistake gives one diagnostic, and what follows it is understood.
  @Test(arguments: [
    ("parm y : Bool = true\nvar x : Bool = true", ["1:1 expected a declaration, found 'parm'"], 1),
    ("var x Bool = true\nvar y : Bool = true", ["1:7 expected ':' and the variable's type, found 'Bool'"], 1),
    (
      "var x : Bool\nvar y : Bool = true",
      ["1:13 expected '=' and the variable's initial value ('any' for all) before 'var'"], 1
    ),
    ("}\nvar x : Bool = true", ["1:1 this '}' closes nothing"], 1),
    (
      "actor a {\n  state s {\n    step t { x == 1; y = 1 }\n    step u {\n  }\n}\nvar z : Bool = true",
      [
        "3:16 expected '=', '+=', '-=' or a method call, found '=='",
        "7:20 expected '}' to close actor 'a' before the end of the file",
      ], 0
    ),
    (
      "actor a {\n  initial state s {\n    step t { x = 1\n\nactor b {\n  state u\n}",
      ["3:19 expected '}' to close step 't' before 'actor'"], 1
    ),
    ("var in : Bool = true", ["1:5 'in' is a word of expressions and cannot be the variable's name"], 0),
    (
      "import \"a.quiesce\"\nvar x : Bool = true\nimport \"b.quiesce\"",
      ["3:1 imports come before all declarations"], 1
    ),
    ("property p: x == 3\nproperty q: invariant y", ["1:13 this property does not say when its condition holds"], 1),
    (
      "check m { expect pas\n expect pass }",
      ["1:18 expected 'pass', 'violation', 'deadlock', 'stuck' or 'fault', found 'pas'"], 1
    ),
    (
      "extra var x : Bool = true\nvar y : Bool = true",
      ["1:7 expected 'check', 'property' or 'monitor' behind 'extra', found 'var'"], 1
    ),
    (
      "actor a { state s { step t sends c(let x) } }",
      ["1:40 a step that sends gives a value: 'let' takes what is sent, behind 'on'"], 1
    ),
    ("extra", ["1:6 expected 'check', 'property' or 'monitor' behind 'extra' before the end of the file"], 0),
    (
      "actor a {\n  initial state s {\nextra property p: invariant x",
      ["2:20 expected '}' to close state 's' before 'extra'"], 1
    ),
    (
      "check m { extra expect pass\n expect pass }",
      ["1:11 expected 'expect', 'allow' or 'within', found 'extra'"], 1
    ),
    ("check m { allow locks\n expect pass }", ["1:17 expected 'deadlock' or 'stuck' behind 'allow', found 'locks'"], 1),
    ("check m { within\n expect pass }", ["1:17 expected a condition on the line of 'within' before 'expect'"], 1),
    ("check m { within a\n within b\n expect pass }", ["2:2 this check has its 'within' already"], 1),
    (
      "actor a {\n  initial state s {\nextra check m { expect pass }",
      ["2:20 expected '}' to close state 's' before 'extra'"], 1
    ),
  ])
  func oneMistakeOneDiagnostic(text: String, messages: [String], declarations: Int) {
    let parsed = Parsed(text)
    #expect(parsed.messages == messages)
    #expect(parsed.syntax.declarations.count == declarations)
  }

  @Test func notesSayWhatWasMeant() {
    #expect(Parsed("parm y : Bool = true").notes == ["did you mean 'param'?"])
    #expect(Parsed("actor a { stat s }").notes == ["did you mean 'state'?"])
    #expect(Parsed("let a = b \u{2227} c").notes == ["did you mean '&&'?"])
    #expect(Parsed("check m { expect deadlok }").notes == ["did you mean 'deadlock'?"])
    #expect(Parsed("check m { allow stuk }").notes == ["did you mean 'stuck'?"])
    #expect(Parsed("exta check m { }").notes == ["did you mean 'extra'?"])
    #expect(
      Parsed("check m { extra expect pass }").notes == ["'extra' stands before 'check', for all that it expects"])
    #expect(Parsed("step s").notes == ["steps stand inside a 'state' or a 'sequence'"])
    #expect(Parsed("actor a {").notes == ["it is opened here"])
  }

  @Test func theLexerReportsWhatIsNoToken() {
    #expect(Parsed("let a = b $ c").messages == ["1:11 '$' starts no name, number or operator"])
    #expect(Parsed("let a = \"open").diagnostics.map(\.type) == [.unterminatedText])
    #expect(Parsed("property p \"open: invariant x").diagnostics.map(\.type) == [.unterminatedText])
    #expect(Parsed("import \"open").diagnostics.map(\.type) == [.unterminatedText])
    #expect(Parsed("var x : Bool = true /* /* */").diagnostics.map(\.type) == [.unterminatedText])
    #expect(Parsed("actor a { /*").diagnostics.map(\.type) == [.unterminatedText])
    #expect(Parsed("let a = 1 \u{0}\u{1B}").messages == ["1:11 'U+0000U+001B' starts no name, number or operator"])
    var diagnostics: [Diagnostic] = []
    let bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("let a = 1 // ".utf8) + [0xC0, 0xAF, 0x0A, 0xED, 0xA0, 0x80]
    _ = parse(SourceFile(path: "x", bytes: bytes), id: 0, diagnostics: &diagnostics)
    #expect(diagnostics.map(\.message) == ["these bytes are not UTF-8", "these bytes are not UTF-8"])
  }

  /// Whatever nests or chains without end gives one diagnostic, not a stack overflow here or in a later stage.
  @Test(arguments: [
    ("let a = ", "(", "1"), ("let a = ", "!", "b"), ("let a = ", "-", "1"), ("let a = ", "~", "1"),
    ("let a = ", "{x in S where ", "x"), ("let a = b", " >> b", ""), ("let a = b", " + b", ""),
    ("let a = b", ".c", ""), ("let a = b", "[0]", ""), ("let a = b", "!", ""), ("let a = b", " implies b", ""),
    ("let a = ", "[", "1"), ("let a = ", "{", "1"), ("let a = ", "f(", "1"), ("let a = ", "if a then b else ", "c"),
    ("let a = ", "forall x in S: ", "x"), ("let a = x", " in x", ""), ("type T = ", "[Bool: ", "Bool"),
    ("type T = Bool", "?", ""), ("type T = ", "Set<", "Bool"), ("type T = ", "(", "1"),
    ("ltl p: ", "always ", "q"), ("ltl p: ", "(", "q"), ("ltl p: ", "!", "q"), ("ltl p: q", " until q", ""),
    ("ltl p: q", " leads to q", ""), ("ltl p: q", " and q", ""),
    ("actor a { state s { step t { ", "if a { ", ""), ("actor a { state s { step t { ", "for x in S { ", ""),
    ("actor a { state s { step t { if a { }", " else if a { }", "} } }"),
    ("actor a { state s { step t { a", ".b", " = 1"), ("actor a { state s { step t { a = 1 } ", "{", ""),
  ])
  func depthIsBounded(start: String, part: String, end: String) {
    for count in [300, 5_000] {
      let parsed = Parsed(start + String(repeating: part, count: count) + end)
      let deep = parsed.diagnostics.filter { $0.type == .nestingTooDeep }
      let isChainedComparison = part == " in x" || part == "{"
      #expect(deep.count == 1 || isChainedComparison, "\(part) \(count) times: \(parsed.messages)")
      #expect(parsed.diagnostics.count <= 200)
    }
  }

  @Test func deepCommentsAndLongLinesAreRead() {
    let depth = 100_000
    let comment = String(repeating: "/*", count: depth) + String(repeating: "*/", count: depth)
    #expect(Parsed(comment + "var x : Bool = true").messages == [])
    #expect(Parsed("let a = {" + String(repeating: "1, ", count: 100_000) + "2}").messages == [])
  }

  @Test func noiseGivesABoundedNumberOfDiagnostics() {
    let noise = String(repeating: "# = } ; \n", count: 20_000)
    #expect(Parsed(noise).diagnostics.count <= 400)
  }

  @Test func tooLargeFilesAreNotRead() {
    let file = SourceFile(path: "large.quiesce", bytes: Array(repeating: 0x20, count: maximumFileSize + 1))
    var diagnostics: [Diagnostic] = []
    let syntax = parse(file, id: 0, diagnostics: &diagnostics)
    #expect(diagnostics.map(\.type) == [.fileTooLarge])
    #expect(syntax.declarations.isEmpty)
  }
}
