/// Everything that the command line understands: parsing, help, completions and the man page are read off this table.
enum CommandTable {
  /// The subcommands in the order in which the help lists them.
  static let commands: [CommandSpecification] = [
    check, resume, merge, diff, need, list, format, explain, replay, show, report, conform, explore, graph, export,
    expand, crosscheck, help,
    version, completions, man,
  ]

  /// The specification of a subcommand.
  static func specification(of name: CommandName) -> CommandSpecification {
    switch name {
    case .check: check
    case .resume: resume
    case .merge: merge
    case .diff: diff
    case .need: need
    case .list: list
    case .format: format
    case .explain: explain
    case .replay: replay
    case .show: show
    case .report: report
    case .conform: conform
    case .explore: explore
    case .graph: graph
    case .export: export
    case .expand: expand
    case .crosscheck: crosscheck
    case .help: help
    case .version: version
    case .completions: completions
    case .man: man
    }
  }

  /// What every subcommand takes.
  static let commonOptions: [OptionSpecification] = [
    .value(.color, "WHEN", .choice(["always", "never", "auto"]), "colour the output; auto: on a terminal"),
    .flag(.help, "h", "show the help of this subcommand"),
  ]

  private static let root = OptionSpecification.value(
    .root, "DIR", .directory,
    "the workspace; default: the nearest folder upwards that has Models/ or Properties/, else the current one")
  private static let set = OptionSpecification.value(
    .set, "NAME=VALUE", .setting, repeatable: true,
    "set a parameter of the model, also to several values in turn (see 'quiesce help settings')")
  private static let properties = OptionSpecification.value(
    .properties, "FILE", .file(extension: "quiesce"), repeatable: true,
    "ask the properties of this file too, of the model as it is instead of its checks")
  private static let property = OptionSpecification.value(
    .property, "NAME", .property, repeatable: true, "only this property")
  private static let over = OptionSpecification.value(
    .over, "NAMES", .text, repeatable: true,
    "go through all values of these parameters, or some (NAME=VALUES as for --set, or as behind 'where' in a check:"
      + " 'n in 1...3, m in 1...3, n <= m'), and show a table of the runs")
  private static let pairs = OptionSpecification.flag(
    .pairs, nil, "of all combinations only so many that any two values of two parameters come together")
  private static let grow = OptionSpecification.value(
    .grow, "NAMES", .text, repeatable: true,
    "raise each of these sizes, integer parameters, from its default on (NAME=VALUES: through these) until a budget ends,"
      + " and show how the space grows; without a budget, each size has a million states")
  private static let resultFormat = OptionSpecification.value(
    .format, "FORMAT", .choice(["text", "json"]), "the form of the result; default text")
  private static let progress = OptionSpecification.value(
    .progress, "MODE", .choice(["plain", "tty", "none"]), "progress on standard error; default: as it fits")
  private static let without = OptionSpecification.value(
    .without, "STEP", .text, repeatable: true,
    "leave out a step or a sequence (actor.step, or its name alone), or a condition of its guard (step:2)")
  private static let extra = OptionSpecification.flag(
    .extra, nil, "run the extra checks too; without it, only those that FILE:LINE names")
  private static let ignore = OptionSpecification.value(
    .ignore, "TYPE", .diagnosticType, repeatable: true, "silence the warnings of this type")
  private static let output = OptionSpecification.value(
    .output, "FILE", .file(extension: nil), "write to this file instead of standard output, which '-' stands for")
  private static let files = ArgumentSpecification(
    placeholder: "FILES", kind: .file(extension: "quiesce"), arity: .any,
    summary:
      "model and property files, or folders of them; FILE:LINE means the check or expectation on that line; '-' is"
      + " standard input")
  private static let model = ArgumentSpecification(
    placeholder: "FILE", kind: .file(extension: "quiesce"), arity: .one, summary: "a model")

  private static let result = ArgumentSpecification(
    placeholder: "RESULT.json", kind: .file(extension: "json"), arity: .one,
    summary: "what 'quiesce check --format json' wrote; '-' is standard input")

  /// The options of a search.
  private static let searchOptions: [OptionSpecification] = [
    .value(
      .search, "ORDER", .choice(["breadth", "depth", "random"]),
      "breadth: shortest counterexamples (default); depth: deep ones first; random: walks, which never prove"),
    .value(.seed, "N", .integer(minimum: 0), "the seed of random walks; default 1"),
    .value(.walks, "N", .integer(minimum: 1), "how many random walks; default 1000"),
    .value(.walkLength, "N", .integer(minimum: 1), "the most transitions of a random walk; default 1000"),
    .value(
      .reduction, "WHEN", .choice(["auto", "on", "off"]),
      "leave out interleavings that change no verdict: auto: in large spaces (default); on: always; off: never"),
    .value(
      .slice, "on|off", .choice(["on", "off"]),
      "leave out what no checked property, guard or fault depends on (default: on)"),
    .value(
      .symmetry, "on|off", .choice(["on", "off"]),
      "visit one of the states that differ only in symmetric values (default: off)"),
    .flag(.compare, nil, "search the whole space too where anything was left out, and report both"),
    .flag(
      .audit, nil,
      "ask in each state of a small space whether slices, stubborn sets and symmetry are what they are defined to be"),
    .value(
      .engine, "WHICH", .choice(["auto", "interpreter", "native"]),
      "what runs the steps: auto: the interpreter, after two seconds native code (default); interpreter: it alone;"
        + " native: code that a C compiler makes before the search"),
    .value(.cc, "COMMAND", .file(extension: nil), "the C compiler for native code; default: cc, clang or gcc"),
    .value(.maxStates, "N", .integer(minimum: 1), "stop without a verdict when this many states are stored"),
    .value(.memory, "SIZE", .size, "end a search that would hold more than this: 512M, 4G; default: of what is free"),
    .value(.time, "SECONDS", .seconds, "end each run without a verdict after this time: 90, 90s, 15m, 2h"),
    .value(.totalTime, "SECONDS", .seconds, "end the whole command after this time; runs not begun have no verdict"),
    .value(.jobs, "N", .integer(minimum: 1), "how many runs are made at once; default: as many as there are cores"),
    .value(
      .threads, "N", .integer(minimum: 1),
      "how many threads search a large space, breadth first and where nothing is reduced; default: the cores that the "
        + "process may use, shared by the runs that are made at once"),
  ]

  /// The options that say how the result of a check is shown.
  private static let presentationOptions: [OptionSpecification] = [
    resultFormat,
    .optionalValue(
      .lock, "FILE", .file(extension: nil),
      "compare verdicts, sizes of spaces and lengths of traces with those on record: exit status 1 if they differ;"
        + " default: quiesce.lock in Models/"),
    .optionalValue(.updateLock, "FILE", .file(extension: nil), "put them on record"),
    .value(
      .report, "LIST", .reports, repeatable: true,
      "further reports, as NAME=FILE or NAME for standard output, with commas between (see 'quiesce help reports')"),
    .flag(
      .full, nil,
      "print the trace of every expected violation, of every witness, and of all runs that fail alike too"),
    .flag(.quiet, "q", "print nothing but what is not as expected, and how many warnings there are"),
    .flag(.strict, nil, "a warning counts as not as expected: exit status 1"),
    progress,
  ]

  private static let check = CommandSpecification(
    name: .check, summary: "check models against their properties",
    discussion: [
      "Without FILES, every check under Models/ and Properties/ of the workspace. With FILES, the checks in them; a"
        + " model file without a check: the checks of Models/ and Properties/ that name the model, or, if there are"
        + " none or --properties is given, all its properties under the default parameters. A file that has only"
        + " properties is taken as --properties. A folder stands for the models and checks in it and below it.",
      "Without a check, a property that does not hold gives exit status 1.",
    ],
    arguments: [files],
    options: [
      properties, property, set,
      over, pairs, grow, without, extra,
      .value(
        .shard, "K/N", .shard,
        "make only the Kth of N parts of the runs, which cost about the same by what Models/quiesce.lock has on record;"
          + " 'quiesce merge' makes one result of them"),
    ] + searchOptions + [
      .flag(.keepGoing, nil, "go on after the first violation until every property is decided"),
      .value(
        .traces, "N", .integer(minimum: 1),
        "look for up to N counterexamples of what does not hold, of which each lacks a step of every one before it"),
      .value(
        .store, "DIR", .directory,
        "keep the states of a single run in files of this folder, so that only the index must fit the memory, and"
          + " 'quiesce resume DIR' can go on after whatever ends the process"),
      .value(
        .checkpoint, "TIME", .seconds,
        "with --store: how much time, at most, is lost by that: 200ms, 10s (default), 5m; more where a record takes long"
      ),
      .flag(
        .automaton, nil,
        "instead of searching, print for each formula the automaton of the runs that break it, in the HOA format"),
    ] + presentationOptions + [ignore, root],
    examples: [
      ("quiesce check", "every check of the workspace"),
      ("quiesce check Models/pcie/pri-stop.quiesce --set flushes=none", "one model with a parameter set"),
      ("quiesce check Models/pcie/pri-stop.quiesce --set queueDepth=1...3", "a run for each of three values"),
      ("quiesce check Models/vtd/vcmd.quiesce --grow cpus", "how much larger an instance can be"),
      ("quiesce check --format json > result.json", "the result for a script, traces to replay included"),
    ])

  private static let resume = CommandSpecification(
    name: .resume, summary: "go on with a search that was ended",
    discussion: [
      "Goes on with the run whose states 'quiesce check --store DIR' keeps in the folder, from the last record on, whatever has"
        + " ended it: the same options, the same output, and the same verdict, counts and traces as if nothing had. The"
        + " model and the version of quiesce must be those that it was begun with."
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "DIR", kind: .directory, arity: .one, summary: "the folder that --store named")
    ],
    options: [], examples: [("quiesce resume /var/tmp/unbind", "the rest of a search that a reboot has ended")])

  private static let merge = CommandSpecification(
    name: .merge, summary: "make one result of the shards of a check",
    discussion: [
      "Takes the JSON results of 'quiesce check --shard K/N', in any order, and says what the check without --shard"
        + " would: no run is made again, but the models are read, so that they must be there as they were for"
        + " the shards. A shard of other models, options or another version is refused, and so is the same one twice. What"
        + " only a missing shard knows has no verdict: exit status 3."
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "RESULT.json", kind: .file(extension: "json"), arity: .atLeastOne,
        summary: "what 'quiesce check --shard K/N --format json' wrote; '-' is standard input")
    ],
    options: presentationOptions,
    examples: [("quiesce merge shard-*.json --report junit=quiesce.xml", "the whole, as text and for a service")])

  private static let diff = CommandSpecification(
    name: .diff, summary: "compare what two versions of a model come to",
    discussion: [
      "Each version is a file, or REV:PATH, a file of a Git revision with all that belongs to it there: PATH is seen from"
        + " the top of the repository, or begins with './'. What the checks of each version ask is searched once for each"
        + " setting of the parameters, wholly, and whatever is expected. Said is which verdicts, lengths of shortest"
        + " traces and sizes of spaces differ, and which events and steps occur in no run of one version.",
      "The exit status is 0 where nothing differs, 1 where something does, and 3 where nothing does and something has"
        + " no verdict.",
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "OLD", kind: .file(extension: "quiesce"), arity: .one, summary: "a model, or REV:PATH"),
      ArgumentSpecification(
        placeholder: "NEW", kind: .file(extension: "quiesce"), arity: .one, summary: "a model, or REV:PATH"),
    ],
    options: [
      extra,
      .value(.format, "FORMAT", .choice(["text", "json", "markdown"]), "the form of the result; default text"),
      .value(.maxStates, "N", .integer(minimum: 1), "stop without a verdict when this many states are stored"),
      .value(.memory, "SIZE", .size, "end a search that would hold more than this: 512M, 4G; default: of what is free"),
      .value(.time, "SECONDS", .seconds, "end each run without a verdict after this time: 90, 90s, 15m, 2h"),
      .value(.totalTime, "SECONDS", .seconds, "end the whole command after this time"),
      output,
    ],
    examples: [
      ("quiesce diff HEAD:Models/pcie/pri-stop.quiesce Models/pcie/pri-stop.quiesce", "what an edit has changed")
    ])

  private static let need = CommandSpecification(
    name: .need, summary: "find out which steps of a model can be left out",
    discussion: [
      "Takes the settings in which everything should hold, as 'quiesce check' finds them, and leaves out every set of the"
        + " steps: one that has a place in a sequence to itself is skipped, any other never fires. What is lost without"
        + " them is needed. Then the parameters are changed one by one, to find what the answer rests on.",
      "Exit status 1: something fails already with all steps. 3: something is not known.",
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "MODEL", kind: .file(extension: "quiesce"), arity: .one,
        summary: "a model, or FILE:LINE for the expectation on that line")
    ],
    options: [
      .value(
        .steps, "STEPS", .text, repeatable: true,
        "the steps or sequences, with commas between them: actor.step, or its name alone; default: all"),
      .flag(.guards, nil, "leave out the conditions of their guards, in place of the steps"),
      .value(
        .atMost, "N", .integer(minimum: 1),
        "leave out at most N together; default: as many as make 256 sets or fewer"),
      .value(.for, "NAME", .property, repeatable: true, "only this property must not be lost"),
      properties, set, over, pairs, extra,
    ] + searchOptions.filter { ![.search, .seed, .walks, .walkLength, .compare, .audit].contains($0.name) } + [
      resultFormat, progress, root,
    ],
    examples: [
      (
        "quiesce need Models/vtd/drain-steps.quiesce --steps syncThread,flushWork", "two steps, each alone and together"
      ),
      ("quiesce need Models/vtd/drain-steps.quiesce --steps all --at-most 1", "every step alone"),
      ("quiesce need Models/vtd/drain-steps.quiesce --steps bindNext,drained --guards", "the conditions of two guards"),
    ])

  private static let list = CommandSpecification(
    name: .list, summary: "list models, parameters, properties and checks",
    discussion: ["Without FILES, everything under Models/ and Properties/ of the workspace."],
    arguments: [files],
    options: [
      .flag(.sources, nil, "instead, what each step of a model abstracts: the model step against its sources"),
      .value(.format, "FORMAT", .choice(["text", "json"]), "the form of the list; default text"),
      .value(
        .names, "OPTION", .choice(["set", "property"]),
        "instead, what --set or --property of 'check' takes with these files, one a line, as completions show it"),
      ignore,
      root,
    ],
    examples: [
      ("quiesce list", "what there is to check"),
      ("quiesce list --sources Models/vtd", "the table for a maintainer to compare with the code"),
    ])

  private static let format = CommandSpecification(
    name: .format, summary: "lay out model and property files in the one way",
    discussion: [
      "Prints the formatted text. With --in-place the files are rewritten, with --check those that would change are"
        + " named and the exit status is 1. Comments stay. '-' reads standard input."
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "FILES", kind: .file(extension: "quiesce"), arity: .atLeastOne,
        summary: "the files, or folders of them; '-' is standard input")
    ],
    options: [
      .flag(.inPlace, "i", "rewrite the files"),
      .flag(.check, nil, "only name the files that are not formatted"),
    ],
    examples: [("quiesce format --in-place Models/pcie/*.quiesce", "format these files")])

  private static let explain = CommandSpecification(
    name: .explain, summary: "describe a diagnostic by its TYPE",
    discussion: ["Without TYPE, lists all types."],
    arguments: [
      ArgumentSpecification(
        placeholder: "TYPE", kind: .diagnosticType, arity: .any, summary: "the upper-case name in the brackets")
    ],
    options: [], examples: [("quiesce explain VACUOUS_PROPERTY", "what the warning means and what to do")])

  private static let replay = CommandSpecification(
    name: .replay, summary: "re-execute the traces of a JSON result",
    discussion: [
      "Reads what 'quiesce check --format json' wrote, runs every trace in it against the model as it is now, and"
        + " prints it. A trace that does not fit the sources any more is refused, with what differs."
    ],
    arguments: [result],
    options: [property, .flag(.quiet, "q", "print nothing but what differs"), root],
    examples: [("quiesce replay result.json", "replay the traces of a result")])

  private static let show = CommandSpecification(
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

  private static let report = CommandSpecification(
    name: .report, summary: "write a JSON result as a small site",
    discussion: [
      "Reads what 'quiesce check --format json' wrote, and writes a folder of pages that need nothing else: the models,"
        + " for each of them its settings and properties as a matrix of verdicts, and behind each verdict its trace as"
        + " 'quiesce show --html' has it. The folder may be new, empty, or one of pages that this command wrote."
    ],
    arguments: [result],
    options: [.value(.html, "DIR", .directory, "the folder; needed"), root],
    examples: [("quiesce report result.json --html site", "the whole of a check as a link to send")])

  private static let conform = CommandSpecification(
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
      set, ignore, root,
    ],
    examples: [("trace-cmd report | quiesce conform model.quiesce --trace -", "was that a run of the model?")])

  private static let explore = CommandSpecification(
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

  private static let graph = CommandSpecification(
    name: .graph, summary: "write the state graph of a model",
    discussion: ["The graph is cut at --max-states, and says so."],
    arguments: [model],
    options: [
      .value(.format, "FORMAT", .choice(["dot", "aut"]), "Graphviz (default) or Aldebaran"),
      .value(.maxStates, "N", .integer(minimum: 1), "the most states; default 10000"),
      set, output, ignore, root,
    ],
    examples: [("quiesce graph Models/pcie/pri-stop.quiesce | dot -Tsvg > graph.svg", "a picture")])

  private static let export = CommandSpecification(
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

  private static let expand = CommandSpecification(
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

  private static let crosscheck = CommandSpecification(
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

  private static let help = CommandSpecification(
    name: .help, summary: "show help",
    discussion: [],
    arguments: [
      ArgumentSpecification(
        placeholder: "TOPIC", kind: .choice(CommandName.allCases.map(\.rawValue) + HelpTopic.allCases.map(\.rawValue)),
        arity: .optional, summary: "a subcommand or a topic")
    ],
    options: [], examples: [])

  private static let version = CommandSpecification(
    name: .version, summary: "show the version", discussion: [], arguments: [], options: [], examples: [])

  private static let completions = CommandSpecification(
    name: .completions, summary: "write the completions of a shell",
    discussion: [],
    arguments: [
      ArgumentSpecification(
        placeholder: "SHELL", kind: .choice(["bash", "zsh", "fish"]), arity: .one, summary: "bash, zsh or fish")
    ],
    options: [], examples: [("source <(quiesce completions bash)", "completions in this shell")])

  private static let man = CommandSpecification(
    name: .man, summary: "write the manual page", discussion: [], arguments: [], options: [],
    examples: [("quiesce man | man -l -", "read it")])
}
