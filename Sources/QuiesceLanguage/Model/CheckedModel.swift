/// A model that has passed every static check, under one setting of its parameters: types are concrete, names resolved.
///
/// It still has actor families, bindings and structured values; the engine makes it ground.
public struct CheckedModel: Sendable {
  /// The name behind `model`.
  public var name: String
  /// The parameters with the values of this run, in order of declaration.
  public var parameters: [Parameter]
  /// All state variables: shared, of actors, of monitors.
  public var variables: [Variable]
  /// All queues and bags.
  public var channels: [Channel]
  /// All signals.
  public var signals: [Message]
  /// All events.
  public var events: [Message]
  /// All functions; none calls itself, directly or through others. Named conditions are functions without parameters.
  public var functions: [Function]
  /// All actors.
  public var actors: [Actor]
  /// All monitors; each is a property too.
  public var monitors: [Monitor]
  /// All properties of the model and of the property files given with it, in order.
  public var properties: [Property]
  /// Every local with its name and type.
  public var locals: [Local]

  /// Makes an empty model.
  public init(name: String) {
    self.name = name
    parameters = []
    variables = []
    channels = []
    signals = []
    events = []
    functions = []
    actors = []
    monitors = []
    properties = []
    locals = []
  }
}

/// A parameter with its value in this run.
public struct Parameter: Sendable {
  /// The name.
  public let name: String
  /// The finite type.
  public let type: ValueType
  /// The value in this run.
  public let value: Value
  /// Whether the value is the default.
  public let isDefault: Bool

  /// Makes a parameter.
  public init(name: String, type: ValueType, value: Value, isDefault: Bool) {
    self.name = name
    self.type = type
    self.value = value
    self.isDefault = isDefault
  }
}

/// A name inside a step, a function, a quantifier or a property.
public struct Local: Sendable {
  /// The name.
  public let name: String
  /// The type.
  public let type: ValueType

  /// Makes a local.
  public init(name: String, type: ValueType) {
    self.name = name
    self.type = type
  }
}

/// A state variable.
public struct Variable: Sendable {
  /// Whose state it is.
  public enum Owner: Hashable, Sendable {
    /// Everybody's.
    case shared
    /// One for each instance of the actor.
    case actor(ActorID)
    /// A monitor's.
    case monitor(Int)
  }

  /// The name.
  public let name: String
  /// The finite type.
  public let type: ValueType
  /// Whose state it is.
  public let owner: Owner
  /// The initial value: constant but for the index of the owner's instance (`Actor.index`); nil for `any`.
  public let initial: Expression?
  /// Whether only properties, monitors and event arguments may read it.
  public let isGhost: Bool
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes a variable.
  public init(
    name: String, type: ValueType, owner: Owner, initial: Expression?, isGhost: Bool, span: SourceSpan
  ) {
    self.name = name
    self.type = type
    self.owner = owner
    self.initial = initial
    self.isGhost = isGhost
    self.span = span
  }
}

/// A queue or bag, or a family of them. It starts empty.
public struct Channel: Sendable {
  /// The name.
  public let name: String
  /// Whether the order of its content means nothing.
  public let isBag: Bool
  /// The scalar type that indexes a family, or nil.
  public let index: ValueType?
  /// What it holds.
  public let element: ValueType
  /// How many it holds at most; at least 1.
  public let capacity: Int
  /// Whether only properties and monitors may read it.
  public let isGhost: Bool
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes a channel.
  public init(
    name: String, isBag: Bool, index: ValueType?, element: ValueType, capacity: Int, isGhost: Bool, span: SourceSpan
  ) {
    self.name = name
    self.isBag = isBag
    self.index = index
    self.element = element
    self.capacity = capacity
    self.isGhost = isGhost
    self.span = span
  }
}

/// A signal or an event.
public struct Message: Sendable {
  /// The name.
  public let name: String
  /// The labels and types of its arguments.
  public let parameters: [(name: String, type: ValueType)]
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes a message.
  public init(name: String, parameters: [(name: String, type: ValueType)], span: SourceSpan) {
    self.name = name
    self.parameters = parameters
    self.span = span
  }
}

/// A pure function.
public struct Function: Sendable {
  /// The name.
  public let name: String
  /// The parameters.
  public let parameters: [LocalID]
  /// The body. An argument or a result outside its declared type is a fault.
  public let body: Expression
  /// The declared type of the result.
  public let result: ValueType

  /// Makes a function.
  public init(name: String, parameters: [LocalID], body: Expression, result: ValueType) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.result = result
  }
}

/// An actor or a family of actors.
public struct Actor: Sendable {
  /// The name.
  public let name: String
  /// The local that holds an instance's index, of scalar type; nil for a single actor.
  public let index: LocalID?
  /// The locations: declared states first, then those inside sequences.
  public let locations: [Location]
  /// The location it starts in.
  public let initial: LocationID
  /// The steps in source order.
  public let steps: [Step]
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes an actor.
  public init(
    name: String, index: LocalID?, locations: [Location], initial: LocationID, steps: [Step], span: SourceSpan
  ) {
    self.name = name
    self.index = index
    self.locations = locations
    self.initial = initial
    self.steps = steps
    self.span = span
  }
}

/// A control location of an actor.
public struct Location: Sendable {
  /// The state's name; inside a sequence `sequence.step`, the first step that leaves it.
  public let name: String
  /// Resting here is no deadlock.
  public let isFinal: Bool
  /// While an actor is here only transitions that leave a committed location fire.
  public let isCommitted: Bool
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes a location.
  public init(name: String, isFinal: Bool, isCommitted: Bool, span: SourceSpan) {
    self.name = name
    self.isFinal = isFinal
    self.isCommitted = isCommitted
    self.span = span
  }
}

/// A guarded atomic action of an actor.
///
/// It is enabled when the actor is at `source`, every `from` channel is not empty, the binding condition, the guard and
/// the rendezvous agree. Firing takes the `from` elements, then runs the body (of the sender first), then moves the
/// location. Guard and binding condition see the bound values; the guard is evaluated before anything is taken.
public struct Step: Sendable {
  /// A value that is chosen with the step.
  public struct Binding: Sendable {
    /// Where the value comes from.
    public enum Origin: Sendable {
      /// One transition for each value of the domain (a type, a range or a set; it may depend on the state and on earlier bindings).
      case value(Domain)
      /// The head of a queue, or any distinct element of a bag.
      case channel(ChannelReference)
    }

    /// The local that holds it.
    public let local: LocalID
    /// Where it comes from.
    public let origin: Origin

    /// Makes a binding.
    public init(local: LocalID, origin: Origin) {
      self.local = local
      self.origin = origin
    }
  }

  /// How it takes part in a rendezvous. The arguments of both sides are equal when they meet.
  public enum Rendezvous: Sendable {
    /// `sends`
    case sends(SignalID, [Expression])
    /// `on`
    case receives(SignalID, [Expression])
  }

  /// The name.
  public let name: String
  /// The location it leaves.
  public let source: LocationID
  /// The location it leads to.
  public let target: LocationID
  /// What the scheduler owes it.
  public let fairness: Fairness
  /// The bindings, in order.
  public let bindings: [Binding]
  /// The `where` of the bindings.
  public let bindingCondition: Expression?
  /// The guard.
  public let guardCondition: Expression?
  /// `sends` or `on`.
  public let rendezvous: Rendezvous?
  /// What it does.
  public let body: [Statement]
  /// The texts of `@source`.
  public let sources: [String]
  /// The texts of `@link`.
  public let links: [String]
  /// The doc comment.
  public let documentation: String
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes a step.
  public init(
    name: String, source: LocationID, target: LocationID, fairness: Fairness, bindings: [Binding],
    bindingCondition: Expression?, guardCondition: Expression?, rendezvous: Rendezvous?, body: [Statement],
    sources: [String], links: [String], documentation: String, span: SourceSpan
  ) {
    self.name = name
    self.source = source
    self.target = target
    self.fairness = fairness
    self.bindings = bindings
    self.bindingCondition = bindingCondition
    self.guardCondition = guardCondition
    self.rendezvous = rendezvous
    self.body = body
    self.sources = sources
    self.links = links
    self.documentation = documentation
    self.span = span
  }
}

/// A pattern over an event: its arguments as locals, and a condition on them and on the state at the point of emission.
public struct EventPattern: Sendable {
  /// Which event.
  public let event: EventID
  /// The locals that hold the arguments, in order; nil for one that is not named.
  public let arguments: [LocalID?]
  /// `when`.
  public let condition: Expression?

  /// Makes a pattern.
  public init(event: EventID, arguments: [LocalID?], condition: Expression?) {
    self.event = event
    self.arguments = arguments
    self.condition = condition
  }
}

/// A passive observer. Its variables are in `CheckedModel.variables`; a failed `assert` in it violates the property of its name.
public struct Monitor: Sendable {
  /// What it does on an event.
  public struct Reaction: Sendable {
    /// The event and its condition.
    public let pattern: EventPattern
    /// What it does.
    public let body: [Statement]

    /// Makes a reaction.
    public init(pattern: EventPattern, body: [Statement]) {
      self.pattern = pattern
      self.body = body
    }
  }

  /// The name.
  public let name: String
  /// The reactions, in order.
  public let reactions: [Reaction]
  /// Where it is declared.
  public let span: SourceSpan

  /// Makes a monitor.
  public init(name: String, reactions: [Reaction], span: SourceSpan) {
    self.name = name
    self.reactions = reactions
    self.span = span
  }
}

/// A property.
public struct Property: Sendable {
  /// What must hold.
  public enum Kind: Sendable {
    /// The condition holds in every reachable state.
    case invariant(Expression)
    /// No transition emits a matching event.
    case never(EventPattern)
    /// No assertion of the monitor (by position) fails.
    case monitor(Int)
    /// Some reachable state satisfies the condition.
    case reachable(Expression)
    /// Some transition emits a matching event.
    case reachableEvent(EventPattern)
    /// A formula over infinite runs: parsed and checked for types, not decided by this version.
    case temporal(Formula)
  }

  /// The name.
  public let name: String
  /// The sentence in quotes, or an empty text.
  public let description: String
  /// What must hold.
  public let kind: Kind
  /// Where its body stands.
  public let span: SourceSpan

  /// Makes a property.
  public init(name: String, description: String, kind: Kind, span: SourceSpan) {
    self.name = name
    self.description = description
    self.kind = kind
    self.span = span
  }
}

/// A checked formula of linear temporal logic.
public indirect enum Formula: Sendable {
  /// A condition on the state.
  case condition(Expression)
  /// The transition that led here emitted a matching event.
  case event(EventPattern)
  /// Negation.
  case not(Formula)
  /// Conjunction.
  case and(Formula, Formula)
  /// Disjunction.
  case or(Formula, Formula)
  /// Now and for ever.
  case always(Formula)
  /// Now or later.
  case eventually(Formula)
  /// In the next state.
  case next(Formula)
  /// The left until the right, which comes.
  case until(Formula, Formula)
}

/// The name under which the absence of deadlocks is reported as a property.
public let deadlockPropertyName = "deadlock"
