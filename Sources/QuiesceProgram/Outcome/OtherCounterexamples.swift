/// Counterexamples besides the first one: each lacks a step of every one before it, and there is no shorter one that does. A step is
/// the same whichever instance of an actor takes it, and with whichever values.
package struct OtherCounterexamples: Codable, Sendable {
  /// A counterexample.
  package struct Counterexample: Codable, Sendable {
    /// The path.
    package var trace: Trace
    /// Why its end is what it is.
    package var explanation: Explanation

    /// Makes one.
    package init(trace: Trace, explanation: Explanation) {
      self.trace = trace
      self.explanation = explanation
    }
  }

  /// How far they were looked for.
  package enum Extent: String, Codable, Sendable {
    /// To the end: any other counterexample takes all the steps of one of these.
    case all = "all"
    /// Until there were as many as were asked for.
    case wanted = "as many as asked for"
    /// Until there was no more room or time.
    case bounded = "bounded"
    /// Not at all: what goes wrong is not shown by a single state or transition.
    case none = "none"
  }

  /// The counterexamples, the shorter first.
  package var found: [Counterexample]
  /// How far they were looked for.
  package var extent: Extent

  /// Makes them.
  package init(found: [Counterexample], extent: Extent) {
    self.found = found
    self.extent = extent
  }
}
