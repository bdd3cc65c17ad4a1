import QuiesceModel
import QuiesceTestSupport
import Testing

@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// States that are equal up to the names of symmetric values have one canonical form, and others have other ones.
@Suite struct CanonicalFormTests {
  /// Three workers, one of whom may own a lock; each has done so many rounds.
  private static let text = """
    model workers
    symmetric type Worker[3]
    var owner : Worker? = none
    var rounds : [Worker: 0...2] = 0
    actor worker[w in Worker] {
      initial final state s {
        step take when owner == none { owner = w }
        step work when owner == w && rounds[w] < 2 { rounds[w] += 1 }
        step leave when owner == w { owner = none }
      }
    }
    """

  /// Who owns the lock, 0 for nobody, and the rounds of the workers 1, 2 and 3.
  struct State: Sendable {
    let owner: Int
    let rounds: [Int]

    init(_ owner: Int, _ rounds: Int...) { (self.owner, self.rounds) = (owner, rounds) }
  }

  @Test(arguments: [
    (State(0, 2, 1, 0), State(0, 0, 1, 2), true, "the rounds are those of other workers"),
    (State(1, 2, 0, 0), State(3, 0, 0, 2), true, "the owner goes with its rounds"),
    (State(1, 2, 0, 0), State(3, 2, 0, 0), false, "another worker than the owner has done two"),
    (State(0, 1, 1, 0), State(0, 1, 0, 0), false, "two workers have done one, or one has"),
    (State(2, 1, 1, 1), State(1, 1, 1, 1), true, "whoever has it, all have done one"),
    (State(2, 1, 1, 1), State(0, 1, 1, 1), false, "nobody has it"),
    (State(1, 0, 1, 2), State(2, 1, 0, 2), true, "two workers trade places"),
    (State(1, 0, 1, 2), State(1, 1, 0, 2), false, "the owner has done none, or one"),
  ])
  func orbitsHaveOneForm(_ one: State, _ other: State, isOneOrbit: Bool, reason: Comment) throws {
    let program = try CorpusProgram(.written, 0, "workers", text: Self.text).program
    #expect((try canonical(one, of: program) == canonical(other, of: program)) == isOneOrbit, reason)
  }

  private func canonical(_ state: State, of program: Program) throws -> [UInt64] {
    func slot(_ name: String) throws -> SlotID { try #require(program.slots.firstIndex { $0.name.hasPrefix(name) }) }
    var values = program.initialStates[0]
    values[try slot("owner")] = state.owner
    for (worker, rounds) in state.rounds.enumerated() { values[try slot("rounds") + worker] = rounds }
    let symmetry = ProgramSymmetry(program)
    try #require(symmetry.use.types.map(\.name) == ["Worker"])
    var canonicalizer = Canonicalizer(ValuePermutations(program, symmetry.places))
    var words = program.pack(values)
    words.withWritableState { canonicalizer.canonicalize($0) }
    return words
  }
}
