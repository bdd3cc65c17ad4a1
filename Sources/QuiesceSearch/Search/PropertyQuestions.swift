import QuiesceProgram

/// What the properties of a program ask of single states and transitions; it stays the same while a search decides them.
struct PropertyQuestions: Sendable {
  /// For each transition, the state properties that read what it writes, as bits: no other can come out differently in the state
  /// that it leads to.
  var affected: [UInt64]
  /// The properties that are decided by an expression over states, as bits.
  let ofStates: UInt64
  /// Those of them whose evaluation may fault, as bits.
  let fallible: UInt64
  /// The properties that single states and transitions decide, as bits.
  let decidable: UInt64
  /// Those of them that are asked for by `reachable`.
  let witnesses: UInt64

  init(_ program: Program) {
    var (ofStates, fallible, decidable, witnesses): (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for (position, property) in program.properties.enumerated() {
      let bit: UInt64 = 1 << UInt64(position)
      if property.isLocal { decidable |= bit }
      if property.wantsTrue { witnesses |= bit }
      // Where the condition of one that is not local is true is asked later; that it can be evaluated, here.
      guard let condition = property.condition, property.isLocal || condition.mayFault else { continue }
      ofStates |= bit
      if condition.mayFault { fallible |= bit }
    }
    self.ofStates = ofStates
    self.fallible = fallible
    self.decidable = decidable
    self.witnesses = witnesses
    affected = PropertyQuestions.affected(in: program)
  }

  private static func affected(in program: Program) -> [UInt64] {
    let reads = program.properties.map(\.reads)
    return program.transitions.map { transition in
      reads.enumerated().reduce(0) { bits, property in
        transition.writes.isDisjoint(with: property.element) ? bits : bits | 1 << UInt64(property.offset)
      }
    }
  }

  /// Whether a property is decided by an expression over states.
  func isOfStates(_ property: Int) -> Bool { ofStates & (1 << UInt64(property)) != 0 }

  /// Whether a property is decided by what is true, and not by what is false.
  @inline(__always)
  func wantsTrue(_ property: Int) -> Bool { witnesses & (1 << UInt64(property)) != 0 }

  /// Whether a finding is that of a `reachable` property.
  func isWitness(_ kind: Finding.Kind) -> Bool {
    if case .property(let property) = kind { wantsTrue(property) } else { false }
  }
}
