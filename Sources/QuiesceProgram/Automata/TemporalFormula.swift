/// A formula of linear temporal logic over numbered atoms.
package indirect enum TemporalFormula: Hashable, Sendable {
  /// True or false.
  case constant(Bool)
  /// What holds at a position says the letter there.
  case atom(Int)
  /// The operand does not hold.
  case not(TemporalFormula)
  /// Both operands hold.
  case and(TemporalFormula, TemporalFormula)
  /// An operand holds.
  case or(TemporalFormula, TemporalFormula)
  /// The operand holds at the next position.
  case next(TemporalFormula)
  /// The right operand holds at some position from here on, and until then the left one does.
  case until(TemporalFormula, TemporalFormula)
  /// The right operand holds up to and including the first position at which the left one does, or for ever.
  case release(TemporalFormula, TemporalFormula)

  /// The formula holds from here on.
  package static func always(_ operand: TemporalFormula) -> TemporalFormula { .release(.constant(false), operand) }

  /// The formula holds at some position from here on.
  package static func eventually(_ operand: TemporalFormula) -> TemporalFormula { .until(.constant(true), operand) }

  /// Where the left formula holds, the right one does.
  package static func implies(_ left: TemporalFormula, _ right: TemporalFormula) -> TemporalFormula {
    .or(.not(left), right)
  }

  /// Whenever the left formula holds, the right one does then or later.
  package static func leadsTo(_ left: TemporalFormula, _ right: TemporalFormula) -> TemporalFormula {
    .always(.implies(left, .eventually(right)))
  }

  /// The formula that holds where this one does not.
  package var negated: TemporalFormula {
    switch self {
    case .constant(let value): .constant(!value)
    case .not(let operand): operand
    default: .not(self)
    }
  }

  /// The direct operands.
  package var operands: [TemporalFormula] {
    switch self {
    case .constant, .atom: []
    case .not(let operand), .next(let operand): [operand]
    case .and(let left, let right), .or(let left, let right): [left, right]
    case .until(let left, let right), .release(let left, let right): [left, right]
    }
  }

  /// The atoms that occur.
  package var atoms: Set<Int> {
    if case .atom(let atom) = self { return [atom] }
    return operands.reduce(into: []) { $0.formUnion($1.atoms) }
  }

  /// Whether no word that repeats letters is told from the one that does not, as is sure where there is no `next` (Lamport,
  /// "What good is temporal logic?", 1983).
  package var isStutterInvariant: Bool {
    if case .next = self { return false }
    return operands.allSatisfy(\.isStutterInvariant)
  }
}

extension TemporalFormula: CustomStringConvertible {
  /// The formula with atoms named `p0`, `p1`, ….
  package var description: String { text { "p\($0)" } }

  /// The formula in the language's words, with names for the atoms.
  package func text(naming name: (Int) -> String) -> String {
    func operand(_ formula: TemporalFormula) -> String {
      switch formula {
      case .and, .or, .until, .release: formula.isUnary ? formula.text(naming: name) : "(\(formula.text(naming: name)))"
      default: formula.text(naming: name)
      }
    }
    switch self {
    case .constant(let value): return value ? "true" : "false"
    case .atom(let atom): return name(atom)
    case .not(let inner): return "!\(operand(inner))"
    case .and(let left, let right): return "\(operand(left)) and \(operand(right))"
    case .or(let left, let right): return "\(operand(left)) or \(operand(right))"
    case .next(let inner): return "next \(operand(inner))"
    case .until(.constant(true), let right): return "eventually \(operand(right))"
    case .until(let left, let right): return "\(operand(left)) until \(operand(right))"
    case .release(.constant(false), let right): return "always \(operand(right))"
    case .release(let left, let right): return "\(operand(left)) release \(operand(right))"
    }
  }

  /// Whether it is written with one operand.
  private var isUnary: Bool {
    switch self {
    case .until(.constant(true), _), .release(.constant(false), _): true
    default: false
    }
  }
}
