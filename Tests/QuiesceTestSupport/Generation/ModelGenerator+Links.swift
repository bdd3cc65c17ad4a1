/// Symmetric values that refer to each other, in pairs and circles that nothing tells apart; there may be many of them, since
/// there is little else.
extension ModelGenerator {
  /// An actor for each kind of links, and what may come of these.
  mutating func declareLinks() -> (actors: [Fragment], properties: [Fragment]) {
    let sizes = random.chance(50) ? [random.pick([5, 6, 8]) ?? 8] : [2 + random.below(3), 3]
    let links = sizes.map { linker(of: declareSymmetric(size: $0)) }
    return (links.map(\.actor), links.map(\.property))
  }

  /// An actor that makes the links from the values of a type one at a time.
  private mutating func linker(of type: GeneratedType) -> (actor: Fragment, property: Fragment) {
    let other = type.size < 5 && random.chance(50) ? symmetricType(limit: 3) ?? type : type
    let link = fresh("link")
    declare("var \(link) : [\(type.text): \(other.text)?] = none\n")
    shared.atoms.append(
      .init(text: Fragment(stringLiteral: link), type: .array(index: type, element: .optional(other)), isWritable: true)
    )
    let free = "\(link)[a] == none"
    let making: (guard: String, body: String) =
      switch (other == type, type.size > 5 || random.chance(50)) {
      case (true, true): ("a != b && \(free) && \(link)[b] == none", "\(link)[a] = b\n\(link)[b] = a\n")
      case (true, false): ("a != b && \(free) && !(exists c in \(type.text): \(link)[c] == b)", "\(link)[a] = b\n")
      case (false, _): (free, "\(link)[a] = b\n")
      }
    var scope = shared
    scope.mayFault = mayFault
    let more = (0..<random.below(3)).map { _ in step(scope, StepPlace(targets: []), moves: 0).playing(.optional) }
    let actor: Fragment = """
      actor \(fresh("linker")) {
      initial final state linking {
      step link(a in \(type.text), b in \(other.text) where \(making.guard)) {
      \(making.body)}
      \(Fragment.joined(more))}
      }

      """
    let question =
      random.chance(50)
      ? "invariant exists a in \(type.text): \(free)" : "reachable forall a in \(type.text): \(link)[a] != none"
    return (.optional(actor), .optional("property \(fresh("property")): \(question)\n"))
  }
}
