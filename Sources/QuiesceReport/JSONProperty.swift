import QuiesceModel
import QuiesceRuns

/// The result for one property.
package struct JSONProperty: Codable, Equatable, Sendable {
  /// The search of the program's product with the automaton of a formula.
  package struct FormulaSearch: Codable, Equatable, Sendable {
    /// States of the product.
    package var states: Int
    /// Steps of the product.
    package var transitions: Int
    /// Wall seconds.
    package var seconds: Double
    /// The most bytes held at once.
    package var peakMemoryBytes: Int
    /// Whether no shorter way leads to a run that breaks the formula.
    package var shortestStem: Bool
  }

  /// The name.
  package var name: String
  /// The sentence in quotes.
  package var description: String
  /// What kind of property.
  package var kind: String
  /// What it came to.
  package var verdict: String
  /// It holds, but says nothing.
  package var vacuous: Bool
  /// Why there is no verdict, or what made it hold if it is vacuous; absent otherwise.
  package var reason: String?
  /// Which kind of fault; absent for all else.
  package var fault: String?
  /// The figures of the search for runs that break a formula; absent for all else.
  package var formulaSearch: FormulaSearch?
  /// The counterexample or witness.
  package var trace: JSONTrace?
  /// Why the end of the trace is what it is.
  package var explanation: JSONExplanation?
  /// The seed of the search of a swarm that has found it; absent for what other searches find.
  package var seed: UInt64?
  /// Other counterexamples; absent where none were asked for.
  package var others: Others?

  /// Counterexamples besides the first one.
  package struct Others: Codable, Equatable, Sendable {
    /// A counterexample.
    package struct Counterexample: Codable, Equatable, Sendable {
      /// The path.
      package var trace: JSONTrace
      /// Why its end is what it is.
      package var explanation: JSONExplanation
    }

    /// The counterexamples, the shorter first.
    package var found: [Counterexample]
    /// How far they were looked for: `all`, `as many as asked for`, `bounded`, `none`
    package var extent: String
  }
}

/// A path.
package struct JSONTrace: Codable, Equatable, Sendable {
  /// The actor instances.
  package var actors: [String]
  /// The variables of the initial state.
  package var initial: [String: String]
  /// The location of each actor in the initial state.
  package var initialLocations: [String: String]
  /// The steps.
  package var steps: [JSONStep]
  /// How the trace goes on for ever; absent for one that ends.
  package var cycle: Cycle?
  /// The step, counted from 1, behind which it comes to what the trace ends in whatever steps are taken; 0 if it does so in any case.
  /// Absent where that is not known.
  package var pointOfNoReturn: Int?

  /// The part of a run that is repeated for ever.
  package struct Cycle: Codable, Equatable, Sendable {
    /// Why the cycle is fair to something.
    package struct Fairness: Codable, Equatable, Sendable {
      /// The actor instance, or a step of it.
      package var name: String
      /// `weak`, `strong`
      package var strength: String
      /// `taken`, `disabled`, `idle`
      package var reason: String
      /// The step at which that is so, counted from 1; one more than there are where the run rests.
      package var step: Int
    }

    /// The first step that is repeated, counted from 1; one more than there are where the run rests.
    package var firstStep: Int
    /// Whether nothing moves any more.
    package var rests: Bool
    /// Why it is fair.
    package var fairness: [Fairness]
    /// A smallest set of what, declared fair, would leave no such run; absent where none was found.
    package var missingFairness: [String]?
  }
}

/// One step of a path.
package struct JSONStep: Codable, Equatable, Sendable {
  /// The step that received.
  package struct Partner: Codable, Equatable, Sendable {
    /// The actor instance.
    package var actor: String
    /// The step's name.
    package var step: String
    /// The bound values.
    package var bindings: [String: String]
    /// The location after it, if it changed.
    package var movedTo: String?
    /// The texts of `@source`.
    package var source: [String]
    /// The texts of `@link`.
    package var links: [String]
    /// Where the step is declared.
    package var declared: String?
  }

  /// An event.
  package struct Event: Codable, Equatable, Sendable {
    /// The name.
    package var name: String
    /// The arguments.
    package var arguments: [String: String]
  }

  /// The actor instance that moved, or that sent.
  package var actor: String
  /// The step's name.
  package var step: String
  /// The bound values.
  package var bindings: [String: String]
  /// The location after it, if it changed.
  package var movedTo: String?
  /// The other side of a rendezvous.
  package var partner: Partner?
  /// The variables that changed, with the new values.
  package var changes: [String: String]
  /// What was emitted, in order.
  package var events: [Event]
  /// The texts of `@source`.
  package var source: [String]
  /// The texts of `@link`.
  package var links: [String]
  /// Where the step is declared.
  package var declared: String?
  /// A fault ended this step.
  package var fault: Bool
}

/// Why the end of a path is what it is.
package struct JSONExplanation: Codable, Equatable, Sendable {
  /// A part of an expression.
  package struct Part: Codable, Equatable, Sendable {
    /// The source text.
    package var text: String
    /// Its value.
    package var value: String
  }

  /// An actor that cannot go on.
  package struct Stuck: Codable, Equatable, Sendable {
    /// A step that is not enabled.
    package struct Step: Codable, Equatable, Sendable {
      /// The step's name.
      package var step: String
      /// The part of its guard that is false.
      package var condition: String
      /// Its parts.
      package var parts: [Part]
      /// Of an actor that is stuck for ever: the other actors whose steps write what is false.
      package var changers: [String]?
    }

    /// The actor instance.
    package var actor: String
    /// Where it stands.
    package var location: String
    /// What it waits for.
    package var steps: [Step]
  }

  /// One sentence.
  package var sentence: String
  /// The violated expression.
  package var expression: String
  /// Its parts.
  package var parts: [Part]
  /// The step since which the parts have had these values; 0 is the initial state.
  package var sinceStep: Int?
  /// For a deadlock.
  package var stuck: [Stuck]
  /// What to write if the model is wrong, and not what it stands for; absent where there is nothing to say.
  package var hint: String?
  /// Where it stands in the source.
  package var location: String?
}
