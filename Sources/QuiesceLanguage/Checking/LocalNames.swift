import QuiesceModel

/// The names that are bound at a place of a text, innermost last.
struct LocalNames: Sendable {
  /// A name, and what it stands for.
  struct Entry: Sendable {
    let name: Name
    let local: LocalID
    /// The place of the entry of the same name that this one hides.
    fileprivate let hidden: Int?
  }

  private var entries: [Entry] = []
  /// The place of the innermost entry of each name: a step may bind thousands.
  private var places: [String: Int] = [:]

  /// Begins with no name.
  init() {}

  /// Begins with one.
  init(_ name: Name, _ local: LocalID) { bind(name, local) }

  /// How many names are bound.
  var count: Int { entries.count }

  /// The names, in the order in which they were bound.
  var names: [String] { entries.map(\.name.text) }

  /// What a name stands for; nil where it is not bound.
  subscript(name: String) -> Entry? { places[name].map { entries[$0] } }

  /// Binds a name to the end of its scope.
  mutating func bind(_ name: Name, _ local: LocalID) {
    entries.append(Entry(name: name, local: local, hidden: places[name.text]))
    places[name.text] = entries.count - 1
  }

  /// Ends the scope of all names but the first ones.
  mutating func endScopes(downTo count: Int) {
    while entries.count > count {
      let entry = entries.removeLast()
      places[entry.name.text] = entry.hidden
    }
  }
}
