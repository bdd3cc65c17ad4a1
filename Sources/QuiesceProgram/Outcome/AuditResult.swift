/// Whether what a search may leave out is what its definition allows, asked of the states of a program one by one.
package struct AuditResult: Codable, Hashable, Sendable {
  /// What was asked about.
  package enum Subject: String, Codable, Sendable {
    /// Whether a slice does what the whole program does.
    case slicing
    /// Whether what is fired in a state is a persistent set.
    case stubbornSets = "stubborn sets"
    /// Whether permuted states do the permuted thing, and have one representative.
    case symmetry
  }

  /// What was asked about.
  package var subject: Subject
  /// In how many states.
  package var states: Int
  /// Why it was not asked, or not everywhere; nil where it was.
  package var omission: String?
  /// What is not as the definition says, which is a defect of the tool; nil where nothing is.
  package var flaw: String?

  /// Makes a result.
  package init(_ subject: Subject, states: Int = 0, omission: String? = nil, flaw: String? = nil) {
    self.subject = subject
    self.states = states
    self.omission = omission
    self.flaw = flaw
  }
}
