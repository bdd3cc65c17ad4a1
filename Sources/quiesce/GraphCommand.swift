import QuiesceChecks
import QuiesceProgram
import QuiesceReport
import QuiesceRuns
import QuiesceSearch

/// `quiesce graph`
enum GraphCommand {
  /// Runs the subcommand.
  static func run(_ arguments: Arguments, console: Console) -> ExitStatus {
    var session = Session(arguments)
    let program = session.program(of: arguments.positionals[0], arguments, properties: [])
    let status = session.show(on: console)
    guard let program, status == .success else { return .badInput }
    let space = StateSpace(program, maximumStates: arguments.integer(.maxStates) ?? 10_000)
    if !space.cut.isEmpty {
      console.note(
        "the graph is cut at \(Figures.count(space.states.count, "state")) (--max-states): "
          + "\(Figures.count(space.cut.count)) of them have successors that are left out")
    }
    if !space.faults.isEmpty {
      console.note("\(Figures.count(space.faults.count, "transition")) left out: a fault ends each of them")
    }
    let graph = graph(of: space, program)
    return console.deliver(arguments.text(.format) == "aut" ? graph.aldebaran : graph.dot, arguments)
  }

  private static func graph(of space: StateSpace, _ program: Program) -> StateGraph {
    let states = space.states.map { state in
      zip(program.actors, program.locationNames(in: state)).map { "\($0.name): \($1)" }
        + program.variableValues(in: state).map { "\($0.name) = \($0.value)" }
    }
    let edges = space.edges.map { edge in
      StateGraph.Edge(
        source: edge.source, target: edge.target,
        label: program.label(of: edge.transition, in: space.states[edge.source]))
    }
    return StateGraph(
      name: program.modelName, states: states, initialCount: space.initialCount, edges: edges, cut: space.cut)
  }
}
