import QuiesceLanguage
package import QuiesceModel

/// A condition in a model or in its properties that should be true at some time and false at another.
package struct ModelPart: Hashable, Sendable {
  /// What it is a part of.
  package enum Whole: Hashable, Sendable {
    /// The property, or monitor, of this name.
    case property(String)
    /// A branch in the body of a step of an actor.
    case step(String, actor: String)
  }

  /// Where it stands, by which it is known in every run.
  package var span: SourceSpan
  /// What it is a part of.
  package var whole: Whole
  /// The value that is no wonder if it is the only one: with it the property holds, or nothing is left out.
  package var harmless: Bool?

  /// The values that it still has to have so that nothing is to be said of it: the one that is no wonder, or both.
  func values(missingIn sighting: PartAudit.Sighting) -> [Bool] {
    (harmless.map { [$0] } ?? [true, false]).filter { !sighting.had($0) }
  }
}

/// A part under one setting of the parameters.
package struct SetPart: Sendable {
  /// The part.
  package var part: ModelPart
  /// The values that the parameters leave it: none where they keep it from being evaluated.
  package var values: [Bool]

  /// Parts in the order of the text.
  static func inOrder(_ parts: [SetPart]) -> [SetPart] {
    parts.sorted { ($0.part.span.file, $0.part.span.start) < ($1.part.span.file, $1.part.span.start) }
  }
}

extension CheckedModel {
  /// The parts of some properties, nil for all: each once.
  func parts(ofProperties names: [String]?) -> [SetPart] {
    var collector = PartCollector(model: self)
    for property in properties where names?.contains(property.name) ?? true {
      collector.collect(property)
    }
    return Array(collector.parts.values)
  }

  /// The branches of the steps: each once.
  var branches: [SetPart] {
    var collector = PartCollector(model: self)
    for actor in actors {
      for step in actor.steps {
        collector.whole = .step(step.name, actor: actor.name)
        let isNever = [step.bindingCondition, step.guardCondition].contains { $0.flatMap { knownTruth($0) } == false }
        collector.unless(isNever) { $0.collectBranches(of: step.body) }
      }
    }
    return Array(collector.parts.values)
  }
}

/// Finds the parts of conditions and statements.
///
/// A part of a property is an operand that no Boolean operator takes apart: a comparison, a membership, a Boolean variable, a call;
/// a quantifier is one besides its own parts. What its operators do with it tells which value it has to have for the property to
/// hold: that it always has this value is what the property says.
private struct PartCollector {
  let model: CheckedModel
  var parts: [SourceSpan: SetPart] = [:]
  var whole = ModelPart.Whole.property("")
  /// Whether the parameters keep what is collected from being evaluated.
  private var isDead = false

  init(model: CheckedModel) {
    self.model = model
  }

  /// Collects what is evaluated only where something is not known to be false.
  mutating func unless(_ isNever: Bool, _ collect: (inout PartCollector) -> Void) {
    let before = isDead
    defer { isDead = before }
    isDead = isDead || isNever
    collect(&self)
  }

  mutating func collect(_ property: Property) {
    whole = .property(property.name)
    switch property.kind {
    case .invariant(let condition): collect(condition, harmless: true)
    case .never(let pattern): if let condition = pattern.condition { collect(condition, harmless: false) }
    case .reachable(let condition), .alwaysReachable(let condition): collect(condition, harmless: true)
    case .reachableEvent(let pattern): if let condition = pattern.condition { collect(condition, harmless: true) }
    case .monitor(let monitor):
      for reaction in model.monitors[monitor].reactions {
        if let condition = reaction.pattern.condition { collect(condition, harmless: nil) }
        collectAssertions(of: reaction.body)
      }
    // At rest only: what it has elsewhere says nothing.
    case .atRest, .temporal: break
    }
  }

  /// Adds a part; its value, if the parameters decide it.
  @discardableResult private mutating func add(_ expression: Expression, harmless: Bool?) -> Bool? {
    let known = model.knownTruth(expression)
    if parts[expression.span] == nil {
      parts[expression.span] = SetPart(
        part: ModelPart(span: expression.span, whole: whole, harmless: harmless),
        values: isDead ? [] : known.map { [$0] } ?? [true, false])
    }
    return known
  }

  private mutating func collect(_ expression: Expression, harmless: Bool?) {
    let opposite = harmless.map { !$0 }
    switch expression.kind {
    case .constant: break
    case .not(let operand): collect(operand, harmless: opposite)
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      collect(left, harmless: harmless)
      collect(right, harmless: harmless)
    case .binary(.implies, let left, let right):
      collect(left, harmless: opposite)
      collect(right, harmless: harmless)
    case .conditional(let condition, let then, let otherwise):
      collect(condition, harmless: nil)
      collect(then, harmless: harmless)
      collect(otherwise, harmless: harmless)
    case .quantified(let quantifier, _, _, let condition, let body)
    where quantifier == .forall || quantifier == .exists:
      add(expression, harmless: harmless)
      if let condition { collect(condition, harmless: quantifier == .forall ? opposite : harmless) }
      if let body { collect(body, harmless: harmless) }
    default: add(expression, harmless: harmless)
    }
  }

  private mutating func collectAssertions(of body: [Statement]) {
    for statement in body {
      switch statement.kind {
      case .assert(let condition, _): collect(condition, harmless: true)
      case .conditional(let condition, let then, let otherwise):
        collect(condition, harmless: nil)
        collectAssertions(of: then + otherwise)
      case .ifLet(_, _, let then, let otherwise): collectAssertions(of: then + otherwise)
      case .forEach(_, _, let condition, let body):
        if let condition { collect(condition, harmless: nil) }
        collectAssertions(of: body)
      case .assign, .letBinding, .push, .pop, .clear, .removeAll, .emit: break
      }
    }
  }

  // MARK: branches

  mutating func collectBranches(of body: [Statement]) {
    for statement in body {
      switch statement.kind {
      case .conditional(let condition, let then, let otherwise):
        collectBranches(on: condition, then, otherwise)
      case .ifLet(_, let optional, let then, let otherwise): collectBranches(on: optional, then, otherwise)
      case .forEach(_, _, _, let body): collectBranches(of: body)
      case .assign(_, let value), .letBinding(_, let value), .push(_, let value): collectBranches(in: value)
      case .emit(_, let values): for value in values { collectBranches(in: value) }
      case .assert(let condition, _): collectBranches(in: condition)
      case .pop, .clear, .removeAll: break
      }
    }
  }

  private mutating func collectBranches(on condition: Expression, _ then: [Statement], _ otherwise: [Statement]) {
    let known = add(condition, harmless: then.isEmpty ? false : otherwise.isEmpty ? true : nil)
    collectBranches(in: condition)
    unless(known == false) { $0.collectBranches(of: then) }
    unless(known == true) { $0.collectBranches(of: otherwise) }
  }

  private mutating func collectBranches(in expression: Expression) {
    if case .conditional(let condition, _, _) = expression.kind { add(condition, harmless: nil) }
    for child in expression.children { collectBranches(in: child) }
  }
}
