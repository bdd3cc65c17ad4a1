import QuiesceProgram

/// Watches for what makes a formula worth asking: the left side of what has to be followed by something.
struct Trigger {
  /// The condition, over one letter; nil for a formula without one, and once it was seen.
  private var condition: TemporalFormula?
  /// The letters for which it is known to be false.
  private var known: Set<UInt64> = []
  private var last: UInt64?

  init(_ formula: TemporalFormula) { condition = formula.leftSide }

  /// Whether there is one, and no letter has satisfied it.
  var isUnseen: Bool { condition != nil }

  /// Looks at a letter.
  @inline(__always)
  mutating func see(_ letter: UInt64) {
    if condition != nil, letter != last { lookAt(letter) }
  }

  private mutating func lookAt(_ letter: UInt64) {
    last = letter
    guard known.insert(letter).inserted, condition?.isTrue(of: letter) ?? false else { return }
    condition = nil
  }
}

extension TemporalFormula {
  /// In `always (a implies b)`, the condition `a`: where it is never true, the formula says nothing. Nil for other formulas, and
  /// where `a` speaks of more than one letter.
  var leftSide: TemporalFormula? {
    guard case .release(.constant(false), .or(let left, let right)) = self else { return nil }
    for (side, other) in [(left, right), (right, left)] where side.isPropositional && !other.isPropositional {
      return .not(side)
    }
    if case .not(let operand) = left, left.isPropositional { return operand }
    return nil
  }

  /// Whether it speaks of a single letter.
  var isPropositional: Bool {
    switch self {
    case .constant, .atom: true
    case .not(let operand): operand.isPropositional
    case .and(let left, let right), .or(let left, let right): left.isPropositional && right.isPropositional
    case .next, .until, .release: false
    }
  }

  /// Whether a formula that speaks of a single letter is true of it.
  func isTrue(of letter: UInt64) -> Bool {
    switch self {
    case .constant(let value): value
    case .atom(let atom): letter & (1 << UInt64(atom)) != 0
    case .not(let operand): !operand.isTrue(of: letter)
    case .and(let left, let right): left.isTrue(of: letter) && right.isTrue(of: letter)
    case .or(let left, let right): left.isTrue(of: letter) || right.isTrue(of: letter)
    case .next, .until, .release: false
    }
  }
}
