import QuiesceModel
import Testing

/// A model cannot tell the values of a symmetric type apart.
@Suite struct CheckingSymmetryTests {
  /// The step stands in line 16.
  static func model(_ step: String, declarations: String = "") -> String {
    """
    symmetric type Page[3]
    enum Color { red, green }
    struct Entry { page: Page, color: Color }
    event touched(page: Page)
    var dirty : Set<Page> = {}
    var owner : [Page: 0...3] = 0
    var color : [Page: Color] = .red
    var current : Page? = none
    var total : 0...9 = 0
    var found : Bool = false
    queue todo : Entry[2]
    bag loose : Entry[2]
    queue lane[p in Page] : Bool[1]
    actor machine[p in Page] { var last : Page = p
    initial state idle {
    \(step)
    } }
    \(declarations)
    """
  }

  static let hint = "note: take its values from a binding, a quantifier or an initial 'any'; they have no other names"

  @Test(arguments: [
    (
      "step a { current = 0 }",
      "16:20-21 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a when owner[0] == 0",
      "16:19-20 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a when p == 1",
      "16:18-19 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a when current == 1",
      "16:24-25 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a when machine[2] is idle",
      "16:21-22 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a { emit touched(1) }",
      "16:23-24 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a when dirty.contains(1)",
      "16:28-29 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "step a(q in Page) when p < q",
      "16:24-25 SYMMETRY_BROKEN '<' would tell the values of the symmetric type 'Page' apart"
    ),
    ("step a when p + 1 == 2", "16:13-14 SYMMETRY_BROKEN '+' would tell the values of the symmetric type 'Page' apart"),
    (
      "step a when (max q in Page: q) == p",
      "16:29-30 SYMMETRY_BROKEN 'max' would tell the values of the symmetric type 'Page' apart"
    ),
    (
      "step a when (choose q in Page where q in dirty) == p",
      "16:13-48 SYMMETRY_BROKEN 'choose' takes the least value, and those of the symmetric type 'Page' have no order; "
        + "note: let a step bind the value: every choice is then a transition of its own"
    ),
    (
      "step a when (choose q in dirty) == p",
      "16:13-32 SYMMETRY_BROKEN 'choose' takes the least value, and those of the symmetric type 'Page' have no order; "
        + "note: let a step bind the value: every choice is then a transition of its own"
    ),
    (
      // A bag is sorted by its elements' values.
      "step a when (choose e in loose).color == .red",
      "16:13-32 SYMMETRY_BROKEN 'choose' takes the least value, and those of the symmetric type 'Page' have no order; "
        + "note: let a step bind the value: every choice is then a transition of its own"
    ),
    (
      "step a { owner = [0, 1, 2] }",
      "16:18-27 SYMMETRY_BROKEN a list of elements would tell the values of the symmetric type 'Page' apart; "
        + "note: give one value, which fills the array"
    ),
  ])
  func breakingExpressions(step: String, message: String) {
    #expect(checked(Self.model(step)).errors == [message])
  }

  @Test(arguments: [
    (
      "param chosen : Page = any1",
      "18:16-20 SYMMETRY_BROKEN a parameter of the symmetric type 'Page' would single out one of its values"
    ),
    (
      "param chosen : Page? = none",
      "18:16-21 SYMMETRY_BROKEN a parameter of the symmetric type 'Page' would single out one of its values"
    ),
    (
      "var first : Page = 0",
      "18:20-21 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
    (
      "property p: invariant owner[1] == 0",
      "18:29-30 SYMMETRY_BROKEN this would single out one value of the symmetric type 'Page'; \(hint)"
    ),
  ])
  func breakingDeclarations(declaration: String, message: String) {
    #expect(checked(Self.model("step a", declarations: declaration)).errors == [message])
  }

  @Test(arguments: [
    ("for q in Page { emit touched(q) }", "16:26-41", "the order of the events that this emits"),
    ("for q in Page { todo.push(Entry(page: q, color: .red)) }", "16:26-64", "this"),
    ("for q in Page { current = q }", "16:26-37", "this"),
    ("for q in dirty { last = q }", "16:27-35", "this"),
    ("for q in Page { total = owner[q] }", "16:26-42", "this"),
    ("for q in Page { owner[p] = owner[q] }", "16:26-45", "this"),
    ("for q in Page { owner[q] = owner[p] }", "16:37-45", "what this reads"),
    ("for q in Page { if total == 0 { owner[q] = 1; total += 1 } }", "16:29-34", "what this reads"),
    ("for q in Page { if !found { owner[q] = 1; found = true } }", "16:30-35", "what this reads"),
    // An increase and a decrease may leave the range on the way in one order and not in the other.
    ("for q in Page { if q == p { total += 1 } else { total -= 1 } }", "16:58-68", "this"),
    ("for q in Page { if q == p { dirty.insert(q) } else { dirty.remove(q) } }", "16:63-78", "this"),
    ("for q in Page { if color[q] == .red { found = true } else { found = false } }", "16:70-83", "this"),
    ("for q in Page { if owner[q] == 0 { loose.insert(Entry(page: q, color: .red)) } }", "16:45-86", "this"),
    ("for q in Page where total == 0 { total += owner[q] }", "16:30-35", "what this reads"),
    ("for q in Page { owner[q] = sum(q) }", "16:37-43", "what this reads"),
    ("for q in Page { for r in Page { owner[q] = owner[r] } }", "16:42-61", "this"),
    ("for q in Page { lane[p].push(true) }", "16:26-44", "this"),
    ("for q in Page { lane[q].push(lane[p].isEmpty) }", "16:39-54", "what this reads"),
    // The elements of the bag are not distinct, and sorted by values.
    ("for e in loose { owner[e.page] = 1; color[e.page] = e.color }", "16:46-69", "this"),
    // The order of a `let` between two writes is the order of the loop.
    ("for q in Page { let before = total; owner[q] = before; total += 1 }", "16:39-44", "what this reads"),
  ])
  func breakingLoops(loop: String, place: String, what: String) {
    let declarations = "func sum(page: Page) -> Int = owner[page] + total"
    #expect(
      checked(Self.model("step a { \(loop) }", declarations: declarations)).errors == [
        "\(place) SYMMETRY_BROKEN \(what) depends on the order in which this loop visits values of the symmetric type "
          + "'Page'; note: such a loop may assign elements at its own variable, add up with += or insert, or assign a constant"
      ])
  }

  /// A bag is sorted by whole elements: permuting the indices of arrays in it changes its order.
  @Test(arguments: [
    ("step a { for m in maps { found = m[p] } }", "16:26-38 SYMMETRY_BROKEN this depends on the order"),
    ("step a when (choose m in maps)[p]", "16:13-31 SYMMETRY_BROKEN 'choose' takes the least value"),
    ("step a { for m in sides { found = m.on[p] } }", "16:27-42 SYMMETRY_BROKEN this depends on the order"),
  ])
  func breakingBags(step: String, start: String) {
    let declarations = """
      struct Side { on: [Page: Bool] }
      bag maps : [Page: Bool][2]
      bag sides : Side[2]
      """
    let errors = checked(Self.model(step, declarations: declarations)).errors
    #expect(errors.count == 1 && errors[0].hasPrefix(start), "\(errors)")
  }

  @Test(arguments: [
    "step a(q in Page where q != p) { current = q; owner[q] = 1; dirty.insert(q) }",
    "step a(q in dirty) { dirty.remove(q); last = q }",
    "step a(e from todo) { current = e.page; loose.insert(e) }",
    "step a(e from loose) when e.page == p { emit touched(e.page) }",
    "step a when forall q in Page: owner[q] == 0 || q in dirty",
    "step a when (count q in Page: owner[q] == 1) == 2 && dirty.count < 2",
    // What is computed is the same whichever value it is found at.
    "step a when (max q in Page: owner[q]) == (min q in dirty: owner[q])",
    "step a when exists q in Page: machine[q] is idle && machine[q].last == p",
    // The first match in a queue: its order is not that of the values.
    "step a when !todo.isEmpty && (choose e in todo).page == p",
    "step a { for e in todo { current = e.page; emit touched(e.page) } }",
    "step a { for q in Page { owner[q] = 0; color[q] = .green } }",
    "step a { for q in Page { owner[q] = if owner[q] > 2 then 0 else owner[q] + 1 } }",
    "step a { for q in Page where color[q] == .red { total += owner[q]; dirty.insert(q) } }",
    "step a { for q in dirty { if owner[q] == 1 { found = true } } }",
    "step a { for q in Page { if owner[q] == 1 { lane[q].clear(); lane[q].push(found) } } }",
    "step a { for q in Page { if !lane[q].isEmpty { lane[q].pop() } } }",
    "step a { for q in dirty { todo.removeAll(where: { e in e.page == q }) } }",
    "step a { for e in loose { total += owner[e.page]; found = true } }",
    "step a { for q in Page { let n = owner[q]; for r in 0...2 { owner[q] = n } } }",
    "step a { dirty = dirty + {p} - {last}; if {p, last} <= dirty { found = dirty.intersection({p}) == {p} } }",
  ])
  func allowedSteps(step: String) {
    #expect(checked(Self.model(step)).errors == [])
  }

  @Test func anInitialAnyPicksAValueWithoutNamingIt() {
    #expect(checked(Self.model("step a", declarations: "var watched : Page = any\n")).errors == [])
  }
}
