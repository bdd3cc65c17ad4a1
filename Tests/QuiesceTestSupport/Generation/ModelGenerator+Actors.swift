extension ModelGenerator {
  /// An actor or a family of actors.
  mutating func actor() -> Fragment {
    let name = fresh("actor")
    var scope = shared
    scope.mayFault = mayFault
    var head: Fragment = "actor \(name)"
    var index: GeneratedType?
    let family = isSymmetric && random.chance(70) ? symmetricType(limit: 4) : nil
    if family != nil || random.chance(35), let type = family ?? random.pick(namedTypes), family != nil || type.size <= 3
    {
      head = "\(head)[i in \(type.text)]"
      scope = scope.adding("i", type)
      index = type
    }
    let fairness = random.pick(["", "", "fair ", "strongly fair "]) ?? ""
    var variables: [Fragment] = []
    for _ in 0..<random.below(3) {
      guard let (text, atom) = variable(in: scope, mayBeGhost: true) else { continue }
      for _ in 1..<(index?.size ?? 1) { budget /= atom.type.size }
      variables.append(text.playing(.optional))
      scope.atoms.append(atom)
      observe(atom, of: name, index: index)
    }
    let states = stateNames()
    let hasSequence = random.chance(30)
    let entry = hasSequence && random.chance(50) ? fresh("entry") : nil
    let targets = states + (entry.map { [$0] } ?? [])
    var parts = variables
    let elseState = random.chance(25) ? random.pick(Array(states.dropFirst(hasSequence && entry == nil ? 1 : 0))) : nil
    for (position, state) in states.enumerated() {
      parts.append(
        self.state(state, isInitial: position == 0, hasElse: state == elseState, targets: targets, scope))
    }
    if hasSequence {
      let start = entry ?? states[0]
      parts.append(
        sequence(from: start, to: states[states.count - 1], isAlone: start == entry, targets, scope))
    }
    observeLocations(of: name, index: index, targets)
    return .optional("\(fairness)\(head) {\n\(Fragment.joined(parts))}\n")
  }

  private mutating func stateNames() -> [String] {
    let odd = random.chance(10) ? random.pick(["on", "final", "initial", "step", "state", "committed"]) : nil
    let plain = (0..<(1 + random.below(3))).map { _ in fresh("s") }
    return plain + (odd.map { [$0] } ?? [])
  }

  private mutating func observe(_ atom: GeneratedScope.Atom, of actor: String, index: GeneratedType?) {
    guard let index else {
      observed.atoms.append(.init(text: "\(actor).\(atom.text)", type: atom.type, isGhost: atom.isGhost))
      return
    }
    guard let instance = constant(of: index) else { return }
    observed.atoms.append(.init(text: "\(actor)[\(instance)].\(atom.text)", type: atom.type, isGhost: atom.isGhost))
  }

  private mutating func observeLocations(of actor: String, index: GeneratedType?, _ states: [String]) {
    for _ in 0..<2 {
      guard let state = random.pick(states) else { continue }
      let set: Fragment =
        random.chance(25) ? "{\(states.joined(separator: ", "))}" : Fragment(stringLiteral: state)
      guard let index else {
        observed.locations.append("(\(actor) is \(set))")
        continue
      }
      if let instance = constant(of: index), random.chance(50) {
        observed.locations.append("(\(actor)[\(instance)] is \(set))")
      } else if index.isNamed {
        observed.locations.append(
          "(\(random.chance(50) ? "forall" : "exists") k in \(index.text): \(actor)[k] is \(set))")
      }
    }
  }

  // MARK: States

  private mutating func state(
    _ name: String, isInitial: Bool, hasElse: Bool, targets: [String], _ scope: GeneratedScope
  ) -> Fragment {
    var modifiers = isInitial ? "initial " : ""
    let isFinal = random.chance(30)
    if isFinal { modifiers += "final " }
    if random.chance(8) { modifiers += "committed " }
    let rest: Fragment = isFinal && random.chance(30) ? restCondition(scope) : ""
    var place = StepPlace(targets: targets.filter { $0 != name } + [name], maySend: !hasElse, mayTimeOut: !hasElse)
    var steps = (0..<(1 + random.below(3))).map { _ in step(scope, place, moves: 75).playing(.optional) }
    if hasElse {
      place.isElse = true
      place.maySend = true
      steps.insert(step(scope, place, moves: 75).playing(.optional), at: random.below(steps.count + 1))
    }
    return "\(modifiers)state \(name)\(rest) {\n\(Fragment.joined(steps))}\n"
  }

  /// Where a final state lets its actor rest: a condition that cannot fail.
  private mutating func restCondition(_ scope: GeneratedScope) -> Fragment {
    if random.chance(30), let channel = random.pick(scope.channels), let text = reference(channel, scope) {
      return mayFail(text) ? "" : .optional(" when \(text).isEmpty")
    }
    guard let atom = random.pick(scope.readable { $0.isScalar }), let value = constant(of: atom.type) else { return "" }
    let condition = Fragment.optional(" when \(atom.text) \(random.chance(50) ? "==" : "!=") \(value)")
    return mayFail(atom.text) ? "" : condition
  }

  /// Whether a place has an index, which might be out of range, or opens an optional, which might be none.
  private func mayFail(_ place: Fragment) -> Bool {
    let text = place.source
    return text.contains("[") || text.contains("!")
  }

  private mutating func sequence(
    from: String, to: String, isAlone: Bool, _ targets: [String], _ scope: GeneratedScope
  ) -> Fragment {
    let count = 1 + random.below(3)
    let labels = (0..<count).map { $0 > 0 && random.chance(25) ? fresh("place") : nil }
    let steps = (0..<count).map { position -> Fragment in
      var place = StepPlace(targets: targets + labels.compactMap { $0 })
      let hasSecond = random.chance(25)
      // The first steps may leave a state that has steps of its own, some with a rendezvous.
      let isElse = hasSecond && (isAlone || position > 0) && random.chance(40)
      place.maySend = !isElse
      place.mayTimeOut = !isElse
      // One step at least is always there.
      place.mayBeAbsent = position < count - 1 && (isAlone || position > 0)
      let first = step(scope, place, moves: 8)
      let head: Fragment = labels[position].map { "at \($0)\n\(first)" } ?? first
      guard hasSecond else { return head.playing(.optional) }
      place.isAlternative = true
      place.mayBeAbsent = true
      place.isElse = isElse
      return .optional("\(head)\(Fragment.optional("or \(step(scope, place, moves: 30))"))")
    }
    return .optional("sequence \(fresh("sequence")) from \(from) to \(to) {\n\(Fragment.joined(steps))}\n")
  }

  // MARK: Steps

  /// What a step may be where it stands.
  struct StepPlace {
    /// Where it may lead.
    var targets: [String]
    /// Whether it may take part in a rendezvous.
    var maySend = true
    /// Whether it may be a time-out.
    var mayTimeOut = true
    /// Whether a constant may take it away.
    var mayBeAbsent = true
    var isAlternative = false
    var isElse = false
  }

  /// A step that moves the actor with a chance of so many percent.
  mutating func step(_ outer: GeneratedScope, _ place: StepPlace, moves chance: Int) -> Fragment {
    var scope = outer
    let (bindings, receivable) = self.bindings(&scope)
    var clauses: [Fragment] = []
    if !signals.isEmpty, place.maySend, random.chance(30), let rendezvous = rendezvous(&scope, receivable) {
      clauses.append(rendezvous)
    }
    if random.chance(35) { clauses.append(.optional("when \(condition(scope, depth: 2)) ")) }
    if clauses.count == 2, random.chance(50) { clauses.swapAt(0, 1) }
    if place.mayBeAbsent, random.chance(10) {
      clauses.append(.optional("if \(random.pick(constantConditions) ?? "false") "))
    }
    let body: Fragment = "{\n\(block(scope, count: random.below(4), depth: 2))}"
    let arrow = random.chance(chance) ? self.arrow(place, scope) : ""
    let tail: Fragment = random.chance(80) ? "\(body)\(arrow)" : "\(arrow) \(body)"
    let fairness = random.pick(["", "", "", "fair ", "strongly fair "]) ?? ""
    let precedence = place.isElse ? "else " : place.mayTimeOut && random.chance(6) ? "timeout " : ""
    let attribute = !place.isAlternative && random.chance(10) ? "@source(\"drivers/iommu/file.c:function\")\n" : ""
    return
      "\(attribute)\(precedence)\(fairness)step \(fresh("t"))\(bindings) \(Fragment.joined(clauses))\(tail)\n"
  }

  private mutating func arrow(_ place: StepPlace, _ scope: GeneratedScope) -> Fragment {
    guard let target = random.pick(place.targets) else { return "" }
    guard random.chance(20), let other = random.pick(place.targets) else { return .optional(" -> \(target)") }
    return .optional(" -> if \(condition(scope, depth: 1)) then \(target) else \(other)")
  }

  /// The bindings in parentheses, and the names among them that range over a domain.
  private mutating func bindings(_ scope: inout GeneratedScope) -> (Fragment, [(name: String, type: GeneratedType)]) {
    var texts: [Fragment] = []
    var chosen: [(name: String, type: GeneratedType)] = []
    var taken: Set<String> = []
    for _ in 0..<(random.chance(45) ? 1 + random.below(2) : 0) {
      let name = fresh("b")
      if random.chance(25) {
        guard let channel = random.pick(scope.channels.filter { !taken.contains($0.name) }),
          let text = reference(channel, scope)
        else { continue }
        taken.insert(channel.name)
        texts.append("\(name) from \(text)")
        scope = scope.adding(name, channel.element)
        continue
      }
      guard let domain = bindingDomain(scope) else { continue }
      texts.append("\(name) in \(domain.text)")
      scope = scope.adding(name, domain.type)
      chosen.append((name, domain.type))
    }
    if texts.isEmpty { return ("", []) }
    let filter: Fragment = random.chance(35) ? .optional(" where \(condition(scope, depth: 1))") : ""
    return ("(\(Fragment.joined(texts, separator: ", "))\(filter))", chosen)
  }

  private mutating func bindingDomain(_ scope: GeneratedScope) -> GeneratedDomain? {
    var quiet = scope
    quiet.channels = []
    return domain(quiet, depth: 1)
  }

  private mutating func rendezvous(
    _ scope: inout GeneratedScope, _ receivable: [(name: String, type: GeneratedType)]
  ) -> Fragment? {
    guard let signal = random.pick(signals) else { return nil }
    let isSender = surplus[signal.name, default: 0] <= 0 ? random.chance(80) : random.chance(20)
    var arguments: [Fragment] = []
    var inner = scope
    for parameter in signal.parameters {
      if !isSender, random.chance(20) {
        let name = fresh("r")
        arguments.append("let \(name)")
        inner = inner.adding(name, parameter.type)
        continue
      }
      guard let value = argument(parameter.type, scope, receivable, isSent: isSender) else { return nil }
      arguments.append(value)
    }
    surplus[signal.name, default: 0] += isSender ? 1 : -1
    scope = inner
    return .optional(
      "\(isSender ? "sends" : "on") \(signal.name)(\(Fragment.joined(arguments, separator: ", "))) ")
  }

  /// An argument of a rendezvous: what is sent may lie outside its type where faults are wanted, what is received always.
  private mutating func argument(
    _ type: GeneratedType, _ scope: GeneratedScope, _ receivable: [(name: String, type: GeneratedType)], isSent: Bool
  ) -> Fragment? {
    let mayLieOutside = !isSent || scope.mayFault
    let bound = receivable.filter { $0.type == type || mayLieOutside && $0.type.overlaps(type) }
    if let name = random.pick(bound), random.chance(70) { return Fragment(stringLiteral: name.name) }
    if mayLieOutside, random.chance(40), case .integer(let range, _) = type {
      let number = number(scope, depth: 1)
      if range.overlaps(number.range) { return number.text }
    }
    return expression(type, scope, depth: 1)
  }
}
