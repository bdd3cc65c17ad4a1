package import QuiesceModel

/// `[fair] actor name[i in T] { … }`
package struct ActorSyntax: Sendable {
  /// The name.
  package var name: Name
  /// The index of a family, or nil.
  package var index: IndexSyntax?
  /// What the scheduler owes each instance as a whole.
  package var fairness: Fairness
  /// The actor's own variables.
  package var variables: [VariableSyntax]
  /// Its states.
  package var states: [StateSyntax]
  /// Its straight-line parts.
  package var sequences: [SequenceSyntax]
  /// The doc comment.
  package var documentation: String

  /// The steps of all states and sequences.
  package var steps: [StepSyntax] { states.flatMap(\.steps) + sequences.flatMap(\.locations).flatMap(\.steps) }
}

/// `[initial] [final] [committed] state name [when condition] { steps }`
package struct StateSyntax: Sendable {
  /// The name; it may be any word, `on` and `final` included.
  package var name: Name
  /// Where the actor starts.
  package var isInitial: Bool
  /// Resting here is no deadlock.
  package var isFinal: Bool
  /// `when`: where it is final, that it is so only where this holds.
  package var restCondition: ExpressionSyntax?
  /// While an actor is here only transitions that leave a committed state fire.
  package var isCommitted: Bool
  /// The steps that leave it.
  package var steps: [StepSyntax]
  /// The doc comment.
  package var documentation: String
}

/// `sequence name from state to state { steps }`: straight-line code with a location between any two steps.
///
/// The first location is the state `from` (declared by the sequence unless the actor declares it), the last step leads
/// to the state `to`. `or step …` is an alternative to the step before it: both leave the same location, which `at name`
/// before the first of them names.
package struct SequenceSyntax: Sendable {
  /// A location with the steps that leave it.
  package struct Location: Sendable {
    /// The name behind `at`; nil: it is called after its steps.
    package var name: Name?
    /// The alternatives: at least one.
    package var steps: [StepSyntax]

    /// The names that a step of the sequence may lead to to get here.
    package var names: [Name] { (name.map { [$0] } ?? []) + steps.map(\.name) }
  }

  /// The name; `actor is name` holds at all its locations.
  package var name: Name
  /// The state it starts in.
  package var source: Name
  /// The state it ends in.
  package var target: Name
  /// The locations, in order.
  package var locations: [Location]
  /// The doc comment.
  package var documentation: String
}

/// `@source("file:function")`, `@link("https://…")`, `@trace("event: field")`
package struct AttributeSyntax: Sendable {
  /// The word behind the at sign.
  package var name: Name
  /// The quoted text.
  package var value: String
}

/// One step: a guarded atomic action.
package struct StepSyntax: Sendable {
  /// A value that the environment chooses, or an element that the step takes.
  package struct Binding: Sendable {
    /// Where the value comes from.
    package enum Origin: Sendable {
      /// `x in S`: one transition for each value.
      case value(DomainSyntax)
      /// `x from q`: the head of a queue, or any distinct element of a bag, which the step removes.
      case channel(ExpressionSyntax)
    }

    /// The name of the value in the step.
    package var name: Name
    /// Where it comes from.
    package var origin: Origin
  }

  /// How a step takes part in a rendezvous.
  package enum Rendezvous: Sendable {
    /// `sends signal(values)`
    case sends(Name, [ExpressionSyntax.Argument])
    /// `on signal(values)`: meets a sender whose values equal these.
    case receives(Name, [Received])
  }

  /// One argument of `on`.
  package struct Received: Sendable {
    /// What it takes.
    package enum Kind: Sendable {
      /// The value of an expression and no other.
      case value(ExpressionSyntax)
      /// `let x`: whatever is sent.
      case anything(Name)
    }

    /// The label, if one is written.
    package var label: Name?
    /// What it takes.
    package var kind: Kind
  }

  /// Where a step leads.
  package indirect enum Target: Sendable {
    /// `state`. A step's or location's name of the same sequence means that location.
    case location(Name)
    /// `if condition then target else target`
    case choice(ExpressionSyntax, then: Target, otherwise: Target)
  }

  /// The name.
  package var name: Name
  /// What stands before the step: where others are not enabled.
  package enum Precedence: Sendable {
    /// Nothing: it is enabled where its conditions hold.
    case none
    /// `else`: only where no other step that leaves its location is.
    case otherwise
    /// `timeout`: only where no other step of the whole model is.
    case timeout
  }

  /// `else` or `timeout` before the step.
  package var precedence: Precedence
  /// What the scheduler owes it, whatever it owes the actor; nil: nothing.
  package var fairness: Fairness?
  /// `@source`, `@link`, `@trace`.
  package var attributes: [AttributeSyntax]
  /// The bindings in parentheses.
  package var bindings: [Binding]
  /// The `where` inside the parentheses.
  package var bindingCondition: ExpressionSyntax?
  /// `sends` or `on`.
  package var rendezvous: Rendezvous?
  /// `if`: whether the step exists, known before the search; nil: it does.
  package var presence: ExpressionSyntax?
  /// `when`.
  package var guardCondition: ExpressionSyntax?
  /// The braces.
  package var body: [StatementSyntax]
  /// `-> target`; nil: stays (in a sequence: goes on).
  package var target: Target?
  /// From the name to the end.
  package var span: SourceSpan
  /// The doc comment.
  package var documentation: String
}
