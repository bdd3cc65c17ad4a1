package import QuiesceProgram

/// What can be left out of a model under one setting, and what that rests on.
package struct NeedAnswer: Sendable {
  /// What leaving out a set of parts comes to.
  package enum Verdict: String, Sendable {
    /// Everything still holds.
    case notNeeded = "not needed"
    /// A property is lost.
    case needed
    /// Everything still holds, but something only because nothing happens any more that it speaks of.
    case vacuous = "only vacuously"
    /// Nothing is lost as far as was seen, and not everything was seen.
    case unknown
  }

  /// One set of parts.
  package struct Case: Sendable {
    /// The parts, by position.
    package let parts: [Int]
    /// What it comes to.
    package let verdict: Verdict
    /// What is lost without them.
    package let lost: [PropertyOutcome]
    /// What holds without them only vacuously.
    package let vacuous: [String]
    /// Why it is unknown.
    package let reason: String?
    /// The run without them; nil where the model is refused.
    package let run: RunReport?

    /// Says what a run without some parts comes to.
    ///
    /// - Parameter vacuousBefore: what holds only vacuously with them already.
    package init(_ parts: [Int], _ run: RunReport?, vacuousBefore: [String]) {
      let properties = run?.outcome.properties ?? []
      self.parts = parts
      self.run = run
      lost = properties.filter(\.verdict.isFailure)
      vacuous = properties.filter(\.isVacuous).map(\.name).filter { !vacuousBefore.contains($0) }
      reason = lost.isEmpty ? Case.whyOpen(run) : nil
      verdict = !lost.isEmpty ? .needed : reason != nil ? .unknown : vacuous.isEmpty ? .notNeeded : .vacuous
    }

    /// Why a run does not say everything; nil where it does.
    private static func whyOpen(_ run: RunReport?) -> String? {
      guard let run else { return "the model is refused without it" }
      let open = run.outcome.properties.first { $0.verdict == .noVerdict }
      guard open != nil || !(run.outcome.isComplete || run.outcome.stop == .decided) else { return nil }
      return open?.liveness?.undecided ?? run.outcome.undecidedReason
    }
  }

  /// What becomes of the answer when one parameter has another value.
  package struct Variation: Sendable {
    /// What becomes of it.
    package enum Effect: Sendable {
      /// It is the same.
      case same
      /// Some sets have another verdict.
      case changes([Case])
      /// Nothing holds there with all parts of what was asked.
      case fails
      /// It is not known.
      case unknown(String)
    }

    /// The parameter.
    package let parameter: String
    /// Its other value.
    package let value: String
    /// What does not hold there with all parts: of this nothing is said.
    package let failing: [String]
    /// What becomes of the answer.
    package let effect: Effect

    /// Takes what was found.
    package init(parameter: String, value: String, failing: [String], effect: Effect) {
      self.parameter = parameter
      self.value = value
      self.failing = failing
      self.effect = effect
    }
  }

  /// The question.
  package let question: NeedQuestion
  /// The run with all parts.
  package let whole: RunReport
  /// What does not hold with all parts; nothing is said of it.
  package let failing: [String]
  /// What is not decided with all parts, with the reason; nothing is said of it either.
  package let undecided: [String]
  /// What holds only vacuously already.
  package let vacuous: [String]
  /// What holds with all parts.
  package let held: [String]
  /// The sets; none where with all parts nothing holds, or there is a fault.
  package var cases: [Case] = []
  /// What other values of single parameters change.
  package var variations: [Variation] = []
  /// The parameters that have too many values to try them.
  package var untried: [String] = []

  /// Begins with what holds with all parts.
  package init(_ question: NeedQuestion, whole: RunReport) {
    let properties = whole.outcome.properties
    self.question = question
    self.whole = whole
    failing = properties.filter(\.verdict.isFailure).map(\.name)
    undecided = properties.filter { $0.verdict == .noVerdict }.map(\.name)
    vacuous = properties.filter(\.isVacuous).map(\.name)
    held = properties.filter { $0.verdict == .holds || $0.verdict == .reached }.map(\.name)
  }

  /// The sets that can be left out and that no larger one contains that can.
  package var largestNotNeeded: [Case] {
    let free = cases.filter { $0.verdict == .notNeeded }
    return free.filter { set in
      !free.contains { $0.parts.count > set.parts.count && Set($0.parts).isSuperset(of: set.parts) }
    }
  }

  /// The sets that cannot be left out and that contain no other one that cannot.
  package var smallestNeeded: [Case] {
    let needed = cases.filter { $0.verdict == .needed }
    return needed.filter { set in
      !needed.contains { $0.parts.count < set.parts.count && Set($0.parts).isSubset(of: set.parts) }
    }
  }

  /// The sets whose verdicts say all, each part alone first: the others follow the parts that they contain.
  package var claims: [Case] {
    let telling = Set((largestNotNeeded + smallestNeeded).map(\.parts))
    return cases.filter { $0.parts.count == 1 || telling.contains($0.parts) }
  }
}
