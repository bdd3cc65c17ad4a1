/// Why a text is no lock.
package struct LockError: Error, Equatable {
  /// The line, counted from 1.
  package var line: Int
  /// The sentence.
  package var message: String
}

/// A lock as a text that people read and compare: sorted, a paragraph for each subject, a line for each result with what has it.
extension Lock {
  private static let head = "# What 'quiesce check"
  private static let tail = "' comes to; --update-lock writes it anew."

  /// The text.
  package var text: String {
    let words = options.map { " \($0)" }.joined()
    var text = "\(Lock.head)\(words)\(Lock.tail)\n"
    for subject in facts.keys.sorted() {
      text += "\n\(subject.text)\n"
      let results = Dictionary(grouping: facts[subject] ?? [], by: \.result)
      for result in results.keys.sorted() {
        let properties = (results[result] ?? []).compactMap(\.property).sorted()
        text += "  " + result + (properties.isEmpty ? "" : ": " + properties.joined(separator: ", ")) + "\n"
      }
    }
    return text
  }

  /// Reads a text.
  package init(reading text: String) throws(LockError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, first.hasPrefix(Lock.head), first.hasSuffix(Lock.tail) else {
      throw LockError(line: 1, message: "a lock begins with \"\(Lock.head) ...\"")
    }
    let words = first.dropFirst(Lock.head.count).dropLast(Lock.tail.count)
    self.init(options: words.split(separator: " ").map(String.init))
    var subject: Subject?
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      if line.hasPrefix("  ") {
        guard let subject else { throw LockError(line: index + 1, message: "a result without a model before it") }
        read(line.dropFirst(2), of: subject)
      } else if line.first?.isWhitespace == true || line.hasPrefix("#") {
        throw LockError(line: index + 1, message: "neither a model nor, behind two spaces, a result")
      } else {
        let model = line.prefix { $0 != " " }
        subject = Subject(model: String(model), setting: String(line.dropFirst(model.count + 1)))
      }
    }
  }

  private mutating func read(_ line: Substring, of subject: Subject) {
    guard let colon = line.firstRange(of: ": ") else {
      return add(Fact(property: nil, result: String(line)), of: subject)
    }
    for property in line[colon.upperBound...].split(separator: ", ") {
      add(Fact(property: String(property), result: String(line[..<colon.lowerBound])), of: subject)
    }
  }
}
