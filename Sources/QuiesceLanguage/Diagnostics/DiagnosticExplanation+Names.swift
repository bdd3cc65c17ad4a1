extension DiagnosticType {
  /// Explanations of what is wrong with names, types and calls.
  var nameExplanation: DiagnosticExplanation {
    switch self {
    case .unknownName:
      DiagnosticExplanation(
        summary: "a name that is declared nowhere in reach",
        cause: """
          A name stands for a parameter, type, variable, queue, signal, event, actor, named condition or function of
          the model and its imports, or for something local: an index, a binding, a 'let', a quantified value.
          A property file is read together with the model of the check: what it names must exist in that model.
          Models are looked up under Models/ by the name behind 'model', property files under Properties/ by their
          file name, '-' written '_'.
          """,
        example: "var drained : Bool = false\nlet quiet = drianed",
        advice: """
          The note proposes a name that is spelt alike. An enum case is written '.name' except where a parameter is
          set; another actor's variable is 'actor.variable', or 'actor[index].variable' in a family.
          """)
    case .duplicateName:
      DiagnosticExplanation(
        summary: "a name declared twice",
        cause: """
          The declarations of a model, of its imports and of the property files of a check share one set of names.
          Variables and states are unique inside their actor, steps inside their state, fields inside their
          structure. Two files with the same model name or property file name cannot be told apart either.
          """,
        example: "event delivered()\nevent delivered(request: 0...3)",
        advice: "Rename one of them; the note shows where the other stands.")
    case .typeMismatch:
      DiagnosticExplanation(
        summary: "an expression of another type than its place needs",
        cause: """
          Conditions are Bool; both sides of '==' have one type; what is assigned, pushed, sent or emitted fits the
          declared type. Integers of any range mix, and are checked against the range where they are stored. An
          optional 'T?' is not a 'T'.
          """,
        example: "var entry : 0...3? = none\nlet next = entry + 1",
        advice: "Unwrap an optional with 'if let x = entry { … }' or 'entry!'; compare an enum with '.case'.")
    case .wrongArguments:
      DiagnosticExplanation(
        summary: "a wrong number of arguments, or wrong labels",
        cause: """
          Functions, signals and events take one value for each declared parameter, in order. A structure literal
          labels every field: 'PageRequest(kind: .page, last: true)'. A pattern 'delivered(a, _)' names every argument
          or writes '_'.
          """,
        example:
          "event delivered(request: 0...3, owner: 0...3)\nproperty safe: never delivered(request) when request > 0",
        advice: "Compare with the declaration that the note shows.")
    case .invalidOperation:
      DiagnosticExplanation(
        summary: "an operation that this kind of value does not have",
        cause: """
          Queues have 'push', 'pop', 'clear', 'removeAll(where:)', 'first', 'count', 'isEmpty', 'isFull', 'contains';
          sets 'insert', 'remove', 'contains', '+', '-', '<='; structures their fields; arrays '[index]'; optionals
          '!' and 'if let'. A parameter, an index or a binding is never assigned to.
          """,
        example: "var seen : Set<0...3> = {}\nlet first = seen.first",
        advice: "For some element of a set write 'choose x in seen', or bind it: 'step s(x in seen)'.")
    case .recursiveDefinition:
      DiagnosticExplanation(
        summary: "a type or function that needs itself",
        cause: """
          Every type is finite and every function is a finished expression, so neither may contain itself, directly
          or through others.
          """,
        example: "struct Node { value: Bool, next: Node? }",
        advice: "Use an index into an array for a link, and a quantifier for a loop.")
    default: foreignExplanation
    }
  }
}
