// What carries a model to other tools.
extension CommandTable {
  /// `quiesce export`
  static let export = CommandSpecification(
    name: .export, summary: "translate a model for Spin, Murphi, rvgen or Spark",
    discussion: [
      "With 'rv', the property (a monitor, or a formula over events that only forbids) is written as a deterministic"
        + " automaton in the DOT that the kernel's rvgen makes a runtime monitor of. A property that is no such automaton"
        + " is refused with the reason.",
      "With 'spark', a job for PySpark that searches the model on many machines, level by level, with 'quiesce expand' on"
        + " each of them; Documentation/spark.md says from which size that pays.",
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "LANGUAGE", kind: .choice(["promela", "murphi", "rv", "spark"]), arity: .one,
        summary: "promela, murphi, rv or spark"),
      model,
      ArgumentSpecification(
        placeholder: "PROPERTY", kind: .property, arity: .optional, summary: "for rv, the property"),
    ],
    options: [properties, property, set, output, ignore, root],
    examples: [
      ("quiesce export promela Models/pcie/pri-stop.quiesce --output pri.pml", "a Promela model"),
      ("quiesce export rv model.quiesce order --output order.dot", "a monitor for rvgen"),
      ("quiesce export spark model.quiesce > job.py", "a job for Spark"),
    ])

  /// `quiesce expand`
  static let expand = CommandSpecification(
    name: .expand, summary: "expand states for a search that is made elsewhere",
    discussion: [
      "Reads states of the model from standard input and writes what follows them, and what is wrong with them, to standard"
        + " output: the inner loop of a breadth-first search whose visited set somebody else keeps, such as the job that"
        + " 'quiesce export spark' writes. Both streams begin with the fingerprint of the program, and states of another"
        + " one are refused; Documentation/spark.md has their form.",
      "With --describe it says instead what such a search has to know: the fingerprint, the initial states, the"
        + " properties. With --path it shows a way that the search has found.",
    ],
    arguments: [model],
    options: [
      .flag(.describe, nil, "write a JSON document about the program"),
      .value(
        .path, "NAME:STATE:STEPS", .text,
        "show the way from an initial state by these transitions to what a property (or deadlock, fault) comes to"),
      .value(.memory, "SIZE", .size, "for the successors that are not written twice; default 256M"),
      properties, property, set, ignore, root,
    ],
    examples: [("quiesce expand Models/pcie/pri-stop.quiesce --describe", "what a driver has to know")])

  /// `quiesce crosscheck`
  static let crosscheck = CommandSpecification(
    name: .crosscheck, summary: "compare verdicts and state counts with Spin and Rumur",
    discussion: [
      "Exports every run that 'quiesce check' would make, runs the tools that are installed, and compares. Works in a"
        + " temporary folder."
    ],
    arguments: [files],
    options: [
      properties, property, set, extra,
      .value(.tools, "TOOL", .choice(["spin", "rumur"]), repeatable: true, "only this tool; default: those installed"),
      .value(.maxStates, "N", .integer(minimum: 1), "skip runs with more states; default 1000000"),
      .value(.sample, "N", .integer(minimum: 1), "at most N runs of each model, spread evenly; default: all"),
      .value(.time, "SECONDS", .seconds, "the most time for one tool on one run; default 120"),
      ignore, root,
    ],
    examples: [("quiesce crosscheck", "every model against both tools")])
}
