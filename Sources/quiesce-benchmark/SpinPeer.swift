import Glibc

/// Spin on the hand-written Promela model: generated and compiled once, run as often as asked.
final class SpinPeer {
  private let directory: String

  /// How the verifier was made and is run.
  let description: String

  /// Generates and compiles the verifier; nil if Spin or the compiler is not there.
  init?() {
    guard let directory = output(of: "mktemp -d")?.split(separator: "\n").first.map(String.init) else { return nil }
    self.directory = directory
    let spin = (["spin"] + UnbindPromela.spinOptions).joined(separator: " ")
    let compiler = (["gcc"] + UnbindPromela.compilerOptions).joined(separator: " ")
    description = "\(spin), \(compiler), pan \(UnbindPromela.verifierOptions.joined(separator: " "))"
    guard let file = fopen("\(directory)/unbind.pml", "w") else { return nil }
    fputs(UnbindPromela.text, file)
    fclose(file)
    _ = output(of: "cd \(directory) && \(spin) unbind.pml && \(compiler) -o pan pan.c")
    guard access("\(directory)/pan", X_OK) == 0 else { return nil }
  }

  deinit {
    _ = output(of: "rm -r \(directory)")
  }

  /// Runs the verifier once and reads its report.
  func measure() -> Measurement? {
    let options = UnbindPromela.verifierOptions.joined(separator: " ")
    guard let report = output(of: "cd \(directory) && ./pan \(options)"),
      let states = number(before: "states, stored", in: report),
      let transitions = number(before: "transitions (=", in: report),
      let seconds = number(before: "seconds", in: report),
      let megabytes = number(before: "actual memory usage for states", in: report)
    else { return nil }
    // Spin counts the initial state as a transition.
    return Measurement(
      states: Int(states), transitions: Int(transitions) - 1, seconds: seconds,
      bytesPerState: megabytes * 1_048_576 / states)
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
