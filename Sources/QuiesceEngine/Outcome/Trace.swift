public import QuiesceLanguage

/// A path through the state space.
public struct Trace: Sendable {
  /// The name of every actor instance, in the order of the program: the columns.
  public var actors: [String]
  /// The values of all variables in the initial state.
  public var initial: [VariableValue]
  /// The location of every actor instance in the initial state.
  public var initialLocations: [String]
  /// The transitions, as positions in `Program.transitions`.
  public var transitions: [Int]
  /// What each transition did.
  public var steps: [TraceStep]

  /// Makes a trace.
  public init(
    actors: [String], initial: [VariableValue], initialLocations: [String], transitions: [Int], steps: [TraceStep]
  ) {
    self.actors = actors
    self.initial = initial
    self.initialLocations = initialLocations
    self.transitions = transitions
    self.steps = steps
  }
}

/// A variable and its value as text.
public struct VariableValue: Hashable, Codable, Sendable {
  /// The name, with the actor of its owner where it has one: `function[0].outstanding`.
  public var name: String
  /// The owner's column, by position in `Trace.actors`; nil for shared variables and monitors.
  public var actor: Int?
  /// The value as the language writes it.
  public var value: String

  /// Makes a pair.
  public init(name: String, actor: Int?, value: String) {
    self.name = name
    self.actor = actor
    self.value = value
  }
}

/// One row of a trace.
public struct TraceStep: Sendable {
  /// An event with its arguments as text.
  public struct Event: Hashable, Codable, Sendable {
    /// The name.
    public var name: String
    /// Labels and values.
    public var arguments: [VariableValue]

    /// Makes an event.
    public init(name: String, arguments: [VariableValue]) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// What happened to a variable, said shortly: `slot[0].phase = waiting`, `requests.push(…)`.
  public struct Difference: Hashable, Sendable {
    /// The owner's column, by position in `Trace.actors`; nil for shared variables and monitors.
    public var actor: Int?
    /// The text, without the owner's name.
    public var text: String

    /// Makes a difference.
    public init(actor: Int?, text: String) {
      self.actor = actor
      self.text = text
    }
  }

  /// A step taken by one actor instance.
  public struct Participant: Sendable {
    /// The column, by position in `Trace.actors`.
    public var actor: Int
    /// The step's name.
    public var step: String
    /// The location after it, if it changed.
    public var movedTo: String?
    /// The bound values.
    public var bindings: [VariableValue]
    /// The texts of `@source`.
    public var sources: [String]
    /// The texts of `@link`.
    public var links: [String]
    /// The doc comment.
    public var documentation: String
    /// Where the step is declared.
    public var span: SourceSpan

    /// Makes a participant.
    public init(
      actor: Int, step: String, movedTo: String?, bindings: [VariableValue], sources: [String], links: [String],
      documentation: String, span: SourceSpan
    ) {
      self.actor = actor
      self.step = step
      self.movedTo = movedTo
      self.bindings = bindings
      self.sources = sources
      self.links = links
      self.documentation = documentation
      self.span = span
    }
  }

  /// The step that moved, or that sent.
  public var main: Participant
  /// The step that received.
  public var partner: Participant?
  /// The variables whose values changed, with the new values.
  public var changes: [VariableValue]
  /// The same said shortly, for people.
  public var differences: [Difference]
  /// What was emitted, in order.
  public var events: [Event]
  /// A fault ended this step: nothing changed.
  public var isFault: Bool

  /// Makes a row.
  public init(
    main: Participant, partner: Participant?, changes: [VariableValue], differences: [Difference], events: [Event],
    isFault: Bool
  ) {
    self.main = main
    self.partner = partner
    self.changes = changes
    self.differences = differences
    self.events = events
    self.isFault = isFault
  }
}

/// Why the end of a trace is what it is.
public struct Explanation: Sendable {
  /// A part of an expression with its value.
  public struct Part: Hashable, Codable, Sendable {
    /// The source text of the part.
    public var text: String
    /// Its value.
    public var value: String

    /// Makes a part.
    public init(text: String, value: String) {
      self.text = text
      self.value = value
    }
  }

  /// An actor that cannot go on.
  public struct Stuck: Sendable {
    /// A step that leaves the actor's location, and why it is not enabled.
    public struct Step: Sendable {
      /// The step's name.
      public var name: String
      /// The conjunct of the guard that is false, or a sentence ("no partner receives 'doorbell'").
      public var condition: String
      /// Its parts evaluated.
      public var parts: [Part]

      /// Makes a step.
      public init(name: String, condition: String, parts: [Part]) {
        self.name = name
        self.condition = condition
        self.parts = parts
      }
    }

    /// The instance.
    public var actor: String
    /// Where it stands.
    public var location: String
    /// What it waits for.
    public var steps: [Step]

    /// Makes a stuck actor.
    public init(actor: String, location: String, steps: [Step]) {
      self.actor = actor
      self.location = location
      self.steps = steps
    }
  }

  /// One sentence: what went wrong.
  public var sentence: String
  /// The violated expression's source text, or an empty text.
  public var expression: String
  /// Its parts evaluated at the end of the trace.
  public var parts: [Part]
  /// For an invariant: the step (counted from 1; 0 is the initial state) since which these parts have had these values.
  public var sinceStep: Int?
  /// For a deadlock: who cannot go on, and why.
  public var stuck: [Stuck]
  /// The place in the source that is at fault or violated.
  public var span: SourceSpan?

  /// Makes an explanation.
  public init(
    sentence: String, expression: String = "", parts: [Part] = [], sinceStep: Int? = nil, stuck: [Stuck] = [],
    span: SourceSpan? = nil
  ) {
    self.sentence = sentence
    self.expression = expression
    self.parts = parts
    self.sinceStep = sinceStep
    self.stuck = stuck
    self.span = span
  }
}
