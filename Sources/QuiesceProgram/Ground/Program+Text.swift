import QuiesceModel

extension Program: CustomStringConvertible {
  /// The program as text: slots with their places, initial states, transitions, properties.
  package var description: String {
    var lines = ["program \(modelName): \(bitCount) bits in \(wordCount) words"]
    for (index, slot) in slots.enumerated() {
      let place = slot.width == 0 ? "no bits" : "word \(slot.word) bits \(slot.shift)..<\(slot.shift + slot.width)"
      lines.append("slot \(index) \(slot.name): \(slot.lower)...\(slot.upper), \(place)")
    }
    lines.append("initial states: \(initialStates.count)")
    for (index, transition) in transitions.enumerated() { lines += describe(transition, index) }
    if let bound { lines.append("bound: \(describe(bound))") }
    for property in properties { lines.append("property \(property.name): \(describe(property.kind))") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func describe(_ transition: Transition, _ index: Int) -> [String] {
    let participants = [transition.main] + (transition.partner.map { [$0] } ?? [])
    let names = participants.map { participant in
      let actor = actors[participant.actor]
      let step = model.actors[actor.actor].steps[participant.step].name
      let bindings = participant.bindings.map { binding in
        "\(model.locals[binding.local].name) = \(binding.scalars.map { describe($0) }.joined(separator: ", "))"
      }
      let source = actor.locations[participant.source].name
      let target = participant.targets.map { actor.locations[$0].name }.joined(separator: " or ")
      return "\(actor.name).\(step)(\(bindings.joined(separator: "; "))) \(source) -> \(target)"
    }
    let guardText = describe(transition.guardExpression)
    return ["transition \(index) \(names.joined(separator: " with ")) when \(guardText)"]
      + transition.effect.flatMap { describe($0, indent: "  ") }
  }

  private func describe(_ statement: GroundStatement, indent: String) -> [String] {
    switch statement {
    case .assign(let slot, let value): return ["\(indent)\(slots[slot].name) = \(describe(value))"]
    case .assignAt(let base, let stride, let count, let index, let value):
      let place = describe(.slotAt(base: base, stride: stride, count: count, index: index))
      return ["\(indent)\(place) = \(describe(value))"]
    case .setLocal(let local, let value): return ["\(indent)let %\(local) = \(describe(value))"]
    case .conditional(let condition, let then, let otherwise):
      var lines = ["\(indent)if \(describe(condition)) {"]
      lines += then.flatMap { describe($0, indent: indent + "  ") }
      if !otherwise.isEmpty {
        lines.append("\(indent)} else {")
        lines += otherwise.flatMap { describe($0, indent: indent + "  ") }
      }
      return lines + ["\(indent)}"]
    case .shiftDown(let first, let width, let capacity):
      return ["\(indent)shift \(slots[first].name) by \(width), \(capacity) places"]
    case .fault(let site): return ["\(indent)fault \(describe(site: site))"]
    case .flag(let property): return ["\(indent)flag \(property)"]
    case .cover(let property): return ["\(indent)cover \(property)"]
    case .emit(let event, let arguments):
      let texts = arguments.map { describe($0) }
      return ["\(indent)emit \(model.events[event].name)(\(texts.joined(separator: ", ")))"]
    }
  }

  private func describe(site: FaultSiteID) -> String {
    faultSites.indices.contains(site) ? "<\(faultSites[site].kind.rawValue)>" : "<site \(site)>"
  }

  private func describe(_ kind: ProgramProperty.Kind) -> String {
    switch kind {
    case .invariant(let expression): "invariant \(describe(expression))"
    case .neverFlagged: "never flagged"
    case .reachable(let expression): "reachable \(describe(expression))"
    case .reachableFlag: "reachable flag"
    case .alwaysReachable(let expression): "always reachable \(describe(expression))"
    case .temporal(let property): describe(property)
    }
  }

  private func describe(_ property: TemporalProperty) -> String {
    property.formula.text { atom in
      switch property.atoms[atom] {
      case .condition(let condition): "{\(describe(condition))}"
      case .flag(let flag): "flag \(flag)"
      }
    }
  }

  /// A ground expression as text, slots by their names.
  package func describe(_ expression: GroundExpression) -> String {
    switch expression {
    case .constant(let number): return String(number)
    case .slot(let slot): return slots.indices.contains(slot) ? slots[slot].name : "slot \(slot)"
    case .slotAt(let base, let stride, let count, let index):
      let first = slots.indices.contains(base) ? slots[base].name : "slot \(base)"
      return "\(first)@[\(describe(index)) of \(count) by \(stride)]"
    case .local(let local): return "%\(local)"
    case .not(let operand): return "!\(describe(operand))"
    case .binary(let op, let left, let right): return "(\(describe(left)) \(op.symbol) \(describe(right)))"
    case .conditional(let condition, let then, let otherwise):
      return "(\(describe(condition)) ? \(describe(then)) : \(describe(otherwise)))"
    case .letIn(let local, let value, let body): return "(let %\(local) = \(describe(value)) in \(describe(body)))"
    case .check(let operand, let range, let site):
      let limits = "\(range.lowerBound)...\(range.upperBound)"
      return "check(\(describe(operand)) in \(limits) else \(describe(site: site)))"
    case .fault(let site): return "fault \(describe(site: site))"
    case .cover(let property, let operand): return "cover(\(property), \(describe(operand)))"
    }
  }
}

extension GroundOperator {
  /// How a text shows it, and Promela writes it.
  package var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .bitXor: "^"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .and: "&&"
    case .or: "||"
    }
  }
}
