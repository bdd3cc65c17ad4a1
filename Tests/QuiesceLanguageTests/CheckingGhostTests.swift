import QuiesceModel
import Testing

/// Ghost state never changes what the model does: every way in which it could is refused.
///
/// In the model of `steps`, `shadow` is a ghost variable (line 5), `stamp` a ghost field of `Item` (line 3).
@Suite struct CheckingGhostTests {
  static let declarations = """
    ghost queue log : Index[2]
    ghost var marks : [Index: Bool] = false
    ghost var maybe : Index? = none
    var table : [Index: Index] = 0
    var held : Item? = none
    bag pool : Item[2]
    queue lanes[i in Index] : Index[2]
    signal meet(at: Index)
    event seen(at: Index, by: Index)
    let isShadowed = shadow == 1
    func stampOf(item: Item) -> Index = item.stamp
    func plus(x: Index) -> Int = x + 1
    actor other { initial state s { step m on meet(0) step n(x from pool) when held == none { held = x }
      step o { pool.insert(Item(kind: .page, stamp: 0)); table[0] = table[1]; lanes[0].push(1); lanes[0].pop()
        emit seen(0, 1) } step p sends meet(1) } }
    """

  static let variable = "reads the ghost variable 'shadow'; note 5:11: declared here"
  static let field = "reads the ghost field 'stamp'"

  @Test(arguments: [
    // Guards, bindings, rendezvous.
    ("step a when shadow == 1", "8:13-19", "a guard", variable),
    ("step a when own && shadow == 1", "8:20-26", "a guard", variable),
    ("step a when if shadow == 1 then own else true", "8:16-22", "a guard", variable),
    ("step a when exists i in Index where i == shadow: table[i] == 0", "8:42-48", "a guard", variable),
    ("step a when table[shadow] == 0", "8:19-25", "a guard", variable),
    ("step a when lanes[shadow].isEmpty", "8:19-25", "a guard", variable),
    (
      "step a when isShadowed", "8:13-23", "a guard",
      "reads 'isShadowed', which reads the ghost variable 'shadow'; note 5:11: declared here"
    ),
    ("step a when plus(shadow) == 2", "8:18-24", "a guard", variable),
    ("step a(x in Index where x == shadow)", "8:30-36", "the choice of a binding", variable),
    ("step a(x in 0...shadow)", "8:17-23", "the choice of 'x'", variable),
    ("step a(x in {shadow})", "8:14-20", "the choice of 'x'", variable),
    ("step a(x from log)", "8:15-18", "the choice of 'x'", "reads the ghost queue 'log'; note 10:13: declared here"),
    ("step a sends meet(shadow)", "8:19-25", "an argument of a rendezvous", variable),
    ("step a when marks[1]", "8:13-18", "a guard", "reads the ghost variable 'marks'; note 11:11: declared here"),
    ("step a when !log.isFull", "8:14-17", "a guard", "reads the ghost queue 'log'; note 10:13: declared here"),
    // Ghost fields: read, or compared inside whole structures.
    ("step a(x from items) when x.stamp == 1", "8:27-34", "a guard", field),
    (
      "step a(x from items) when stampOf(x) == 1", "8:27-37", "a guard",
      "reads 'stampOf', which reads the ghost field 'stamp'"
    ),
    ("step a when exists i in items: i.stamp == 1", "8:32-39", "a guard", field),
    (
      "step a(x from items) when held == x", "8:27-36", "a guard",
      "reads the ghost fields of 'Item?', which '==' compares"
    ),
    (
      "step a(x from items) when items.contains(x)", "8:27-44", "a guard",
      "reads the ghost fields of 'Item', which 'contains' compares"
    ),
    (
      "step a(x from items) when x in items", "8:27-37", "a guard",
      "reads the ghost fields of 'Item', which 'contains' compares"
    ),
    // The bag is sorted by whole elements: the least one depends on its ghost field.
    (
      "step a when (choose x in pool).kind == .page", "8:26-30", "a guard",
      "reads the order of the bag 'pool', whose elements hold ghost fields; note 15:5: declared here"
    ),
    // What is written, and where.
    ("step a { level = shadow }", "8:18-24", "the value of 'level'", variable),
    ("step a { level += shadow }", "8:19-25", "the value of 'level'", variable),
    ("step a { let s = shadow; level = s }", "8:34-35", "the value of 'level'", variable),
    ("step a { level = if shadow == 1 then 1 else 0 }", "8:21-27", "the value of 'level'", variable),
    ("step a { table[shadow] = 1 }", "8:16-22", "the choice of what is written in 'table'", variable),
    (
      "step a { items.push(Item(kind: if shadow == 1 then .page else .stop, stamp: 0)) }", "8:35-41",
      "what is pushed on 'items'", variable
    ),
    ("step a { lanes[0].push(shadow) }", "8:24-30", "what is pushed on 'lanes'", variable),
    ("step a { lanes[shadow].push(1) }", "8:16-22", "the choice of what is changed in 'lanes'", variable),
    ("step a { lanes[shadow].clear() }", "8:16-22", "the choice of what is changed in 'lanes'", variable),
    ("step a { items.removeAll(where: { x in x.stamp == 1 }) }", "8:40-47", "what is removed from 'items'", field),
    ("step a(x from items) { level = x.stamp }", "8:32-39", "the value of 'level'", field),
    ("step a { if let h = held { level = h.stamp } }", "8:36-43", "the value of 'level'", field),
    ("step a { for x in items { level = x.stamp } }", "8:35-42", "the value of 'level'", field),
    ("step a { held = if shadow == 1 then none else held }", "8:20-26", "the value of 'held'", variable),
    // An assertion of a step decides how a run goes on; a monitor is the place for it.
    ("step a { assert shadow == 1 }", "8:17-23", "an assertion of a step", variable),
  ])
  func leaks(step: String, place: String, what: String, cause: String) {
    // `cause` ends with the note, if there is one.
    let message = "\(place) GHOST_DEPENDENCY \(what) must not depend on ghost state, and this \(cause)"
    #expect(checked(steps(step, declarations: Self.declarations)).messages == [message])
  }

  @Test(arguments: [
    (
      "step a { if shadow == 1 { level = 1 } }", "8:27-36", "'level'",
      "8:13: the condition reads the ghost variable 'shadow'"
    ),
    (
      "step a { if shadow == 1 { shadow = 0 } else { level = 1 } }", "8:47-56", "'level'",
      "8:13: the condition reads the ghost variable 'shadow'"
    ),
    (
      "step a { if shadow == 1 { if own { own = false } } }", "8:36-47", "'own'",
      "8:13: the condition reads the ghost variable 'shadow'"
    ),
    (
      "step a { if let m = maybe { own = true } }", "8:29-39", "'own'",
      "8:21: the condition reads the ghost variable 'maybe'"
    ),
    ("step a { for i in log { own = true } }", "8:25-35", "'own'", "8:19: the condition reads the ghost queue 'log'"),
    (
      "step a { for i in Index where marks[i] { own = true } }", "8:42-52", "'own'",
      "8:31: the condition reads the ghost variable 'marks'"
    ),
    (
      "step a { for i in 0...shadow { level += 1 } }", "8:32-42", "'level'",
      "8:23: the condition reads the ghost variable 'shadow'"
    ),
    (
      "step a { if isShadowed { items.clear() } }", "8:26-39", "'items'",
      "8:13: the condition reads 'isShadowed', which reads the ghost variable 'shadow'"
    ),
    (
      "step a { if shadow == 1 { items.pop() } }", "8:27-38", "'items'",
      "8:13: the condition reads the ghost variable 'shadow'"
    ),
    (
      "step a { if shadow == 1 { items.removeAll(where: { x in x.kind == .page }) } }", "8:27-75", "'items'",
      "8:13: the condition reads the ghost variable 'shadow'"
    ),
    (
      "step a { if shadow == 1 { assert own } }", "8:34-37", "an assertion",
      "8:13: the condition reads the ghost variable 'shadow'"
    ),
    // A loop over this bag visits its elements in an order that their ghost fields decide.
    (
      "step a { for x in pool { own = x.kind == .page } }", "8:26-47", "'own'",
      "8:19: the condition reads the order of the bag 'pool', whose elements hold ghost fields"
    ),
  ])
  func leaksThroughControl(step: String, place: String, what: String, note: String) {
    #expect(
      checked(steps(step, declarations: Self.declarations)).messages == [
        "\(place) GHOST_DEPENDENCY \(what) must not depend on ghost state, and stands under a condition that does; note \(note)"
      ])
  }

  @Test(arguments: [
    "step a { shadow = level }",
    "step a { shadow += 1 }",
    "step a { if shadow == 1 { shadow = 0; marks[shadow] = true; log.push(shadow) } else { log.clear() } }",
    "step a { if let m = maybe { shadow = m; emit seen(m, level) } }",
    "step a { for i in log where marks[i] { marks[i] = false } }",
    "step a { let s = shadow; marks[s] = !marks[s] }",
    "step a { log.removeAll(where: { x in x == shadow }) }",
    "step a { if log.isEmpty { log.push(1) } else { log.pop() } }",
    // Ghost fields are filled, travel in whole structures, and are written alone.
    "step a { items.push(Item(kind: .stop, stamp: shadow)) }",
    "step a(x from items) { held = x; pool.insert(x) }",
    "step a { held = Item(kind: .page, stamp: table[shadow]) }",
    "step a(x from items) { shadow = x.stamp; emit seen(x.stamp, shadow) }",
    "step a(x from items) when x.kind == .page && held != none { shadow = stampOf(x) }",
    // Counting the elements of the bag needs no order.
    "step a when (count x in pool: x.kind == .page) > 0",
    "step a when exists x in pool: x.kind == .page",
    "step a when !pool.isEmpty && pool.count < pool.capacity",
  ])
  func allowedGhosts(step: String) {
    #expect(checked(steps(step, declarations: Self.declarations)).errors == [])
  }

  @Test func writingAGhostFieldAloneIsNoLeak() {
    let declarations = "var pair : [Index: Item] = Item(kind: .page, stamp: 0)"
    // Which element's ghost field is written may be a ghost's choice: nothing else changes.
    let step = "step a when pair[0].kind == .page { pair[1].stamp = shadow; pair[shadow].stamp = 1 }"
    #expect(checked(steps(step, declarations: declarations)).errors == [])
    #expect(
      checked(steps("step a { pair[shadow].kind = .stop }", declarations: declarations)).messages == [
        "8:15-21 GHOST_DEPENDENCY the choice of what is written in 'pair' must not depend on ghost state, and this "
          + "reads the ghost variable 'shadow'; note 5:11: declared here"
      ])
  }

  @Test func aSignalCarriesNoGhosts() {
    #expect(
      checked(steps("", declarations: "signal give(item: Item)")).messages == [
        "10:19-23 GHOST_DEPENDENCY the values of a signal are compared when its sides meet, and 'Item' holds a ghost field"
      ])
  }

  @Test func propertiesAndMonitorsReadEverything() {
    let result = checked(
      steps(
        "step a(x from items) { emit seen(x.stamp, shadow) }",
        declarations: "event seen(at: Index, by: Index)\nlet isShadowed = shadow == 1"),
      properties: """
        property p: invariant shadow < 3 && isShadowed implies exists i in items: i.stamp == shadow
        property q: never seen(at, by) when at != shadow
        property r: reachable isShadowed
        property s: isShadowed leads to machine is idle
        monitor m { var last : Index = 0
          on seen(at, by) when by == shadow { last = at; if shadow == 1 { last = shadow }; assert last != shadow } }
        """)
    #expect(result.messages == [])
  }

  @Test func anInitialValueCannotLookAtGhosts() {
    #expect(
      checked(steps("", declarations: "var copy : Index = shadow")).messages == [
        "10:20-26 GHOST_DEPENDENCY the initial value of 'copy' must not depend on ghost state, and this reads the ghost "
          + "variable 'shadow'; note 5:11: declared here"
      ])
  }
}
