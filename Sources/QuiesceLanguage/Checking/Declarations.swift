import QuiesceModel

/// All declarations of a unit, as written, by kind.
struct Declarations: Sendable {
  /// A named condition or a function.
  enum Function: Sendable {
    case condition(ConditionSyntax)
    case function(FunctionSyntax)

    var name: Name {
      switch self {
      case .condition(let syntax): syntax.name
      case .function(let syntax): syntax.name
      }
    }
  }

  /// Something that must hold.
  enum Property: Sendable {
    case property(PropertySyntax)
    case monitor(Int)
  }

  var parameters: [ParameterSyntax] = []
  var types: [TypeDeclarationSyntax] = []
  /// Shared variables first, then those of actors, then those of monitors.
  var variables: [(syntax: VariableSyntax, owner: Variable.Owner)] = []
  var channels: [ChannelSyntax] = []
  var signals: [MessageSyntax] = []
  var events: [MessageSyntax] = []
  var functions: [Function] = []
  var actors: [ActorSyntax] = []
  var monitors: [MonitorSyntax] = []
  var properties: [Property] = []
  /// The search bound.
  var bound: ExpressionSyntax?
  /// The file of the model itself; only what it declares is reported as unused.
  var mainFile: SourceFile.ID?
  /// Whether property files are part of the unit.
  var hasPropertyFiles = false
  /// What conditions on the parameters of a run name.
  var namesInChecks: Set<String> = []
  /// Where each property and monitor is declared.
  var propertyNames: [String: Name] = [:]
  /// For everything but parameters what its resolution needs, in reverse order of the text.
  var needs: [Symbol: [Symbol]] = [:]
}

/// What a name at the top of a file stands for.
enum Symbol: Hashable, Sendable {
  case parameter(Int)
  case type(Int)
  case variable(VariableID)
  case channel(ChannelID)
  case signal(SignalID)
  case event(EventID)
  case function(FunctionID)
  case actor(ActorID)

  /// What kind of thing it is, for a sentence.
  var phrase: String {
    switch self {
    case .parameter: "a parameter"
    case .type: "a type"
    case .variable: "a variable"
    case .channel: "a queue or bag"
    case .signal: "a signal"
    case .event: "an event"
    case .function: "a function or named condition"
    case .actor: "an actor"
    }
  }
}

/// What the checker knows beyond the checked model.
struct Facts: Sendable {
  /// What is known of a local.
  struct Local: Sendable {
    var ghost: Cause?
    var dynamic: Cause?
  }

  /// What is known of a function.
  struct Function: Sendable {
    var ghost: Cause?
    var dynamic: Cause?
    /// The variables and channels that it reads, through the functions that it calls too.
    var reads: Set<Symbol> = []
    /// The nodes of its body with all calls expanded.
    var nodes = 1
    /// The depth of its body with all calls expanded.
    var depth = 1
  }

  /// The nodes that could not be resolved: whoever names them is silent.
  var failed: Set<Symbol> = []
  /// The nodes that have been resolved.
  var resolved: Set<Symbol> = []
  var types: [ValueType?] = []
  var locals: [Local] = []
  var functions: [Function] = []
  var shapes: [ActorShape] = []
  /// For each monitor its variables by name.
  var monitorVariables: [[String: VariableID]] = []
  /// The ranges with an end that a run may set.
  var rangesOfRuns: Set<ClosedRange<Int>> = []
  /// How many suggestions have been looked for.
  var suggestions = 0
}

/// What of the declarations something reads, writes or names.
struct Usage: Sendable {
  var named: Set<Symbol> = []
  var readVariables: Set<VariableID> = []
  var writtenVariables: Set<VariableID> = []
  /// Those that `+=` or `-=` changes: the new value depends on the old one, and a range is a property of its own.
  var countingVariables: Set<VariableID> = []
  /// Those whose initial value reads others.
  var relatedVariables: Set<VariableID> = []
  var readChannels: Set<ChannelID> = []
  var filledChannels: Set<ChannelID> = []
  var emitted: Set<EventID> = []
  var sent: Set<SignalID> = []
  var received: Set<SignalID> = []
}

/// An actor's names and locations, known before any body is checked.
struct ActorShape: Sendable {
  var locations: [Location] = []
  /// The locations of each state and sequence.
  var named: [String: Set<LocationID>] = [:]
  var states: [String: LocationID] = [:]
  /// For each sequence its locations in order. Where no step is left of one, it is the next one.
  var sequences: [[LocationID]] = []
  /// The names of the steps that a constant takes away.
  var absentSteps: Set<SourceSpan> = []
  /// What these steps would leave, and where they would lead.
  var absentMoves: [(source: LocationID, targets: [LocationID])] = []
  var initial: LocationID?
  var index: LocalID?
  var variables: [String: VariableID] = [:]
}
