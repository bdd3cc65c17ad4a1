import Glibc

/// How Spin is asked.
struct SpinOptions: Sendable {
  /// How the verifier is made; `-o2` keeps variables that Spin believes to be dead, without it states are lost.
  var generator = ["-o2", "-a"]

  /// How the verifier is optimised.
  var optimization = ["-O3", "-march=native"]

  /// How else it is compiled: safety only, no partial-order reduction, the whole state space.
  var compiler = ["-DSAFETY", "-DNOREDUCE", "-DMEMLIM=8000"]

  /// How the verifier is run: the depth limit must exceed the deepest path, or states are silently cut off.
  var verifier = ["-m2000000", "-w24"]

  /// The three commands.
  var description: String {
    "spin \(generator.joined(separator: " ")), gcc \((optimization + compiler).joined(separator: " ")),"
      + " pan \(verifier.joined(separator: " "))"
  }
}

/// Spin on a Promela text: generated and compiled once, run as often as asked.
final class SpinPeer {
  private let directory: String
  private let options: SpinOptions

  /// Whether Spin and the compiler are there.
  static var isInstalled: Bool { output(of: "command -v spin && command -v gcc") != nil }

  /// Generates and compiles the verifier.
  init(_ promela: String, _ options: SpinOptions) throws(Refusal) {
    guard let directory = output(of: "mktemp -d")?.split(separator: "\n").first.map(String.init) else {
      throw Refusal("there is no temporary directory")
    }
    self.directory = directory
    self.options = options
    guard let file = fopen("\(directory)/model.pml", "w") else { throw Refusal("'\(directory)' cannot be written") }
    fputs(promela, file)
    fclose(file)
    for command in [
      "spin \(options.generator.joined(separator: " ")) model.pml",
      "gcc -w \((options.optimization + options.compiler).joined(separator: " ")) -o pan pan.c",
    ] where output(of: "cd \(directory) && \(command)") == nil {
      throw Refusal("'\(command)' failed")
    }
  }

  deinit {
    _ = output(of: "rm -r \(directory)")
  }

  /// Runs the verifier once.
  func run() throws(Refusal) -> SpinReport {
    let command = "./pan \(options.verifier.joined(separator: " "))"
    guard let text = output(of: "cd \(directory) && \(command)"), let report = SpinReport(text) else {
      throw Refusal("'\(command)' came to no result")
    }
    return report
  }
}

/// What Spin's verifier says at the end of a complete run.
struct SpinReport: Sendable {
  let states: Int
  /// Stored and matched: the fired ones, and one for the initial state.
  let transitions: Int
  let errors: Int
  let seconds: Double
  /// The memory for states.
  let megabytes: Double

  /// Reads the report; nil if the run was cut off.
  init?(_ text: String) {
    let isCutOff = ["max search depth too small", "out of memory", "MEMLIM bound"].contains { text.contains($0) }
    guard !isCutOff, let states = number(before: "states, stored", in: text),
      let transitions = number(before: "transitions (=", in: text),
      let errors = number(after: "errors:", in: text),
      let seconds = number(before: "seconds", in: text)
    else { return nil }
    self.states = Int(states)
    self.transitions = Int(transitions)
    self.errors = Int(errors)
    self.seconds = seconds
    megabytes = number(before: "actual memory usage for states", in: text) ?? 0
  }
}

/// The number that stands before a phrase.
private func number(before phrase: String, in report: String) -> Double? {
  for line in report.split(separator: "\n") where line.contains(phrase) {
    let words = line.split { $0 == " " || $0 == "\t" }
    let end = phrase.split(separator: " ")[0]
    if let position = words.firstIndex(where: { $0.hasPrefix(end) }), position > 0 {
      return Double(words[position - 1])
    }
  }
  return nil
}

/// The number that stands behind a word.
private func number(after word: Substring, in report: String) -> Double? {
  let words = report.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "," }
  guard let position = words.firstIndex(of: word), position + 1 < words.count else { return nil }
  return Double(words[position + 1])
}

/// What a shell command prints, or nil if it cannot be run or fails.
private func output(of command: String) -> String? {
  guard let pipe = popen("exec 2>/dev/null; \(command)", "r") else { return nil }
  var text: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    if count == 0 { break }
    text += buffer.prefix(count)
  }
  return pclose(pipe) == 0 ? String(decoding: text, as: UTF8.self) : nil
}
