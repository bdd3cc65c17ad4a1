/// A run that never ends as the word that formulas speak of: which atoms are true at each position, and where it goes on behind
/// the last one.
package struct LassoWord {
  /// The letters.
  package let letters: [UInt64]
  /// The position that follows the last one.
  package let loop: Int

  /// The word of a replayed run whose steps from `start` on are repeated; behind the last one, it rests.
  ///
  /// - Throws: where a condition cannot be evaluated.
  package init(_ replay: Replay, start: Int, _ property: TemporalProperty) throws(GroundFault) {
    let interpreter = GroundInterpreter(replay.program)
    var letters: [UInt64] = []
    for (position, state) in replay.states.enumerated() {
      let flags = position == 0 ? [] : replay.firings[position - 1].flags
      letters.append(try LassoWord.letter(property, state, flags, interpreter))
    }
    if start >= replay.transitions.count, let last = replay.states.last {
      letters.append(try LassoWord.letter(property, last, [], interpreter))
      loop = letters.count - 1
    } else {
      loop = start + 1
    }
    self.letters = letters
  }

  private static func letter(
    _ property: TemporalProperty, _ state: [Int], _ flags: some Collection<Int>, _ interpreter: GroundInterpreter
  ) throws(GroundFault) -> UInt64 {
    var letter: UInt64 = 0
    for (position, atom) in property.atoms.enumerated() {
      let isTrue: Bool
      switch atom {
      case .condition(let condition): isTrue = try interpreter.evaluate(condition, in: state) != 0
      case .flag(let flag): isTrue = flags.contains(flag)
      }
      if isTrue { letter |= 1 << UInt64(position) }
    }
    return letter
  }

  /// Whether it satisfies a formula: an until is the least, a release the greatest set of positions that its law allows.
  package func satisfies(_ formula: TemporalFormula) -> Bool { positions(of: formula).first ?? false }

  private func positions(of formula: TemporalFormula) -> [Bool] {
    switch formula {
    case .constant(let value): return letters.map { _ in value }
    case .atom(let atom): return letters.map { $0 & (1 << UInt64(atom)) != 0 }
    case .not(let operand): return positions(of: operand).map { !$0 }
    case .and(let left, let right): return zip(positions(of: left), positions(of: right)).map { $0 && $1 }
    case .or(let left, let right): return zip(positions(of: left), positions(of: right)).map { $0 || $1 }
    case .next(let operand):
      let values = positions(of: operand)
      return letters.indices.map { values[next($0)] }
    case .until(let left, let right):
      let (left, right) = (positions(of: left), positions(of: right))
      return fixpoint(from: false) { right[$0] || left[$0] && $1 }
    case .release(let left, let right):
      let (left, right) = (positions(of: left), positions(of: right))
      return fixpoint(from: true) { right[$0] && (left[$0] || $1) }
    }
  }

  private func next(_ position: Int) -> Int { position + 1 < letters.count ? position + 1 : loop }

  /// What a law gives that says of a position what holds there if that is so at the next one.
  private func fixpoint(from start: Bool, _ law: (Int, Bool) -> Bool) -> [Bool] {
    var values = letters.map { _ in start }
    // Backwards twice: the second time the last position knows of the loop.
    for _ in 0..<2 {
      for position in letters.indices.reversed() { values[position] = law(position, values[next(position)]) }
    }
    return values
  }
}

extension Replay {
  /// Why the run that repeats its steps from `start` on is no fair one that breaks the formula, as a sentence; nil if it is.
  package func objection(asLassoFrom start: Int, to property: TemporalProperty) -> String? {
    if firings.contains(where: { $0.fault != nil }) { return "a step of it fails" }
    guard start >= transitions.count || states[start] == states[states.count - 1] else {
      return "it does not come back to the state behind step \(start)"
    }
    let unfair = CycleFairness(self, start: start).unfair
    guard unfair.isEmpty else { return "it is not fair to \(unfair.joined(separator: ", "))" }
    do throws(GroundFault) {
      return try LassoWord(self, start: start, property).satisfies(property.formula) ? "it satisfies the formula" : nil
    } catch {
      return "a condition of the formula cannot be evaluated on it"
    }
  }
}
