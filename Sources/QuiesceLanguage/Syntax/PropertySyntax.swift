package import QuiesceModel

/// `[extra] monitor name { variables; on event(arguments) when … { … } }`
package struct MonitorSyntax: Sendable {
  /// What the monitor does when an event is emitted.
  package struct Reaction: Sendable {
    /// The event and the names that its arguments have here.
    package var event: EventPatternSyntax
    /// The statements.
    package var body: [StatementSyntax]
  }

  /// Whether only those expectations ask for it that name it.
  package var isExtra: Bool
  /// The name, which is a property's name too.
  package var name: Name
  /// The text in quotes behind the name.
  package var description: String?
  /// The monitor's own state.
  package var variables: [VariableSyntax]
  /// What it does on which event.
  package var reactions: [Reaction]
  /// The doc comment.
  package var documentation: String
}

/// `event(a, b) [when condition]`: the arguments are named here, `_` for one that does not matter.
package struct EventPatternSyntax: Sendable {
  /// The event.
  package var event: Name
  /// The names of its arguments here; nil without parentheses.
  package var arguments: [Name]?
  /// `when`.
  package var condition: ExpressionSyntax?
}

/// `[extra] property name "text": …`, or `[extra] ltl name: formula`
package struct PropertySyntax: Sendable {
  /// The forms of a property.
  package enum Body: Sendable {
    /// `invariant e`
    case invariant(ExpressionSyntax)
    /// `never event(a, b) when e`
    case neverEvent(EventPatternSyntax)
    /// `reachable e`
    case reachable(ExpressionSyntax)
    /// `reachable event(a, b) when e`
    case reachableEvent(EventPatternSyntax)
    /// `always reachable e`
    case alwaysReachable(ExpressionSyntax)
    /// `always reachable event(a, b) when e`, which means nothing: the checker says so.
    case alwaysReachableEvent(EventPatternSyntax)
    /// `at rest e`
    case atRest(ExpressionSyntax)
    /// `eventually e`, `p leads to q`, and everything that `ltl` introduces.
    case temporal(FormulaSyntax)
    /// `rv name { RULE = formula; NAME = formula }`, as the kernel's monitors are written.
    case rules([Rule])
  }

  /// `NAME = formula`
  package struct Rule: Sendable {
    /// What the formula is called; the one that must hold is `RULE`.
    package var name: Name
    /// The formula, over other names, conditions and events.
    package var formula: FormulaSyntax
  }

  /// Whether only those expectations ask for it that name it.
  package var isExtra: Bool
  /// The name.
  package var name: Name
  /// The text in quotes behind the name.
  package var description: String?
  /// What must hold.
  package var body: Body
  /// From the body's first word to its end.
  package var span: SourceSpan
  /// The doc comment.
  package var documentation: String
}

/// A formula of linear temporal logic over state conditions and events.
package struct FormulaSyntax: Sendable {
  /// The forms of a formula.
  package indirect enum Kind: Sendable {
    /// A condition on the state.
    case condition(ExpressionSyntax)
    /// An event was emitted by the transition that led here.
    case event(EventPatternSyntax)
    /// `not f`, `!f`
    case not(FormulaSyntax)
    /// `f and g`, `f && g`
    case and(FormulaSyntax, FormulaSyntax)
    /// `f or g`, `f || g`
    case or(FormulaSyntax, FormulaSyntax)
    /// `f implies g`
    case implies(FormulaSyntax, FormulaSyntax)
    /// `f equivalent g`
    case equivalent(FormulaSyntax, FormulaSyntax)
    /// `always f`
    case always(FormulaSyntax)
    /// `eventually f`
    case eventually(FormulaSyntax)
    /// `next f`
    case next(FormulaSyntax)
    /// `f until g`
    case until(FormulaSyntax, FormulaSyntax)
    /// `f leads to g`: `always (f implies eventually g)`
    case leadsTo(FormulaSyntax, FormulaSyntax)
  }

  /// Which form.
  package var kind: Kind
  /// Where it stands.
  package var span: SourceSpan

  /// Makes a formula.
  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
