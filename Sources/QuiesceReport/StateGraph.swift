import QuiesceRuns

/// A part of a model's state space, for pictures and for tools that read labelled transition systems.
package struct StateGraph: Sendable {
  /// A transition between two states.
  package struct Edge: Hashable, Sendable {
    /// The state it leaves, by position.
    package var source: Int
    /// The state it leads to, by position.
    package var target: Int
    /// Actor, step and bindings.
    package var label: String

    /// Makes an edge.
    package init(source: Int, target: Int, label: String) {
      self.source = source
      self.target = target
      self.label = label
    }
  }

  /// The model's name.
  package var name: String
  /// What each state is, in lines.
  package var states: [[String]]
  /// How many of the states, the first ones, are initial.
  package var initialCount: Int
  /// The transitions.
  package var edges: [Edge]
  /// The states whose successors were left out, wholly or in part.
  package var cut: Set<Int>

  /// Makes a graph.
  package init(name: String, states: [[String]], initialCount: Int, edges: [Edge], cut: Set<Int>) {
    self.name = name
    self.states = states
    self.initialCount = initialCount
    self.edges = edges
    self.cut = cut
  }

  /// Graphviz. Initial states are bold, states whose successors are cut are dashed.
  package var dot: String {
    var text = "digraph \(StateGraph.quoted(name)) {\n  node [shape=box, fontname=\"monospace\"];\n"
    for (index, lines) in states.enumerated() {
      let label = StateGraph.quoted(lines.map(StateGraph.escaped).joined(separator: "\\l") + "\\l", isEscaped: true)
      var styles: [String] = []
      if index < initialCount { styles.append("bold") }
      if cut.contains(index) { styles.append("dashed") }
      let style = styles.isEmpty ? "" : ", style=\"\(styles.joined(separator: ","))\""
      text += "  s\(index) [label=\(label)\(style)];\n"
    }
    for edge in edges {
      text += "  s\(edge.source) -> s\(edge.target) [label=\(StateGraph.quoted(edge.label))];\n"
    }
    if !cut.isEmpty { text += "  // cut: the successors of \(Figures.count(cut.count, "state")) are left out\n" }
    return text + "}\n"
  }

  /// Aldebaran. With several initial states, a state before them has one transition `init` to each.
  package var aldebaran: String {
    let hasRoot = initialCount != 1
    let offset = hasRoot ? 1 : 0
    let roots = hasRoot ? (0..<initialCount).map { "(0,\"init\",\($0 + 1))\n" } : []
    var text = "des (0,\(edges.count + roots.count),\(states.count + offset))\n" + roots.joined()
    for edge in edges {
      text += "(\(edge.source + offset),\(StateGraph.quoted(edge.label)),\(edge.target + offset))\n"
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    TextWrapping.ascii(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func quoted(_ text: String, isEscaped: Bool = false) -> String {
    "\"\(isEscaped ? text : escaped(text))\""
  }
}
