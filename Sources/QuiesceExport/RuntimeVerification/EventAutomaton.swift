/// A deterministic automaton over events: what a run may do next. An event without an edge breaks the property.
package struct EventAutomaton: Hashable, Sendable {
  /// The names of the events, sorted.
  package let events: [String]
  /// The names of the states; the first is initial.
  package let states: [String]
  /// For each state and event, the state behind; nil where the event breaks the property.
  package let edges: [[Int?]]

  /// Makes an automaton whose events all occur on edges, and whose states are called so that no name means two things.
  init(events: [String], states: [String], edges: [[Int?]]) throws(RVExportError) {
    guard !events.isEmpty else { throw .noEvents }
    for (position, event) in events.enumerated() where !edges.contains(where: { $0[position] != nil }) {
      throw .forbidden(event: event)
    }
    let order = events.indices.sorted { events[$0] < events[$1] }
    self.events = order.map { events[$0] }
    self.edges = edges.map { row in order.map { row[$0] } }
    // In the C that is made of it states and events are enumerators side by side.
    self.states = states.map { name in
      var name = name
      while events.contains(name) { name += "_state" }
      return name
    }
  }

  /// The graph in the form of `tools/verification/models` in the kernel's tree, which `rvgen` reads line by line.
  package var dot: String {
    let start = EventAutomaton.initialPrefix + states[0]
    var lines = ["digraph state_automaton {"]
    lines.append("\t{node [shape = plaintext, style=invis, label=\"\"] \"\(start)\"};")
    lines.append("\t{node [shape = ellipse] \"\(states[0])\"};")
    lines += states.map { "\t{node [shape = plaintext] \"\($0)\"};" }
    lines.append("\t\"\(start)\" -> \"\(states[0])\";")
    for (state, name) in states.enumerated() {
      lines.append("\t\"\(name)\" [label = \"\(name)\"\(state == 0 ? ", color = green3" : "")];")
      for target in Set(edges[state].compactMap(\.self)).sorted() {
        let labels = events.indices.filter { edges[state][$0] == target }.map { events[$0] }
        lines.append("\t\"\(name)\" -> \"\(states[target])\" [ label = \"\(labels.joined(separator: "\\n"))\" ];")
      }
    }
    lines += ["\t{ rank = min ;", "\t\t\"\(start)\";", "\t\t\"\(states[0])\";", "\t}", "}"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// What the name of the invisible node in front of the initial state begins with.
  private static let initialPrefix = "__init_"
}
