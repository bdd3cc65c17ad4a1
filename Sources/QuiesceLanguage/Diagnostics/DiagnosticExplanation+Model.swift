extension DiagnosticType {
  /// Explanations of what is wrong with a model whose names and types are right.
  var modelExplanation: DiagnosticExplanation {
    switch self {
    case .notConstant:
      DiagnosticExplanation(
        summary: "an expression that must be known before the search but depends on the state",
        cause: """
          The ends of a range in a type, capacities, sizes, defaults of parameters, what stands behind 'where' in a check
          and the 'if' of a step are computed once, before the search. Initial values may use parameters, functions and
          the instance's index too.
          """,
        example: "var used : 0...3 = 0\nqueue requests : Bool[used + 1]",
        advice: "Use a 'param', and let the model bound what it does at run time with a guard.")
    case .outOfRange:
      DiagnosticExplanation(
        summary: "a value or index that can never lie in its range",
        cause: """
          The value is known here, and its place cannot hold it. The same at run time is a fault: a verdict with a
          trace.
          """,
        example: "var level : 0...3 = 4",
        advice: "Widen the type, or correct the value.")
    case .invalidRange:
      DiagnosticExplanation(
        summary: "a range without values, a capacity of nothing, or a type too large to enumerate",
        cause: """
          Every type has at least one value and few enough to count; a queue holds at least one element. '0..<n' is
          empty when n is 0 under the parameters of this run.
          """,
        example: "type Empty = 3...1",
        advice: "Check the parameters' types: '1...8' keeps a count from being 0.")
    case .ghostDependency:
      DiagnosticExplanation(
        summary: "a guard or ordinary value that depends on ghost state",
        cause: """
          Ghost variables and fields record what properties need to know. Steps write them; only properties, monitors,
          event arguments and other ghost state may read them. So they never change what the model does.
          """,
        example: "ghost var current : 0...2 = 0\nvar shadow : 0...2 = 0\n"
          + "actor a { initial state s { step copy { shadow = current } } }",
        advice: "If the machine can know it, drop 'ghost'. Otherwise move the condition into a property or monitor.")
    case .symmetryBroken:
      DiagnosticExplanation(
        summary: "a model that can tell the values of a symmetric type apart",
        cause: """
          Values of a symmetric type are interchangeable: they are compared with '==' and '!=', used as indices,
          stored and sent. Order, arithmetic, 'min', 'max', 'choose', and loops whose result depends on the order
          would tell them apart, and the search could then not treat permuted states as one.
          """,
        example: "symmetric type Page[2]\nlet least = choose p in Page",
        advice: "Bind any value instead: 'step s(p in Page)'. If the order matters, declare 'type Page = 0..<2'.")
    case .malformedActor:
      DiagnosticExplanation(
        summary: "an actor whose states do not fit together",
        cause: """
          An actor has exactly one initial state. A sequence has at least one step and leads from one state to
          another. A step's target is a state of the same actor, or, inside a sequence, a step of that sequence. An
          'else' step stands beside other steps, none of which waits for a partner.
          """,
        example: "actor driver { state bound { step release -> bound } }",
        advice: "Mark the state in which the actor starts: 'initial state bound'.")
    case .invalidSetting:
      DiagnosticExplanation(
        summary: "a setting that names no parameter, or a value outside the parameter's type",
        cause: """
          Behind 'where' in a check, and behind '--set', stand parameters of the model with values of their declared
          types. An enum case may stand without its dot there. A condition behind 'where' relates parameters that this
          'where' sets, and leaves at least one run.
          """,
        example: "param depth : 1...8 = 2\ncheck demo { expect pass where depth = 9 }",
        advice: "The note shows the parameter's type, or a parameter that is spelt alike. 'quiesce list' shows all.")
    case .modelTooLarge:
      DiagnosticExplanation(
        summary: "a model that grows beyond a limit when it is made ground",
        cause: """
          Before the search every instance of an actor and every value of a binding over a type becomes a transition of
          its own, and every variable gets its bits. Large index types or several bindings over large types multiply.
          """,
        example: "step write(address in 0...65535, value in 0...65535) { memory[address] = value }",
        advice: "Use the smallest types that show the behaviour: two pages, three generations, a queue of two.")
    case .noAutomaton:
      DiagnosticExplanation(
        summary: "a property that no deterministic automaton over events can stand for",
        cause: """
          A monitor of the kernel sees one event after another, without arguments and without the state of the model, and
          says at once that one must not come. So it can be a monitor whose reactions read its own variables only, or
          a formula over events that some finite run breaks. That something comes in the end, no finite run breaks.
          """,
        example: "property ends: eventually freed()",
        advice: """
          Write what must not happen: 'monitor order { var cleared : Bool = false; on clear() { cleared = true }
          on freed() { assert cleared } }'. Where arguments matter, emit an event of its own for each case.
          """)
    case .nothingToRun:
      DiagnosticExplanation(
        summary: "the arguments leave no run",
        cause: """
          Every run of these checks was left out: by '--set' or '--property', which ask for something else, or because
          it belongs to an extra check.
          """,
        example: "extra check demo { expect pass }   // and no --extra",
        advice: "Give '--extra' for extra checks; 'quiesce list' shows the checks with their parameters and properties."
      )
    default: foreignExplanation
    }
  }

  /// Explanations of what makes an answer hollow.
  var warningExplanation: DiagnosticExplanation {
    switch self {
    case .noPropertyChecked:
      DiagnosticExplanation(
        summary: "nothing was checked but deadlocks and faults",
        cause: "The model has no property of its own, and no property file was named.",
        example: "check demo { expect pass }",
        advice: "Name property files with 'with' in the check, or with '--properties' on the command line.")
    case .propertyNotChecked:
      DiagnosticExplanation(
        summary: "a formula over runs that could not be decided",
        cause: """
          Its automaton is too large, more is declared fair than the search can tell apart, or the search bound cuts runs
          off: a run that leaves the bound might break the formula behind it, or satisfy it there.
          """,
        example: "check demo { expect pass of unbinds within function.requests < 3 }",
        advice: "State parts of the formula as properties of their own, or make domains smaller instead of the bound.")
    case .stepNeverFires:
      DiagnosticExplanation(
        summary: "a step that fired in no run",
        cause: """
          The search was complete and this step was never taken: its state is never reached, its guard never holds, or
          its rendezvous partner is never ready. Whatever it would do wrong cannot have been seen.
          """,
        example: "step retry when count > 3 { count = 0 }   // count never exceeds 2",
        advice: "Look at the guard, and at the parameters of the runs; remove the step if it is really impossible.")
    case .guardNeverBlocks:
      DiagnosticExplanation(
        summary: "a guard that was true whenever it was asked",
        cause: """
          In no reachable state did this 'when' hold the step back. Either something else keeps the order already, or
          the model lacks the behaviour that the guard protects from.
          """,
        example: "step drain when queue.isEmpty || !queue.isEmpty",
        advice: "Remove the guard and check again: the same verdict means that it is not needed for it.")
    case .vacuousProperty:
      DiagnosticExplanation(
        summary: "a property that held only because its left side never did",
        cause: """
          'a implies b', 'never e when c' and 'a leads to b' hold when 'a' never holds or 'e' is never emitted. Then the
          answer says nothing about 'b'.
          """,
        example: "property safe: invariant driver is faulted implies requests.isEmpty",
        advice: "Add 'property seen: reachable a' for the left side, and repair the model until it is reached.")
    case .comparisonAlwaysSame, .partAlwaysSame, .branchNeverTaken, .variableNeverChanges: hollowExplanation
    case .unusedDeclaration:
      DiagnosticExplanation(
        summary: "a declaration that nothing uses",
        cause:
          "Neither the model nor a property of this check refers to it; a variable that is only written counts too.",
        example: "var retries : 0...3 = 0   // and no step, event or property reads it",
        advice: "Remove it, or read it in a property. A variable that nothing reads makes the state space larger.")
    case .unreachableState:
      DiagnosticExplanation(
        summary: "a state that no step leads to",
        cause: "No chain of targets leads from the initial state to this one, whatever the guards say.",
        example: "actor a { initial state up { step stop -> up } state down { step start -> up } }",
        advice: "Give a step '-> down', or remove the state.")
    default: foreignExplanation
    }
  }
}

extension DiagnosticType {
  /// Of conditions that make no difference.
  fileprivate var hollowExplanation: DiagnosticExplanation {
    switch self {
    case .comparisonAlwaysSame:
      DiagnosticExplanation(
        summary: "a comparison that the types of its sides decide",
        cause: """
          Both sides lie in ranges that are written as numbers, and for all their values the comparison has the same
          answer: whatever depends on it is always done, or never. Comparisons with parameters and constants are not
          looked at, since they may be meant for another run.
          """,
        example: "var x : 0...7 = 0\nproperty small: invariant !(x > 9)   // no value of x is more than 9",
        advice: "Compare with a value that the type has, or make the type as large as what you think of.")
    case .partAlwaysSame:
      DiagnosticExplanation(
        summary: "a part of a property that had one value only",
        cause: """
          In every run, a complete one among them, this part had the same value whenever it was evaluated: the property
          would say the same without it, or means a case that never comes up. What has to be so for the property to
          hold is not counted, such as the right side of 'implies', nor what parameters decide.
          """,
        example: "property safe: invariant owner != none && ready implies count > 0   // owner is never none",
        advice: """
          Leave the part out and check again; or let the model do what the part is about, and watch it with
          'property seen: reachable …'.
          """)
    case .branchNeverTaken:
      DiagnosticExplanation(
        summary: "a branch of a step that no run took",
        cause: """
          Every run of the model that came to this condition found it with the same value, so that what
          stands in the other branch was never done. Whatever it would do wrong cannot have been seen.
          """,
        example: "step take { if queue.isFull { lost = true } else { queue.push(1) } }   // it is never full",
        advice: "Look at the condition, and at the parameters of the runs; remove the branch if it is impossible.")
    case .variableNeverChanges:
      DiagnosticExplanation(
        summary: "a variable that is assigned and never has another value",
        cause: """
          Some step assigns it, but in every run of the model it had its initial value in every state: the step
          never fires, or what it assigns is what was there. Conditions on it have one answer.
          """,
        example: "var failed : Bool = false   // and the step that sets it is never enabled",
        advice: "Look at the steps that assign it, and at the parameters of the runs; or make it a constant.")
    default: foreignExplanation
    }
  }
}
