extension Checker {
  /// Everything that is resolved along its dependencies.
  var allNodes: [Symbol] {
    declarations.parameters.indices.map { .parameter($0) } + declarations.types.indices.map { .type($0) }
      + declarations.variables.indices.map { .variable($0) } + declarations.channels.indices.map { .channel($0) }
      + declarations.signals.indices.map { .signal($0) } + declarations.events.indices.map { .event($0) }
      + declarations.actors.indices.map { .actor($0) } + declarations.functions.indices.map { .function($0) }
  }

  /// Resolves nodes, each after everything that it needs. The walk keeps its own stack: a chain of declarations may be as
  /// long as the file.
  mutating func resolveSignatures(of roots: [Symbol]) {
    var isOpen: Set<Symbol> = []
    for root in roots where !facts.resolved.contains(root) {
      var path: [(node: Symbol, needs: [Symbol])] = [(root, dependencies(of: root))]
      isOpen.insert(root)
      while let top = path.last {
        guard let next = top.needs.last else {
          path.removeLast()
          isOpen.remove(top.node)
          facts.resolved.insert(top.node)
          if !facts.failed.contains(top.node) { resolve(top.node) }
          continue
        }
        path[path.count - 1].needs.removeLast()
        if isOpen.contains(next) {
          reportCycle(path.map(\.node), backTo: next)
        } else if !facts.resolved.contains(next) {
          path.append((next, dependencies(of: next)))
          isOpen.insert(next)
        }
      }
    }
  }

  private mutating func reportCycle(_ path: [Symbol], backTo start: Symbol) {
    guard let first = path.firstIndex(of: start) else { return }
    let cycle = path[first...]
    let isKnown = cycle.contains { facts.failed.contains($0) }
    facts.failed.formUnion(cycle)
    guard !isKnown, let name = declarationName(of: start) else { return }
    let names = (cycle + [start]).compactMap { declarationName(of: $0)?.text }
    let shown = names.count > 8 ? names.prefix(4) + ["…"] + names.suffix(3) : names[...]
    report(
      .recursiveDefinition, "'\(name.text)' needs itself: \(shown.map { $0 }.joined(separator: " needs "))",
      at: name.span)
  }

  /// Finds out what each node needs that needs the same under every setting.
  mutating func collectNeeds() {
    for node in allNodes {
      if case .parameter = node { continue }
      declarations.needs[node] = namedDependencies(of: node)
    }
  }

  /// The symbols whose resolution a node needs, in reverse order of the text.
  func dependencies(of node: Symbol) -> [Symbol] {
    guard case .parameter(let id) = node else { return declarations.needs[node] ?? [] }
    let syntax = declarations.parameters[id]
    var free = FreeNames(bound: caseNames(of: syntax.type))
    free.add(syntax.type)
    switch settings[syntax.name.text] {
    case .expression(let value)?: free.add(value)
    case .value?: break
    case nil: free.add(syntax.value)
    }
    return symbols(named: free.names).reversed()
  }

  private func namedDependencies(of node: Symbol) -> [Symbol] {
    var free = FreeNames()
    switch node {
    case .parameter: break
    case .type(let id):
      switch declarations.types[id].definition {
      case .alias(let type): free.add(type)
      case .symmetric(let size): free.add(size)
      case .enumeration: break
      case .structure(let fields): for field in fields { free.add(field.type) }
      }
    case .variable(let id): free.add(declarations.variables[id].syntax.type)
    case .channel(let id):
      let syntax = declarations.channels[id]
      if let index = syntax.index { free.add(index.type) }
      free.add(syntax.element)
      free.add(syntax.capacity)
    case .signal(let id): for field in declarations.signals[id].parameters { free.add(field.type) }
    case .event(let id): for field in declarations.events[id].parameters { free.add(field.type) }
    case .function(let id):
      switch declarations.functions[id] {
      case .condition(let syntax): free.add(syntax.value)
      case .function(let syntax):
        for parameter in syntax.parameters { free.add(parameter.type) }
        free.add(syntax.result)
        var body = FreeNames(bound: syntax.parameters.map(\.name.text))
        body.add(syntax.body)
        return (symbols(named: free.names) + symbols(named: body.names)).reversed()
      }
    case .actor(let id):
      if let index = declarations.actors[id].index { free.add(index.type) }
      for variable in declarations.actors[id].variables { free.add(variable.type) }
      for presence in declarations.actors[id].steps.compactMap(\.presence) { free.add(presence) }
      let own = facts.shapes[id].variables.values.sorted().map { Symbol.variable($0) }
      return own + symbols(named: free.names).reversed()
    }
    return symbols(named: free.names).reversed()
  }

  private func symbols(named names: [Name]) -> [Symbol] {
    var seen: Set<Symbol> = []
    return names.compactMap { symbols[$0.text] }.filter { seen.insert($0).inserted }
  }

  /// The cases of an enumeration as far as the text of its type tells: where a parameter is set they come before
  /// declared names.
  func caseNames(of type: TypeSyntax) -> [String] {
    switch type.kind {
    case .enumeration(let cases): return cases.map(\.text)
    case .named(let name):
      guard case .type(let id)? = symbols[name.text] else { return [] }
      if case .enumeration(let cases) = declarations.types[id].definition { return cases.map(\.text) }
      return []
    case .optional(let wrapped): return caseNames(of: wrapped)
    case .range, .array, .set: return []
    }
  }

  private mutating func resolve(_ node: Symbol) {
    let saved = context
    context = Context()
    let isDone: Bool
    switch node {
    case .parameter(let id): isDone = resolveParameter(id)
    case .type(let id): isDone = resolveTypeDeclaration(id)
    case .variable(let id): isDone = resolveVariable(id)
    case .channel(let id): isDone = resolveChannel(id)
    case .signal(let id): isDone = resolveMessage(declarations.signals[id], isSignal: true, id: id)
    case .event(let id): isDone = resolveMessage(declarations.events[id], isSignal: false, id: id)
    case .function(let id): isDone = resolveFunction(id)
    case .actor(let id): isDone = resolveActorIndex(id) && resolvePresence(of: id)
    }
    if !isDone { facts.failed.insert(node) }
    context = saved
  }
}
