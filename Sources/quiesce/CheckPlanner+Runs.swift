import QuiesceLanguage
import QuiesceReport

extension CheckPlanner {
  /// Plans the runs of a check, of one expectation only if a line says so.
  mutating func plan(_ check: Check, session: inout Session) {
    guard let unit = session.workspace.unit(for: check.syntax) else { return }
    guard let base = baseModel(of: unit, session: &session) else { return }
    let lines = files.filter { session.workspace.syntax(of: $0.path)?.file == check.file.file }.compactMap(\.line)
    let expectations = check.syntax.expectations
    let isNamed = { (expectation: CheckSyntax.Expectation) in
      !Set(lines).isDisjoint(with: session.workspace.sources.lines(of: expectation.span))
    }
    let named = expectations.filter(isNamed)
    // What is left out is planned all the same: its mistakes are errors, and `--set` and `--property` may mean it.
    let before: CheckPlan = plan
    for expectation in named.isEmpty ? expectations : named {
      plan(expectation, of: check, unit, base: base, session: &session)
    }
    guard isLeftOut(check, session) else { return }
    let hasRuns = plan.runs.count > before.runs.count
    plan = before
    if hasRuns { plan.leftOut.append(session.path(of: unit.files[unit.files.count - 1])) }
  }

  /// Plans a model with all its properties under the default parameters and those of `--set`.
  mutating func planModel(_ path: String, session: inout Session) {
    guard let unit = session.workspace.unit(file: path, properties: propertyPaths) else { return }
    guard let base = baseModel(of: unit, session: &session) else { return }
    let names = base.properties.map(\.name)
    let selected = wanted.filter { names.contains($0) }
    if !wanted.isEmpty, selected.isEmpty, !wantsDeadlock {
      plan.skipped += 1
      return
    }
    let words = [session.path(of: unit.files[unit.files.count - 1])]
    plan.runs.append(
      PlannedRun(
        unit: unit, settings: settings(for: base, besides: [:]), expectation: .unstated, remark: "",
        selection: wanted.isEmpty ? nil : selected, checksDeadlock: wantsDeadlock, place: nil, isExtra: false,
        reproduction: words + propertyWords(of: unit, session) + overrideWords(for: base)
          + wanted.flatMap { ["--property", $0] }))
  }

  /// The model with what `--set` says: it shows the mistakes that do not depend on a run, and the names there are.
  private mutating func baseModel(of unit: ModelUnit, session: inout Session) -> CheckedModel? {
    let names = unit.parameterNames
    knownParameters.formUnion(names)
    var settings: [String: Setting] = [:]
    for override in overrides where names.contains(override.name) {
      usedOverrides.insert(override.name)
      settings[override.name] = .expression(override.value)
    }
    guard let model = session.checked(unit, settings) else { return nil }
    let properties = Set(model.properties.map(\.name))
    knownProperties.formUnion(properties)
    usedProperties.formUnion(properties.intersection(wanted))
    return model
  }

  private func settings(for model: CheckedModel, besides set: [String: Value]) -> [String: Setting] {
    var result = set.mapValues { Setting.value($0) }
    for parameter in model.parameters where result[parameter.name] == nil {
      if overrides.contains(where: { $0.name == parameter.name }) { result[parameter.name] = .value(parameter.value) }
    }
    return result
  }

  // MARK: expectations

  private mutating func plan(
    _ expectation: CheckSyntax.Expectation, of check: Check, _ unit: ModelUnit, base: CheckedModel,
    session: inout Session
  ) {
    let kinds = kinds(of: expectation)
    let sets = session.runs(of: expectation, unit: unit)
    guard !session.hasErrors else { return }
    for set in sets {
      guard !contradicts(set, base) else {
        plan.skipped += max(1, kinds.count)
        continue
      }
      for kind in kinds {
        let selection = restricted(kind.selection, kind.expectation, base)
        guard selection.isMeant else {
          plan.skipped += 1
          continue
        }
        // What a pass allows is looked for all the same where it is expected.
        let isAllowed = check.syntax.allowsDeadlock && !kind.asksForDeadlock
        let checksDeadlock = kind.checksDeadlock && !isAllowed && wantsDeadlock
        let line = session.workspace.sources.lines(of: expectation.span).lowerBound
        let path = session.path(of: check.file)
        var words = ["\(path):\(line)"]
        for (name, value) in set.sorted(by: { $0.key < $1.key }) {
          guard let parameter = base.parameters.first(where: { $0.name == name }) else { continue }
          words += ["--set", "\(name)=\(value.description(as: parameter.type))"]
        }
        words += overrideWords(for: base, except: set)
        if case .violation(let name) = kind.expectation {
          words += ["--property", name]
        } else {
          words += wanted.flatMap { ["--property", $0] }
        }
        plan.runs.append(
          PlannedRun(
            unit: unit, settings: settings(for: base, besides: set), expectation: kind.expectation,
            remark: expectation.remark,
            selection: selection.names, checksDeadlock: checksDeadlock, place: "\(path):\(line)",
            isExtra: check.syntax.isExtra, reproduction: words))
      }
    }
  }

  /// What one expectation asks of each of its runs; several properties whose violation is expected are runs of their own.
  private func kinds(
    of expectation: CheckSyntax.Expectation
  ) -> [(expectation: Expectation, selection: [String]?, checksDeadlock: Bool, asksForDeadlock: Bool)] {
    // The checker has seen to it that the names exist; `deadlock` is the one that no property has.
    switch expectation.outcome {
    case .pass(let names):
      let selected = names.map(\.text).filter { $0 != deadlockPropertyName }
      return [(.pass, names.isEmpty ? nil : selected, true, selected.count < names.count)]
    case .violation(let names):
      return names.map(\.text).map { name in
        name == deadlockPropertyName ? (.deadlock, [], true, true) : (.violation(name), [name], false, false)
      }
    case .deadlock: return [(.deadlock, [], true, true)]
    case .fault: return [(.fault, [], false, false)]
    }
  }

  /// The selection under `--property`, and whether the run is about any of these properties at all.
  private func restricted(
    _ names: [String]?, _ expectation: Expectation, _ model: CheckedModel
  ) -> (isMeant: Bool, names: [String]?) {
    guard !wanted.isEmpty else { return (true, names) }
    switch expectation {
    case .deadlock: return (wanted.contains(deadlockPropertyName), names)
    case .fault: return (wanted.contains("fault"), names)
    case .pass, .unstated, .violation:
      let left = (names ?? model.properties.map(\.name)).filter { wanted.contains($0) }
      return (!left.isEmpty || (expectation == .pass && wanted.contains(deadlockPropertyName)), left)
    }
  }

  /// Whether deadlocks are looked for, where nothing but `--property` speaks against it.
  private var wantsDeadlock: Bool { wanted.isEmpty || wanted.contains(deadlockPropertyName) }

  private func contradicts(_ set: [String: Value], _ base: CheckedModel) -> Bool {
    overrides.contains { override in
      guard let value = set[override.name] else { return false }
      return base.parameters.first { $0.name == override.name }?.value != value
    }
  }

  // MARK: the words of a reproduction

  private func overrideWords(for model: CheckedModel, except set: [String: Value] = [:]) -> [String] {
    overrides.filter { override in
      set[override.name] == nil && model.parameters.contains { $0.name == override.name }
    }.flatMap { ["--set", "\($0.name)=\($0.text)"] }
  }

  private func propertyWords(of unit: ModelUnit, _ session: Session) -> [String] {
    propertyPaths.compactMap { session.workspace.syntax(of: $0) }
      .flatMap { ["--properties", session.path(of: $0)] }
  }

  // MARK: what nobody had

  /// Reports `--set` and `--property` names that no model of the invocation has.
  func reportUnused(session: inout Session) {
    for override in overrides where !usedOverrides.contains(override.name) {
      let notes =
        closest(to: override.name, among: knownParameters.sorted()).map { "did you mean '\($0)'?" }
        ?? (knownParameters.isEmpty
          ? "no model here has parameters" : "there are \(knownParameters.sorted().joined(separator: ", "))")
      session.report(
        Diagnostic(
          .invalidSetting, "no model here has a parameter '\(override.name)'", at: nil, notes: [Diagnostic.Note(notes)])
      )
    }
    for name in wanted where !usedProperties.contains(name) && name != "deadlock" && name != "fault" {
      let notes = closest(to: name, among: knownProperties.sorted()).map { [Diagnostic.Note("did you mean '\($0)'?")] }
      session.report(Diagnostic(.unknownName, "no model here has a property '\(name)'", at: nil, notes: notes ?? []))
    }
  }
}

extension ModelUnit {
  /// The parameters that its files declare.
  var parameterNames: Set<String> {
    var names: Set<String> = []
    for file in files + propertyFiles {
      for case .parameter(let parameter) in file.declarations { names.insert(parameter.name.text) }
    }
    return names
  }
}

extension CheckSyntax.Expectation {
  /// The first paragraph of the doc comment, on one line.
  fileprivate var remark: String {
    documentation.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { line in line.contains { !$0.isWhitespace } }
      .flatMap { $0.split(whereSeparator: \.isWhitespace) }.joined(separator: " ")
  }
}
