/// How a step or an event shows in a recorded run: `@trace("page_response: group = i, code = 0")`.
package struct TraceRecord: Hashable, Sendable {
  /// A field of the recorded event.
  package struct Field: Hashable, Sendable {
    /// What it must equal.
    package enum Meaning: Hashable, Sendable {
      /// The value of a binding, an index or an argument of this name.
      case value(String)
      /// This text.
      case text(String)
    }

    /// Its name in the record.
    package let name: String
    /// What it must equal.
    package let meaning: Meaning

    /// Makes a field.
    package init(name: String, meaning: Meaning) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// The name of the recorded event.
  package let event: String
  /// The fields that matter.
  package let fields: [Field]

  /// Makes a record.
  package init(event: String, fields: [Field]) {
    self.event = event
    self.fields = fields
  }
}
