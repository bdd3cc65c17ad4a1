import QuiesceModel

// `@trace`: how steps and events show in a recorded run.
extension Checker {
  /// What the attributes say of the record; nil where they say nothing, or nothing right.
  ///
  /// - Parameter names: what has a value in the step or event.
  mutating func record(_ attributes: [AttributeSyntax], of names: [String]) -> TraceRecord? {
    let traces = attributes.filter { $0.name.text == "trace" }
    guard let attribute = traces.first else { return nil }
    if traces.count > 1 {
      report(
        .duplicateName, "a step or event shows as one recorded event, and this is another '@trace'",
        at: traces[1].name.span)
    }
    let parts = attribute.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let event = parts[0].trimmed
    guard !event.isEmpty, !event.contains(where: \.isWhitespace) else {
      report(
        .wrongArguments, "'@trace' names an event, and its fields behind ':': @trace(\"event: field, other = x\")",
        at: attribute.name.span)
      return nil
    }
    let fields = parts.count < 2 ? [] : parts[1].split(separator: ",").map { field($0, of: names, attribute) }
    return fields.contains(nil) ? nil : TraceRecord(event: event, fields: fields.compactMap(\.self))
  }

  /// `field`, `field = name`, `field = 3`
  private mutating func field(
    _ text: Substring, of names: [String], _ attribute: AttributeSyntax
  ) -> TraceRecord.Field? {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
    let meaning = sides[sides.count - 1]
    if names.contains(meaning) { return TraceRecord.Field(name: sides[0], meaning: .value(meaning)) }
    if sides.count == 2, Int(meaning) != nil || ["true", "false"].contains(meaning) {
      return TraceRecord.Field(name: sides[0], meaning: .text(meaning))
    }
    let near = closest(to: meaning, among: names).map { "did you mean '\($0)'?" }
    let known = names.isEmpty ? "nothing here has a value" : "there are \(names.joined(separator: ", "))"
    report(
      .unknownName, "'@trace' asks for '\(meaning)', which is no binding, index or argument", at: attribute.name.span,
      notes: [Diagnostic.Note(near ?? known)])
    return nil
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
