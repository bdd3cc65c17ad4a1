package import QuiesceModel

extension Checker {
  /// Expands the `where` of an expectation into its runs: for each combination of values the parameters that it sets.
  ///
  /// The expectation's own mistakes are reported: a setting that sets no parameter, a value outside the type, a property
  /// that nothing declares. The result is empty if there are any.
  package static func runs(
    of expectation: CheckSyntax.Expectation, unit: ModelUnit, diagnostics: inout [Diagnostic]
  ) -> [[String: Value]] {
    var checker = Checker.collecting(unit, settings: [:])
    // What is wrong with the declarations is reported by `check`.
    checker.diagnostics = []
    checker.checkExpectedNames(expectation)
    let runs = checker.expand(expectation, of: unit)
    diagnostics += checker.sortedDiagnostics
    return checker.hasErrors ? [] : runs
  }

  /// Expands settings without an expectation, such as those of a command line, into the runs that satisfy conditions.
  package static func runs(
    of limits: LimitsSyntax, unit: ModelUnit, diagnostics: inout [Diagnostic]
  ) -> [[String: Value]] {
    guard let span = limits.settings.first?.name.span ?? limits.conditions.first?.span else { return [[:]] }
    let expectation = CheckSyntax.Expectation(
      outcome: .pass([]), settings: limits.settings, conditions: limits.conditions, span: span, documentation: "")
    return runs(of: expectation, unit: unit, diagnostics: &diagnostics)
  }

  private mutating func checkExpectedNames(_ expectation: CheckSyntax.Expectation) {
    let names: [Name]
    switch expectation.outcome {
    case .pass(let properties), .violation(let properties): names = properties
    case .deadlock, .stuck: names = []
    case .fault(let fault):
      names = []
      checkExpected(fault)
    }
    for name in names where declarations.propertyNames[name.text] == nil && !freedomNames.contains(name.text) {
      reportUnknown(
        name, "neither the model '\(modelName)' nor the named property files declare a property '\(name.text)'",
        among: declarations.propertyNames.keys.sorted())
    }
  }

  private mutating func checkExpected(_ fault: CheckSyntax.Expectation.FaultSyntax) {
    if let kind = fault.kind, FaultKind(rawValue: kind.text) == nil {
      let kinds = FaultKind.allCases.map(\.rawValue)
      reportUnknown(
        kind, "there is no kind of fault \"\(kind.text)\"", among: kinds,
        hint: "there are \(kinds.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    guard let step = fault.step else { return }
    let steps = declarations.actors.flatMap(\.steps)
    if !steps.contains(where: { $0.name.text == step.text }) {
      reportUnknown(
        step, "no actor of '\(modelName)' has a step '\(step.text)'", among: Set(steps.map(\.name.text)).sorted())
    }
  }

  private mutating func expand(_ expectation: CheckSyntax.Expectation, of unit: ModelUnit) -> [[String: Value]] {
    var given: [Int: SettingSyntax] = [:]
    for setting in expectation.settings {
      guard let id = parameterIndex(named: setting.name.text) else {
        reportUnknownSetting(setting.name.text, at: setting.name.span)
        continue
      }
      if let known = given[id] { reportDuplicate(setting.name, first: known.name) }
      given[id] = setting
    }
    let relations = expectation.conditions.compactMap { relation($0, among: Set(given.keys)) }
    guard !hasErrors else { return [] }
    var runs: [[String: Value]] = [[:]]
    let order = order(of: Set(given.keys))
    for (position, id) in order.enumerated() {
      guard let setting = given[id] else { continue }
      let earlier = Set(order[..<position])
      let isFixed = earlier.isDisjoint(with: parametersNeeded(by: id))
      var known: [Value]?
      var next: [[String: Value]] = []
      for run in runs {
        guard let values = known ?? values(of: setting, id, after: run, unit) else { return [] }
        if isFixed { known = values }
        for value in values {
          var longer = run
          longer[setting.name.text] = value
          next.append(longer)
          guard next.count <= Limits.runsPerExpectation else {
            report(
              .modelTooLarge, "this stands for more than \(Limits.runsPerExpectation) runs", at: expectation.span)
            return []
          }
        }
      }
      runs = next
      // Asked as soon as all its parameters have values, so that few runs are kept.
      let settled = Set(order[...position])
      for relation in relations where relation.parameters.contains(id) && relation.parameters.isSubset(of: settled) {
        guard let left = self.runs(runs, satisfying: relation.condition, unit) else { return [] }
        runs = left
      }
    }
    if runs.isEmpty {
      report(
        .invalidSetting, "no run is left: no combination of these values satisfies the conditions behind 'where'",
        at: expectation.span)
    }
    return runs
  }

  /// The parameters in an order in which each stands behind those that its type needs.
  private func order(of parameters: Set<Int>) -> [Int] {
    var result: [Int] = []
    var rest = parameters.sorted()
    while !rest.isEmpty {
      let left = Set(rest)
      let next = rest.firstIndex { id in
        left.subtracting([id]).isDisjoint(with: parametersNeeded(by: id))
      }
      result.append(rest.remove(at: next ?? 0))
    }
    return result
  }

  /// The parameters that another one's type needs, directly or not.
  private func parametersNeeded(by id: Int) -> Set<Int> {
    var seen: Set<Symbol> = []
    var open = dependencies(of: .parameter(id))
    var result: Set<Int> = []
    while let node = open.popLast() {
      guard seen.insert(node).inserted else { continue }
      if case .parameter(let other) = node { result.insert(other) }
      open += dependencies(of: node)
    }
    return result
  }

  /// The values that a setting stands for, once the earlier ones of a run are known.
  private mutating func values(
    of setting: SettingSyntax, _ id: Int, after run: [String: Value], _ unit: ModelUnit
  ) -> [Value]? {
    var checker = Checker.collecting(unit, settings: run.mapValues { .value($0) })
    checker.diagnostics = []
    let values = checker.values(of: setting, id)
    diagnostics += checker.diagnostics
    return values
  }

  private mutating func values(of setting: SettingSyntax, _ id: Int) -> [Value]? {
    let syntax = declarations.parameters[id]
    resolveSignatures(of: dependencies(of: .parameter(id)) + names(in: setting))
    guard !hasErrors, let type = resolve(syntax.type, anonymousName: syntax.name.text), !hasErrors else {
      if !hasErrors {
        report(.invalidSetting, "the parameter '\(syntax.name.text)' has no valid type", at: setting.name.span)
      }
      return nil
    }
    switch setting.values {
    case .value(let expression): return settingValue(expression, for: syntax, of: type).map { [$0] }
    case .domain(let domain):
      switch domain.kind {
      case .range(let low, let high, let isClosed):
        return range(low, high, isClosed, for: syntax, of: type, domain.span)
      case .expression(let expression): return elements(of: expression, for: syntax, of: type)
      }
    }
  }

  /// The declarations that the values of a setting name.
  private func names(in setting: SettingSyntax) -> [Symbol] {
    var free = FreeNames()
    switch setting.values {
    case .value(let expression): free.add(expression)
    case .domain(let domain): free.add(domain)
    }
    return free.names.compactMap { symbols[$0.text] }
  }

  private mutating func range(
    _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ isClosed: Bool, for syntax: ParameterSyntax,
    of type: ValueType, _ span: SourceSpan
  ) -> [Value]? {
    guard case .integer = type else {
      report(
        .invalidSetting, "the parameter '\(syntax.name.text)' is no integer: it takes values in {…}", at: span)
      return nil
    }
    let lower = settingValue(low, for: syntax, of: type)
    let upper = isClosed ? settingValue(high, for: syntax, of: type) : settingEnd(high, for: syntax)
    guard case .integer(let first)? = lower, case .integer(let end)? = upper else { return nil }
    let last = isClosed ? end : end - 1
    guard first <= last, last - first < Limits.runsPerExpectation else {
      let message =
        first > last ? "this range has no values" : "this range has more than \(Limits.runsPerExpectation) values"
      report(.invalidSetting, message, at: span)
      return nil
    }
    let values = (first...last).map { Value.integer($0) }
    guard let final = values.last, type.admits(final) else {
      report(
        .invalidSetting, "\(last) is no value of the parameter '\(syntax.name.text)' of type \(type.description)",
        at: high.span)
      return nil
    }
    return values
  }

  /// The open end of a range, which may lie one beyond the parameter's type.
  private mutating func settingEnd(_ syntax: ExpressionSyntax, for parameter: ParameterSyntax) -> Value? {
    settingValue(syntax, for: parameter, of: .integer(-Limits.rangeBound...Limits.rangeBound))
  }

  private mutating func elements(
    of syntax: ExpressionSyntax, for parameter: ParameterSyntax, of type: ValueType
  ) -> [Value]? {
    if case .set(let members) = syntax.kind {
      var values: [Value] = []
      for member in members {
        guard let value = settingValue(member, for: parameter, of: type) else { return nil }
        if !values.contains(value) { values.append(value) }
      }
      if values.isEmpty { report(.invalidSetting, "this set has no values", at: syntax.span) }
      return values.isEmpty ? nil : values
    }
    guard type.isScalar,
      case .set(let values)? = wholeType(syntax, of: type) ?? settingValue(syntax, for: parameter, of: .set(type))
    else {
      if !hasErrors {
        report(.invalidSetting, "this is no set of values for '\(parameter.name.text)'", at: syntax.span)
      }
      return nil
    }
    return values.sorted { type.ordinal(of: $0) < type.ordinal(of: $1) }
  }

  /// All values of a type that is named: `where drain in Drain`, `where fast in Bool`.
  private mutating func wholeType(_ syntax: ExpressionSyntax, of type: ValueType) -> Value? {
    guard let named = typeNamed(syntax), let named, named.matches(type), let ordinals = named.ordinals,
      ordinals.count <= Limits.runsPerExpectation
    else { return nil }
    let values = named.allValues
    return values.allSatisfy { type.admits($0) } ? .set(Set(values)) : nil
  }
}
