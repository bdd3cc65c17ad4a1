import QuiesceNative
import QuiesceProgram
import QuiesceSystem

/// Runs one tool on exported texts, each in a temporary directory of its own.
struct ToolRunner {
  let tool: CrossCheck.Tool
  let options: CrossCheck.Options
  /// How many states the search found: the depth of a search by Spin is not above it.
  let expectedStates: Int?

  /// Whether the space is so small that a tool may print every alarm in it.
  var isSmall: Bool { (expectedStates ?? .max) < 50_000 }

  /// Exports the program with these questions and lets the tool answer; with several it goes on after an alarm if the
  /// space is small.
  func ask(_ program: Program, _ questions: Set<ExportQuestion>) throws(ExportError) -> ToolAnswer {
    let goesOn = questions.count > 1 && isSmall
    let optimization = optimization(for: questions)
    return switch tool {
    case .spin: askSpin(try PromelaExport(program, asking: questions), optimization, goesOn: goesOn)
    case .rumur: askRumur(try MurphiExport.text(of: program, asking: questions), optimization, goesOn: goesOn)
    }
  }

  private func askSpin(_ export: PromelaExport, _ optimization: String, goesOn: Bool) -> ToolAnswer {
    guard let directory = TemporaryDirectory() else { return .failed(reason: "no temporary directory", output: "") }
    directory.write(export.text, to: "model.pml")
    let expected = expectedStates ?? 2_000_000
    // The deepest path visits each state once at most, with a formula once for each state of its automaton; pan takes room for
    // the whole depth before it begins.
    let depth = min((expected + 100) * (export.asksOfRuns ? 20 : 1), 20_000_000)
    let commands = [
      ["spin", "-o2", "-a", "model.pml"],
      ["gcc", optimization, "-w"] + (export.asksOfRuns ? [] : ["-DSAFETY"]) + [
        "-DNOREDUCE", "-DVECTORSZ=\(export.vectorSize)", "-DMEMLIM=\(options.maximumMemory >> 20)", "-o", "pan",
        "pan.c",
      ],
      ["./pan", "-n", "-m\(depth)", "-w\(indexBits(expected))", goesOn ? "-c0" : "-c1"]
        + (export.asksOfRuns ? ["-a"] : []),
    ]
    return run(commands, in: directory) { output in
      SpinOutput(output).answer(extraStates: export.extraStates, extraTransitions: export.extraTransitions)
    }
  }

  private func askRumur(_ text: String, _ optimization: String, goesOn: Bool) -> ToolAnswer {
    guard let directory = TemporaryDirectory() else { return .failed(reason: "no temporary directory", output: "") }
    directory.write(text, to: "model.m")
    // Beyond 32 bits Rumur has no type for values, with less its choice might not hold intermediate results.
    let commands = [
      [
        "rumur", "--value-type", "int32_t", "--deadlock-detection", "off", "--threads", "1", "--max-errors",
        goesOn ? "1000000000" : "1", "--counterexample-trace", goesOn ? "off" : "diff", "--output", "model.c",
        "model.m",
      ],
      ["gcc", optimization, "-w", "-std=c11", "-mcx16", "-o", "model", "model.c", "-lpthread"],
      ["./model"],
    ]
    return run(commands, in: directory) { output in RumurOutput(output).answer }
  }

  /// gcc's optimiser takes longer than it saves in a space of so many states: for Rumur's checker five seconds, for pan one. What is
  /// asked by itself was found, and mostly long before the end.
  private func optimization(for questions: Set<ExportQuestion>) -> String {
    (expectedStates ?? .max) < (questions.count == 1 ? 1_000_000 : 300_000) ? "-O0" : "-O2"
  }

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
    var alarms: Set<Int> = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasSuffix("states, stored") { states = words.first.flatMap(number) }
      if line.hasSuffix("transitions (= stored+matched)") { transitions = words.first.flatMap(number) }
      if let position = words.firstIndex(of: "errors:"), position + 1 < words.count {
        errors = Int(words[position + 1])
      }
      if let alarm = alarm(words) {
        alarms.insert(alarm)
      } else if isComplaint(line) {
        return .failed(reason: String(line), output: text)
      }
    }
    if !alarms.isEmpty { return .alarm(numbers: alarms, output: text) }
    guard let states, let transitions, errors == 0 else { return .failed(reason: "no result", output: text) }
    return .silent(states: states - extraStates, transitions: transitions - extraTransitions, output: text)
  }

  /// The question in `pan:1: assertion violated  !(3) (at depth 5)`, or 0 where the text asks only one, as in
  /// `pan:1: acceptance cycle (at depth 8)` and, for a run whose end decides, `pan:1: end state in claim reached`.
  private func alarm(_ words: [Substring]) -> Int? {
    if words.count >= 3, words[0].hasPrefix("pan:"), words[1] == "acceptance" || words[1...2] == ["end", "state"] {
      return 0
    }
    guard words.count >= 4, words[0].hasPrefix("pan:"), words[1] == "assertion", words[2] == "violated" else {
      return nil
    }
    return Int(words[3].filter { $0.isNumber }) ?? 0
  }

  /// Anything else that pan says about the run itself, such as an index out of bounds or a depth that was too small.
  private func isComplaint(_ line: Substring) -> Bool {
    if line.hasPrefix("pan: wrote") || line.hasPrefix("pan: elapsed") || line.hasPrefix("pan: rate") { return false }
    return line.hasPrefix("pan:") || line.hasPrefix("error:")
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
    var alarms: Set<Int> = []
    for line in lines where line.contains("liveness property \"") && line.hasSuffix("violated:") {
      alarms.insert(number(in: line))
    }
    for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("The following is the error trace") {
      let message = next.drop { $0 == "\t" || $0 == " " }
      // An error of the run, such as a value out of range, begins with the place in the model.
      if message.hasPrefix("model.m:") { return .failed(reason: String(message), output: text) }
      alarms.insert(number(in: message))
    }
    if !alarms.isEmpty { return .alarm(numbers: alarms, output: text) }
    guard lines.contains(where: { $0.hasSuffix("No error found.") }),
      let counts = lines.last(where: { $0.contains(" rules fired") })?.split(whereSeparator: { " \t".contains($0) }),
      counts.count >= 4, let states = Int(counts[0]), let transitions = Int(counts[2])
    else { return .failed(reason: "no result", output: text) }
    return .silent(states: states, transitions: transitions, output: text)
  }

  /// The question in `[3] name`, `invariant "[3] name" failed` or `liveness property "[3] name" violated:`, or 0 where the text asks only one.
  private func number(in message: Substring) -> Int {
    guard let open = message.firstIndex(of: "[") else { return 0 }
    return Int(message[message.index(after: open)...].prefix { $0 != "]" }) ?? 0
  }
}
