import QuiesceProgram

/// Parts of the effects of transitions, each made once: most questions are about parts that others are about, too.
struct EffectParts {
  /// A part of an effect.
  final class Part {
    let statements: [GroundStatement]
    /// The slots whose values before the effect decide what it is for.
    let needed: SlotSet
    /// Where values go in it.
    let provenance: Provenance

    init(_ statements: [GroundStatement], needed: SlotSet) {
      self.statements = statements
      self.needed = needed
      var provenance = Provenance()
      provenance.run(statements)
      self.provenance = provenance
    }

    convenience init(_ slice: EffectSlice) { self.init(slice.statements, needed: slice.needed) }
  }

  private struct Key: Hashable {
    let transition: Int
    let slots: SlotSet
  }

  private var parts: [Key: Part] = [:]

  /// The part of a transition's effect that decides what is left in some slots.
  subscript(transition: Int, effect: [GroundStatement], slots: SlotSet) -> Part {
    mutating get {
      let key = Key(transition: transition, slots: slots)
      if let known = parts[key] { return known }
      let part = Part(EffectSlice(effect, for: slots))
      parts[key] = part
      return part
    }
    set { parts[Key(transition: transition, slots: slots)] = newValue }
  }
}
