package import QuiesceProgram
package import QuiesceSearch

/// What the search says of a program; what it does not know is not compared.
package struct CrossCheckClaims: Sendable {
  /// The reachable states.
  package var states: Int?
  /// The transitions fired from them, those that fault included.
  package var transitions: Int?
  /// For each question whether a search found it: a violation, a witness, a deadlock, a fault.
  package var answers: [ExportQuestion: Bool]

  /// Makes claims.
  package init(states: Int? = nil, transitions: Int? = nil, answers: [ExportQuestion: Bool] = [:]) {
    self.states = states
    self.transitions = transitions
    self.answers = answers
  }

  /// Explores a program without any reduction until every question is answered and every state counted.
  ///
  /// Traces are not looked for. A budget that runs out leaves claims open.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  package init(
    exploring program: Program, options: SearchOptions = SearchOptions(), control: RunControl = RunControl()
  ) throws(BytecodeLimit) {
    var formulas: [Int] = []
    for case .property(let position) in program.exportFormulas { formulas.append(position) }
    let census = try Census(of: program, formulas: formulas, options, control)
    self.init(states: census.states, transitions: census.transitions)
    for finding in census.findings {
      switch finding {
      case .property(let position): answers[.property(position)] = true
      case .deadlock: answers[.deadlock] = true
      case .fault: answers[.fault] = true
      case .unreachable(let position): answers[.property(position)] = true
      // A census does not look for them.
      case .stuck: break
      }
    }
    guard states != nil else { return }
    for question in program.exportQuestions(for: .rumur) where answers[question] == nil { answers[question] = false }
    for (position, isBroken) in census.formulas { answers[.property(position)] = isBroken }
    guard answers[.fault] == true else { return }
    // What can be reached behind a fault, nobody knows.
    for position in program.properties.indices {
      let property = program.properties[position]
      if property.isOfAllThatFollows || property.temporal != nil { answers[.property(position)] = nil }
    }
  }
}
