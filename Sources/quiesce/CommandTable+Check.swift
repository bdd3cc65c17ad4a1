import QuiesceProgram

// What is checked, and what checks are compared with.
extension CommandTable {
  /// `quiesce check`
  static let check = CommandSpecification(
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
          + " 'quiesce merge' makes one result of them; of a swarm, every Nth search of each run"),
    ] + searchOptions + [
      .value(
        .visited, "WHAT", .choice(VisitedForm.allCases.map(\.rawValue)),
        "keep of each visited state: exact: the state (default); compact: a signature of 64 bits; bitstate: three bits of an"
          + " array of half of --memory. But for exact, nothing is proved: how likely an omission is, is said"),
      .value(
        .compress, "FORM", .choice(StateCompression.allCases.map(\.rawValue)),
        "keep visited states as they are: none (default); or as trees that share their nodes: tree, which proves as much, of a"
          + " state of 40 bytes takes about 10 in a large space, and costs time"),
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
      .optionalValue(
        .probe, "TIME", .seconds,
        "instead of a verdict, begin each run for this time (default 2s), and estimate how many states and seconds it takes,"
          + " and whether it fits the memory, the disk of --store and --time; exit status 3 where that is unknown"),
      .flag(
        .automaton, nil,
        "instead of searching, print for each formula the automaton of the runs that break it, in the HOA format"),
    ] + presentationOptions + [ignore, root],
    examples: [
      ("quiesce check", "every check of the workspace"),
      ("quiesce check Models/pcie/pri-stop.quiesce --set flushes=none", "one model with a parameter set"),
      ("quiesce check Models/pcie/pri-stop.quiesce --set queueDepth=1...3", "a run for each of three values"),
      ("quiesce check Models/vtd/vcmd.quiesce --grow cpus", "how much larger an instance can be"),
      ("quiesce check Models/vtd/vcmd.quiesce --probe", "what it takes, before a long run"),
      ("quiesce check --format json > result.json", "the result for a script, traces to replay included"),
    ])

  /// `quiesce resume`
  static let resume = CommandSpecification(
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

  /// `quiesce merge`
  static let merge = CommandSpecification(
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

  /// `quiesce diff`
  static let diff = CommandSpecification(
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

  /// `quiesce need`
  static let need = CommandSpecification(
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
    ]
      + searchOptions.filter {
        ![.search, .for, .searches, .seed, .walks, .walkLength, .compare, .audit].contains($0.name)
      } + [
        resultFormat, progress, root,
      ],
    examples: [
      (
        "quiesce need Models/vtd/drain-steps.quiesce --steps syncThread,flushWork", "two steps, each alone and together"
      ),
      ("quiesce need Models/amd/pasid-state.quiesce --steps all --at-most 1", "every step alone"),
      ("quiesce need Models/vtd/drain-steps.quiesce --steps bindNext,drained --guards", "the conditions of two guards"),
    ])
}
