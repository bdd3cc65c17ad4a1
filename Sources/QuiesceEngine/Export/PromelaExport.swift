import QuiesceLanguage

/// Writes a ground program as a Promela model for Spin: one process, a `d_step` for each transition.
///
/// Spin's `stored` states are ours, plus one if there are several initial states; its `stored + matched` are our
/// transitions plus one, plus the number of initial states if there are several. This holds for a program in which no
/// fault is reachable: a transition that faults leads back to the first initial state, which counts as a transition.
public enum PromelaExport {
  /// The model as text.
  ///
  /// A violation, a `reachable` property's witness and a fault are each a failed assertion; a deadlock is one too, so
  /// that actors that rest in final states are not taken for one. With no questions nothing is checked.
  public static func text(
    of program: Program, asking questions: Set<ExportQuestion> = []
  ) throws(ExportError) -> String {
    let flat = try FlatProgram(program)
    try flat.validate(questions)
    return PromelaPrinter(flat: flat, questions: questions).text
  }

  /// How many states Spin stores beyond ours.
  public static func extraStates(of program: Program) -> Int {
    Set(program.initialStates).count > 1 ? 1 : 0
  }

  /// How many transitions Spin counts beyond ours.
  public static func extraTransitions(of program: Program) -> Int {
    let count = Set(program.initialStates).count
    return count > 1 ? count + 1 : 1
  }

  /// Enough room for the state vector, which Spin fixes when pan is compiled.
  static func vectorSize(of program: Program) -> Int {
    max(1024, program.slots.count * 4 + 512)
  }
}

/// The printer of `PromelaExport`.
struct PromelaPrinter {
  let flat: FlatProgram
  let questions: Set<ExportQuestion>

  /// The whole file.
  var text: String {
    var lines = header
    lines += flat.storage.variables.map(declaration)
    for position in 0..<(flat.transitions.map(\.temporaries.count).max() ?? 0) {
      lines.append("hidden int \(ExportNames.temporaryPrefix)\(position);")
    }
    if let committed = flat.committed { lines += ["", "#define committed \(number(committed))"] }
    if !questions.contains(.fault), flat.transitions.contains(where: \.canFail) { lines += restart }
    lines += ["", "active proctype system()", "{"]
    if flat.initialStates.count > 1 { lines += choice }
    lines += ["end_resting:", "  do"]
    let options = flat.transitions.indices.flatMap(option) + alarms
    lines += options.isEmpty ? ["  :: false"] : options
    lines += ["  od", "}", ""]
    return lines.joined(separator: "\n")
  }

  private var header: [String] {
    let program = flat.program
    var lines = [
      "/* \(comment(program.modelName)), exported by Quiesce; \(comment(flat.purpose(questions))).",
      "   spin -o2 -a FILE && gcc -O2 -DSAFETY -DNOREDUCE -DVECTORSZ=\(PromelaExport.vectorSize(of: program)) "
        + "-o pan pan.c && ./pan -m1000000",
      "   Spin counts \(PromelaExport.extraStates(of: program)) states and "
        + "\(PromelaExport.extraTransitions(of: program)) transitions more than Quiesce.",
    ]
    for actor in program.actors {
      let locations = actor.locations.enumerated().map { "\($0) \($1.name)" }.joined(separator: ", ")
      lines.append("   \(comment(actor.name)): \(comment(locations))")
    }
    lines[lines.count - 1] += " */"
    return lines
  }

  private func comment(_ text: String) -> String {
    String(
      decoding: text.utf8.map { $0 == UInt8(ascii: "*") || $0 < 32 || $0 > 126 ? UInt8(ascii: " ") : $0 }, as: UTF8.self
    )
  }

  private func declaration(_ variable: ExportStorage.Variable) -> String {
    let type: String =
      switch variable.bounds {
      case let bounds where bounds.lowerBound >= 0 && bounds.upperBound <= 1: "bit"
      case let bounds where bounds.lowerBound >= 0 && bounds.upperBound <= 255: "byte"
      case let bounds where bounds.lowerBound >= -32768 && bounds.upperBound <= 32767: "short"
      default: "int"
      }
    guard let initial = flat.initialStates.first else { return "\(type) \(variable.name);" }
    guard let count = variable.count else { return "\(type) \(variable.name) = \(initial[variable.first]);" }
    let values = initial[variable.first..<variable.first + count].map(String.init).joined(separator: ", ")
    return "\(type) \(variable.name)[\(count)] = { \(values) };"
  }

  /// The way out of a fault where faults are not the question.
  private var restart: [String] {
    guard let initial = flat.initialStates.first else { return [] }
    let assignments = initial.indices.map { "  \(flat.storage.reference($0)) = \(initial[$0])" }
    return ["", "inline restart() {", assignments.joined(separator: ";\n"), "}"]
  }

  /// The choice of an initial state; only what differs from the declared values is set.
  private var choice: [String] {
    let first = flat.initialStates[0]
    let options = flat.initialStates.map { state in
      let assignments = state.indices.filter { state[$0] != first[$0] }.map {
        "\(flat.storage.reference($0)) = \(state[$0])"
      }
      return "  :: d_step { true -> \((assignments + ["skip"]).joined(separator: "; ")) }"
    }
    return ["  if"] + options + ["  fi;"]
  }
}

// MARK: - Options of the loop

extension PromelaPrinter {
  private func option(_ position: Int) -> [String] {
    let transition = flat.transitions[position]
    var lines = ["  /* \(comment(transition.label)) */"]
    let place = guarded(transition)
    lines.append("  :: d_step { \(condition([place, text(of: transition.enabling)])) ->")
    let end = "after_\(position)"
    let returns = !questions.contains(.fault) && transition.canFail
    let body = statements(transition.body, indent: "       ", end: end)
    lines += body.isEmpty ? ["       skip"] : body
    if returns { lines[lines.count - 1] += ";\n  \(end): skip" }
    lines.append("     }")
    if questions.contains(.fault), transition.undefined.constant != 0 {
      lines.append("  /* the guard of \(comment(transition.label)) has no value */")
      lines.append("  :: d_step { \(condition([place, text(of: transition.undefined)])) -> assert(false) }")
    }
    return lines
  }

  private func guarded(_ transition: FlatTransition) -> String? {
    let place = text(of: transition.place)
    guard flat.committed != nil, !transition.leavesCommitted else { return place }
    return condition([place, "!committed"])
  }

  private func text(of term: FlatTerm) -> String? {
    term.constant == 1 ? nil : number(term)
  }

  private func condition(_ parts: [String?]) -> String {
    let parts = parts.compactMap { $0 }
    return parts.isEmpty ? "true" : parts.joined(separator: " && ")
  }

  /// What fires only where a question is answered.
  private var alarms: [String] {
    var lines: [String] = []
    for (position, property) in flat.properties.enumerated() {
      guard let property else { continue }
      if questions.contains(.property(position)), let alarm = property.alarm, alarm.constant != 0 {
        lines += ["  /* \(comment(property.name)) */", "  :: d_step { \(number(alarm)) -> assert(false) }"]
      }
      if questions.contains(.fault), property.undefined.constant != 0 {
        lines += [
          "  /* \(comment(property.name)) has no value */",
          "  :: d_step { \(number(property.undefined)) -> assert(false) }",
        ]
      }
    }
    if questions.contains(.deadlock), flat.allFinal.constant != 1 {
      lines += ["  /* deadlock */", "  :: (timeout && \(number(.not(flat.allFinal)))) -> assert(false)"]
    }
    return lines
  }
}

// MARK: - Statements and expressions

extension PromelaPrinter {
  private func statements(_ list: [FlatStatement], indent: String, end: String) -> [String] {
    var blocks = list.compactMap { statement($0, indent: indent, end: end) }
    for position in blocks.indices.dropLast() { blocks[position] += ";" }
    return blocks
  }

  private func statement(_ statement: FlatStatement, indent: String, end: String) -> String? {
    switch statement {
    case .assign(let slot, let value): return "\(indent)\(flat.storage.reference(slot)) = \(number(value))"
    case .assignAt(let access, let index, let value):
      return "\(indent)\(flat.storage.reference(access, index: number(index))) = \(number(value))"
    case .setTemporary(let temporary, let value):
      return "\(indent)\(ExportNames.temporaryPrefix)\(temporary) = \(number(value))"
    case .conditional(let condition, let then, let otherwise):
      let branches = [then, otherwise].map { branch in
        let lines = statements(branch, indent: indent + "     ", end: end)
        return lines.isEmpty ? " skip" : "\n" + lines.joined(separator: "\n")
      }
      return "\(indent)if\n\(indent):: \(number(condition)) ->\(branches[0])\n"
        + "\(indent):: else ->\(branches[1])\n\(indent)fi"
    case .fault:
      return questions.contains(.fault) ? "\(indent)assert(false)" : "\(indent)restart();\n\(indent)goto \(end)"
    case .flag(let property):
      return questions.contains(.property(property)) ? "\(indent)assert(false)" : nil
    }
  }

  private func number(_ term: FlatTerm) -> String { number(term.expression) }

  private func number(_ expression: FlatExpression) -> String {
    switch expression {
    case .constant(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .slot(let slot): return flat.storage.reference(slot)
    case .slotAt(let access, let index): return flat.storage.reference(access, index: number(index))
    case .temporary(let temporary): return "\(ExportNames.temporaryPrefix)\(temporary)"
    case .not(let operand): return "!\(number(operand))"
    case .binary(let operation, let left, let right):
      if operation == .and || operation == .or {
        return "(" + expression.operands(of: operation).map(number).joined(separator: " \(symbol(operation)) ") + ")"
      }
      return "(\(number(left)) \(symbol(operation)) \(number(right)))"
    case .conditional(let condition, let first, let second):
      return "(\(number(condition)) -> \(number(first)) : \(number(second)))"
    }
  }

  private func symbol(_ operation: GroundOperator) -> String {
    switch operation {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .remainder: "%"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .and: "&&"
    case .or: "||"
    }
  }
}
