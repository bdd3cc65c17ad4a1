import QuiesceModel

extension Checker {
  /// Reports settings that set no parameter.
  mutating func checkSettingNames() {
    for name in settings.keys.sorted() where parameterIndex(named: name) == nil {
      var span: SourceSpan?
      if case .expression(let value)? = settings[name] { span = value.span }
      reportUnknownSetting(name, at: span)
    }
  }

  func parameterIndex(named name: String) -> Int? {
    guard case .parameter(let id)? = symbols[name] else { return nil }
    return id
  }

  mutating func reportUnknownSetting(_ name: String, at span: SourceSpan?) {
    let known = declarations.parameters.map(\.name.text)
    var notes: [Diagnostic.Note] = []
    if let meant = closest(to: name, among: known) {
      notes.append(Diagnostic.Note("did you mean '\(meant)'?"))
    } else if known.isEmpty {
      notes.append(Diagnostic.Note("the model has no parameters"))
    } else {
      let shown = known.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
      notes.append(Diagnostic.Note("its parameters are \(shown)\(known.count > 8 ? " …" : "")"))
    }
    report(.invalidSetting, "the model '\(modelName)' has no parameter '\(name)'", at: span, notes: notes)
  }

  /// Resolves a parameter's type and gives it its value in this run.
  mutating func resolveParameter(_ id: Int) -> Bool {
    let syntax = declarations.parameters[id]
    guard let type = resolve(syntax.type, anonymousName: syntax.name.text) else { return false }
    if let symmetric = type.containedSymmetric {
      report(
        .symmetryBroken, "a parameter of the symmetric type '\(symmetric.name)' would single out one of its values",
        at: syntax.type.span)
      return false
    }
    guard let value = parameterValue(syntax, type) else { return false }
    let isDefault = settings[syntax.name.text] == nil
    model.parameters[id] = Parameter(name: syntax.name.text, type: type, value: value, isDefault: isDefault)
    return true
  }

  private mutating func parameterValue(_ syntax: ParameterSyntax, _ type: ValueType) -> Value? {
    switch settings[syntax.name.text] {
    case nil:
      return constant(syntax.value, of: type, role: .setting, what: "the value of the parameter '\(syntax.name.text)'")
    case .value(let value)?:
      guard type.admits(value) else {
        reportSetting(syntax, value, type, at: nil)
        return nil
      }
      return value
    case .expression(let expression)?: return settingValue(expression, for: syntax, of: type)
    }
  }

  /// The constant that a setting gives to a parameter. Whatever is wrong with it is an invalid setting.
  mutating func settingValue(
    _ expression: ExpressionSyntax, for syntax: ParameterSyntax, of type: ValueType
  ) -> Value? {
    let before = diagnostics
    // An integer outside the range is reported here, in the words of settings.
    context.isDead = true
    let value = constant(
      expression, of: type, role: .setting, what: "the value of the parameter '\(syntax.name.text)'",
      isRangeChecked: false)
    context.isDead = false
    guard let value else {
      let found = diagnostics[before.count...]
      diagnostics = before
      for diagnostic in found {
        report(.invalidSetting, diagnostic.message, at: diagnostic.span, notes: diagnostic.notes)
      }
      return nil
    }
    guard type.admits(value) else {
      reportSetting(syntax, value, type, at: expression.span)
      return nil
    }
    return value
  }

  private mutating func reportSetting(
    _ syntax: ParameterSyntax, _ value: Value, _ type: ValueType, at span: SourceSpan?
  ) {
    report(
      .invalidSetting,
      "\(value.description(as: type)) is no value of the parameter '\(syntax.name.text)' of type \(type.description)",
      at: span, notes: [Diagnostic.Note("'\(syntax.name.text)' is declared here", at: syntax.name.span)])
  }

  /// The value of an expression that must be known before the search.
  mutating func constant(
    _ syntax: ExpressionSyntax, of type: ValueType, role: Context.Role = .constant,
    owner: Variable.Owner = .shared, what: String, hint: String? = nil, isRangeChecked: Bool = true
  ) -> Value? {
    let saved = context
    context.role = role
    context.owner = owner
    context.locals = LocalNames()
    let typed = value(syntax, of: type)
    context = saved
    guard let typed else { return nil }
    if let dynamic = typed.dynamic {
      report(
        .notConstant, "\(what) must be known before the search, but it depends on \(dynamic.what)", at: dynamic.span,
        notes: declarationNotes(dynamic) + (hint.map { [Diagnostic.Note($0)] } ?? []))
      return nil
    }
    guard let result = evaluateConstant(typed.expression) else { return nil }
    guard !isRangeChecked || type.admits(result) else {
      report(
        .outOfRange, "\(result.description(as: type)) lies outside \(type.description)", at: syntax.span)
      return nil
    }
    return result
  }

  /// Evaluates an expression that reads no state; a fault is an error.
  mutating func evaluateConstant(_ expression: Expression, locals: [LocalID: Value] = [:]) -> Value? {
    if case .constant(let value) = expression.kind { return value }
    var evaluator = Evaluator(
      model: model, environment: ConstantEnvironment(), locals: locals, steps: Limits.constantSteps)
    do {
      return try evaluator.evaluate(expression)
    } catch {
      switch error.reason {
      case .tooManySteps: report(.modelTooLarge, "this constant takes too many steps to evaluate", at: error.span)
      case .fault(.valueOutOfRange), .fault(.indexOutOfRange):
        report(.outOfRange, "this constant has no value: \(faultPhrase(error))", at: error.span)
      case .fault, .unknownState:
        report(.invalidOperation, "this constant has no value: \(faultPhrase(error))", at: error.span)
      }
      return nil
    }
  }

  private func faultPhrase(_ fault: EvaluationFault) -> String { fault.kind?.rawValue ?? "it is not known" }

  func declarationNotes(_ cause: Cause) -> [Diagnostic.Note] {
    cause.declaration.map { [Diagnostic.Note("declared here", at: $0)] } ?? []
  }
}
