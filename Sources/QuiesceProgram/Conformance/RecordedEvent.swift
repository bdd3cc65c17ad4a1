/// A line of a recorded run: an event with its fields.
package struct RecordedEvent: Hashable, Sendable {
  /// The line of the file, counted from 1.
  package let line: Int
  /// The name of the event.
  package let name: String
  /// The fields.
  package let fields: [String: String]
  /// The event as it was recorded, without what stands before its name.
  package let text: String

  /// Reads a line; nil for one that records nothing: an empty one, or a comment behind `#`.
  ///
  /// Where a word is a time, `123.456789:`, as in what ftrace and `trace-cmd report` print, the event stands behind it. Its name is
  /// the next word, up to `:` or `(`, and `name=value` or, in parentheses, `name: value` are fields; other words mean nothing.
  package init?(_ text: Substring, line: Int) {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if let time = words.firstIndex(where: \.isTime) { words.removeFirst(time + 1) }
    guard let first = words.first, !first.hasPrefix("#") else { return nil }
    let rest = words.joined(separator: " ")
    let name = rest.prefix { !" :(".contains($0) }
    guard !name.isEmpty, !name.contains("=") else { return nil }
    self.line = line
    self.name = String(name)
    self.text = rest
    var fields: [String: String] = [:]
    let body = rest.dropFirst(name.count)
    // `(a: 1, b: 2)` says the same as `a=1 b=2`.
    let isCall = body.hasPrefix("(")
    let spelled = isCall ? String(body.dropFirst().prefix { $0 != ")" }).replacing(": ", with: "=") : String(body)
    for word in spelled.split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
      guard let sign = word.firstIndex(of: "="), sign != word.startIndex else { continue }
      fields[String(word[..<sign])] = String(word[word.index(after: sign)...])
    }
    self.fields = fields
  }

  /// The events of a file.
  package static func all(in text: String) -> [RecordedEvent] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .compactMap { RecordedEvent($1, line: $0 + 1) }
  }
}

extension String {
  /// `123.456789:`
  fileprivate var isTime: Bool {
    let parts = dropLast().split(separator: ".", omittingEmptySubsequences: false)
    return last == ":" && parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }
}
