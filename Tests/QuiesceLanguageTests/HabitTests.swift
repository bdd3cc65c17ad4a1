import QuiesceLanguage
import QuiesceModel
import Testing

/// What people write who come from C, Promela or Python: one diagnostic each, which names the right form.
@Suite struct HabitTests {
  private func step(_ text: String) -> String {
    "actor a {\n  initial state s {\n    \(text)\n    step last\n  }\n}\nvar z : Bool = true"
  }

  @Test(arguments: [
    ("bool x = true", "1:1 expected a declaration, found 'bool'", "write 'var x : Bool = true'"),
    ("bool x;", "1:1 expected a declaration, found 'bool'", "write 'var x : Bool = false'"),
    (
      "int count = 2", "1:1 expected a declaration, found 'int'",
      "write 'var count : 0...3 = 2', with the bounds that it has"
    ),
    (
      "const n = 3", "1:1 expected a declaration, found 'const'",
      "a constant is 'param NAME : TYPE = VALUE', or 'let NAME = VALUE'"
    ),
    ("#define N 3", "1:1 there is no preprocessor", "a constant is 'param NAME : TYPE = VALUE', or 'let NAME = VALUE'"),
    ("#include \"a.h\"", "1:1 there is no preprocessor", "write 'import \"FILE\"' before all declarations"),
    ("#ifdef A", "1:1 there is no preprocessor", "variants of a model are values of a 'param'"),
    ("var x : 1..8 = 1", "1:10 there is no '..'", "did you mean '...'?"),
    ("var x : 1..=8 = 1", "1:10 there is no '..='", "did you mean '...'?"),
    ("var x : Bool := true", "1:14 there is no ':='", "did you mean '='?"),
    (
      "var x : Bool == true", "1:14 expected '=' and the variable's initial value ('any' for all), found '=='",
      "did you mean '='?"
    ),
    ("let a = x <> 3", "1:11 there is no '<>'", "did you mean '!='?"),
    ("let a = x === 3", "1:11 there is no '==='", "did you mean '=='?"),
    ("let a = x = 3", "1:11 expected a declaration, found '='", "did you mean '=='?"),
    ("let a = b and c", "1:11 'and' is a word of formulas", "write '&&'"),
    ("let a = b or c", "1:11 'or' is a word of formulas", "write '||'"),
    ("let a = not c", "1:9 'not' is a word of formulas", "write '!'"),
    ("property p: invariant x = 3", "1:25 expected a declaration, found '='", "did you mean '=='?"),
    ("proctype a { }", "1:1 expected a declaration, found 'proctype'", "write 'actor NAME { … }'"),
    (
      "check m { expect pass where a = 1 and b = 2 }", "1:35 expected ',' and the next setting, found 'and'",
      "write 'where a = 1, b = 2'"
    ),
    (
      "check m { expect pass where a = 1 && b = 2 }", "1:40 expected ',' and the next setting, found '='",
      "write 'where a = 1, b = 2'"
    ),
  ])
  func declarations(text: String, message: String, note: String) {
    let parsed = Parsed(text + "\nvar z : Bool = true")
    #expect(parsed.messages == [message])
    #expect(parsed.notes == [note])
    #expect(parsed.syntax.declarations.last.map { if case .variable(let it) = $0 { it.name.text } else { "" } } == "z")
  }

  @Test(arguments: [
    ("step t { x++ }", "3:15 there is no '++'", "write 'x += 1'"),
    ("step t { a[1].f-- }", "3:20 there is no '--'", "write 'a[1].f -= 1'"),
    ("step t { ++x }", "3:14 expected a statement, found '+'", "write 'x += 1'"),
    ("step t { x *= 2 }", "3:16 expected '=', '+=', '-=' or a method call, found '*'", "write 'x = x * …'"),
    ("step t { x == 2 }", "3:16 expected '=', '+=', '-=' or a method call, found '=='", "did you mean '='?"),
    ("step t { x := 2 }", "3:16 there is no ':='", "did you mean '='?"),
    (
      "step t { while x < 3 { x += 1 } }", "3:14 expected a statement, found 'while'",
      "what repeats is a step that leads back to its own state; 'for x in D { … }' goes over values"
    ),
    (
      "step t { while (x < 3) { x += 1 } }", "3:14 expected a statement, found 'while'",
      "what repeats is a step that leads back to its own state; 'for x in D { … }' goes over values"
    ),
    (
      "step t { for (i = 0; i < 3; i++) { x = i } }", "3:14 expected a statement, found 'for'",
      "write 'for x in 0..<n { … }'"
    ),
    (
      "step t { if x { break } }", "3:21 expected a statement, found 'break'",
      "a loop ends behind its last value: 'for x in D where c { … }' leaves values out"
    ),
    (
      "step t { return }", "3:14 expected a statement, found 'return'",
      "a body ends at its '}'; '-> STATE' behind it says where the actor goes"
    ),
    (
      "step t { goto s }", "3:14 expected a statement, found 'goto'",
      "'-> STATE' behind the body says where the actor goes"
    ),
    (
      "step t { if a { } elif b { } }", "3:23 expected a new line or ';' behind the statement, found 'elif'",
      "write 'else if'"
    ),
    ("step t { if a then { } }", "3:19 expected '{', found 'then'", "a statement has braces: 'if e { … } else { … }'"),
    (
      "step t { int n = 3 }", "3:14 expected a statement, found 'int'",
      "write 'let n = VALUE' for a value; what a step changes is declared outside of it"
    ),
    (
      "step t { q->head = 3 }", "3:15 expected '=', '+=', '-=' or a method call, found '->'",
      "a field is written 'q.head'"
    ),
    (
      "step t when q->head == 3", "3:25 expected a step, found '=='",
      "a field is written 'q.head'; '->' leads to a state"
    ),
    ("step t when x = 1", "3:19 expected the end of the condition, found '='", "did you mean '=='?"),
    ("step t when not x and y { x = 1 } -> u", "3:17 'not' is a word of formulas", "write '!'"),
    ("goto u", "3:5 expected a step, found 'goto'", "write 'step NAME -> STATE'"),
    ("if x -> u", "3:5 expected a step, found 'if'", "write 'step NAME when CONDITION { … } -> STATE'"),
  ])
  func steps(text: String, message: String, note: String) {
    let parsed = Parsed(step(text))
    #expect(parsed.messages.first == message)
    #expect(parsed.notes.first == note)
    #expect(parsed.messages.count == (text.contains(" and ") ? 2 : 1), "\(parsed.messages)")
    #expect(parsed.syntax.declarations.count == 2)
  }

  @Test func semicolonsMayEndWhateverStandsOnALine() {
    let parsed = Parsed(
      "var x : Bool = true;\nenum E { a, b };\nactor a {\n  state t;\n  initial state s { step u; step v; };\n};")
    #expect(parsed.messages == [])
    #expect(parsed.syntax.declarations.count == 3)
  }

  @Test func wordsOfHabitsAreNamesLikeOthers() {
    let parsed = Parsed(step("step t when not == 3 && and in D && or is s { while = 3; int.push(1); break += 1 }"))
    #expect(parsed.messages == [])
  }

  @Test func alternativesStayAlternatives() {
    let parsed = Parsed(
      "actor a {\n  sequence g from s to t {\n    step b when x\n    or step c when y\n  }\n}\nproperty p: always a and not b or c"
    )
    #expect(parsed.messages == [])
  }
}
