extension Automaton {
  /// The automaton in the Hanoi Omega-Automata format, version 1 (http://adl.github.io/hoaf/), as the automaton of a formula
  /// whose atoms have names.
  package func hoa(of formula: TemporalFormula, naming name: (Int) -> String) -> String {
    let atoms = formula.atoms.sorted()
    let marks = 0..<markCount
    let condition = marks.isEmpty ? "t" : marks.map { "Inf(\($0))" }.joined(separator: "&")
    var lines = [
      "HOA: v1",
      "name: \(quoted(formula.text(naming: name)))",
      "States: \(edges.count)",
      "Start: \(initial)",
      (["AP: \(atoms.count)"] + atoms.map { quoted(name($0)) }).joined(separator: " "),
      "acc-name: \(acceptanceName)",
      "Acceptance: \(markCount) \(condition)",
      "properties: trans-labels explicit-labels trans-acc",
      "--BODY--",
    ]
    for (state, outgoing) in edges.enumerated() {
      lines.append("State: \(state)")
      for edge in outgoing {
        let passed = marks.filter { edge.marks >> UInt64($0) & 1 == 1 }.map(String.init).joined(separator: " ")
        lines.append("[\(label(edge, atoms))] \(edge.target)" + (passed.isEmpty ? "" : " {\(passed)}"))
      }
    }
    return (lines + ["--END--"]).map { $0 + "\n" }.joined()
  }

  /// The format has names of their own for no mark and for one.
  private var acceptanceName: String {
    switch markCount {
    case 0: "all"
    case 1: "Buchi"
    default: "generalized-Buchi \(markCount)"
    }
  }

  private func label(_ edge: Edge, _ atoms: [Int]) -> String {
    let literals = atoms.enumerated().compactMap { position, atom in
      if edge.required >> UInt64(atom) & 1 == 1 { return "\(position)" }
      return edge.forbidden >> UInt64(atom) & 1 == 1 ? "!\(position)" : nil
    }
    return literals.isEmpty ? "t" : literals.joined(separator: "&")
  }

  private func quoted(_ text: String) -> String {
    let escaped = text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
    return "\"" + String(escaped) + "\""
  }
}
