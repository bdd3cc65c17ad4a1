import QuiesceModel

extension Checker {
  /// Makes the type of a declaration concrete.
  mutating func resolveTypeDeclaration(_ id: Int) -> Bool {
    let syntax = declarations.types[id]
    let type: ValueType?
    switch syntax.definition {
    case .alias(let aliased): type = resolve(aliased, anonymousName: syntax.name.text)
    case .symmetric(let size):
      let range = ValueType.integer(1...Limits.enumeratedValues)
      type = constant(size, of: .integer(nil), what: "the size of a type").flatMap { value in
        guard case .integer(let count) = value, range.admits(value) else {
          report(
            .invalidRange, "a symmetric type has between 1 and \(Limits.enumeratedValues) values", at: size.span)
          return nil
        }
        return .symmetric(SymmetricType(name: syntax.name.text, size: count))
      }
    case .enumeration(let cases): type = enumeration(cases, name: syntax.name.text, at: syntax.name.span)
    case .structure(let fields): type = structure(fields, name: syntax.name)
    }
    guard let type, isModerate(type, at: syntax.name.span) else { return false }
    facts.types[id] = type
    return true
  }

  private mutating func enumeration(_ cases: [Name], name: String, at span: SourceSpan) -> ValueType? {
    guard !cases.isEmpty, cases.count <= Limits.enumeratedValues else {
      report(.invalidRange, "an enumeration has between 1 and \(Limits.enumeratedValues) cases", at: span)
      return nil
    }
    var first: [String: Name] = [:]
    for name in cases {
      if let known = first[name.text] { reportDuplicate(name, first: known) } else { first[name.text] = name }
    }
    return .enumeration(EnumerationType(name: name, cases: cases.map(\.text)))
  }

  private mutating func structure(_ fields: [FieldSyntax], name: Name) -> ValueType? {
    guard !fields.isEmpty else {
      report(.invalidRange, "the structure '\(name.text)' has no fields", at: name.span)
      return nil
    }
    var first: [String: Name] = [:]
    var result: [StructureType.Field] = []
    for field in fields {
      if let known = first[field.name.text] { reportDuplicate(field.name, first: known) }
      first[field.name.text] = field.name
      guard let type = resolve(field.type) else { continue }
      result.append(StructureType.Field(name: field.name.text, type: type, isGhost: field.isGhost))
    }
    return result.count == fields.count ? .structure(StructureType(name: name.text, fields: result)) : nil
  }

  /// Whether a type is small enough to be worked with.
  private mutating func isModerate(_ type: ValueType, at span: SourceSpan) -> Bool {
    if type.depth > Limits.typeDepth {
      report(.nestingTooDeep, "types lie more than \(Limits.typeDepth) deep in this type", at: span)
      return false
    }
    if type.scalarCount > Limits.scalarsPerVariable {
      report(
        .modelTooLarge, "a value of this type takes more than \(Limits.scalarsPerVariable) scalars", at: span)
      return false
    }
    return true
  }

  /// Makes a type concrete; nil if it has been reported. `Int` is a type of parameters and results of functions only.
  mutating func resolve(_ syntax: TypeSyntax, anonymousName: String? = nil, allowsInt: Bool = false) -> ValueType? {
    let type: ValueType?
    switch syntax.kind {
    case .named(let name): type = namedType(name, allowsInt: allowsInt)
    case .range(let low, let high, let isClosed): type = rangeType(low, high, isClosed, at: syntax.span)
    case .enumeration(let cases):
      if let anonymousName {
        type = enumeration(cases, name: anonymousName, at: syntax.span)
      } else {
        report(
          .invalidOperation, "an enumeration without a name stands only behind a parameter or a variable",
          at: syntax.span, notes: [Diagnostic.Note("declare it: enum Name { … }")])
        type = nil
      }
    case .optional(let wrapped): type = resolve(wrapped, anonymousName: anonymousName).map { .optional($0) }
    case .array(let index, let element):
      let indexType = enumerable(index, what: "the index of an array")
      let elementType = resolve(element, anonymousName: anonymousName)
      if let indexType, let elementType { type = .array(index: indexType, element: elementType) } else { type = nil }
    case .set(let element): type = enumerable(element, what: "the elements of a set", isIndex: false).map { .set($0) }
    }
    guard let type, isModerate(type, at: syntax.span) else { return nil }
    return type
  }

  /// A type whose values can be counted off: indices, members of sets, what bindings range over.
  mutating func enumerable(_ syntax: TypeSyntax, what: String, isIndex: Bool = true) -> ValueType? {
    guard let type = resolve(syntax) else { return nil }
    return isEnumerable(type, what: what, isIndex: isIndex, at: syntax.span) ? type : nil
  }

  /// Whether the values of a type can be counted off; those that index are simple besides.
  mutating func isEnumerable(
    _ type: ValueType, limit: Int = Limits.enumeratedValues, what: String, isIndex: Bool = false, at span: SourceSpan
  ) -> Bool {
    guard type.isScalar || !isIndex else {
      report(
        .invalidOperation, "\(what) must be of a simple type, and \(type.phrase) is not", at: span,
        notes: [Diagnostic.Note("simple types are Bool, ranges, enumerations, symmetric types and optionals of these")])
      return false
    }
    guard type.cardinality <= limit else {
      report(
        .invalidRange,
        "\(what) must be of a type with at most \(limit) values, and \(type.description) has more",
        at: span,
        notes: type.isScalar ? [] : [Diagnostic.Note("its parts make one value for each combination of theirs")])
      return false
    }
    guard !type.containsGhost else {
      report(
        .ghostDependency, "\(what) are told apart by all their fields, and \(type.phrase) holds a ghost field", at: span
      )
      return false
    }
    return true
  }

  private mutating func namedType(_ name: Name, allowsInt: Bool) -> ValueType? {
    if name.text == "Bool" { return .bool }
    if name.text == "Int" {
      if allowsInt { return .integer(nil) }
      report(
        .invalidRange, "'Int' has no bounds, and this place needs them", at: name.span,
        notes: [Diagnostic.Note("write a range, such as 0...7; Int is for parameters and results of functions")])
      return nil
    }
    switch symbols[name.text] {
    case .type(let id)?:
      usage.named.insert(.type(id))
      return facts.types[id]
    case let symbol?:
      report(
        .invalidOperation, "'\(name.text)' is \(symbol.phrase), not a type", at: name.span,
        notes: declarationName(of: symbol).map { [Diagnostic.Note("declared here", at: $0.span)] } ?? [])
      return nil
    case nil:
      let habit = Parser.typeHabit(name.text)
      let known = habit == nil ? declarations.types.map(\.name.text) + ["Bool"] : []
      reportUnknown(name, "there is no type '\(name.text)'", among: known, hint: habit)
      return nil
    }
  }

  private mutating func rangeType(
    _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ isClosed: Bool, at span: SourceSpan
  ) -> ValueType? {
    let lower = constant(low, of: .integer(nil), what: "the end of a range")
    let upper = constant(high, of: .integer(nil), what: "the end of a range")
    guard case .integer(let first)? = lower, case .integer(let end)? = upper else { return nil }
    let bound = Limits.rangeBound
    guard (-bound...bound).contains(first), (-bound...bound).contains(end) else {
      report(.invalidRange, "a bound of a range lies between -2^53 and 2^53", at: span)
      return nil
    }
    let last = isClosed ? end : end - 1
    guard first <= last else {
      report(.invalidRange, "the range \(first)\(isClosed ? "..." : "..<")\(end) has no values", at: span)
      return nil
    }
    guard last - first <= Limits.rangeWidth else {
      report(.invalidRange, "the range \(first)...\(last) has more than 2^32 values", at: span)
      return nil
    }
    noteEnds(first...last, low, high)
    return .integer(first...last)
  }
}
