/// Why a formula has no automaton here: it, or the automaton, is too large.
package enum AutomatonLimit: Error, Hashable, Sendable {
  /// The formula has more operators than this.
  case operators(Int)
  /// Operators nest deeper than this.
  case nesting(Int)
  /// More conditions than the letters of an automaton have room for.
  case atoms(Int)
  /// More eventualities than there are marks.
  case eventualities(Int)
  /// The automaton has more states than this.
  case states(Int)
  /// The automaton has more edges than this.
  case edges(Int)
  /// The translation takes more steps than are allowed.
  case work

  /// How many operators a formula may have.
  static let maximumOperators = 4_096
  /// How deep operators may nest: the parser admits a quarter, and `leads to` is three operators.
  static let maximumNesting = 1_100
  /// How many bits a letter has.
  static let maximumAtoms = 64
  /// How many marks an edge may have.
  static let maximumMarks = 64
  /// How many states are made; the search has as many copies of each state of the model at worst.
  static let maximumStates = 4_096
  /// How many edges are made.
  static let maximumEdges = 65_536
  /// How many comparisons of formulas and edges a translation may take.
  static let maximumWork = 4_000_000
}

extension AutomatonLimit: CustomStringConvertible {
  /// What is too large, and what to try.
  package var description: String {
    switch self {
    case .operators(let limit):
      "the formula has more than \(limit) operators; state its parts as properties of their own"
    case .nesting(let limit):
      "operators nest more than \(limit) deep; state parts of the formula as properties of their own"
    case .atoms(let limit):
      "the formula has more than \(limit) different conditions and events; state its parts as properties of their own"
    case .eventualities(let limit):
      """
      the formula speaks of more than \(limit) different things that must happen eventually; state its parts as properties \
      of their own
      """
    case .states(let limit):
      "the automaton of the formula has more than \(limit) states; state the parts of the formula as properties of their own"
    case .edges(let limit):
      "the automaton of the formula has more than \(limit) edges; state the parts of the formula as properties of their own"
    case .work:
      """
      the formula has too many combinations of parts that may be open at the same time; state its parts as properties of \
      their own
      """
    }
  }
}
