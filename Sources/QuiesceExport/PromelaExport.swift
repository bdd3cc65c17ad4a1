import QuiesceModel
package import QuiesceProgram

/// Writes a ground program as a Promela model for Spin: one process, a `d_step` for each transition.
///
/// Nothing but the slots is in Spin's state: temporaries are `hidden`, and the process rests at the head of its loop
/// after every transition. A transition that faults leads back to the first initial state: it adds no state, and counts
/// as a transition, as it does in a search.
package struct PromelaExport: Sendable {
  /// The model.
  package let text: String
  /// How many states Spin stores beyond ours: one if the initial state is chosen by a step of its own.
  package let extraStates: Int
  /// How many transitions Spin counts, as `stored + matched`, beyond ours: one for the state it starts in, and one for
  /// each initial state that is chosen by a step.
  package let extraTransitions: Int
  /// Whether a formula over runs is asked; then a step that changes nothing lets runs rest, and counts mean nothing.
  package let asksOfRuns: Bool
  /// The room for a state that pan has to be compiled with, in bytes.
  package let vectorSize: Int

  /// Writes a program.
  ///
  /// A violation, a `reachable` property's witness and a fault are each a failed assertion; a deadlock is one too, so
  /// that actors that rest in final states are not taken for one. With no questions nothing is checked.
  package init(_ program: Program, asking questions: Set<ExportQuestion> = []) throws(ExportError) {
    let flat = try FlatProgram(program)
    try flat.validate(questions)
    for case .property(let position) in questions where flat.properties[position]?.goal != nil {
      throw .branching(name: program.properties[position].name)
    }
    for case .property(let position) in questions where flat.properties[position]?.formula != nil {
      let name = program.properties[position].name
      guard questions.count == 1 else { throw .besideFormula(name: name) }
      guard program.exportFormulas.contains(.property(position)) else { throw .temporal(name: name) }
    }
    asksOfRuns = questions.contains { flat.formula(of: $0) != nil }
    let choices = PromelaPrinter.choosesInitialState(flat) ? flat.initialStates.count : 0
    extraStates = choices > 0 ? 1 : 0
    extraTransitions = 1 + choices
    vectorSize = max(1024, program.slots.count * 4 + 512)
    let printer = PromelaPrinter(flat: flat, questions: questions)
    let compiler = "gcc -O2 \(asksOfRuns ? "" : "-DSAFETY ")-DNOREDUCE -DVECTORSZ=\(vectorSize) -o pan pan.c"
    text = printer.text(
      notes: [
        "spin -o2 -a FILE && \(compiler) && ./pan \(asksOfRuns ? "-a " : "")-m1000000",
        asksOfRuns
          ? "Nothing is fair here: Spin's fairness is that of processes, and this is a single one."
          : "Spin counts \(extraStates) states and \(extraTransitions) transitions more than Quiesce.",
      ])
  }

  /// The model as text.
  package static func text(
    of program: Program, asking questions: Set<ExportQuestion> = []
  ) throws(ExportError) -> String {
    try PromelaExport(program, asking: questions).text
  }
}

/// Prints a flat program as Promela.
package struct PromelaPrinter {
  let flat: FlatProgram
  let questions: Set<ExportQuestion>

  /// Whether the process begins with a step that sets the initial state. Spin has no negative numbers in the
  /// initial values of an array.
  static func choosesInitialState(_ flat: FlatProgram) -> Bool {
    guard let first = flat.initialStates.first else { return false }
    return flat.initialStates.count > 1
      || flat.storage.variables.contains { variable in
        variable.count.map { first[variable.first..<variable.first + $0].contains { $0 < 0 } } ?? false
      }
  }

  /// The whole file, with these lines in the comment at its head.
  func text(notes: [String]) -> String {
    var lines = header(notes)
    lines += flat.storage.variables.map(declaration)
    for position in 0..<(flat.transitions.map(\.temporaries.count).max() ?? 0) {
      lines.append("hidden int \(ExportNames.temporaryPrefix)\(position);")
    }
    if let committed = flat.committed { lines += ["", "#define committed \(number(committed))"] }
    if flat.canFail { lines += restart }
    lines += ["", "active proctype system()", "{"]
    if PromelaPrinter.choosesInitialState(flat) { lines += choice }
    lines += ["end_resting:", "  do"]
    let options = flat.transitions.indices.flatMap(option) + alarms + rest
    lines += options.isEmpty ? ["  :: false"] : options
    lines += ["  od", "}", ""] + claim
    return lines.joined(separator: "\n")
  }

  private func header(_ notes: [String]) -> [String] {
    let program = flat.program
    var lines = ["/* \(comment(program.modelName)), exported by Quiesce; \(comment(flat.purpose(questions)))."]
    lines += notes.map { "   \($0)" }
    for actor in program.actors {
      let locations = actor.locations.enumerated().map { "\($0) \($1.name)" }.joined(separator: ", ")
      lines.append("   \(comment(actor.name)): \(comment(locations))")
    }
    lines[lines.count - 1] += " */"
    return lines
  }

  /// Text that cannot end the comment it stands in.
  private func comment(_ text: String) -> String {
    let bytes = text.utf8.map { byte in
      let isPlain = byte >= 32 && byte < 127 && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "\\")
      return isPlain ? byte : UInt8(ascii: " ")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func declaration(_ variable: ExportStorage.Variable) -> String {
    let type: String =
      switch (variable.bounds.lowerBound, variable.bounds.upperBound) {
      case (0..., ...1): "bit"
      case (0..., ...255): "byte"
      case ((-32768)..., ...32767): "short"
      default: "int"
      }
    let slots = variable.first..<variable.first + (variable.count ?? 1)
    let values = slots.map { String(declaredValue(of: $0)) }.joined(separator: ", ")
    guard let count = variable.count else { return "\(type) \(variable.name) = \(values);" }
    return "\(type) \(variable.name)[\(count)] = { \(values) };"
  }

  /// The initial value that the declaration gives; the choice of the initial state mends the rest.
  private func declaredValue(of slot: SlotID) -> Int {
    guard let first = flat.initialStates.first else { return 0 }
    return flat.storage.isElement(slot) ? max(0, first[slot]) : first[slot]
  }

  /// The way out of a fault.
  private var restart: [String] {
    guard let initial = flat.initialStates.first else { return [] }
    let assignments = initial.indices.map { "  \(flat.storage.reference($0)) = \(initial[$0])" }
    return ["", "inline restart() {", (assignments + ["  skip"]).joined(separator: ";\n"), "}"]
  }

  private var choice: [String] {
    let options = flat.initialStates.map { state in
      let assignments = state.indices.filter { state[$0] != declaredValue(of: $0) }.map {
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
    let body = statements(transition.body, indent: "       ", end: end)
    lines += body.isEmpty ? ["       skip"] : body
    if transition.canFail { lines[lines.count - 1] += ";\n  \(end): skip" }
    lines.append("     }")
    if transition.undefined.constant != 0 {
      lines.append("  /* the guard of \(comment(transition.label)) has no value */")
      lines.append(
        "  :: d_step { \(condition([place, text(of: transition.undefined)])) -> \(alarm(.fault) ?? "skip"); restart() }"
      )
    }
    return lines
  }

  /// The assertion that answers a question; nil if it is not asked. Among several it is marked with the question.
  private func alarm(_ question: ExportQuestion) -> String? {
    guard questions.contains(question) else { return nil }
    return questions.count == 1 ? "assert(false)" : "assert(!\(question.number))"
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
      if let alarm = alarm(.property(position)), let condition = property.alarm, condition.constant != 0 {
        lines += ["  /* \(comment(property.name)) */", "  :: d_step { \(number(condition)) -> \(alarm) }"]
      }
      if let alarm = alarm(.fault), property.undefined.constant != 0 {
        lines += [
          "  /* \(comment(property.name)) has no value */",
          "  :: d_step { \(number(property.undefined)) -> \(alarm) }",
        ]
      }
    }
    if let alarm = alarm(.deadlock), flat.mayRest.constant != 1 {
      lines += ["  /* deadlock */", "  :: (timeout && \(number(.not(flat.mayRest)))) -> \(alarm)"]
    }
    return lines
  }
}

// MARK: - Formulas over runs

extension PromelaPrinter {
  private var formula: (TemporalFormula, atoms: [FlatTerm])? { questions.lazy.compactMap(flat.formula).first }

  /// What lets a run rest, wherever it is.
  private var rest: [String] { formula == nil ? [] : ["  /* rest */", "  :: true -> skip"] }

  private var claim: [String] {
    guard let (formula, atoms) = formula else { return [] }
    let macros = atoms.enumerated().map { "#define \(ExportNames.atomPrefix)\($0) (\(number($1)))" }
    return macros + ["ltl question { \(text(of: formula)) }", ""]
  }

  private func text(of formula: TemporalFormula) -> String {
    switch formula {
    case .constant(let value): "\(value)"
    case .atom(let atom): "\(ExportNames.atomPrefix)\(atom)"
    case .not(let operand): "!(\(text(of: operand)))"
    case .and(let left, let right): "(\(text(of: left)) && \(text(of: right)))"
    case .or(let left, let right): "(\(text(of: left)) || \(text(of: right)))"
    case .next(let operand): "X (\(text(of: operand)))"
    case .until(let left, let right): "(\(text(of: left)) U \(text(of: right)))"
    case .release(let left, let right): "(\(text(of: left)) V \(text(of: right)))"
    }
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
      let lines = [alarm(.fault), "restart()", "goto \(end)"].compactMap { $0 }
      return lines.map { indent + $0 }.joined(separator: ";\n")
    case .flag(let property):
      return alarm(.property(property)).map { indent + $0 }
    }
  }

  private func number(_ term: FlatTerm) -> String { number(term.expression) }

  private func number(_ expression: GroundExpression) -> String {
    switch expression {
    case .constant(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .slot(let slot): return flat.storage.reference(slot)
    case .slotAt(let base, let stride, let count, let index):
      let access = DynamicAccess(base: base, stride: stride, count: count)
      return flat.storage.reference(access, index: number(index))
    case .local(let temporary): return "\(ExportNames.temporaryPrefix)\(temporary)"
    case .not(let operand): return "!\(number(operand))"
    case .binary(let operation, let left, let right):
      if operation == .and || operation == .or {
        return "(" + expression.operands(of: operation).map(number).joined(separator: " \(operation.symbol) ") + ")"
      }
      return "(\(number(left)) \(operation.symbol) \(number(right)))"
    case .conditional(let condition, let first, let second):
      return "(\(number(condition)) -> \(number(first)) : \(number(second)))"
    case .letIn, .check, .fault, .cover: preconditionFailure("the flat program is pure")
    }
  }
}
