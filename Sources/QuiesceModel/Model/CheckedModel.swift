/// A model that has passed every static check, under one setting of its parameters: types are concrete, names resolved.
///
/// It still has actor families, bindings and structured values; the engine makes it ground.
package struct CheckedModel: Sendable {
  /// The name behind `model`.
  package var name: String
  /// The parameters with the values of this run, in order of declaration.
  package var parameters: [Parameter]
  /// All state variables: shared, of actors, of monitors.
  package var variables: [Variable]
  /// All queues and bags.
  package var channels: [Channel]
  /// All signals.
  package var signals: [Message]
  /// All events.
  package var events: [Message]
  /// All functions; none calls itself, directly or through others. Named conditions are functions without parameters.
  package var functions: [Function]
  /// All actors.
  package var actors: [Actor]
  /// All monitors; each is a property too.
  package var monitors: [Monitor]
  /// All properties of the model and of the property files given with it, in order.
  package var properties: [Property]
  /// The search bound: a state where it is false is not left; nil without one.
  package var bound: Expression?
  /// Every local with its name and type.
  package var locals: [Local]

  /// Makes an empty model.
  package init(name: String) {
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
package struct Parameter: Sendable {
  /// The name.
  package let name: String
  /// The finite type.
  package let type: ValueType
  /// The value in this run.
  package let value: Value
  /// Whether the value is the default.
  package let isDefault: Bool

  /// Makes a parameter.
  package init(name: String, type: ValueType, value: Value, isDefault: Bool) {
    self.name = name
    self.type = type
    self.value = value
    self.isDefault = isDefault
  }
}

/// A name inside a step, a function, a quantifier or a property.
package struct Local: Sendable {
  /// The name.
  package let name: String
  /// The type.
  package let type: ValueType

  /// Makes a local.
  package init(name: String, type: ValueType) {
    self.name = name
    self.type = type
  }
}

/// A state variable.
package struct Variable: Sendable {
  /// Whose state it is.
  package enum Owner: Hashable, Sendable {
    /// Everybody's.
    case shared
    /// One for each instance of the actor.
    case actor(ActorID)
    /// A monitor's.
    case monitor(Int)
  }

  /// The name.
  package let name: String
  /// The finite type.
  package let type: ValueType
  /// Whose state it is.
  package let owner: Owner
  /// The initial value, which may read the index of the owner's instance (`Actor.index`) and variables with lower positions; nil for
  /// `any`.
  package let initial: Expression?
  /// Whether only properties, monitors and event arguments may read it.
  package let isGhost: Bool
  /// Where it is declared.
  package let span: SourceSpan

  /// Makes a variable.
  package init(name: String, type: ValueType, owner: Owner, initial: Expression?, isGhost: Bool, span: SourceSpan) {
    self.name = name
    self.type = type
    self.owner = owner
    self.initial = initial
    self.isGhost = isGhost
    self.span = span
  }
}

/// A queue or bag, or a family of them.
package struct Channel: Sendable {
  /// The name.
  package let name: String
  /// Whether the order of its content means nothing.
  package let isBag: Bool
  /// The scalar type that indexes a family, or nil.
  package let index: ValueType?
  /// What it holds.
  package let element: ValueType
  /// How many it holds at most; at least 1.
  package let capacity: Int
  /// Whether only properties and monitors may read it.
  package let isGhost: Bool
  /// Where it is declared.
  package let span: SourceSpan
  /// What each member holds at first, which may read `member` and variables.
  package var content: [Expression] = []
  /// The local that holds a member's index in `content`; nil for a single channel, or where nothing asks.
  package var member: LocalID?

  /// Makes a channel.
  package init(
    name: String, isBag: Bool, index: ValueType?, element: ValueType, capacity: Int, isGhost: Bool, span: SourceSpan,
    content: [Expression] = [], member: LocalID? = nil
  ) {
    self.name = name
    self.isBag = isBag
    self.index = index
    self.element = element
    self.capacity = capacity
    self.isGhost = isGhost
    self.span = span
    self.content = content
    self.member = member
  }
}

/// A signal or an event.
package struct Message: Sendable {
  /// The name.
  package let name: String
  /// The labels and types of its arguments.
  package let parameters: [(name: String, type: ValueType)]
  /// `@trace` of an event: how it shows in a recorded run.
  package var record: TraceRecord?

  /// Makes a signal or an event.
  package init(name: String, parameters: [(name: String, type: ValueType)], record: TraceRecord? = nil) {
    self.name = name
    self.parameters = parameters
    self.record = record
  }
}

/// A pure function.
package struct Function: Sendable {
  /// The name.
  package let name: String
  /// The parameters.
  package let parameters: [LocalID]
  /// The body. An argument or a result outside its declared type is a fault.
  package let body: Expression
  /// The declared type of the result.
  package let result: ValueType

  /// Makes a function.
  package init(name: String, parameters: [LocalID], body: Expression, result: ValueType) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.result = result
  }
}

/// An actor or a family of actors.
package struct Actor: Sendable {
  /// The name.
  package let name: String
  /// The local that holds an instance's index, of scalar type; nil for a single actor.
  package let index: LocalID?
  /// The locations: declared states first, then those inside sequences.
  package let locations: [Location]
  /// The location it starts in.
  package let initial: LocationID
  /// What the scheduler owes each instance as a whole.
  package let fairness: Fairness
  /// The steps in source order.
  package let steps: [Step]
  /// Where it is declared.
  package let span: SourceSpan

  /// Makes an actor.
  package init(
    name: String, index: LocalID?, locations: [Location], initial: LocationID, fairness: Fairness = .none,
    steps: [Step], span: SourceSpan
  ) {
    self.name = name
    self.index = index
    self.locations = locations
    self.initial = initial
    self.fairness = fairness
    self.steps = steps
    self.span = span
  }
}

/// A control location of an actor.
package struct Location: Sendable {
  /// The state's name; inside a sequence `sequence.step`, the first step that leaves it.
  package let name: String
  /// Resting here is no deadlock.
  package let isFinal: Bool
  /// Where it is final: that it is so only where this holds; nil for always.
  package var restCondition: Expression?
  /// While an actor is here only transitions that leave a committed location fire.
  package let isCommitted: Bool
  /// Where it is declared.
  package let span: SourceSpan

  /// Makes a location.
  package init(name: String, isFinal: Bool, isCommitted: Bool, span: SourceSpan) {
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
package struct Step: Sendable {
  /// A value that is chosen with the step.
  package struct Binding: Sendable {
    /// Where the value comes from.
    package enum Origin: Sendable {
      /// One transition for each value of the domain (a type, a range or a set; it may depend on the state and on earlier bindings).
      case value(Domain)
      /// The head of a queue, or any distinct element of a bag.
      case channel(ChannelReference)
      /// What the sender of the rendezvous gives as the argument at this position.
      case received(Int)
    }

    /// The local that holds it.
    package let local: LocalID
    /// Where it comes from.
    package let origin: Origin

    /// Makes a binding.
    package init(local: LocalID, origin: Origin) {
      self.local = local
      self.origin = origin
    }
  }

  /// How it takes part in a rendezvous. The arguments of both sides are equal when they meet.
  package enum Rendezvous: Sendable {
    /// `sends`
    case sends(SignalID, [Expression])
    /// `on`
    case receives(SignalID, [Expression])
  }

  /// Where it leads.
  package indirect enum Target: Sendable {
    /// To a location.
    case location(LocationID)
    /// To one of two, by a condition on the state behind the bodies, before anybody has moved.
    case choice(Expression, then: Target, otherwise: Target)

    /// Every location that it may be.
    package var locations: [LocationID] {
      switch self {
      case .location(let location): [location]
      case .choice(_, let then, let otherwise): then.locations + otherwise.locations
      }
    }
  }

  /// The name.
  package let name: String
  /// The location it leaves.
  package let source: LocationID
  /// Where it leads.
  package let target: Target
  /// What the scheduler owes it, apart from what it owes the actor.
  package let fairness: Fairness
  /// Of an `else` step: that no other step which leaves its location has a choice of its bindings for which its conditions
  /// hold; asked before anything else. Nil: it is no `else` step.
  package var otherwise: Expression?
  /// `timeout`: it is enabled only where no transition is without such a step.
  package var isTimeout = false
  /// The bindings, in order.
  package let bindings: [Binding]
  /// The `where` of the bindings.
  package let bindingCondition: Expression?
  /// The guard.
  package let guardCondition: Expression?
  /// `sends` or `on`.
  package let rendezvous: Rendezvous?
  /// What it does.
  package let body: [Statement]
  /// The texts of `@source`.
  package let sources: [String]
  /// The texts of `@link`.
  package let links: [String]
  /// `@trace`: how it shows in a recorded run.
  package var record: TraceRecord?
  /// The doc comment.
  package let documentation: String
  /// Where it is declared.
  package let span: SourceSpan

  /// Makes a step.
  package init(
    name: String, source: LocationID, target: Target, fairness: Fairness, otherwise: Expression? = nil,
    isTimeout: Bool = false,
    bindings: [Binding], bindingCondition: Expression?, guardCondition: Expression?, rendezvous: Rendezvous?,
    body: [Statement],
    sources: [String], links: [String], documentation: String, span: SourceSpan
  ) {
    self.name = name
    self.source = source
    self.target = target
    self.fairness = fairness
    self.otherwise = otherwise
    self.isTimeout = isTimeout
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
package struct EventPattern: Sendable {
  /// Which event.
  package let event: EventID
  /// The locals that hold the arguments, in order; nil for one that is not named.
  package let arguments: [LocalID?]
  /// `when`.
  package let condition: Expression?

  /// Makes a pattern.
  package init(event: EventID, arguments: [LocalID?], condition: Expression?) {
    self.event = event
    self.arguments = arguments
    self.condition = condition
  }
}

/// A passive observer. Its variables are in `CheckedModel.variables`; a failed `assert` in it violates the property of its name.
package struct Monitor: Sendable {
  /// What it does on an event.
  package struct Reaction: Sendable {
    /// The event and its condition.
    package let pattern: EventPattern
    /// What it does.
    package let body: [Statement]

    /// Makes a reaction.
    package init(pattern: EventPattern, body: [Statement]) {
      self.pattern = pattern
      self.body = body
    }
  }

  /// The name.
  package let name: String
  /// The reactions, in order.
  package let reactions: [Reaction]
  /// Where it is declared.
  package let span: SourceSpan

  /// Makes a monitor.
  package init(name: String, reactions: [Reaction], span: SourceSpan) {
    self.name = name
    self.reactions = reactions
    self.span = span
  }
}

/// A property.
package struct Property: Sendable {
  /// What must hold.
  package enum Kind: Sendable {
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
    /// From every reachable state, one can be reached that satisfies the condition.
    case alwaysReachable(Expression)
    /// The condition holds in every reachable state in which nothing is under way.
    case atRest(Expression)
    /// A formula over infinite runs.
    case temporal(Formula)
  }

  /// Whether only those expectations ask for it that name it.
  package let isExtra: Bool
  /// The name.
  package let name: String
  /// The sentence in quotes, or an empty text.
  package let description: String
  /// What must hold.
  package let kind: Kind
  /// Where its body stands.
  package let span: SourceSpan

  /// Makes a property.
  package init(isExtra: Bool = false, name: String, description: String, kind: Kind, span: SourceSpan) {
    self.isExtra = isExtra
    self.name = name
    self.description = description
    self.kind = kind
    self.span = span
  }
}

/// A checked formula of linear temporal logic.
package indirect enum Formula: Sendable {
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
package let deadlockPropertyName = "deadlock"
/// The name under which the absence of actors that can never move again is reported as a property.
package let stuckPropertyName = "stuck"
/// The names that stand where properties do and that no property has.
package let freedomNames: Set = [deadlockPropertyName, stuckPropertyName]
