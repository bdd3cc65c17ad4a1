package import QuiesceModel

/// A path through the state space.
package struct Trace: Codable, Sendable {
  /// The name of every actor instance, in the order of the program: the columns.
  package var actors: [String]
  /// The values of all variables in the initial state.
  package var initial: [VariableValue]
  /// The location of every actor instance in the initial state.
  package var initialLocations: [String]
  /// The initial state.
  package var start: [Int]
  /// The transitions, as positions in `Program.transitions`.
  package var transitions: [Int]
  /// What each transition did.
  package var steps: [TraceStep]
  /// How it goes on for ever, if it stands for a run that never ends: a lasso.
  package var cycle: Cycle?
  /// The step, counted from 1, behind which it comes to what the trace ends in whatever steps are taken; 0 if it does so in any case.
  /// Nil where that is not known.
  package var pointOfNoReturn: Int?

  /// The actors that take part in some step, by position.
  package var movers: Set<Int> { Set(steps.flatMap { [$0.main.actor, $0.partner?.actor].compactMap { $0 } }) }

  /// The part of a lasso that is repeated for ever.
  package struct Cycle: Codable, Sendable {
    /// How the repeated part treats what fairness owes something.
    package struct Due: Hashable, Codable, Sendable {
      /// Why it is fair.
      package enum Reason: String, Codable, Sendable {
        /// It moves in the step.
        case taken
        /// None of its steps is enabled before the step.
        case disabled
        /// What is enabled of it before the step would change nothing.
        case idle
      }

      /// The actor instance, or a step of it: `worker[0].take`.
      package var name: String
      /// Whether it is owed as soon as it is enabled again and again.
      package var isStrong: Bool
      /// Why the cycle owes it nothing.
      package var reason: Reason
      /// The step at which that is so, counted from 0 as in `Trace.steps`; that behind the last one stands for rest.
      package var step: Int
    }

    /// The first step that is repeated, by position in `Trace.steps`; behind the last one, the run rests in its last state.
    package var start: Int
    /// Of each actor or step that is declared fair, how the cycle is fair to it.
    package var dues: [Due]
    /// A smallest set of actors and steps that, declared fair, would leave no such run, if one was found.
    package var missingFairness: [String]?

    /// Makes a cycle.
    package init(start: Int, dues: [Due], missingFairness: [String]? = nil) {
      self.start = start
      self.dues = dues
      self.missingFairness = missingFairness
    }
  }
}

/// A variable and its value as text.
package struct VariableValue: Hashable, Codable, Sendable {
  /// The name, with the actor of its owner where it has one: `function[0].outstanding`.
  package var name: String
  /// The owner's column, by position in `Trace.actors`; nil for shared variables and monitors.
  package var actor: Int?
  /// The value as the language writes it.
  package var value: String
}

/// One row of a trace.
package struct TraceStep: Codable, Sendable {
  /// An event with its arguments as text.
  package struct Event: Hashable, Codable, Sendable {
    /// The name.
    package var name: String
    /// Labels and values.
    package var arguments: [VariableValue]
  }

  /// What happened to a variable, said shortly: `slot[0].phase = waiting`, `requests.push(…)`.
  package struct Difference: Hashable, Codable, Sendable {
    /// The owner's column, by position in `Trace.actors`; nil for shared variables and monitors.
    package var actor: Int?
    /// The text, without the owner's name.
    package var text: String
  }

  /// A value that went into a queue or bag, or came out of it.
  package struct Transfer: Hashable, Codable, Sendable {
    /// The queue or bag, as variables are named.
    package var channel: String
    /// The element.
    package var value: String
    /// Whether it was put there, and not taken.
    package var isPut: Bool
  }

  /// A step taken by one actor instance.
  package struct Participant: Codable, Sendable {
    /// The column, by position in `Trace.actors`.
    package var actor: Int
    /// The step's name.
    package var step: String
    /// The location after it, if it changed.
    package var movedTo: String?
    /// The bound values.
    package var bindings: [VariableValue]
    /// The texts of `@source`.
    package var sources: [String]
    /// The texts of `@link`.
    package var links: [String]
    /// The doc comment.
    package var documentation: String
    /// Where the step is declared.
    package var span: SourceSpan
  }

  /// The step that moved, or that sent.
  package var main: Participant
  /// The step that received.
  package var partner: Participant?
  /// The variables whose values changed, with the new values.
  package var changes: [VariableValue]
  /// The same said shortly, for people.
  package var differences: [Difference]
  /// What went through queues and bags, what was taken first.
  package var transfers: [Transfer] = []
  /// What was emitted, in order.
  package var events: [Event]
  /// A fault ended this step: nothing changed.
  package var isFault: Bool
}

/// Why the end of a trace is what it is.
package struct Explanation: Codable, Sendable {
  /// A part of an expression with its value.
  package struct Part: Hashable, Codable, Sendable {
    /// The source text of the part.
    package var text: String
    /// Its value.
    package var value: String
  }

  /// An actor that cannot go on.
  package struct Stuck: Codable, Sendable {
    /// A step that leaves the actor's location, and why it is not enabled.
    package struct Step: Codable, Sendable {
      /// The step's name.
      package var name: String
      /// The conjunct of the guard that is false, or a sentence ("no partner receives 'doorbell'").
      package var condition: String
      /// Its parts evaluated.
      package var parts: [Part]
      /// Of an actor that is stuck for ever: who has steps that write what is false.
      package var changers: [String]?
    }

    /// The instance.
    package var actor: String
    /// Where it stands.
    package var location: String
    /// What it waits for.
    package var steps: [Step]
  }

  /// One sentence: what went wrong.
  package var sentence: String
  /// Whether it is about the whole run and not about its end.
  package var isAboutRun = false
  /// The violated expression's source text, or an empty text.
  package var expression: String
  /// Its parts evaluated at the end of the trace.
  package var parts: [Part]
  /// For an invariant: the step (counted from 1; 0 is the initial state) since which these parts have had these values.
  package var sinceStep: Int?
  /// For a deadlock: who cannot go on, and why.
  package var stuck: [Stuck]
  /// The place in the source that is at fault or violated.
  package var span: SourceSpan?
  /// What to write if the model, and not what it stands for, is wrong.
  package var hint: String?

  /// Makes an explanation.
  package init(
    sentence: String, expression: String = "", parts: [Part] = [], sinceStep: Int? = nil, stuck: [Stuck] = [],
    span: SourceSpan? = nil, hint: String? = nil
  ) {
    self.sentence = sentence
    self.expression = expression
    self.parts = parts
    self.sinceStep = sinceStep
    self.stuck = stuck
    self.span = span
    self.hint = hint
  }
}
