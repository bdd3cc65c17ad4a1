import QuiesceModel

/// What people write who come from C, Promela or Python, and what the language has instead.
///
/// A habit is a mistake like any other; all that is special is the note that names the right form.
extension Parser {
  /// Words that a statement starts with elsewhere.
  private static let statementHabits: [String: String] = [
    "while": "what repeats is a step that leads back to its own state; 'for x in D { … }' goes over values",
    "do": "what repeats is a step that leads back to its own state; 'for x in D { … }' goes over values",
    "loop": "what repeats is a step that leads back to its own state; 'for x in D { … }' goes over values",
    "break": "a loop ends behind its last value: 'for x in D where c { … }' leaves values out",
    "continue": "a loop ends behind its last value: 'for x in D where c { … }' leaves values out",
    "return": "a body ends at its '}'; '-> STATE' behind it says where the actor goes",
    "goto": "'-> STATE' behind the body says where the actor goes",
    "switch": "write 'if e { … } else if f { … } else { … }'",
    "match": "write 'if e { … } else if f { … } else { … }'",
    "elif": "write 'else if'",
    "elsif": "write 'else if'",
    "elseif": "write 'else if'",
    "else": "'else' stands behind the '}' of an 'if'",
    "await": "a step waits by 'when CONDITION' before its body",
    "wait": "a step waits by 'when CONDITION' before its body",
    "atomic": "a step is atomic already",
    "skip": "a body that does nothing is left out",
    "pass": "a body that does nothing is left out",
    "printf": "'emit EVENT(…)' shows values in traces",
    "print": "'emit EVENT(…)' shows values in traces",
  ]

  /// Words that a step or a state starts with elsewhere.
  private static let stepHabits: [String: String] = [
    "goto": "write 'step NAME -> STATE'",
    "if": "write 'step NAME when CONDITION { … } -> STATE'",
    "while": "write 'step NAME when CONDITION { … }': a step without '->' leads back to its own state",
    "do": "write 'step NAME when CONDITION { … }': a step without '->' leads back to its own state",
    "when": "write 'step NAME when CONDITION { … } -> STATE'",
    "transition": "write 'step NAME when CONDITION { … } -> STATE'",
  ]

  /// Words that a declaration starts with elsewhere.
  private static let declarationHabits: [String: String] = [
    "const": "a constant is 'param NAME : TYPE = VALUE', or 'let NAME = VALUE'",
    "static": "a variable is 'var NAME : TYPE = VALUE', a constant 'param NAME : TYPE = VALUE'",
    "fn": "a function is 'func NAME(x: T) -> U = EXPRESSION'",
    "def": "a function is 'func NAME(x: T) -> U = EXPRESSION'",
    "function": "a function is 'func NAME(x: T) -> U = EXPRESSION'",
    "void": "what changes the state is a 'step' of an 'actor'; a function gives a value only",
    "inline": "what changes the state is a 'step' of an 'actor'; a function gives a value only",
    "typedef": "write 'type NAME = TYPE'",
    "process": "write 'actor NAME { … }'",
    "proctype": "write 'actor NAME { … }'",
    "active": "write 'actor NAME { … }'",
    "thread": "write 'actor NAME { … }'",
    "class": "write 'actor NAME { … }', or 'struct NAME { … }' for data",
    "init": "initial values stand in 'var NAME : TYPE = VALUE'",
    "chan": "write 'queue NAME : TYPE[CAPACITY]'",
    "channel": "write 'queue NAME : TYPE[CAPACITY]', or 'signal NAME' for a rendezvous",
    "include": "write 'import \"FILE\"' before all declarations",
    "use": "write 'import \"FILE\"' before all declarations",
    "using": "write 'import \"FILE\"' before all declarations",
    "assert": "write 'property NAME: invariant CONDITION'",
  ]

  /// The types of C and its like, and what stands for them.
  private static let typeHabits: [String: String] = [
    "bool": "Bool", "boolean": "Bool", "Boolean": "Bool", "_Bool": "Bool", "bit": "Bool", "int": "0...3",
    "unsigned": "0...3",
    "uint": "0...3", "char": "0...3", "byte": "0...3", "short": "0...3", "long": "0...3", "u8": "0...3",
    "u16": "0...3", "u32": "0...3", "u64": "0...3", "size_t": "0...3", "integer": "0...3", "nat": "0...3",
  ]

  /// What to write instead of the word that a declaration starts with.
  func declarationHabit() -> String? {
    Parser.declarationHabits[text(current)] ?? typedName(keyword: "var")
  }

  /// What to write instead of the word that a step starts with.
  func stepHabit() -> String? {
    kind == .word ? Parser.stepHabits[text(current)] : nil
  }

  /// What to write instead of the word that a member of an actor starts with.
  func memberHabit() -> String? {
    typedName(keyword: "var") ?? (isWord("goto") ? Parser.stepHabits["goto"] : nil)
  }

  /// What to write instead of the word that a statement starts with.
  func statementHabit() -> String? {
    let next = token(1)
    guard !startsPlace(next.kind) else { return nil }
    if isWord("for"), next.kind == .leftParenthesis { return "write 'for x in 0..<n { … }'" }
    if let habit = Parser.statementHabits[text(current)] { return habit }
    guard ["var", "const", "auto", "int", "bool"].contains(text(current)), next.kind == .word, !next.startsLine else {
      return typedName(keyword: "let")
    }
    return "write 'let \(text(next)) = VALUE' for a value; what a step changes is declared outside of it"
  }

  /// `var x : Bool = …` where `bool x` stands.
  private func typedName(keyword: String) -> String? {
    let next = token(1)
    guard let type = Parser.typeHabits[text(current)], next.kind == .word, !next.startsLine else { return nil }
    guard keyword == "var" else {
      return "write 'let \(text(next)) = VALUE' for a value; what a step changes is declared outside of it"
    }
    let value = token(2).kind == .assign ? text(token(3)) : type == "Bool" ? "false" : "0"
    let bounds = type == "Bool" ? "" : ", with the bounds that it has"
    return "write 'var \(text(next)) : \(type) = \(value)'\(bounds)"
  }

  /// The type that was meant by the name of one of another language, if it is not declared.
  static func typeHabit(_ name: String) -> String? {
    switch typeHabits[name] ?? (name.hasPrefix("uint") || name.hasPrefix("int") ? "" : nil) {
    case nil: nil
    case "Bool"?: "did you mean 'Bool'?"
    default: "integers have bounds: write a range such as '0...3'"
    }
  }

  /// The note about a mark that means something elsewhere and stands where something else was wanted.
  func markHabit(wanted: String) -> String? {
    if kind == .equal, wanted.contains("'='") { return "did you mean '='?" }
    if kind == .assign, !wanted.contains("'='"), position > 0, endsOperand(tokens[position - 1]) {
      return "did you mean '=='?"
    }
    if let doubled = doubledSign() { return "write 'x \(doubled)= 1'" }
    if isWord("and") { return "write '&&'" }
    // What was to be a field is taken for the target of a step.
    if position > 2, tokens[position - 2].kind == .arrow, comparesValues {
      return "a field is written '\(text(tokens[position - 3])).\(text(tokens[position - 1]))'; '->' leads to a state"
    }
    return nil
  }

  private var comparesValues: Bool {
    switch kind {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Passes the word of a habit and what stands in parentheses behind it, so that none of this is complained about again.
  mutating func skipParentheses() {
    guard token(1).kind == .leftParenthesis, !token(1).startsLine else { return }
    advance()
    var open = 0
    repeat {
      if kind == .leftParenthesis { open += 1 }
      if kind == .rightParenthesis { open -= 1 }
      advance()
    } while open > 0 && kind != .end && !current.startsLine
  }

  /// The sign of `++` or `--`, if one stands here.
  func doubledSign() -> String? {
    guard kind == .plus || kind == .minus, token(1).kind == kind, token(1).start == current.end else { return nil }
    return kind.rawValue
  }

  /// The operator of `*=` and the like, if one stands here.
  func compoundSign() -> String? {
    switch kind {
    case .star, .slash, .percent: token(1).kind == .assign && token(1).start == current.end ? kind.rawValue : nil
    default: nil
    }
  }

  private func endsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .word, .integer, .rightParenthesis, .rightBracket, .rightBrace, .exclamation: true
    default: false
    }
  }

  /// Passes `and` or `or` between two operands, which formulas alone have, as what it means, and reports it.
  mutating func wordOperator() -> BinaryOperator? {
    guard isWord("and") || isWord("or"), startsOperandBehindWord(token(1)), token(2).kind != .assign else { return nil }
    let meant: BinaryOperator = isWord("and") ? .and : .or
    reportWord(as: meant == .and ? "&&" : "||")
    return meant
  }

  /// Whether `not` stands before an operand, as formulas alone have it.
  func startsNegation() -> Bool {
    isWord("not") && token(1).kind != .leftParenthesis && startsOperandBehindWord(token(1))
  }

  /// Reports a word that stands for an operator.
  mutating func reportWord(as mark: String) {
    report(
      .unexpectedToken, "'\(text(current))' is a word of formulas", at: span(current),
      notes: [Diagnostic.Note("write '\(mark)'")])
  }

  private func startsOperandBehindWord(_ token: Token) -> Bool {
    guard !token.startsLine else { return false }
    switch token.kind {
    case .word:
      let others = ["in", "is", "implies", "then", "else", "where", "when", "sends", "on", "step", "fair", "strongly"]
      return !others.contains(text(token))
    case .integer, .leftParenthesis, .exclamation: return true
    default: return false
    }
  }
}
