import QuiesceProgram

/// What an exported text lets the other checker decide; without any question it only counts the reachable states.
package enum ExportQuestion: Hashable, Sendable {
  /// Whether the property (by position in `Program.properties`) is violated or, if it is `reachable`, reached. Of what can be
  /// reached from every state only Murphi speaks, of runs only Promela, by itself and without fairness; both only where
  /// nothing faults: what follows a fault is not known.
  case property(Int)
  /// Whether a state is reachable where nothing is enabled and some actor is not in a final state.
  case deadlock
  /// Whether a step, a guard or one of the program's properties can fail to evaluate.
  case fault

  /// What an alarm is marked with in a text that asks several questions.
  var number: Int {
    switch self {
    case .deadlock: 1
    case .fault: 2
    case .property(let position): 3 + position
    }
  }
}

/// Why a program has no equal in the other checker's language.
package enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An intermediate result may leave 32 bits, which both Spin and Rumur calculate with.
  case tooWide(place: String)
  /// Written without `let`, an expression would take too much text.
  case tooLarge(place: String)
  /// The property is a temporal formula of which the language has no equal.
  case temporal(name: String)
  /// The property is a temporal formula, and something else is asked beside it.
  case besideFormula(name: String)
  /// The property asks what can be reached from every state, and the language has no such question.
  case branching(name: String)
  /// There is no property at this position.
  case noProperty(Int)

  /// The reason as a sentence.
  package var description: String {
    switch self {
    case .tooWide(let place): "\(place): a value may need more than 32 bits, which Spin and Rumur do not have"
    case .tooLarge(let place): "\(place): the expression is too large to be written out in Promela or Murphi"
    case .temporal(let name):
      "\(name): a formula over runs is exported to Promela only, from one initial state without negative values, and only if it"
        + " speaks neither of events nor of the next step"
    case .besideFormula(let name): "\(name): a formula over runs is exported by itself; name it with --property"
    case .branching(let name): "\(name): Promela cannot ask what is reachable from every state; Murphi can"
    case .noProperty(let position): "the program has no property number \(position)"
    }
  }
}

extension Program {
  /// The questions that a tool can be asked: deadlock, fault, and every property that its language has an equal of, formulas
  /// over runs not among them.
  package func exportQuestions(for tool: CrossCheck.Tool) -> [ExportQuestion] {
    var result: [ExportQuestion] = []
    for (position, property) in properties.enumerated() {
      switch property.kind {
      case .invariant, .neverFlagged, .reachable, .reachableFlag: result.append(.property(position))
      case .alwaysReachable: if tool == .rumur { result.append(.property(position)) }
      case .temporal: break
      }
    }
    return result + [.deadlock, .fault]
  }

  /// The formulas over runs that Spin can be asked, each by itself.
  ///
  /// Where the initial state is chosen by a step, Spin's runs begin before it.
  package var exportFormulas: [ExportQuestion] {
    guard Set(initialStates).count == 1, initialStates[0].allSatisfy({ $0 >= 0 }) else { return [] }
    return properties.indices.filter { properties[$0].temporal?.isExportable ?? false }.map { .property($0) }
  }

  /// The name under which reports show a question.
  package func name(of question: ExportQuestion) -> String {
    switch question {
    case .property(let position): properties.indices.contains(position) ? properties[position].name : "\(position)"
    case .deadlock: "deadlock"
    case .fault: "fault"
    }
  }
}

extension TemporalProperty {
  /// Whether it speaks of states alone, and does not tell a run from one that rests now and then.
  var isExportable: Bool {
    formula.isStutterInvariant && atoms.allSatisfy { if case .condition = $0 { true } else { false } }
  }
}
