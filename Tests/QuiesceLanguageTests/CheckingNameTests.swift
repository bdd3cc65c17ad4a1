import QuiesceLanguage
import QuiesceModel
import Testing

/// Names: unknown, declared twice, recursive, unused.
@Suite struct CheckingNameTests {
  @Test func theLanguagePageHasNoErrors() {
    // The page's monitor observes events that this model has not; with them, the two files fit together.
    let events = "\nevent written(page: Page)\nevent flushed(page: Page)\nevent unpinned(page: Page)\n"
    let result = checked(Samples.model + events, properties: Samples.properties)
    #expect(result.model != nil)
    #expect(!result.diagnostics.contains { $0.severity == .error })
    // What the page declares only to show it.
    #expect(
      result.messages == [
        "20:5-13 UNUSED_DECLARATION the variable 'answered' is never used",
        "22:7-11 UNUSED_DECLARATION the queue 'work' is never used",
        "61:7-14 UNUSED_DECLARATION the event 'written' is never emitted",
        "62:7-14 UNUSED_DECLARATION the event 'flushed' is never emitted",
        "63:7-15 UNUSED_DECLARATION the event 'unpinned' is never emitted",
      ])
  }

  @Test func aPropertySaysWhichNameTheModelLacks() {
    let result = checked(
      steps("step go when level == 1 { own = false }", declarations: "event served(item: Index)"),
      properties: """
        property a: never servd(item) when item == 1
        property b: invariant machin is idle
        property c: invariant machine is idel
        property d: invariant machine.ovn
        property e: reachable levle == 2
        """)
    #expect(
      result.messages == [
        "p1:19-24 UNKNOWN_NAME the model 'test' has no event 'servd'; note: did you mean 'served'?",
        "p2:23-29 UNKNOWN_NAME the model 'test' has no actor 'machin'; note: did you mean 'machine'?",
        "p3:34-38 UNKNOWN_NAME the actor 'machine' has no state or sequence 'idel'; note: did you mean 'idle'?",
        "p4:31-34 UNKNOWN_NAME the actor 'machine' has no variable 'ovn'; note: did you mean 'own'?",
        "p5:23-28 UNKNOWN_NAME the model 'test' has no name 'levle'; note: did you mean 'level'?",
      ])
  }

  @Test(arguments: [
    ("step a on call(let level)", "DUPLICATE_NAME 'level' is declared twice; note 4:5: 'level' is first declared here"),
    ("step a on call(word: let x)", "WRONG_ARGUMENTS 'call' takes 'v' here, not 'word'"),
    ("step a on call(let x, let y)", "WRONG_ARGUMENTS 'call' takes 1 argument (v), and 2 are given"),
    ("step a on wkae(let x) when x == 1", "UNKNOWN_NAME there is no signal 'wkae'"),
    ("step a on call(let x) { x = 1 }", "INVALID_OPERATION"),
  ]) func whatIsReceivedIsChecked(step: String, message: String) {
    let result = checked(steps(step, declarations: "signal call(v: Index)"))
    let errors = result.messages.filter { !$0.contains("UNUSED") }
    #expect(errors.count == 1 && errors.first?.contains(message) == true, "\(errors)")
  }

  @Test func oneValueOutOfRangeIsOneError() {
    let result = checked(
      steps("step a { perhaps = 9 }", declarations: "var perhaps : 0...3? = none"))
    #expect(result.messages.filter { !$0.contains("UNUSED") }.count == 1, "\(result.messages)")
  }

  @Test(arguments: [
    ("step a { lvel = 1 }", "8:10-14 UNKNOWN_NAME there is no variable 'lvel'; note: did you mean 'level'?"),
    ("step a { emit dune() }", "8:15-19 UNKNOWN_NAME there is no event 'dune'; note: did you mean 'done'?"),
    ("step a sends wkae", "8:14-18 UNKNOWN_NAME there is no signal 'wkae'; note: did you mean 'wake'?"),
    ("step a(x from itms)", "8:15-19 UNKNOWN_NAME there is no queue or bag 'itms'; note: did you mean 'items'?"),
    ("step a(x in Indx)", "8:13-17 UNKNOWN_NAME there is no name 'Indx'; note: did you mean 'Index'?"),
    (
      "step a when dobule(1) == 2",
      "8:13-19 UNKNOWN_NAME there is no function or structure 'dobule'; note: did you mean 'double'?"
    ),
    ("step a -> idel", "8:11-15 UNKNOWN_NAME the actor 'machine' has no state 'idel'; note: did you mean 'idle'?"),
    ("step a when items.isEmty", "8:19-25 UNKNOWN_NAME a queue has no member 'isEmty'; note: did you mean 'isEmpty'?"),
    (
      "step a(x from items) when x.knd == .page",
      "8:29-32 UNKNOWN_NAME 'Item' has no field 'knd'; note: did you mean 'kind'?"
    ),
    (
      "step a(x from items) when x.kind == .pge",
      "8:38-41 UNKNOWN_NAME 'Kind' has no case 'pge'; note: did you mean 'page'?"
    ),
    (
      "step a when Item(knd: .page, stamp: 0).kind == .page",
      "8:18-21 UNKNOWN_NAME 'Item' has no field 'knd'; note: did you mean 'kind'?"
    ),
    // Nothing is near: no suggestion.
    ("step a when telephone", "8:13-22 UNKNOWN_NAME there is no name 'telephone'"),
  ])
  func unknownNames(step: String, message: String) {
    let declarations = "event done()\nsignal wake\nfunc double(x: Index) -> Int = 2 * x"
    let errors = checked(steps(step, declarations: declarations)).messages
    #expect(errors == [message])
  }

  @Test(arguments: [
    (
      "var level : Bool = false",
      "10:5-10 DUPLICATE_NAME 'level' is declared twice; note 4:5: 'level' is first declared here"
    ),
    ("type Kind = Bool", "10:6-10 DUPLICATE_NAME 'Kind' is declared twice; note 2:6: 'Kind' is first declared here"),
    ("type Bool = 0...1", "10:6-10 DUPLICATE_NAME 'Bool' is a type of the language"),
    (
      "enum Way { in1, out, in1 }",
      "10:22-25 DUPLICATE_NAME 'in1' is declared twice; note 10:12: 'in1' is first declared here"
    ),
    (
      "struct Pair { a: Bool, a: Bool }",
      "10:24-25 DUPLICATE_NAME 'a' is declared twice; note 10:15: 'a' is first declared here"
    ),
    (
      "event e(a: Bool, a: Bool)",
      "10:18-19 DUPLICATE_NAME 'a' is declared twice; note 10:9: 'a' is first declared here"
    ),
    (
      "func f(a: Bool, a: Bool) -> Bool = a",
      "10:17-18 DUPLICATE_NAME 'a' is declared twice; note 10:8: 'a' is first declared here"
    ),
    (
      "actor b { var level : Bool = false initial state s }",
      "10:15-20 DUPLICATE_NAME 'level' is declared twice; note 4:5: 'level' is first declared here"
    ),
    (
      "actor b { initial state s state s }",
      "10:33-34 DUPLICATE_NAME 's' is declared twice; note 10:25: 's' is first declared here"
    ),
    (
      "actor b { initial state s { step t step t } }",
      "10:41-42 DUPLICATE_NAME 't' is declared twice; note 10:34: 't' is first declared here"
    ),
    (
      "actor b[i in Index] { initial state s { step t(i in Index) } }",
      "10:48-49 DUPLICATE_NAME 'i' is declared twice; note 10:9: 'i' is first declared here"
    ),
    (
      "actor b { initial state s { step t(level in Index) } }",
      "10:36-41 DUPLICATE_NAME 'level' is declared twice; note 4:5: 'level' is first declared here"
    ),
    (
      "actor b { initial state s { step t(x in Index) when exists x in Index: x == 1 } }",
      "10:60-61 DUPLICATE_NAME 'x' is declared twice; note 10:36: 'x' is first declared here"
    ),
    (
      "property p: invariant true\nproperty p: invariant true",
      "11:10-11 DUPLICATE_NAME 'p' is declared twice; note 10:10: 'p' is first declared here"
    ),
    (
      "property deadlock: invariant true",
      "10:10-18 DUPLICATE_NAME 'deadlock' is the name under which deadlocks are reported"
    ),
    (
      "property stuck: invariant true",
      "10:10-15 DUPLICATE_NAME 'stuck' is the name under which stuck actors are reported"
    ),
  ])
  func duplicateNames(declaration: String, message: String) {
    #expect(checked(steps("", declarations: declaration)).messages == [message])
  }

  @Test func localsOfFunctionsAndPatternsMayHaveNamesOfTheModel() {
    // A property file or a library must not break because some model has a variable of the same name.
    let result = checked(
      steps(
        "step a when free(1) { emit seen(1) }",
        declarations: "event seen(at: Index)\nfunc free(level: Index) -> Bool = level == 1"),
      properties: "property p: never seen(level) when level == 2")
    #expect(result.messages == [])
  }

  @Test(arguments: [
    ("type A = B?\ntype B = A", ["10:6-7 RECURSIVE_DEFINITION 'A' needs itself: A needs B needs A"]),
    ("struct Node { next: Node }", ["10:8-12 RECURSIVE_DEFINITION 'Node' needs itself: Node needs Node"]),
    (
      "func f(x: Int) -> Int = g(x)\nfunc g(x: Int) -> Int = f(x)",
      ["10:6-7 RECURSIVE_DEFINITION 'f' needs itself: f needs g needs f"]
    ),
    ("let a = b\nlet b = c\nlet c = a", ["10:5-6 RECURSIVE_DEFINITION 'a' needs itself: a needs b needs c needs a"]),
    ("param n : 1...n = 1", ["10:7-8 RECURSIVE_DEFINITION 'n' needs itself: n needs n"]),
    (
      "param n : 1...3 = f(1)\nfunc f(x: Int) -> Int = n",
      ["10:7-8 RECURSIVE_DEFINITION 'n' needs itself: n needs f needs n"]
    ),
    // A queue's capacity needs its own type, but a parameter of the same name inside a function is another thing.
    (
      "func x(y: Int) -> Int = y\nfunc y(x: Int) -> Int = x",
      [
        "10:6-7 UNUSED_DECLARATION 'x' is never used", "11:6-7 UNUSED_DECLARATION 'y' is never used",
      ]
    ),
  ])
  func recursion(declarations: String, messages: [String]) {
    #expect(checked(steps("", declarations: declarations)).messages == messages)
  }

  @Test(arguments: [
    ("param n : 1...3 = 2", "10:7-8 UNUSED_DECLARATION the parameter 'n' is never used"),
    ("type T = Bool", "10:6-7 UNUSED_DECLARATION the type 'T' is never used"),
    ("var v : Bool = any", "10:5-6 UNUSED_DECLARATION the variable 'v' is never used"),
    ("queue q : Bool[1]", "10:7-8 UNUSED_DECLARATION the queue 'q' is never used"),
    ("bag q : Bool[1]", "10:5-6 UNUSED_DECLARATION the bag 'q' is never used"),
    ("signal s", "10:8-9 UNUSED_DECLARATION the signal 's' is never used"),
    ("event e", "10:7-8 UNUSED_DECLARATION the event 'e' is never emitted"),
    ("event e\nproperty p: never e", "10:7-8 UNUSED_DECLARATION the event 'e' is never emitted"),
    ("let c = level == 1", "10:5-6 UNUSED_DECLARATION 'c' is never used"),
    ("func f(x: Int) -> Int = x", "10:6-7 UNUSED_DECLARATION 'f' is never used"),
  ])
  func unusedDeclarations(declaration: String, message: String) {
    #expect(checked(steps("", declarations: declaration)).messages == [message])
  }

  @Test(arguments: [
    (
      "step a { count = 1 }",
      "10:5-10 UNUSED_DECLARATION the variable 'count' is never read; note: if only properties look at it, declare it ghost"
    ),
    (
      "step a when count == 1",
      "10:5-10 UNUSED_DECLARATION the variable 'count' is never written: it keeps its initial value; note: a parameter or 'let' says so"
    ),
  ])
  func halfUsedVariables(step: String, message: String) {
    #expect(checked(steps(step, declarations: "var count : Index = 0")).messages == [message])
  }

  /// The range of a counter is a property of its own: leaving it is a fault.
  @Test func aCounterNeedNotBeRead() {
    #expect(checked(steps("step a { count += 1 }", declarations: "var count : Index = 0")).messages.isEmpty)
  }

  @Test(arguments: [
    (
      "step a sends wake", "10:8-12 UNUSED_DECLARATION the signal 'wake' is never received: what sends it never happens"
    ),
    ("step a on wake", "10:8-12 UNUSED_DECLARATION the signal 'wake' is never sent: what receives it never happens"),
  ])
  func halfUsedSignals(step: String, message: String) {
    #expect(checked(steps(step, declarations: "signal wake")).messages == [message])
  }

  @Test(arguments: [
    ("step a { log.push(1) }", "10:7-10 UNUSED_DECLARATION the queue 'log' is never read"),
    ("step a when log.isEmpty", "10:7-10 UNUSED_DECLARATION nothing is ever pushed on the queue 'log'"),
  ])
  func halfUsedQueues(step: String, message: String) {
    #expect(checked(steps(step, declarations: "queue log : Index[1]")).messages == [message])
  }

  @Test func aGhostThatNoPropertyOfThisCheckReadsIsNoWarning() {
    #expect(checked(steps("step a { mark = 1 }", declarations: "ghost var mark : Index = 0")).messages == [])
  }

  @Test func whatPropertyFilesUseIsUsed() {
    let model = steps("step a { count = 1 }", declarations: "var count : Index = 0\nlet full = count == 3")
    #expect(checked(model, properties: "property p: invariant !full").messages == [])
  }

  @Test func anErrorSilencesWarnings() {
    // The unknown name may be what uses the rest.
    #expect(
      checked(steps("step a when vw", declarations: "var v : Bool = any")).messages == [
        "8:13-15 UNKNOWN_NAME there is no name 'vw'"
      ])
  }

  @Test func oneMistakeIsReportedOnce() {
    // The type of 'a' is unknown: nothing is said about what is done with it.
    let result = checked(
      steps(
        "step s { a = 1; let b = a; level = b; if b == a { own = b } }",
        declarations:
          "var a : Missing = 0\nlet c = a == 1\nfunc f(x: Missing) -> Bool = c\nproperty p: invariant c && f(a)"))
    #expect(
      result.messages == [
        "10:9-16 UNKNOWN_NAME there is no type 'Missing'", "12:11-18 UNKNOWN_NAME there is no type 'Missing'",
      ])
  }

  @Test func aPropertyFileDeclaresNoState() {
    #expect(
      checked(steps(""), properties: "var v : Bool = false\nactor a { initial state s }").messages == [
        "p1:5-6 INVALID_OPERATION a property file declares no variable: what a model consists of belongs into the model",
        "p2:7-8 INVALID_OPERATION a property file declares no actor: what a model consists of belongs into the model",
      ])
  }
}
