import QuiesceProgram

/// Everything that the command line understands: parsing, help, completions and the man page are read off this table.
enum CommandTable {
  /// The subcommands in the order in which the help lists them.
  static let commands: [CommandSpecification] = [
    check, resume, merge, diff, need, list, format, explain, replay, show, report, conform, explore, graph, export,
    expand, crosscheck, help,
    version, completions, syntax, man,
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
    case .syntax: syntax
    case .man: man
    }
  }

  /// What every subcommand takes.
  static let commonOptions: [OptionSpecification] = [
    .value(.color, "WHEN", .choice(["always", "never", "auto"]), "colour the output; auto: on a terminal"),
    .flag(.help, "h", "show the help of this subcommand"),
  ]

  /// `--root`
  static let root = OptionSpecification.value(
    .root, "DIR", .directory,
    "the workspace; default: the nearest folder upwards that has Models/ or Properties/, else the current one")
  /// `--set`
  static let set = OptionSpecification.value(
    .set, "NAME=VALUE", .setting, repeatable: true,
    "set a parameter of the model, also to several values in turn (see 'quiesce help settings')")
  /// `--properties`
  static let properties = OptionSpecification.value(
    .properties, "FILE", .file(extension: "quiesce"), repeatable: true,
    "ask the properties of this file too, of the model as it is instead of its checks")
  /// `--property`
  static let property = OptionSpecification.value(
    .property, "NAME", .property, repeatable: true, "only this property")
  /// `--over`
  static let over = OptionSpecification.value(
    .over, "NAMES", .text, repeatable: true,
    "go through all values of these parameters, or some (NAME=VALUES as for --set, or as behind 'where' in a check:"
      + " 'n in 1...3, m in 1...3, n <= m'), and show a table of the runs")
  /// `--pairs`
  static let pairs = OptionSpecification.flag(
    .pairs, nil, "of all combinations only so many that any two values of two parameters come together")
  /// `--grow`
  static let grow = OptionSpecification.value(
    .grow, "NAMES", .text, repeatable: true,
    "raise each of these sizes, integer parameters, from its default on (NAME=VALUES: through these) until a budget ends,"
      + " and show how the space grows; without a budget, each size has a million states")
  /// `--format`
  static let resultFormat = OptionSpecification.value(
    .format, "FORMAT", .choice(["text", "json"]), "the form of the result; default text")
  /// `--progress`
  static let progress = OptionSpecification.value(
    .progress, "MODE", .choice(["plain", "tty", "none"]), "progress on standard error; default: as it fits")
  /// `--without`
  static let without = OptionSpecification.value(
    .without, "STEP", .text, repeatable: true,
    "leave out a step or a sequence (actor.step, or its name alone), or a condition of its guard (step:2)")
  /// `--extra`
  static let extra = OptionSpecification.flag(
    .extra, nil, "run the extra checks too; without it, only those that FILE:LINE names")
  /// `--ignore`
  static let ignore = OptionSpecification.value(
    .ignore, "TYPE", .diagnosticType, repeatable: true, "silence the warnings of this type")
  /// `--output`
  static let output = OptionSpecification.value(
    .output, "FILE", .file(extension: nil), "write to this file instead of standard output, which '-' stands for")
  /// Models and properties.
  static let files = ArgumentSpecification(
    placeholder: "FILES", kind: .file(extension: "quiesce"), arity: .any,
    summary:
      "model and property files, or folders of them; FILE:LINE means the check or expectation on that line; '-' is"
      + " standard input")
  /// One model.
  static let model = ArgumentSpecification(
    placeholder: "FILE", kind: .file(extension: "quiesce"), arity: .one, summary: "a model")

  /// A JSON result.
  static let result = ArgumentSpecification(
    placeholder: "RESULT.json", kind: .file(extension: "json"), arity: .one,
    summary: "what 'quiesce check --format json' wrote; '-' is standard input")

  /// The options of a search.
  static let searchOptions: [OptionSpecification] = [
    .value(
      .search, "ORDER", .choice(SearchOrder.allCases.map(\.rawValue)),
      "breadth: shortest counterexamples (default); depth: deep ones first; random: walks, and swarm: many depth-first"
        + " searches that differ, which never prove"),
    .value(
      .for, "TIME", .seconds,
      "how long the swarm of each run searches: 30s, 10m, 2h; default 1m where --searches is not given"),
    .value(.searches, "N", .integer(minimum: 1), "how many searches a swarm has; default: no bound"),
    .value(.seed, "N", .integer(minimum: 0), "the seed of random walks, or of the first search of a swarm; default 1"),
    .value(.walks, "N", .integer(minimum: 1), "how many random walks; default 1000"),
    .value(.walkLength, "N", .integer(minimum: 1), "the most transitions of a random walk; default 1000"),
    .value(
      .reduction, "WHEN", .choice(["auto", "on", "off"]),
      "leave out interleavings that change no verdict: auto: where a trial shows that few states are left (default); on: always; off: never"
    ),
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
    .value(
      .maxStates, "N", .integer(minimum: 1),
      "stop without a verdict when this many states are stored; each search of a swarm"),
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
  static let presentationOptions: [OptionSpecification] = [
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

  /// `quiesce list`
  static let list = CommandSpecification(
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

  /// `quiesce format`
  static let format = CommandSpecification(
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

  /// `quiesce explain`
  static let explain = CommandSpecification(
    name: .explain, summary: "describe a diagnostic by its TYPE",
    discussion: ["Without TYPE, lists all types."],
    arguments: [
      ArgumentSpecification(
        placeholder: "TYPE", kind: .diagnosticType, arity: .any, summary: "the upper-case name in the brackets")
    ],
    options: [], examples: [("quiesce explain VACUOUS_PROPERTY", "what the warning means and what to do")])

  /// `quiesce help`
  static let help = CommandSpecification(
    name: .help, summary: "show help",
    discussion: [],
    arguments: [
      ArgumentSpecification(
        placeholder: "TOPIC", kind: .choice(CommandName.allCases.map(\.rawValue) + HelpTopic.allCases.map(\.rawValue)),
        arity: .optional, summary: "a subcommand or a topic")
    ],
    options: [], examples: [])

  /// `quiesce version`
  static let version = CommandSpecification(
    name: .version, summary: "show the version", discussion: [], arguments: [], options: [], examples: [])

  /// `quiesce completions`
  static let completions = CommandSpecification(
    name: .completions, summary: "write the completions of a shell",
    discussion: [],
    arguments: [
      ArgumentSpecification(
        placeholder: "SHELL", kind: .choice(["bash", "zsh", "fish"]), arity: .one, summary: "bash, zsh or fish")
    ],
    options: [], examples: [("source <(quiesce completions bash)", "completions in this shell")])

  /// `quiesce syntax`
  static let syntax = CommandSpecification(
    name: .syntax, summary: "write the syntax file of an editor",
    discussion: [
      "For Vim: 'vim' is syntax/quiesce.vim, and 'vim-filetype' ftdetect/quiesce.vim, in ~/.vim or, for Neovim, in"
        + " ~/.config/nvim. 'textmate' is a grammar for Visual Studio Code, Sublime Text and whatever else reads those of"
        + " TextMate."
    ],
    arguments: [
      ArgumentSpecification(
        placeholder: "EDITOR", kind: .choice(["vim", "vim-filetype", "textmate"]), arity: .one,
        summary: "vim, vim-filetype or textmate")
    ],
    options: [],
    examples: [("quiesce syntax vim > ~/.vim/syntax/quiesce.vim", "colours in Vim, with the file type beside it")])

  /// `quiesce man`
  static let man = CommandSpecification(
    name: .man, summary: "write the manual page", discussion: [], arguments: [], options: [],
    examples: [("quiesce man | man -l -", "read it")])
}
