/// The result of `quiesce check --format json`; Documentation/json-schema.json describes it.
///
/// Values of the language (parameters, bindings, variables, arguments) are texts as the language writes them.
public struct JSONReport: Codable, Equatable, Sendable {
  /// The version of this form; a reader refuses one that it does not know.
  public static let schemaVersion = 1

  /// The version of this form.
  public var schema: Int
  /// `quiesce`
  public var tool: String
  /// The version of the tool.
  public var version: String
  /// The exit status.
  public var status: Int
  /// The runs, in order.
  public var checks: [JSONCheck]
  /// How many extra checks were left out; absent in what version 0.1.0 wrote.
  public var extraLeftOut: Int?
  /// What makes an answer hollow.
  public var warnings: [JSONWarning]

  /// Makes a result.
  public init(version: String, status: Int, checks: [JSONCheck], extraLeftOut: Int, warnings: [JSONWarning]) {
    schema = JSONReport.schemaVersion
    tool = "quiesce"
    self.version = version
    self.status = status
    self.checks = checks
    self.extraLeftOut = extraLeftOut
    self.warnings = warnings
  }
}

/// A warning.
public struct JSONWarning: Codable, Equatable, Sendable {
  /// The upper-case name that `quiesce explain` describes.
  public var type: String
  /// The sentence.
  public var message: String
  /// `path:line:column`
  public var location: String?

  /// Makes a warning.
  public init(type: String, message: String, location: String?) {
    self.type = type
    self.message = message
    self.location = location
  }
}

/// One run.
public struct JSONCheck: Codable, Equatable, Sendable {
  /// A file that was read.
  public struct Source: Codable, Equatable, Sendable {
    /// The path, relative to the workspace where it lies inside it.
    public var path: String
    /// The hash of its bytes.
    public var hash: String
  }

  /// The budgets.
  public struct Bounds: Codable, Equatable, Sendable {
    /// `--max-states`
    public var states: Int?
    /// `--memory`
    public var memoryBytes: Int?
    /// `--time`
    public var seconds: Double?
    /// `--walks`
    public var walks: Int?
    /// `--walk-length`
    public var walkLength: Int?
    /// `--seed`
    public var seed: UInt64?
  }

  /// What stubborn sets knew and did.
  public struct StubbornSets: Codable, Equatable, Sendable {
    /// Ordered pairs of transitions of which neither writes what the other touches.
    public var disjointPairs: Int
    /// Pairs that touch common slots and yet accord.
    public var accordingPairs: Int
    /// Pairs that do not accord, or were not shown to.
    public var conflictingPairs: Int
    /// Wall seconds for finding that out.
    public var seconds: Double
    /// States of which all enabled transitions were fired.
    public var fullStates: Int
    /// States of which some were left out.
    public var reducedStates: Int
    /// How often a state with one way on was passed through and not stored.
    public var passedStates: Int
    /// Whether the traces are shortest ones all the same, which only breadth first they can be.
    public var shortestTraces: Bool
  }

  /// A search without reductions.
  public struct WholeSpace: Codable, Equatable, Sendable {
    /// The verdict.
    public var verdict: String
    /// Distinct states.
    public var states: Int
    /// Transitions fired.
    public var transitions: Int
    /// Wall seconds.
    public var seconds: Double
  }

  /// What slicing left out.
  public struct LeftOut: Codable, Equatable, Sendable {
    /// Variables and channels, or parts of them, that no checked property, guard or fault depends on.
    public var variables: [String]
    /// Variables and channels, or parts of them, that never change.
    public var constants: [String]
    /// Steps that change nothing else.
    public var steps: [String]
    /// Events that no checked property watches.
    public var events: [String]
    /// Bits of a stored state.
    public var stateBits: Int
    /// Bits of a state of the whole program.
    public var wholeStateBits: Int
  }

  /// The figures.
  public struct Statistics: Codable, Equatable, Sendable {
    /// Distinct states.
    public var states: Int
    /// Transitions fired.
    public var transitions: Int
    /// The greatest depth.
    public var depth: Int
    /// Wall seconds.
    public var seconds: Double
    /// Bytes of the visited set for each state.
    public var bytesPerState: Double
    /// The peak resident memory.
    public var peakMemoryBytes: Int
  }

  /// The model's name.
  public var model: String
  /// The file that declares it.
  public var modelFile: String
  /// The property files given with it.
  public var propertyFiles: [String]
  /// Every file that was read for it.
  public var sources: [Source]
  /// The parameters.
  public var parameters: [String: String]
  /// The names of those that are not at their default.
  public var changedParameters: [String]
  /// The verdict.
  public var verdict: String
  /// `pass`, `violation of NAME`, `deadlock`, `fault`
  public var expected: String
  /// Whether the verdict is the expected one.
  public var asExpected: Bool
  /// Why that is expected; absent where the check does not say.
  public var remark: String?
  /// Whether the check calls it a suspicion: what a model shows, and nobody has confirmed of the real thing.
  public var suspicion: Bool
  /// Where the expectation stands; absent without a check.
  public var place: String?
  /// Whether the check is an extra one; absent in what version 0.1.0 wrote.
  public var extra: Bool?
  /// Whether every reachable state was visited.
  public var complete: Bool
  /// Why the search ended.
  public var stop: String
  /// The search order.
  public var search: String
  /// What executed the model.
  public var engine: String
  /// The reductions that were applied.
  public var reduction: [String]
  /// What stubborn sets came to; absent without them.
  public var stubbornSets: StubbornSets?
  /// What slicing left out; absent where it did nothing.
  public var leftOut: LeftOut?
  /// The reductions that were asked for and not applied, with the reasons; absent without any.
  public var refused: [String]?
  /// Whether a deadlock is a verdict.
  public var deadlockChecked: Bool
  /// The properties that were selected; absent for all.
  public var selection: [String]?
  /// The budgets.
  public var bounds: Bounds
  /// What each property came to.
  public var properties: [JSONProperty]
  /// The figures.
  public var statistics: Statistics
  /// What the search of the whole space came to; absent unless `--compare` asked for it and something was left out.
  public var wholeSpace: WholeSpace?
  /// The command that makes this run again.
  public var reproduce: String
}

/// The result for one property.
public struct JSONProperty: Codable, Equatable, Sendable {
  /// The name.
  public var name: String
  /// The sentence in quotes.
  public var description: String
  /// What kind of property.
  public var kind: String
  /// What it came to.
  public var verdict: String
  /// It holds, but its left side never did.
  public var vacuous: Bool
  /// The counterexample or witness.
  public var trace: JSONTrace?
  /// Why the end of the trace is what it is.
  public var explanation: JSONExplanation?
}

/// A path.
public struct JSONTrace: Codable, Equatable, Sendable {
  /// The actor instances.
  public var actors: [String]
  /// The variables of the initial state.
  public var initial: [String: String]
  /// The location of each actor in the initial state.
  public var initialLocations: [String: String]
  /// The steps.
  public var steps: [JSONStep]
}

/// One step of a path.
public struct JSONStep: Codable, Equatable, Sendable {
  /// The step that received.
  public struct Partner: Codable, Equatable, Sendable {
    /// The actor instance.
    public var actor: String
    /// The step's name.
    public var step: String
    /// The bound values.
    public var bindings: [String: String]
    /// The location after it, if it changed.
    public var movedTo: String?
    /// The texts of `@source`.
    public var source: [String]
    /// The texts of `@link`.
    public var links: [String]
    /// Where the step is declared.
    public var declared: String?
  }

  /// An event.
  public struct Event: Codable, Equatable, Sendable {
    /// The name.
    public var name: String
    /// The arguments.
    public var arguments: [String: String]
  }

  /// The actor instance that moved, or that sent.
  public var actor: String
  /// The step's name.
  public var step: String
  /// The bound values.
  public var bindings: [String: String]
  /// The location after it, if it changed.
  public var movedTo: String?
  /// The other side of a rendezvous.
  public var partner: Partner?
  /// The variables that changed, with the new values.
  public var changes: [String: String]
  /// What was emitted, in order.
  public var events: [Event]
  /// The texts of `@source`.
  public var source: [String]
  /// The texts of `@link`.
  public var links: [String]
  /// Where the step is declared.
  public var declared: String?
  /// A fault ended this step.
  public var fault: Bool
}

/// Why the end of a path is what it is.
public struct JSONExplanation: Codable, Equatable, Sendable {
  /// A part of an expression.
  public struct Part: Codable, Equatable, Sendable {
    /// The source text.
    public var text: String
    /// Its value.
    public var value: String
  }

  /// An actor that cannot go on.
  public struct Stuck: Codable, Equatable, Sendable {
    /// A step that is not enabled.
    public struct Step: Codable, Equatable, Sendable {
      /// The step's name.
      public var step: String
      /// The part of its guard that is false.
      public var condition: String
      /// Its parts.
      public var parts: [Part]
    }

    /// The actor instance.
    public var actor: String
    /// Where it stands.
    public var location: String
    /// What it waits for.
    public var steps: [Step]
  }

  /// One sentence.
  public var sentence: String
  /// The violated expression.
  public var expression: String
  /// Its parts.
  public var parts: [Part]
  /// The step since which the parts have had these values; 0 is the initial state.
  public var sinceStep: Int?
  /// For a deadlock.
  public var stuck: [Stuck]
  /// Where it stands in the source.
  public var location: String?
}
