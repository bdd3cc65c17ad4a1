extension Parser {
  /// A type; `height` is its height afterwards.
  mutating func type() throws(Failure) -> TypeSyntax {
    let start = current
    var result = try nested { (parser) throws(Failure) in try parser.typeWithoutOptional() }
    while kind == .question, !current.startsLine {
      mark(.tightBefore)
      advance()
      height += 1
      guard height <= Parser.maximumNesting else { throw tooDeep() }
      result = TypeSyntax(.optional(result), at: span(from: start))
    }
    return result
  }

  private mutating func typeWithoutOptional() throws(Failure) -> TypeSyntax {
    let start = current
    switch kind {
    case .leftBracket: return try arrayType()
    case .word where isWord("enum") && token(1).kind == .leftBrace:
      advance()
      let cases = try enumerationCases()
      height = 1
      return TypeSyntax(.enumeration(cases), at: span(from: start))
    case .word where isWord("Set") && token(1).kind == .less: return try setType()
    case .word where !startsRange():
      let name = try name(of: "a type")
      height = 1
      return TypeSyntax(.named(name), at: name.span)
    case .word, .integer, .minus, .leftParenthesis: return try rangeType()
    default: throw unexpected("a type")
    }
  }

  /// Whether the word here starts the lower end of a range rather than being a type's name.
  private func startsRange() -> Bool {
    let next = token(1)
    guard !next.startsLine else { return false }
    switch next.kind {
    case .closedRange, .halfOpenRange, .plus, .minus, .star, .slash, .percent, .dot, .leftParenthesis: return true
    default: return false
    }
  }

  private mutating func rangeType() throws(Failure) -> TypeSyntax {
    let start = current
    let low = try expression(from: .sum)
    let lowHeight = height
    guard kind == .closedRange || kind == .halfOpenRange else {
      throw unexpected("'...' or '..<' and the range's upper end")
    }
    let isClosed = kind == .closedRange
    mark(.tight)
    advance()
    let high = try expression(from: .sum)
    height = max(height, lowHeight) + 1
    return TypeSyntax(.range(low, high, isClosed: isClosed), at: span(from: start))
  }

  private mutating func arrayType() throws(Failure) -> TypeSyntax {
    let start = current
    let outer = allowsElementAccess
    allowsElementAccess = true
    defer { allowsElementAccess = outer }
    try expect(.leftBracket)
    let index = try type()
    let indexHeight = height
    try expect(.colon, " and the type of the array's elements")
    let element = try type()
    try expect(.rightBracket, " behind the array's type")
    height = max(height, indexHeight) + 1
    return TypeSyntax(.array(index: index, element: element), at: span(from: start))
  }

  private mutating func setType() throws(Failure) -> TypeSyntax {
    let start = current
    advance()
    mark(.tight)
    try expect(.less)
    let element = try type()
    guard kind == .greater else {
      let hint = kind == .greaterOrEqual ? [Diagnostic.Note("put a space between '>' and '='")] : []
      throw unexpected("'>' behind the type of the set's elements", notes: hint)
    }
    mark(.tightBefore)
    advance()
    height += 1
    return TypeSyntax(.set(element), at: span(from: start))
  }

  /// `{ a, b }`, also with a line for each case.
  mutating func enumerationCases() throws(Failure) -> [Name] {
    try expect(.leftBrace, " and the cases")
    var cases: [Name] = []
    while kind != .rightBrace {
      mark(.startsElement)
      cases.append(try name(of: "a case's name"))
      if !pass(.comma), kind != .rightBrace, !current.startsLine { throw unexpected("',' or '}' behind a case") }
    }
    try expect(.rightBrace, " behind the cases")
    return cases
  }

  /// `type`, `symmetric type`, `enum` or `struct` at the top of a file.
  mutating func typeDeclaration(_ documentation: String) throws(Failure) -> TypeDeclarationSyntax {
    let definition: TypeDeclarationSyntax.Definition
    let name: Name
    if pass(word: "symmetric") {
      guard pass(word: "type") else { throw unexpected("'type' behind 'symmetric'") }
      name = try plainName(of: "the type's name")
      mark(.tightBefore)
      try expect(.leftBracket, " and how many values the symmetric type has")
      definition = .symmetric(size: try expression())
      try expect(.rightBracket, " behind the size")
    } else if pass(word: "enum") {
      name = try plainName(of: "the enumeration's name")
      definition = .enumeration(try enumerationCases())
    } else if pass(word: "struct") {
      name = try plainName(of: "the structure's name")
      definition = .structure(try fields())
    } else {
      advance()
      name = try plainName(of: "the type's name")
      try expect(.assign, " and the type that the name stands for")
      definition = .alias(try type())
    }
    return TypeDeclarationSyntax(name: name, definition: definition, documentation: documentation)
  }

  private mutating func fields() throws(Failure) -> [FieldSyntax] {
    try expect(.leftBrace, " and the fields")
    var fields: [FieldSyntax] = []
    while kind != .rightBrace {
      mark(.startsElement)
      let isGhost = isWord("ghost") && token(1).kind == .word && pass(word: "ghost")
      let name = try name(of: "a field's name")
      try expect(.colon, " and the field's type")
      fields.append(FieldSyntax(name: name, type: try type(), isGhost: isGhost))
      if !pass(.comma), !pass(.semicolon), kind != .rightBrace, !current.startsLine {
        throw unexpected("',' or '}' behind a field")
      }
    }
    try expect(.rightBrace, " behind the fields")
    return fields
  }
}
