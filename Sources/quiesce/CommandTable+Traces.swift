// What is done with the trace of a result, or with a model by hand.
extension CommandTable {
  /// `quiesce replay`
  static let replay = CommandSpecification(
    name: .replay, summary: "re-execute the traces of a JSON result",
    discussion: [
      "Reads what 'quiesce check --format json' wrote, runs every trace in it against the model as it is now, and"
        + " prints it. A trace that does not fit the sources any more is refused, with what differs."
    ],
    arguments: [result],
    options: [property, .flag(.quiet, "q", "print nothing but what differs"), root],
    examples: [("quiesce replay result.json", "replay the traces of a result")])

  /// `quiesce show`
  static let show = CommandSpecification(
    name: .show, summary: "draw a trace of a JSON result: a page, a picture, a mail",
    discussion: [
      "Reads what 'quiesce check --format json' wrote, runs a trace of it against the model as it is now, and writes it"
        + " in the forms that are asked for. Without one it lists the traces. '-' as FILE is standard output.",
      "A page is one file that needs nothing else, neither a network nor a script; with one, j and k go through the"
        + " steps, g and G to the first and the last.",
    ],
    arguments: [result],
    options: [
      .value(.html, "FILE", .file(extension: "html"), "a page: the sequence, and each step with the state behind it"),
      .flag(.graph, nil, "with --html: what else could have happened, and why other steps could not"),
      .value(.maxStates, "N", .integer(minimum: 1), "the most states that --graph shows; default 200"),
      .value(.svg, "FILE", .file(extension: "svg"), "the sequence as a picture"),
      .value(.mermaid, "FILE", .file(extension: "mmd"), "the sequence for Mermaid"),
      .value(
        .itf, "FILE", .file(extension: "json"), "the states in the Informal Trace Format of Apalache and Quint"),
      .optionalValue(
        .mail, "FILE", .file(extension: "txt"), "ASCII in 72 columns, with the command that repeats it; default: '-'"),
      .value(
        .trace, "N", .integer(minimum: 1),
        "which trace of the list; default: the first that is not as expected, else the first that breaks something"),
      property, root,
    ],
    examples: [
      ("quiesce show result.json", "which traces there are"),
      ("quiesce show result.json --html trace.html --graph", "a page to send to somebody"),
      ("quiesce show result.json --mail", "a trace for a mailing list"),
    ])

  /// `quiesce report`
  static let report = CommandSpecification(
    name: .report, summary: "write a JSON result as a small site",
    discussion: [
      "Reads what 'quiesce check --format json' wrote, and writes a folder of pages that need nothing else: the models,"
        + " for each of them its settings and properties as a matrix of verdicts, and behind each verdict its trace as"
        + " 'quiesce show --html' has it. The folder may be new, empty, or one of pages that this command wrote."
    ],
    arguments: [result],
    options: [.value(.html, "DIR", .directory, "the folder; needed"), root],
    examples: [("quiesce report result.json --html site", "the whole of a check as a link to send")])

  /// `quiesce conform`
  static let conform = CommandSpecification(
    name: .conform, summary: "decide whether a recorded run is a run of a model",
    discussion: [
      "Reads a text of one event a line, such as 'trace-cmd report' prints. Steps and events of the model show in it as"
        + " their attribute says: @trace(\"page_response: group = i\"). Other steps may come between, and lines of other"
        + " events are left out. If no run of the model goes on at some line, that line is named, with what could have"
        + " come there and a run that leads to it, and the exit status is 1."
    ],
    arguments: [model],
    options: [
      .value(.trace, "FILE", .file(extension: nil), "the recorded run; '-' is standard input"),
      .value(
        .maxStates, "N", .integer(minimum: 1),
        "stop without a verdict after so many pairs of a state and a line; default 1000000"),
      .value(.time, "SECONDS", .seconds, "stop without a verdict after this time: 90, 90s, 15m, 2h"),
      resultFormat, set, ignore, root,
    ],
    examples: [("trace-cmd report | quiesce conform model.quiesce --trace -", "was that a run of the model?")])

  /// `quiesce explore`
  static let explore = CommandSpecification(
    name: .explore, summary: "step through a model in the terminal",
    discussion: [
      "Shows the state, what each property says of it, the steps that can be taken, and what keeps the others from being"
        + " taken. The orders are read from standard input, a line each; a script has them in a file. 'help' lists them.",
      "A way can be saved, for 'quiesce replay' and 'quiesce show'. Of a script the exit status is 2 where an order is"
        + " none, 1 where 'jump' finds no state, and 3 where it has looked at too many.",
    ],
    arguments: [model],
    options: [
      properties, set,
      .value(.maxStates, "N", .integer(minimum: 1), "how many states 'jump' looks at; default 100000"),
      ignore, root,
    ],
    examples: [
      ("quiesce explore Models/pcie/pri-stop.quiesce < /dev/null", "the first state, and what may happen in it")
    ])

  /// `quiesce graph`
  static let graph = CommandSpecification(
    name: .graph, summary: "write the state graph of a model",
    discussion: ["The graph is cut at --max-states, and says so."],
    arguments: [model],
    options: [
      .value(.format, "FORMAT", .choice(["dot", "aut"]), "Graphviz (default) or Aldebaran"),
      .value(.maxStates, "N", .integer(minimum: 1), "the most states; default 10000"),
      set, output, ignore, root,
    ],
    examples: [("quiesce graph Models/pcie/pri-stop.quiesce | dot -Tsvg > graph.svg", "a picture")])
}
