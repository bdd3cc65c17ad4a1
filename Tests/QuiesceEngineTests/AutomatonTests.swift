import QuiesceTestSupport
import Testing

@testable import QuiesceProgram

/// The automata of random formulas against the meaning of the formulas on words that end in a cycle.
@Suite struct AutomatonTests {
  /// The formulas of a seed, each with its number of atoms.
  private static func formulas(
    seed: Int, _ random: inout SplitMix64
  ) -> [(formula: TemporalFormula, atomCount: Int)] {
    random = SplitMix64(seed: UInt64(seed))
    return (0..<100).map { number in
      let atomCount = 1 + random.below(4)
      // One in ten is large.
      let size = number % 10 == 0 ? 12 : 1 + random.below(8)
      return (.random(size: size, atomCount: atomCount, &random), atomCount)
    }
  }

  @Test(arguments: 0..<30)
  func acceptsTheWordsThatSatisfyTheFormula(seed: Int) throws {
    var random = SplitMix64(seed: 0)
    for (formula, atomCount) in AutomatonTests.formulas(seed: seed, &random) {
      let automaton = try Automaton(formula)
      let complement = try Automaton(formula.negated)
      for _ in 0..<6 {
        let word = PeriodicWord(atomCount: atomCount, &random)
        let holds = word.satisfies(formula)
        #expect(word.isAccepted(by: automaton) == holds, "\(formula) of \(word)")
        #expect(word.isAccepted(by: complement) != holds, "not (\(formula)) of \(word)")
      }
    }
  }

  @Test(arguments: 0..<30)
  func simplerFormulasHoldOfTheSameWords(seed: Int) throws {
    var random = SplitMix64(seed: 0)
    for (formula, atomCount) in AutomatonTests.formulas(seed: seed, &random) {
      var table = FormulaTable()
      let reference = try table.make(formula)
      let simplified = TemporalFormula(reference, in: table)
      let suspended = TemporalFormula(try table.suspended(reference), in: table)
      for _ in 0..<12 {
        let word = PeriodicWord(atomCount: atomCount, &random)
        let holds = word.satisfies(formula)
        #expect(word.satisfies(simplified) == holds, "\(formula) became \(simplified), of \(word)")
        #expect(word.satisfies(suspended) == holds, "\(formula) became \(suspended), of \(word)")
      }
    }
  }

  /// Each rule where it may be applied, and where a careless one would be.
  @Test(arguments: [
    "F p0 & F p1 & G F p2", "F p0 | G p1 | G F p2", "F p0 & F G p1 & G F p2", "G(p0 | G F p1) & F(p2 & F G p1)",
    "G X F p0", "G(p0 | X F p0)", "X F p0 & F p0", "(p0 U p1) & G F(p0 U p2)", "F(p0 & X p1) | F G p1",
    "p2 U (p0 | G p1)", "p2 U (p0 & F p1)", "(p0 U G p1) & X p0", "F G(p0 | (p1 U p2))", "(G p0 | G p1) U (p2 U p0)",
  ])
  func carefulRulesKeepTheLanguage(notation: String) throws {
    let formula = try #require(TemporalFormula(notation: notation))
    let automaton = try Automaton(formula)
    let complement = try Automaton(.not(formula))
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let word = PeriodicWord(atomCount: 3, &random)
      let holds = word.satisfies(formula)
      #expect(word.isAccepted(by: automaton) == holds, "\(word)")
      #expect(word.isAccepted(by: complement) != holds, "\(word)")
    }
  }

  @Test(arguments: 0..<30)
  func implicationsHoldOfAllWords(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var count = 0
    for _ in 0..<400 {
      let left = TemporalFormula.random(size: random.below(5), atomCount: 2, &random)
      let right = TemporalFormula.random(size: random.below(5), atomCount: 2, &random)
      var table = FormulaTable()
      guard try table.implies(table.make(left), table.make(right)) else { continue }
      count += 1
      for _ in 0..<12 {
        let word = PeriodicWord(atomCount: 2, &random)
        #expect(!word.satisfies(left) || word.satisfies(right), "\(left) does not imply \(right) of \(word)")
      }
    }
    #expect(count > 0)
  }

  @Test(arguments: 0..<10)
  func acceptsOneLetterForEverFromTheStatesThatDo(seed: Int) throws {
    var random = SplitMix64(seed: 0)
    for (formula, atomCount) in AutomatonTests.formulas(seed: seed, &random) {
      let automaton = try Automaton(formula)
      for letter in 0..<(UInt64(1) << UInt64(atomCount)) {
        let word = PeriodicWord(stem: [], cycle: [letter])
        #expect(automaton.acceptsForever(letter, from: automaton.initial) == word.satisfies(formula), "\(formula)")
        for state in automaton.edges.indices {
          #expect(
            automaton.acceptsForever(letter, from: state) == word.isAccepted(by: automaton, from: state),
            "\(formula), \(letter) from \(state)")
        }
      }
    }
  }

  /// Edges are followed for each letter of each state of the model, so none of them is there in vain: each state is reached,
  /// and an accepting run goes on from it.
  @Test(arguments: 0..<10)
  func eachStateIsOnAnAcceptingRun(seed: Int) throws {
    var random = SplitMix64(seed: 0)
    for (formula, _) in AutomatonTests.formulas(seed: seed, &random) {
      let automaton = try Automaton(formula)
      if automaton.edges == [[]] { continue }
      let components = StrongComponents(automaton.edges.map { $0.map(\.target) }, from: [automaton.initial])
      #expect(components.component.allSatisfy { $0 != nil }, "\(formula)")
      #expect(automaton.edges.allSatisfy { !$0.isEmpty }, "\(formula)")
      #expect(automaton.edges.joined().allSatisfy { $0.required & $0.forbidden == 0 }, "\(formula)")
    }
  }
}

extension TemporalFormula {
  /// A formula of a table, written out.
  init(_ reference: FormulaReference, in table: FormulaTable) {
    func formula(_ reference: FormulaReference) -> TemporalFormula { TemporalFormula(reference, in: table) }
    func joined(
      _ parts: [FormulaReference], _ join: (TemporalFormula, TemporalFormula) -> TemporalFormula
    ) -> TemporalFormula {
      parts.dropFirst().reduce(parts.first.map(formula) ?? .constant(true)) { join($0, formula($1)) }
    }
    self =
      switch table.shape(reference) {
      case .constant(let value): .constant(value)
      case .literal(let atom, let holds): holds ? .atom(atom) : .not(.atom(atom))
      case .and(let parts): joined(parts) { .and($0, $1) }
      case .or(let parts): joined(parts) { .or($0, $1) }
      case .next(let operand): .next(formula(operand))
      case .until(let left, let right): .until(formula(left), formula(right))
      case .release(let left, let right): .release(formula(left), formula(right))
      }
  }
}
