/// `monitor name { variables; on event(arguments) when … { … } }`
public struct MonitorSyntax: Sendable {
  /// What the monitor does when an event is emitted.
  public struct Reaction: Sendable {
    /// The event and the names that its arguments have here.
    public var event: EventPatternSyntax
    /// The statements.
    public var body: [StatementSyntax]

    /// Makes a reaction.
    public init(event: EventPatternSyntax, body: [StatementSyntax]) {
      self.event = event
      self.body = body
    }
  }

  /// The name, which is a property's name too.
  public var name: Name
  /// The text in quotes behind the name.
  public var description: String?
  /// The monitor's own state.
  public var variables: [VariableSyntax]
  /// What it does on which event.
  public var reactions: [Reaction]
  /// The doc comment.
  public var documentation: String

  /// Makes a monitor.
  public init(
    name: Name, description: String?, variables: [VariableSyntax], reactions: [Reaction], documentation: String
  ) {
    self.name = name
    self.description = description
    self.variables = variables
    self.reactions = reactions
    self.documentation = documentation
  }
}

/// `event(a, b) [when condition]`: the arguments are named here, `_` for one that does not matter.
public struct EventPatternSyntax: Sendable {
  /// The event.
  public var event: Name
  /// The names of its arguments here; nil without parentheses.
  public var arguments: [Name]?
  /// `when`.
  public var condition: ExpressionSyntax?

  /// Makes a pattern.
  public init(event: Name, arguments: [Name]?, condition: ExpressionSyntax?) {
    self.event = event
    self.arguments = arguments
    self.condition = condition
  }
}

/// `property name "text": …`, or `ltl name: formula`
public struct PropertySyntax: Sendable {
  /// The forms of a property.
  public enum Body: Sendable {
    /// `invariant e`
    case invariant(ExpressionSyntax)
    /// `never event(a, b) when e`
    case neverEvent(EventPatternSyntax)
    /// `reachable e`
    case reachable(ExpressionSyntax)
    /// `reachable event(a, b) when e`
    case reachableEvent(EventPatternSyntax)
    /// `eventually e`, `p leads to q`, and everything that `ltl` introduces.
    case temporal(FormulaSyntax)
  }

  /// The name.
  public var name: Name
  /// The text in quotes behind the name.
  public var description: String?
  /// What must hold.
  public var body: Body
  /// From the body's first word to its end.
  public var span: SourceSpan
  /// The doc comment.
  public var documentation: String

  /// Makes a property.
  public init(name: Name, description: String?, body: Body, span: SourceSpan, documentation: String) {
    self.name = name
    self.description = description
    self.body = body
    self.span = span
    self.documentation = documentation
  }
}

/// A formula of linear temporal logic over state conditions and events.
public struct FormulaSyntax: Sendable {
  /// The forms of a formula.
  public indirect enum Kind: Sendable {
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
  public var kind: Kind
  /// Where it stands.
  public var span: SourceSpan

  /// Makes a formula.
  public init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
