package import QuiesceLanguage

/// A part of a model that can be left out, as a command line names it: a step, a whole sequence, or a conjunct of a guard.
package struct RemovablePart: Hashable, Sendable {
  /// `driver.flush`, or `driver.flush:2` for the second conjunct of its guard.
  package let name: String
  /// The text of a conjunct; nil for steps.
  package let condition: String?
  /// What is left out.
  package let omission: Omission

  /// Names a part.
  package init(name: String, condition: String?, omission: Omission) {
    self.name = name
    self.condition = condition
    self.omission = omission
  }
}

extension [RemovablePart] {
  /// What is left out with all of them.
  package var omission: Omission { reduce(into: Omission()) { $0.formUnion($1.omission) } }
}
