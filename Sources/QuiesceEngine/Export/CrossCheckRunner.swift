/// Runs one tool on exported texts, each in a temporary directory of its own.
struct ToolRunner {
  let tool: CrossCheck.Tool
  let options: CrossCheck.Options
  /// How many states the search found: the depth of a search by Spin is not above it.
  let expectedStates: Int?

  /// Exports the program with these questions and lets the tool answer.
  func ask(_ program: Program, _ questions: Set<ExportQuestion>) throws(ExportError) -> ToolAnswer {
    switch tool {
    case .spin: askSpin(try PromelaExport(program, asking: questions))
    case .rumur: askRumur(try MurphiExport.text(of: program, asking: questions))
    }
  }

  private func askSpin(_ export: PromelaExport) -> ToolAnswer {
    guard let directory = TemporaryDirectory() else { return .failed(reason: "no temporary directory", output: "") }
    directory.write(export.text, to: "model.pml")
    let expected = expectedStates ?? 2_000_000
    // The deepest path visits each state once at most; pan takes room for the whole depth before it begins.
    let depth = min(expected + 100, 20_000_000)
    let commands = [
      ["spin", "-o2", "-a", "model.pml"],
      [
        "gcc", optimization, "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=\(export.vectorSize)",
        "-DMEMLIM=\(options.maximumMemory >> 20)", "-o", "pan", "pan.c",
      ],
      ["./pan", "-n", "-m\(depth)", "-w\(indexBits(expected))"],
    ]
    return run(commands, in: directory) { output in
      SpinOutput(output).answer(extraStates: export.extraStates, extraTransitions: export.extraTransitions)
    }
  }

  private func askRumur(_ text: String) -> ToolAnswer {
    guard let directory = TemporaryDirectory() else { return .failed(reason: "no temporary directory", output: "") }
    directory.write(text, to: "model.m")
    // Beyond 32 bits Rumur has no type for values, with less its choice might not hold intermediate results.
    let commands = [
      [
        "rumur", "--value-type", "int32_t", "--deadlock-detection", "off", "--threads", "1", "--output", "model.c",
        "model.m",
      ],
      ["gcc", optimization, "-w", "-std=c11", "-mcx16", "-o", "model", "model.c", "-lpthread"],
      ["./model"],
    ]
    return run(commands, in: directory) { output in RumurOutput(output).answer }
  }

  /// gcc's optimiser takes longer than a small model runs.
  private var optimization: String { (expectedStates ?? .max) < 50_000 ? "-O0" : "-O2" }

  private func indexBits(_ states: Int) -> Int { min(max(Int.bitWidth - states.leadingZeroBitCount + 1, 10), 28) }

  /// Runs the commands in order; the output of the last one is the answer. pan ends with 0 and Rumur's checker with 1
  /// when they find something, so that the last one's status says little.
  private func run(
    _ commands: [[String]], in directory: borrowing TemporaryDirectory, parse: (String) -> ToolAnswer
  ) -> ToolAnswer {
    let path = CommandPath(options.searchPath)
    for (position, command) in commands.enumerated() {
      let result = PeerProcess.run(command, in: directory.path, path: path, options: options)
      switch result.end {
      case .timedOut: return .failed(reason: "\(command[0]) ran out of time", output: result.output)
      case .stopped: return .failed(reason: "interrupted", output: result.output)
      case .notStarted: return .failed(reason: "\(command[0]) did not start", output: result.output)
      case .signal(let number):
        return .failed(reason: "\(command[0]) died of signal \(number)", output: result.output)
      case .exited(let status):
        if position == commands.count - 1 { return parse(result.output) }
        if status != 0 { return .failed(reason: "\(command[0]) failed with \(status)", output: result.output) }
      }
    }
    return .failed(reason: "nothing ran", output: "")
  }
}

/// What pan prints.
struct SpinOutput {
  let text: String

  init(_ text: String) { self.text = text }

  /// The verdict and the counts.
  func answer(extraStates: Int, extraTransitions: Int) -> ToolAnswer {
    var states: Int?
    var transitions: Int?
    var errors: Int?
    var complaint: String?
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasSuffix("states, stored") { states = words.first.flatMap(number) }
      if line.hasSuffix("transitions (= stored+matched)") { transitions = words.first.flatMap(number) }
      if let position = words.firstIndex(of: "errors:"), position + 1 < words.count {
        errors = Int(words[position + 1])
      }
      let isReport = line.hasPrefix("pan:") && !line.hasPrefix("pan: wrote") && !line.hasPrefix("pan: elapsed")
      if complaint == nil, isReport || line.hasPrefix("error:") { complaint = String(line) }
    }
    if let complaint {
      if complaint.hasPrefix("pan:1: assertion violated") { return .alarm(output: text) }
      return .failed(reason: complaint, output: text)
    }
    guard let states, let transitions, errors == 0 else { return .failed(reason: "no result", output: text) }
    return .silent(states: states - extraStates, transitions: transitions - extraTransitions, output: text)
  }

  /// pan prints eight digits, the greater numbers with an exponent.
  private func number(_ text: Substring) -> Int? { Int(text) ?? Double(text).map { Int($0) } }
}

/// What a checker generated by Rumur prints.
struct RumurOutput {
  let text: String

  init(_ text: String) { self.text = text }

  /// The verdict and the counts.
  var answer: ToolAnswer {
    let lines = text.split(separator: "\n")
    if let position = lines.firstIndex(where: { $0.hasPrefix("The following is the error trace") }) {
      let message = lines.dropFirst(position + 1).first?.drop { $0 == "\t" || $0 == " " } ?? ""
      // An error of the run, such as a value out of range, begins with the place in the model.
      if message.hasPrefix("model.m:") { return .failed(reason: String(message), output: text) }
      return .alarm(output: text)
    }
    guard lines.contains(where: { $0.hasSuffix("No error found.") }),
      let counts = lines.last(where: { $0.contains(" rules fired") })?.split(whereSeparator: { " \t".contains($0) }),
      counts.count >= 4,
      let states = Int(counts[0]), let transitions = Int(counts[2])
    else { return .failed(reason: "no result", output: text) }
    return .silent(states: states, transitions: transitions, output: text)
  }
}
