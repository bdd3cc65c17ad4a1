import QuiesceTestSupport
import Testing

@testable import QuiesceProgram

/// How large automata are, which is how many copies of each state of a model a search has.
@Suite struct AutomatonSizeTests {
  private func automaton(_ notation: String) throws -> Automaton {
    try Automaton(#require(TemporalFormula(notation: notation)))
  }

  /// The formula of each number, joined by an operator.
  private func joined(_ count: Int, by join: String, _ part: (Int) -> String) -> String {
    (0..<count).map(part).joined(separator: join)
  }

  @Test(arguments: PublishedSize.dwyer + PublishedSize.etessamiHolzmann + PublishedSize.somenziBloem)
  func negationsAreAsSmallAsPublished(size: PublishedSize) throws {
    #expect(try automaton("!(\(size.notation))").edges.count == size.here ?? size.published)
  }

  /// A tableau that keeps disjuncts apart doubles with each of them, in the formula or in its negation.
  @Test func disjunctionsDoNotDouble() throws {
    let formula = joined(9, by: "|") { "(F G !p\($0))" }
    // One state waits, and one for each disjunct holds for ever.
    let automaton = try automaton(formula)
    #expect(automaton.edges.count == 10)
    #expect(automaton.edges.joined().count == 19)
    // One state for which each set of atoms of a letter passes that set of marks: 2^9 edges.
    let negation = try self.automaton("!(\(formula))")
    #expect(negation.edges.count == 1)
    #expect(negation.edges.joined().count == 512)
    #expect(negation.markCount == 9)
  }

  @Test func whatHappensInfinitelyOftenNeedsOneState() throws {
    let automaton = try automaton(joined(9, by: "&") { "(G F p\($0))" })
    #expect(automaton.edges.count == 1)
    #expect(automaton.markCount == 9)
    for letter in [UInt64(0), 0b1_0000_0001, 0b1_1111_1111] {
      // The edges are disjoint: each letter follows one edge, which passes the marks of its atoms.
      let taken = automaton.edges[0].filter { $0.allows(letter) }
      #expect(taken.count == 1)
      #expect(taken[0].marks.nonzeroBitCount == letter.nonzeroBitCount)
    }
  }

  @Test func theCommonPropertiesNeedNoMoreThanTheyMust() throws {
    // Wait, then see p without q now or later.
    let response = try automaton("!G(p0 -> F p1)")
    #expect(response.edges.count == 2)
    #expect(response.edges.joined().count == 3)
    #expect(response.markCount == 1)
    // The run that never sees it; every infinite run accepts.
    let never = try automaton("!F p0")
    #expect(never.edges == [[Automaton.Edge(required: 0, forbidden: 1, marks: 0, target: 0)]])
    #expect(never.markCount == 0)
    // Nothing and everything.
    #expect(try automaton("p0 & !p0").edges == [[]])
    #expect(try automaton("p0 | !p0").edges == [[Automaton.Edge(required: 0, forbidden: 0, marks: 0, target: 0)]])
    // An assumption of fairness adds a mark, no state.
    let fair = try automaton("!(G F p2 -> G(p0 -> F p1))")
    #expect(fair.edges.count == 2)
    #expect(fair.markCount == 1)
  }

  /// Where p1 is false no `p1 U !p0` is open, so what waits for p1 to be false waits for both.
  @Test func marksThatOthersImplyAreDropped() throws {
    #expect(try automaton("G(X(p1 U !p0) & F !p1)").markCount == 1)
  }

  /// Which of two `until` is bracketed decides between one state for each operand and one for each set of them (Geldenhuys,
  /// Hansen, "Larger automata and less work for LTL model checking", 2006).
  @Test func chainsOfUntilAreAsLargeAsTheirBrackets() throws {
    for count in 2...6 {
      let right = (1..<count).reversed().reduce("p\(count)") { "p\($1) U (\($0))" }
      #expect(try automaton(right).edges.count == count)
      let left = (2...count).reduce("p1") { "(\($0)) U p\($1)" }
      #expect(try automaton(left).edges.count == 1 << (count - 1))
    }
  }

  /// The minimal numbers of states of Cichoń, Czubak and Jasiński ("Minimal Büchi automata for certain classes of LTL
  /// formulas", 2009).
  @Test func minimalClassesAreMinimal() throws {
    for count in 1...6 {
      // All of them happen: the set of those that are still to come.
      #expect(try automaton(joined(count, by: "&") { "F p\($0)" }).edges.count == 1 << count)
      // With marks on edges the count + 1 states are one.
      #expect(try automaton(joined(count, by: "&") { "G F p\($0)" }).edges.count == 1)
    }
    // Two chains of three: how far each is.
    #expect(try automaton("F(p1 & F(p2 & F p3)) & F(p4 & F(p5 & F p6))").edges.count == 16)
  }
}
