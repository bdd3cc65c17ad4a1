import QuiesceLanguage
import QuiesceModel
import QuiesceRuns

extension CheckPlanner {
  /// Plans the runs of a check, of one expectation only if a line says so.
  mutating func plan(_ check: Check, _ unit: ModelUnit, session: inout Session) {
    let bases = bases(of: unit, session: &session)
    guard !bases.isEmpty else { return }
    let lines = files.filter { session.workspace.syntax(of: $0.path)?.file == check.file.file }.compactMap(\.line)
    let expectations = check.syntax.expectations
    let isNamed = { (expectation: CheckSyntax.Expectation) in
      !Set(lines).isDisjoint(with: session.workspace.sources.lines(of: expectation.span))
    }
    let named = expectations.filter(isNamed)
    // What is left out is planned all the same: its mistakes are errors, and `--set` and `--property` may mean it.
    let before: CheckPlan = plan
    let faults = expectedFaults(of: check.syntax, unit, &session)
    for expectation in named.isEmpty ? expectations : named {
      plan(expectation, allowing: faults, of: check, unit, bases: bases, session: &session)
    }
    guard isLeftOut(check, session) else { return }
    let hasRuns = plan.runs.count > before.runs.count
    plan = before
    if hasRuns { plan.leftOut.append(session.path(of: unit.files[unit.files.count - 1])) }
  }

  /// Plans a model with all its properties under the default parameters and those of `--set`.
  mutating func planModel(_ path: String, session: inout Session) {
    guard let unit = session.workspace.unit(file: path, properties: propertyPaths) else { return }
    for base in bases(of: unit, session: &session) { planModel(unit, base, session) }
  }

  private mutating func planModel(_ unit: ModelUnit, _ base: Base, _ session: Session) {
    let names = base.model.properties.map(\.name)
    let selected = wanted.filter { names.contains($0) }
    if !wanted.isEmpty, selected.isEmpty, wantedFreedoms.isEmpty {
      plan.skipped += 1
      return
    }
    let words = [session.argument(for: unit.files[unit.files.count - 1])]
    plan.runs.append(
      PlannedRun(
        unit: unit, settings: base.overrides.mapValues { .value($0) }, expectation: .unstated, remark: "",
        selection: wanted.isEmpty ? nil : selected, checksDeadlock: wantedFreedoms.contains(.deadlock),
        checksStuck: wantedFreedoms.contains(.stuck), place: nil, isExtra: false, raised: base.raised,
        reproduction: words + propertyWords(of: unit, session) + settingWords(base.overrides, base.model)
          + wanted.flatMap { ["--property", $0] }))
  }

  /// The model with what `--set` says, once for each combination of the values that it sweeps over: this shows the mistakes
  /// that do not depend on a run, and the names there are.
  private mutating func bases(of unit: ModelUnit, session: inout Session) -> [Base] {
    let names = unit.parameterNames
    knownParameters.formUnion(names)
    let settings = overrides.filter { names.contains($0.name.text) } + sweeps(of: unit, session: &session)
    usedOverrides.formUnion(settings.map(\.name.text))
    var bases: [Base] = []
    // A condition is about the models that have one of its parameters; what it reads besides must be set as well.
    let conditions = relations.filter { !$0.freeNames.isDisjoint(with: names) }
    usedRelations.formUnion(conditions.map(\.span))
    for size in sizes(of: unit, session: &session) {
      let own = size.map { [$0.values] } ?? []
      let sets = session.runs(of: LimitsSyntax(settings: settings + own, conditions: conditions), unit: unit)
      for set in coversPairs ? PairCover.of(sets) : sets {
        // A size that nobody has named and that the model refuses is none that it has.
        var attempt = session
        if let model = attempt.checked(unit, set.mapValues { .value($0) }) {
          session = attempt
          bases.append(Base(model: model, overrides: set, raised: size?.name))
        } else if bases.last?.raised != size?.name || size?.isNamed ?? true {
          session = attempt
          return []
        }
      }
    }
    // Settings that stand for nothing are reported; what keeps them from being understood is wrong in the model.
    guard let model = bases.first?.model ?? session.checked(unit, [:]) else { return [] }
    let properties = Set(model.properties.map(\.name))
    knownProperties.formUnion(properties)
    for parameter in model.parameters {
      guard let ordinals = parameter.type.ordinals, ordinals.count <= CheckPlanner.offeredValues else { continue }
      knownValues[parameter.name] = parameter.type.allValues.map { $0.description(as: parameter.type) }
    }
    usedProperties.formUnion(properties.intersection(wanted))
    return bases
  }

  /// All values of the parameters that are gone through, as settings.
  private func sweeps(of unit: ModelUnit, session: inout Session) -> [SettingSyntax] {
    let swept = sweeps.filter { unit.parameterNames.contains($0) }
    guard !swept.isEmpty, let model = session.checked(unit, [:]) else { return [] }
    return model.parameters.filter { swept.contains($0.name) }.compactMap { parameter in
      guard let ordinals = parameter.type.ordinals, ordinals.count <= CheckPlanner.offeredValues else {
        let note = "name those that matter: '--over \(parameter.name)=1...4'"
        session.report(
          Diagnostic(
            .invalidSetting, "'\(parameter.name)' has too many values to go through all of them", at: nil,
            notes: [Diagnostic.Note(note)]))
        return nil
      }
      let values = parameter.type.allValues.map { $0.description(as: parameter.type) }.joined(separator: ",")
      return session.workspace.setting(parameter.name, values, origin: "--over \(parameter.name)")
    }
  }

  // MARK: expectations

  private mutating func plan(
    _ expectation: CheckSyntax.Expectation, allowing faults: [ExpectedFault], of check: Check, _ unit: ModelUnit,
    bases: [Base], session: inout Session
  ) {
    let kinds = kinds(of: expectation)
    let sets = session.runs(of: expectation, unit: unit)
    let others = faults.filter { $0.place != expectation.span }
    guard !session.hasErrors else { return }
    guard sets.count <= CheckPlanner.runLimit / bases.count else {
      session.report(
        Diagnostic(
          .modelTooLarge, "with --set this stands for more than \(CheckPlanner.runLimit) runs", at: expectation.span))
      return
    }
    for set in sets {
      let fitting = bases.filter { !contradicts(set, $0) }
      if fitting.isEmpty { plan.skipped += max(1, kinds.count) }
      for base in fitting {
        let allowed = others.filter { base.model.isSameRun($0.settings, set) }.map(\.pattern)
        for kind in kinds {
          plan(kind, set, expectation, allowing: allowed, of: check, unit, base: base, session: session)
        }
      }
    }
  }

  /// Plans one run of an expectation, if it is about what `--property` asks for.
  private mutating func plan(
    _ kind: Kind, _ set: [String: Value], _ expectation: CheckSyntax.Expectation, allowing faults: [FaultPattern],
    of check: Check, _ unit: ModelUnit, base: Base, session: Session
  ) {
    let selection = restricted(kind.selection, kind.expectation, base.model)
    guard selection.isMeant else {
      plan.skipped += 1
      return
    }
    // What a pass allows is looked for all the same where it is asked for by name.
    let freedoms = kind.freedoms.subtracting(check.syntax.allowed).union(kind.named).intersection(wantedFreedoms)
    let line = session.workspace.sources.lines(of: expectation.span).lowerBound
    let settings = base.overrides.merging(set) { _, own in own }
    var words = ["\(session.argument(for: check.file)):\(line)"] + settingWords(settings, base.model)
    if case .violation(let name) = kind.expectation {
      words += ["--property", name]
    } else {
      words += wanted.flatMap { ["--property", $0] }
    }
    plan.runs.append(
      PlannedRun(
        unit: unit, settings: settings.mapValues { .value($0) }, expectation: kind.expectation,
        remark: expectation.remark, selection: selection.names, checksDeadlock: freedoms.contains(.deadlock),
        checksStuck: freedoms.contains(.stuck),
        place: "\(session.path(of: check.file)):\(line)", allowedFaults: faults, isExtra: check.syntax.isExtra,
        raised: base.raised, reproduction: words))
  }

  /// What one expectation asks of each of its runs.
  private struct Kind {
    let expectation: Expectation
    /// The selected properties; nil for all.
    let selection: [String]?
    /// What must not occur unless the check allows it.
    var freedoms: Freedoms = []
    /// What is asked for by name.
    var named: Freedoms = []
  }

  /// The most values of a parameter that completions offer.
  private static let offeredValues = 64

  /// How many runs one expectation may stand for.
  private static let runLimit = 10_000

  /// A fault that an expectation is about: what another one finds it in its way is no surprise under the same parameters.
  private struct ExpectedFault {
    let pattern: FaultPattern
    /// The parameters that the expectation sets.
    let settings: [String: Value]
    /// The expectation.
    let place: SourceSpan
  }

  private func expectedFaults(
    of check: CheckSyntax, _ unit: ModelUnit, _ session: inout Session
  ) -> [ExpectedFault] {
    check.expectations.flatMap { expectation -> [ExpectedFault] in
      guard case .fault(let fault) = expectation.outcome else { return [] }
      return session.runs(of: expectation, unit: unit).map {
        ExpectedFault(pattern: FaultPattern(fault), settings: $0, place: expectation.span)
      }
    }
  }

  /// What one expectation asks of each of its runs; several properties whose violation is expected are runs of their own.
  private func kinds(
    of expectation: CheckSyntax.Expectation
  ) -> [Kind] {
    // The checker has seen to it that the names exist; `deadlock` and `stuck` are those that no property has.
    switch expectation.outcome {
    case .pass(let names):
      let selected = names.map(\.text).filter { !freedomNames.contains($0) }
      return [
        Kind(
          expectation: .pass, selection: names.isEmpty ? nil : selected, freedoms: names.isEmpty ? .all : [],
          named: Freedoms(names: names.map(\.text)))
      ]
    case .violation(let names):
      return names.map(\.text).map { name in
        switch name {
        case deadlockPropertyName: Kind(expectation: .deadlock, selection: [], named: .deadlock)
        case stuckPropertyName: Kind(expectation: .stuck, selection: [], named: .stuck)
        default: Kind(expectation: .violation(name), selection: [name])
        }
      }
    case .deadlock: return [Kind(expectation: .deadlock, selection: [], named: .deadlock)]
    case .stuck: return [Kind(expectation: .stuck, selection: [], named: .stuck)]
    case .fault(let fault): return [Kind(expectation: .fault(FaultPattern(fault)), selection: [])]
    }
  }

  /// The selection under `--property`, and whether the run is about any of these properties at all.
  private func restricted(
    _ names: [String]?, _ expectation: Expectation, _ model: CheckedModel
  ) -> (isMeant: Bool, names: [String]?) {
    let names = names ?? (expectation == .pass ? model.ordinaryProperties : nil)
    guard !wanted.isEmpty else { return (true, names) }
    switch expectation {
    case .deadlock: return (wanted.contains(deadlockPropertyName), names)
    case .stuck: return (wanted.contains(stuckPropertyName), names)
    case .fault: return (wanted.contains("fault"), names)
    case .pass, .unstated, .violation:
      let left = (names ?? model.properties.map(\.name)).filter { wanted.contains($0) }
      return (!left.isEmpty || (expectation == .pass && !wantedFreedoms.isEmpty), left)
    }
  }

  /// What is looked for, where nothing but `--property` speaks against it.
  private var wantedFreedoms: Freedoms { wanted.isEmpty ? .all : Freedoms(names: wanted) }

  private func contradicts(_ set: [String: Value], _ base: Base) -> Bool {
    base.overrides.contains { name, value in set[name].map { $0 != value } ?? false }
  }

  // MARK: the words of a reproduction

  private func settingWords(_ settings: [String: Value], _ model: CheckedModel) -> [String] {
    settings.sorted { $0.key < $1.key }.flatMap { name, value -> [String] in
      guard let parameter = model.parameters.first(where: { $0.name == name }) else { return [] }
      return ["--set", "\(name)=\(value.description(as: parameter.type))"]
    }
  }

  private func propertyWords(of unit: ModelUnit, _ session: Session) -> [String] {
    propertyPaths.compactMap { session.workspace.syntax(of: $0) }
      .flatMap { ["--properties", session.argument(for: $0)] }
  }

  // MARK: what nobody had

  /// Reports `--set` and `--property` names that no model of the invocation has.
  func reportUnused(session: inout Session) {
    for name in overrides.map(\.name.text) + sweeps + plan.grown where !usedOverrides.contains(name) {
      if plan.grown.contains(name), knownParameters.contains(name) {
        reportNoSize(name, session: &session)
        continue
      }
      let notes =
        closest(to: name, among: knownParameters.sorted()).map { "did you mean '\($0)'?" }
        ?? (knownParameters.isEmpty
          ? "no model here has parameters" : "there are \(knownParameters.sorted().joined(separator: ", "))")
      session.report(
        Diagnostic(
          .invalidSetting, "no model here has a parameter '\(name)'", at: nil, notes: [Diagnostic.Note(notes)])
      )
    }
    for relation in relations where !usedRelations.contains(relation.span) {
      session.report(
        Diagnostic(.invalidSetting, "no model here has a parameter that this condition reads", at: relation.span))
    }
    for name in wanted where !usedProperties.contains(name) && !freedomNames.contains(name) && name != "fault" {
      let notes = closest(to: name, among: knownProperties.sorted()).map { [Diagnostic.Note("did you mean '\($0)'?")] }
      session.report(Diagnostic(.unknownName, "no model here has a property '\(name)'", at: nil, notes: notes ?? []))
    }
  }
}

/// What a run may show not to occur, beside its properties.
private struct Freedoms: OptionSet {
  let rawValue: Int

  static let deadlock = Freedoms(rawValue: 1)
  static let stuck = Freedoms(rawValue: 2)
  static let all: Freedoms = [.deadlock, .stuck]
}

extension Freedoms {
  /// Those among the names of properties.
  init(names: [String]) {
    self = []
    if names.contains(deadlockPropertyName) { insert(.deadlock) }
    if names.contains(stuckPropertyName) { insert(.stuck) }
  }
}

extension CheckSyntax {
  /// What is no verdict in this check. In a deadlock all that do not rest are stuck: who allows it allows them.
  fileprivate var allowed: Freedoms {
    if allowsDeadlock { return .all }
    return allowsStuck ? .stuck : []
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

extension CheckedModel {
  /// The properties that an expectation asks for without naming them; nil if these are all.
  fileprivate var ordinaryProperties: [String]? {
    let names = properties.filter { !$0.isExtra }.map(\.name)
    return names.count < properties.count ? names : nil
  }

  /// Whether two settings, with the defaults for the rest, mean the same parameters.
  fileprivate func isSameRun(_ first: [String: Value], _ second: [String: Value]) -> Bool {
    parameters.allSatisfy { (first[$0.name] ?? $0.value) == (second[$0.name] ?? $0.value) }
  }
}

extension FaultPattern {
  /// The faults that an expectation means; the checker has seen to it that the kind exists.
  fileprivate init(_ syntax: CheckSyntax.Expectation.FaultSyntax) {
    self.init(kind: syntax.kind.flatMap { FaultKind(rawValue: $0.text) }, step: syntax.step?.text)
  }
}
