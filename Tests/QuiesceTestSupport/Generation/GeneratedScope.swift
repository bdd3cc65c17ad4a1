/// What can be named at a place of a random program.
struct GeneratedScope {
  /// A value that can be read, and perhaps written.
  struct Atom {
    let text: Fragment
    let type: GeneratedType
    var isGhost = false
    var isWritable = false
    /// A loop variable or binding of a symmetric type.
    var isBound = false
  }

  /// A queue or a bag.
  struct Channel {
    let name: String
    let isBag: Bool
    let index: GeneratedType?
    let element: GeneratedType
    let capacity: Int
  }

  /// Something that is called or emitted or sent.
  struct Callable {
    let name: String
    let parameters: [(name: String, type: GeneratedType)]
    var result: GeneratedType = .bool
  }

  var atoms: [Atom] = []
  var channels: [Channel] = []
  var functions: [Callable] = []
  /// Conditions such as `server is busy`.
  var locations: [Fragment] = []
  /// Whether ghost state may be read here.
  var readsGhost = false
  /// Whether evaluations here may fault.
  var mayFault = false
  /// Whether the order in which a loop over a symmetric type runs would show.
  var isUnordered = false

  /// The atoms of a type that may be read here.
  func readable(_ accepts: (GeneratedType) -> Bool) -> [Atom] {
    atoms.filter { (readsGhost || !$0.isGhost) && accepts($0.type) }
  }

  /// The scope with one more atom.
  func adding(_ name: String, _ type: GeneratedType, isGhost: Bool = false) -> GeneratedScope {
    var scope = self
    scope.atoms.append(Atom(text: Fragment(stringLiteral: name), type: type, isGhost: isGhost, isBound: true))
    return scope
  }

  /// The scope in which ghost state may be read.
  var ghostly: GeneratedScope {
    var scope = self
    scope.readsGhost = true
    return scope
  }
}
