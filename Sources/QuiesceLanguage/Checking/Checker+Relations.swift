import QuiesceModel

/// Relations between parameters behind the `where` of an expectation: `n in 1...3, m in 1...3, n <= m`.
extension Checker {
  /// A condition with the parameters that it reads.
  struct Relation {
    var condition: ExpressionSyntax
    var parameters: Set<Int>
  }

  /// The condition, if the expectation sets every parameter that it reads; else nil, with the reason reported.
  mutating func relation(_ condition: ExpressionSyntax, among given: Set<Int>) -> Relation? {
    let parameters = parametersRead(by: condition)
    guard let unset = parameters.subtracting(given).min() else {
      if parameters.isEmpty { reportForeign(condition) }
      return parameters.isEmpty ? nil : Relation(condition: condition, parameters: parameters)
    }
    let name = declarations.parameters[unset].name.text
    report(
      .invalidSetting, "this condition reads the parameter '\(name)', which this 'where' does not set",
      at: condition.span, notes: [Diagnostic.Note("write '\(name) = …' or '\(name) in …' as well")])
    return nil
  }

  /// A condition without parameters: a name of it is misspelt, or it says the same of every run.
  private mutating func reportForeign(_ condition: ExpressionSyntax) {
    var free = FreeNames()
    free.add(condition)
    if let unknown = free.names.first(where: { symbols[$0.text] == nil }) {
      reportUnknownSetting(unknown.text, at: unknown.span)
    } else {
      report(.invalidSetting, "this condition reads no parameter that this 'where' sets", at: condition.span)
    }
  }

  /// The parameters whose values a condition needs, by itself or through functions.
  private func parametersRead(by condition: ExpressionSyntax) -> Set<Int> {
    var free = FreeNames()
    free.add(condition)
    var open = free.names.compactMap { symbols[$0.text] }
    var seen: Set<Symbol> = []
    var result: Set<Int> = []
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      if case .parameter(let id) = node { result.insert(id) } else { open += dependencies(of: node) }
    }
    return result
  }

  /// The runs in which a condition holds; nil if it has no value, which is reported.
  mutating func runs(
    _ runs: [[String: Value]], satisfying condition: ExpressionSyntax, _ unit: ModelUnit
  ) -> [[String: Value]]? {
    var free = FreeNames()
    free.add(condition)
    var blank = Checker.collecting(unit, settings: [:])
    blank.diagnostics = []
    let names = free.names.compactMap { blank.symbols[$0.text] }
    var left: [[String: Value]] = []
    for run in runs {
      var checker = blank
      checker.settings = run.mapValues { .value($0) }
      checker.resolveSignatures(of: names)
      let value = checker.constant(condition, of: .bool, role: .setting, what: "a condition behind 'where'")
      guard case .bool(let holds)? = value else {
        diagnostics += checker.diagnostics
        return nil
      }
      if holds { left.append(run) }
    }
    return left
  }
}
