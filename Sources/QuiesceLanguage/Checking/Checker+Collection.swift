import QuiesceModel
import Synchronization

/// A checker that has collected the declarations of a unit and checked nothing yet. It is the same for all settings of the parameters,
/// and so made once: when the first check begins, on whichever thread.
final class CollectedUnit: Sendable {
  private let collected = Mutex<Checker?>(nil)

  /// The checker of the unit, which has no settings.
  func checker(of unit: ModelUnit) -> Checker {
    collected.withLock { collected in
      if let collected { return collected }
      var checker = Checker(name: unit.name)
      checker.declarations.bound = unit.bound
      checker.collect(unit.files, unit.propertyFiles)
      collected = checker
      return checker
    }
  }
}

extension Checker {
  /// Enters all declarations in the tables.
  fileprivate mutating func collect(_ files: [FileSyntax], _ propertyFiles: [FileSyntax]) {
    declarations.mainFile = files.last?.file
    declarations.hasPropertyFiles = !propertyFiles.isEmpty
    for file in files {
      for declaration in file.declarations { enter(declaration, isPropertyFile: false) }
    }
    for file in propertyFiles {
      for declaration in file.declarations { enter(declaration, isPropertyFile: true) }
    }
    enterOwnVariables()
    makePlaceholders()
    for actor in declarations.actors.indices { shapeActor(actor) }
    collectNeeds()
  }

  private mutating func enter(_ declaration: DeclarationSyntax, isPropertyFile: Bool) {
    if isPropertyFile, let (what, name) = state(declaration) {
      report(
        .invalidOperation, "a property file declares no \(what): what a model consists of belongs into the model",
        at: name.span)
      return
    }
    switch declaration {
    case .parameter(let syntax):
      declare(syntax.name, as: .parameter(declarations.parameters.count))
      declarations.parameters.append(syntax)
    case .type(let syntax):
      if syntax.name.text == "Bool" || syntax.name.text == "Int" {
        report(.duplicateName, "'\(syntax.name.text)' is a type of the language", at: syntax.name.span)
        return
      }
      declare(syntax.name, as: .type(declarations.types.count))
      declarations.types.append(syntax)
    case .variable(let syntax):
      declare(syntax.name, as: .variable(declarations.variables.count))
      declarations.variables.append((syntax, .shared))
    case .channel(let syntax):
      declare(syntax.name, as: .channel(declarations.channels.count))
      declarations.channels.append(syntax)
    case .signal(let syntax):
      declare(syntax.name, as: .signal(declarations.signals.count))
      declarations.signals.append(syntax)
    case .event(let syntax):
      declare(syntax.name, as: .event(declarations.events.count))
      declarations.events.append(syntax)
    case .condition(let syntax): enterFunction(.condition(syntax))
    case .function(let syntax): enterFunction(.function(syntax))
    case .actor(let syntax):
      declare(syntax.name, as: .actor(declarations.actors.count))
      declarations.actors.append(syntax)
    case .monitor(let syntax):
      declareProperty(syntax.name)
      declarations.properties.append(.monitor(declarations.monitors.count))
      declarations.monitors.append(syntax)
    case .property(let syntax):
      declareProperty(syntax.name)
      declarations.properties.append(.property(syntax))
    case .check(let syntax):
      var free = FreeNames()
      for condition in syntax.expectations.flatMap(\.conditions) { free.add(condition) }
      declarations.namesInChecks.formUnion(free.names.map(\.text))
    }
  }

  private mutating func enterFunction(_ syntax: Declarations.Function) {
    declare(syntax.name, as: .function(declarations.functions.count))
    declarations.functions.append(syntax)
  }

  /// What a declaration adds to the state or the behaviour of a model, if anything.
  private func state(_ declaration: DeclarationSyntax) -> (what: String, name: Name)? {
    switch declaration {
    case .variable(let syntax): ("variable", syntax.name)
    case .channel(let syntax): (syntax.isBag ? "bag" : "queue", syntax.name)
    case .signal(let syntax): ("signal", syntax.name)
    case .event(let syntax): ("event", syntax.name)
    case .actor(let syntax): ("actor", syntax.name)
    case .parameter, .type, .condition, .function, .monitor, .property, .check: nil
    }
  }

  private mutating func declare(_ name: Name, as symbol: Symbol) {
    guard let known = symbols[name.text] else {
      symbols[name.text] = symbol
      return
    }
    reportDuplicate(name, first: declarationName(of: known))
  }

  private mutating func declareProperty(_ name: Name) {
    if freedomNames.contains(name.text) {
      let what = name.text == deadlockPropertyName ? "deadlocks" : "stuck actors"
      report(.duplicateName, "'\(name.text)' is the name under which \(what) are reported", at: name.span)
    } else if let known = declarations.propertyNames[name.text] {
      reportDuplicate(name, first: known)
    } else {
      declarations.propertyNames[name.text] = name
    }
  }

  mutating func reportDuplicate(_ name: Name, first: Name?) {
    let notes = first.map { [Diagnostic.Note("'\(name.text)' is first declared here", at: $0.span)] } ?? []
    report(.duplicateName, "'\(name.text)' is declared twice", at: name.span, notes: notes)
  }

  /// The name as a symbol's declaration writes it.
  func declarationName(of symbol: Symbol) -> Name? {
    switch symbol {
    case .parameter(let id): declarations.parameters[id].name
    case .type(let id): declarations.types[id].name
    case .variable(let id): declarations.variables[id].syntax.name
    case .channel(let id): declarations.channels[id].name
    case .signal(let id): declarations.signals[id].name
    case .event(let id): declarations.events[id].name
    case .function(let id): declarations.functions[id].name
    case .actor(let id): declarations.actors[id].name
    }
  }

  /// Gives the variables of actors and monitors their positions behind the shared ones.
  private mutating func enterOwnVariables() {
    for (id, actor) in declarations.actors.enumerated() {
      var shape = ActorShape()
      for variable in actor.variables {
        if let index = actor.index, index.name.text == variable.name.text {
          reportDuplicate(variable.name, first: index.name)
        }
        enterOwn(variable, owner: .actor(id), among: &shape.variables)
      }
      if let index = actor.index, let known = symbols[index.name.text] {
        reportDuplicate(index.name, first: declarationName(of: known))
      }
      facts.shapes.append(shape)
    }
    for (id, monitor) in declarations.monitors.enumerated() {
      var names: [String: VariableID] = [:]
      for variable in monitor.variables { enterOwn(variable, owner: .monitor(id), among: &names) }
      facts.monitorVariables.append(names)
    }
  }

  private mutating func enterOwn(
    _ variable: VariableSyntax, owner: Variable.Owner, among names: inout [String: VariableID]
  ) {
    let name = variable.name
    if let known = names[name.text] {
      reportDuplicate(name, first: declarations.variables[known].syntax.name)
    } else if let known = symbols[name.text], !isType(known) {
      reportDuplicate(name, first: declarationName(of: known))
    } else {
      names[name.text] = declarations.variables.count
    }
    declarations.variables.append((variable, owner))
  }

  func isType(_ symbol: Symbol) -> Bool {
    if case .type = symbol { true } else { false }
  }

  /// Fills the model's tables so that a position is valid before its entry is resolved.
  private mutating func makePlaceholders() {
    facts.types = Array(repeating: nil, count: declarations.types.count)
    for entry in declarations.variables {
      model.variables.append(
        Variable(
          name: entry.syntax.name.text, type: .bool, owner: entry.owner, initial: nil, isGhost: entry.syntax.isGhost,
          span: entry.syntax.name.span))
    }
    for syntax in declarations.channels {
      model.channels.append(
        Channel(
          name: syntax.name.text, isBag: syntax.isBag, index: nil, element: .bool, capacity: 1,
          isGhost: syntax.isGhost, span: syntax.name.span))
    }
    model.signals = declarations.signals.map { Message(name: $0.name.text, parameters: []) }
    model.events = declarations.events.map { Message(name: $0.name.text, parameters: []) }
    for syntax in declarations.functions {
      let body = Expression(.constant(.bool(false)), .bool, at: syntax.name.span)
      model.functions.append(Function(name: syntax.name.text, parameters: [], body: body, result: .bool))
    }
    facts.functions = Array(repeating: Facts.Function(), count: declarations.functions.count)
    model.parameters = declarations.parameters.map {
      Parameter(name: $0.name.text, type: .bool, value: .bool(false), isDefault: true)
    }
    for syntax in declarations.actors {
      model.actors.append(
        Actor(name: syntax.name.text, index: nil, locations: [], initial: 0, steps: [], span: syntax.name.span))
    }
  }
}
