import QuiesceLanguage
import QuiesceLowering
import QuiesceModel
import QuiesceProgram
import QuiesceSearch
import QuiesceTestSupport
import Testing

/// What single constructs of the language mean: each model's space is counted by hand, and the oracle counts the same.
@Suite struct ConstructTests {
  /// The states and the verdicts of a model's properties, in order, on which the search and the oracle agree.
  private func expect(
    _ text: String, states: Int, verdicts: [Verdict], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    switch Agreement(text) {
    case .same(let found): #expect(found == states, sourceLocation: sourceLocation)
    case .refused(let reason), .different(let reason): Issue.record("\(reason)", sourceLocation: sourceLocation)
    case .tooLarge, .constantFault: Issue.record("not decided", sourceLocation: sourceLocation)
    }
    let model = try #require(CheckedText(text).model, sourceLocation: sourceLocation)
    let found = NaiveExplorer.explore(model).properties.map(\.verdict)
    #expect(found == verdicts, sourceLocation: sourceLocation)
  }

  /// Every pair of two numbers of four bits, negative ones included: the bits are counted one by one, from the definition
  /// of two's complement by remainders.
  @Test func bitsAreThoseOfTwosComplement() throws {
    try expect(
      """
      model bits
      type N = -8...7
      var a : N = any
      var b : N = any
      func bit(x: Int, i: 0...3) -> 0...1 = (((x + 16) / (if i == 0 then 1 else if i == 1 then 2 else if i == 2 then 4 else 8)) % 2)
      actor x { initial final state p }
      property and: invariant forall i in 0...3: bit(x: a & b, i: i) == bit(x: a, i: i) * bit(x: b, i: i)
      property or: invariant forall i in 0...3: (bit(x: a | b, i: i) == 0) == (bit(x: a, i: i) + bit(x: b, i: i) == 0)
      property xor: invariant forall i in 0...3: (bit(x: a ^ b, i: i) == 1) == (bit(x: a, i: i) != bit(x: b, i: i))
      property not: invariant ~a == -a - 1 && (a & ~a) == 0 && (a | ~a) == -1
      property low: invariant a & 7 == (a + 8) % 8
      property wrong: invariant a & 7 == a % 8
      """,
      states: 256, verdicts: [.holds, .holds, .holds, .holds, .holds, .violated])
  }

  /// A shift to the right rounds down; the amount may come from the state.
  @Test func shiftsMultiplyAndDivide() throws {
    try expect(
      """
      model shifts
      var a : -8...7 = any
      var n : 0...3 = any
      func power(n: 0...3) -> 1...8 = if n == 0 then 1 else if n == 1 then 2 else if n == 2 then 4 else 8
      actor x { initial final state p }
      property left: invariant a << n == a * power(n: n)
      property right: invariant (a >> n) * power(n: n) <= a && a < ((a >> n) + 1) * power(n: n)
      property sign: invariant a >> 3 == (if a < 0 then -1 else 0)
      property tight: invariant 1 << 1 + 1 == 3 && 1 | 2 << 1 == 5 && 1 + 2 & 3 == 3
      """,
      states: 64, verdicts: [.holds, .holds, .holds, .holds])
  }

  /// The amount walks from 1 down to -1, where shifting by it is a fault: two steps and the third that ends in it.
  @Test func aShiftByLessThanNothingIsAFault() throws {
    let text = """
      model fault
      var n : -1...1 = 1
      var a : 0...3 = 1
      actor x { initial final state p { step shift when n >= -1 { a = a >> n; n -= 1 } } }
      """
    let model = try #require(CheckedText(text).model)
    #expect(NaiveExplorer.explore(model).faults.map(\.fault.kind) == [.overflow])
    guard case .same(states: 3) = Agreement(text) else {
      Issue.record("the search and the oracle differ")
      return
    }
  }

  /// One state before the step, one after it.
  @Test func aCaseMayNameItsEnumeration() throws {
    try expect(
      """
      model cases
      enum E { x, y }
      var a : E = E.x
      actor z { initial final state p { step go when a == E.x && E.y in {E.y} { a = E.y } } }
      property same: invariant a in {E.x, .y}
      """,
      states: 2, verdicts: [.holds])
  }

  /// Four values of `a` and three pages: twelve initial states, in each of which everything else follows. The queue and the
  /// bags of six elements are emptied in any order: of `q` (1, a) 3 lengths, of each `f` 3 lengths, of the one page 2 contents.
  @Test func initialValuesReadEarlierOnes() throws {
    try expect(
      """
      model related
      symmetric type Page[3]
      var a : 0...3 = any
      func twice(x: 0...3) -> 0...6 = 2 * x
      var b : 0...6 = twice(x: a)
      var p : Page = any
      var o : Page? = p
      queue q : 0...3[2] = [1, a]
      queue f[i in 0...1] : 0...5[3] = [i, 2 * i]
      bag pages : Page[2] = [p]
      actor x[i in 0...1] {
        var own : 0...3 = if i == 0 then a else 1
        var next : 0...6 = own + b / 3
        initial final state s {
          step take(m from f[i])
          step go when i == 0 && !q.isEmpty { q.pop() }
          step drop(m from pages) when i == 1
        }
      }
      property order: invariant (f[1].count == 2 implies f[1].first == 1) && (q.count == 1 implies q.first == a)
      property doubled: invariant b == 2 * a && o == p && x[1].own == 1 && x[0].next == a + b / 3
      property page: invariant forall y in pages: y == p
      property start: reachable q.count == 2 && q.contains(1) && f[0].contains(0) && a == 3
      """,
      states: 12 * 3 * 3 * 3 * 2, verdicts: [.holds, .holds, .holds, .reached])
  }

  /// A bag has no order, whatever the text's: both members start as the same bag, of which any element is taken first.
  @Test func aBagStartsInNoOrder() throws {
    try expect(
      """
      model unordered
      var a : 0...1 = any
      bag g[i in 0...1] : 0...3[3] = [2 + i, 3 - i, a]
      actor x { initial final state s { step swap when g[0].count == 3 { g[1].clear() } } }
      property same: invariant g[1].count == 3 implies forall y in g[0]: g[1].contains(y)
      """,
      states: 4, verdicts: [.holds])
  }

  /// Every set of four pairs: sixteen states. A filter takes the elements one by one.
  @Test func setsHoldStructures() throws {
    try expect(
      """
      model pairs
      struct R { a: 0...1, b: Bool }
      var s : Set<R> = {}
      actor x {
        initial final state p {
          step put(a in 0...1, b in Bool) { s.insert(R(a: a, b: b)) }
          step take(r in s where r.b) { s.remove(r) }
          step turn { s = {r in R where !(r in s)} }
        }
      }
      property same: invariant {r in R where r in s} == s && {r in s where r.a == 0} + {r in s where r.a == 1} == s
      property first: invariant s.isEmpty || (choose r in s) == (choose r in R where r in s)
      property counted: invariant {r in s where r.b}.count == count r in s: r.b
      property all: reachable s.count == 4
      property one: invariant R(a: 1, b: true) in s implies !s.isEmpty
      """,
      states: 16, verdicts: [.holds, .holds, .holds, .reached, .holds])
  }

  /// Optionals, arrays and sets in a set: four values, with each of which the bit of that one is asked for.
  @Test func setsHoldWhateverIsFinite() throws {
    try expect(
      """
      model parts
      struct Q { r: R?, f: [Bool: Bool], s: Set<Bool> }
      struct R { n: -1...1 }
      var i : 0...3 = any
      let q = if i == 0 then Q(r: none, f: [true, false], s: {})
        else if i == 1 then Q(r: R(n: -1), f: [true, false], s: {})
        else if i == 2 then Q(r: R(n: 1), f: [false, true], s: {true})
        else Q(r: R(n: 1), f: [false, true], s: {false})
      var known : Set<Q> = {q}
      actor x { initial final state p }
      property one: invariant known.count == 1 && q in known && (choose x in known) == q
      property filtered: invariant ({x in known where x.r == none}.count == 1) == (i == 0)
      property inside: invariant {x in known where true in x.s}.isEmpty == (i != 2)
      """,
      states: 4, verdicts: [.holds, .holds, .holds])
  }

  /// A filter of a queue is the set of its elements, however often they occur: the queue has 1 + 3 + 9 contents.
  @Test func aFilterOfAQueueIsASet() throws {
    try expect(
      """
      model queued
      queue q : 0...2[2]
      actor x { initial final state p { step put(n in 0...2) when !q.isFull { q.push(n) } } }
      property small: invariant {n in q where n > 0} <= {1, 2} && {n in q where n == 0}.count <= 1
      property both: reachable {n in q where n in 1...2} == {1, 2}
      property twice: invariant q.count == 2 implies {n in q where true}.count == 2
      """,
      states: 13, verdicts: [.holds, .reached, .violated])
  }

  /// Each of three pages is absent, clean, or clean and dirty: 27 states, of which 10 (the multisets of three of these) differ in
  /// more than the names of pages.
  @Test func symmetryPermutesTheElementsOfSets() throws {
    let text = """
      model pages
      symmetric type Page[3]
      struct Entry { page: Page, dirty: Bool? }
      var known : Set<Entry> = {}
      actor x {
        initial final state p {
          step map(page in Page) { known.insert(Entry(page: page, dirty: none)) }
          step write(e in known where e.dirty == none) { known.insert(Entry(page: e.page, dirty: true)) }
        }
      }
      property all: reachable known.count == 6
      """
    try expect(text, states: 27, verdicts: [.reached])
    let checked = CheckedText(text)
    var diagnostics: [Diagnostic] = []
    let model = try #require(checked.model)
    let program = try #require(Lowering.lower(model.withOpenProperty, properties: nil, diagnostics: &diagnostics))
    var options = SearchOptions()
    options.symmetry = true
    options.keepsGoing = true
    let outcome = try Search.run(program, sources: checked.sources, options: options, control: RunControl())
    #expect(outcome.statistics.states == 10)
    #expect(outcome.properties.first?.verdict == .reached)
  }

  /// What an optional holds changes in place: the set loses its two elements in any order, the number counts to 2.
  @Test func whatAnOptionalHoldsChanges() throws {
    try expect(
      """
      model held
      var s : Set<0...1>? = {0, 1}
      var n : [Bool: 0...2?] = [0, none]
      actor x {
        initial final state p {
          step drop(e in 0...1 where e in s!) { s!.remove(e) }
          step count when n[false]! < 2 { n[false]! += 1 }
        }
      }
      property rest: invariant s != none && n[true] == none
      property end: reachable s! == {} && n[false] == 2
      """,
      states: 12, verdicts: [.holds, .reached])
  }

  /// A bare name is a case where an enumeration is expected, even if an actor has the same name.
  @Test func aCaseMayHaveTheNameOfAnActor() throws {
    try expect(
      """
      model named
      enum Request { nothing, unmask }
      var r : Request = .nothing
      actor unmask { initial final state p { step ask when r in {nothing} { r = unmask } } }
      property known: invariant r in {nothing, unmask}
      property asked: reachable r == unmask
      """,
      states: 2, verdicts: [.holds, .reached])
  }

  /// What an optional holds is asked for once in each place, and each of them may fail: that a check has been passed elsewhere (while
  /// the choices of a binding were counted, or in the initial states) says nothing.
  @Test(arguments: [
    (
      """
      model binding
      struct S { f: 0...2 }
      var v : S? = none
      actor x { initial final state s { step take(b in 0...v!.f) when 1 == 2 } }
      """, 1
    ),
    (
      """
      model start
      struct S { f: 0...1 }
      var v : S? = S(f: 1)
      var b : 0...1 = v!.f
      actor x { initial final state s { step drop { v = none } step read { b = v!.f } } }
      """, 2
    ),
  ])
  func everyUnwrappingMayFail(text: String, depth: Int) throws {
    let model = try #require(CheckedText(text).model)
    #expect(NaiveExplorer.explore(model).faultDepth == depth)
    guard case .same = Agreement(text) else {
      Issue.record("the search misses the fault")
      return
    }
  }
}
