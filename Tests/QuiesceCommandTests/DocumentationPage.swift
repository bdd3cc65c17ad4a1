/// What a page of the documentation promises: files that the reader writes, and commands with what they print.
struct DocumentationPage {
  /// Something that the reader does, in order.
  enum Action {
    /// A block ```` ```quiesce file=NAME ````: the reader saves it.
    case save(name: String, text: String)
    /// A line `$ quiesce …` of a block ```` ```console ````, with the lines that follow it.
    case run(command: String, output: [String], line: Int)
  }

  /// The actions in order.
  private(set) var actions: [Action] = []

  /// The commands alone.
  var commands: Int {
    actions.reduce(0) { count, action in if case .run = action { count + 1 } else { count } }
  }

  /// Reads a page.
  init(_ text: String) {
    var fence: String?
    var block: [(number: Int, text: String)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard line.hasPrefix("```") else {
        if fence != nil { block.append((index + 1, String(line))) }
        continue
      }
      if let info = fence {
        add(block, info)
        fence = nil
      } else {
        fence = String(line.dropFirst(3))
        block = []
      }
    }
  }

  private mutating func add(_ block: [(number: Int, text: String)], _ info: String) {
    if info == "console" { return addCommands(block) }
    let words = info.split(separator: " ")
    guard words.first == "quiesce", let file = words.dropFirst().first, file.hasPrefix("file=") else { return }
    let text = block.map { $0.text + "\n" }.joined()
    actions.append(.save(name: String(file.dropFirst("file=".count)), text: text))
  }

  private mutating func addCommands(_ block: [(number: Int, text: String)]) {
    var command: (text: String, line: Int)?
    var output: [String] = []
    func finished() -> [Action] {
      guard let command, command.text.hasPrefix("quiesce ") || command.text == "echo $?" else { return [] }
      return [.run(command: command.text, output: output, line: command.line)]
    }
    for line in block {
      if line.text.hasPrefix("$ ") {
        actions += finished()
        command = (String(line.text.dropFirst(2)), line.number)
        output = []
      } else {
        output.append(line.text)
      }
    }
    actions += finished()
  }
}

/// Whether lines are what a page shows: `...` alone stands for any lines, within a line for any text.
func matches(_ lines: ArraySlice<String>, _ shown: ArraySlice<String>) -> Bool {
  guard let first = shown.first else { return lines.isEmpty }
  if first.drop(while: { $0 == " " }) == "..." {
    return matches(lines, shown.dropFirst()) || (!lines.isEmpty && matches(lines.dropFirst(), shown))
  }
  guard let line = lines.first, lineMatches(Substring(line), Substring(first)) else { return false }
  return matches(lines.dropFirst(), shown.dropFirst())
}

private func lineMatches(_ line: Substring, _ shown: Substring) -> Bool {
  guard let gap = shown.firstRange(of: "...") else { return line == shown }
  guard line.hasPrefix(shown[..<gap.lowerBound]) else { return false }
  let rest = shown[gap.upperBound...]
  var tail = line.dropFirst(shown.distance(from: shown.startIndex, to: gap.lowerBound))
  while true {
    if lineMatches(tail, rest) { return true }
    guard !tail.isEmpty else { return false }
    tail = tail.dropFirst()
  }
}
