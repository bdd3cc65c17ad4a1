import QuiesceModel
package import QuiesceProgram

/// Writes a ground program as a Murphi model for Rumur or CMurphi: one rule for each transition.
///
/// States and fired rules are exactly our states and transitions, for a program in which no fault is reachable: a
/// transition that faults leads back to the first initial state, which counts as a fired rule.
package enum MurphiExport {
  /// The model as text.
  ///
  /// An invariant is an `invariant`, a `reachable` property the invariant that it is never reached, what is always reachable
  /// a `liveness` property, an event and a fault an `error`. Deadlock is an invariant too: Murphi's own detection knows no final states, so it is to be
  /// switched off. With no questions nothing is checked.
  package static func text(
    of program: Program, asking questions: Set<ExportQuestion> = []
  ) throws(ExportError) -> String {
    let flat = try FlatProgram(program)
    try flat.validate(questions)
    for case .property(let position) in questions where flat.properties[position]?.formula != nil {
      throw .temporal(name: program.properties[position].name)
    }
    return MurphiPrinter(flat: flat, questions: questions).text
  }
}

/// The printer of `MurphiExport`.
struct MurphiPrinter {
  let flat: FlatProgram
  let questions: Set<ExportQuestion>

  /// The whole file.
  var text: String {
    let rest = body
    let bitwise = MurphiBits.functions.filter { name, _ in rest.contains { $0.contains(name + "(") } }
    let variables = ["", "var"] + flat.storage.variables.map(declaration)
    return (header + variables + bitwise.flatMap(\.lines) + rest).joined(separator: "\n") + "\n"
  }

  /// What comes behind the variables and the functions for bits.
  private var body: [String] {
    var lines: [String] = []
    if let committed = flat.committed {
      lines += ["", "function committed(): boolean;", "begin", "  return \(truth(committed));", "end;"]
    }
    if !questions.contains(.fault), flat.canFail {
      lines += ["", "procedure restart();", "begin"] + initialization(flat.initialStates.first ?? []) + ["end;"]
    }
    for (position, state) in flat.initialStates.enumerated() {
      lines += ["", "startstate \"initial \(position)\"", "begin"] + initialization(state) + ["end;"]
    }
    lines += flat.transitions.flatMap(rule)
    return lines + alarms
  }

  private var header: [String] {
    let program = flat.program
    var lines = [
      "-- \(plain(program.modelName)), exported by Quiesce; \(plain(flat.purpose(questions))).",
      "-- rumur --value-type int32_t --deadlock-detection off --threads 1 -o model.c FILE",
      "-- gcc -O2 -std=c11 -mcx16 -o model model.c -lpthread && ./model",
      "-- Rumur counts the same states and rules fired as Quiesce states and transitions.",
    ]
    for actor in program.actors {
      let locations = actor.locations.enumerated().map { "\($0) \($1.name)" }.joined(separator: ", ")
      lines.append("-- \(plain(actor.name)): \(plain(locations))")
    }
    return lines
  }

  /// Text that fits a comment and a string of Murphi.
  private func plain(_ text: String) -> String {
    let bytes = text.utf8.map { byte in
      let isPlain = byte >= 32 && byte < 127 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      return isPlain && byte != UInt8(ascii: "%") ? byte : UInt8(ascii: " ")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func declaration(_ variable: ExportStorage.Variable) -> String {
    let range = text(of: variable.bounds)
    guard let count = variable.count else { return "  \(variable.name) : \(range);" }
    return "  \(variable.name) : array [0..\(count - 1)] of \(range);"
  }

  private func text(of bounds: ClosedRange<Int>) -> String { "\(bounds.lowerBound)..\(bounds.upperBound)" }

  private func initialization(_ state: [Int]) -> [String] {
    state.indices.map { "  \(flat.storage.reference($0)) := \(number(.constant(state[$0])));" }
  }
}

// MARK: - Rules and invariants

extension MurphiPrinter {
  private func rule(_ transition: FlatTransition) -> [String] {
    let name = plain(transition.label)
    var lines = ["", "rule \"\(name)\"", "  \(joined([transition.place, transition.enabling], transition))", "==>"]
    if !transition.temporaries.isEmpty {
      lines.append("var")
      for (position, bounds) in transition.temporaries.enumerated() {
        lines.append("  \(ExportNames.temporaryPrefix)\(position) : \(text(of: bounds));")
      }
    }
    lines += ["begin"] + statements(transition.body, indent: "  ", label: name) + ["end;"]
    if transition.undefined.constant != 0 {
      let alarm = title(.fault).map { "error \"\($0) in the guard of \(name)\";" } ?? "restart();"
      lines += [
        "", "rule \"\(name), guard without a value\"",
        "  \(joined([transition.place, transition.undefined], transition))",
      ]
      lines += ["==>", "begin", "  \(alarm)", "end;"]
    }
    return lines
  }

  /// The conjunction of the conditions and, where it matters, of the committed priority after the first.
  private func joined(_ conditions: [FlatTerm], _ transition: FlatTransition) -> String {
    var parts = conditions.map { $0.constant == 1 ? nil : truth($0) }
    if flat.committed != nil, !transition.leavesCommitted { parts.insert("!committed()", at: 1) }
    let present = parts.compactMap { $0 }
    return present.isEmpty ? "true" : present.joined(separator: " & ")
  }

  /// What the alarm that answers a question is called; nil if it is not asked. Among several it is marked with the
  /// question's number.
  private func title(_ question: ExportQuestion) -> String? {
    guard questions.contains(question) else { return nil }
    let name = plain(flat.program.name(of: question))
    return questions.count == 1 ? name : "[\(question.number)] \(name)"
  }

  private var alarms: [String] {
    var lines: [String] = []
    for (position, property) in flat.properties.enumerated() {
      guard let property else { continue }
      if let title = title(.property(position)), let alarm = property.alarm, alarm.constant != 0 {
        lines += ["", "invariant \"\(title)\"", "  \(truth(.not(alarm)));"]
      }
      if let title = title(.property(position)), let goal = property.goal {
        lines += ["", "liveness \"\(title)\"", "  \(truth(goal));"]
      }
      if let title = title(.fault), property.undefined.constant != 0 {
        lines += ["", "invariant \"\(title) in \(plain(property.name))\"", "  \(truth(.not(property.undefined)));"]
      }
    }
    if let title = title(.deadlock), flat.mayRest.constant != 1 {
      let enabled = flat.transitions.map { "(\(joined([$0.place, .or($0.undefined, $0.enabling)], $0)))" }
      lines += ["", "invariant \"\(title)\"", "  \(([truth(flat.mayRest)] + enabled).joined(separator: "\n  | "));"]
    }
    return lines
  }
}

// MARK: - Statements and expressions

extension MurphiPrinter {
  private func statements(_ list: [FlatStatement], indent: String, label: String) -> [String] {
    list.flatMap { statement($0, indent: indent, label: label) }
  }

  private func statement(_ statement: FlatStatement, indent: String, label: String) -> [String] {
    switch statement {
    case .assign(let slot, let value): return ["\(indent)\(flat.storage.reference(slot)) := \(number(value));"]
    case .assignAt(let access, let index, let value):
      return ["\(indent)\(flat.storage.reference(access, index: number(index))) := \(number(value));"]
    case .setTemporary(let temporary, let value):
      return ["\(indent)\(ExportNames.temporaryPrefix)\(temporary) := \(number(value));"]
    case .conditional(let condition, let then, let otherwise):
      var lines = ["\(indent)if \(truth(condition)) then"]
      lines += statements(then, indent: indent + "  ", label: label)
      let rest = statements(otherwise, indent: indent + "  ", label: label)
      if !rest.isEmpty { lines += ["\(indent)else"] + rest }
      return lines + ["\(indent)end;"]
    case .fault(let site):
      if let title = title(.fault) {
        let sites = flat.program.faultSites
        let kind = sites.indices.contains(site) ? sites[site].kind.rawValue : "fault"
        return ["\(indent)error \"\(title): \(plain(kind)) in \(label)\";"]
      }
      return ["\(indent)restart();", "\(indent)return;"]
    case .flag(let property):
      return title(.property(property)).map { ["\(indent)error \"\($0)\";"] } ?? []
    }
  }

  private func number(_ term: FlatTerm) -> String { number(term.expression) }
  private func truth(_ term: FlatTerm) -> String { truth(term.expression) }

  /// The expression where Murphi wants a number.
  private func number(_ expression: GroundExpression) -> String {
    switch expression {
    case .constant(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .slot(let slot): return flat.storage.reference(slot)
    case .slotAt(let base, let stride, let count, let index):
      let access = DynamicAccess(base: base, stride: stride, count: count)
      return flat.storage.reference(access, index: number(index))
    case .local(let temporary): return "\(ExportNames.temporaryPrefix)\(temporary)"
    case .conditional(let condition, let first, let second):
      return "(\(truth(condition)) ? \(number(first)) : \(number(second)))"
    case .binary(let operation, let left, let right):
      if let name = operation.bitwiseName { return "\(name)(\(number(left)), \(number(right)))" }
      switch operation {
      case .equal, .notEqual, .less, .lessOrEqual, .and, .or: return "(\(truth(expression)) ? 1 : 0)"
      case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor:
        return "(\(number(left)) \(operation.symbol) \(number(right)))"
      }
    case .not: return "(\(truth(expression)) ? 1 : 0)"
    case .letIn, .check, .fault, .cover: preconditionFailure("the flat program is pure")
    }
  }

  /// The expression where Murphi wants a truth value.
  private func truth(_ expression: GroundExpression) -> String {
    switch expression {
    case .constant(let value): return value == 0 ? "false" : "true"
    case .not(let operand): return operand.isPlace ? "(\(number(operand)) = 0)" : "!\(truth(operand))"
    case .conditional(let condition, let first, let second):
      return "(\(truth(condition)) ? \(truth(first)) : \(truth(second)))"
    case .binary(let operation, let left, let right):
      switch operation {
      case .and, .or:
        let symbol = operation == .and ? " & " : " | "
        return "(" + expression.operands(of: operation).map(truth).joined(separator: symbol) + ")"
      case .equal: return "(\(number(left)) = \(number(right)))"
      case .notEqual: return "(\(number(left)) != \(number(right)))"
      case .less: return "(\(number(left)) < \(number(right)))"
      case .lessOrEqual: return "(\(number(left)) <= \(number(right)))"
      case .add, .subtract, .multiply, .divide, .remainder, .bitAnd, .bitOr, .bitXor:
        return "(\(number(expression)) != 0)"
      }
    case .slot, .slotAt, .local, .letIn, .check, .fault, .cover: return "(\(number(expression)) != 0)"
    }
  }
}
