public import QuiesceEngine
import QuiesceLanguage

/// One run as the reports show it: what was checked, what was expected, and what it came to.
public struct RunReport: Sendable {
  /// A parameter with its value.
  public struct Parameter: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value as the language writes it.
    public var value: String
    /// Whether it is the default.
    public var isDefault: Bool

    /// Makes a parameter.
    public init(name: String, value: String, isDefault: Bool) {
      self.name = name
      self.value = value
      self.isDefault = isDefault
    }
  }

  /// The budgets that the search was given.
  public struct Bounds: Hashable, Sendable {
    /// `--max-states`
    public var states: Int?
    /// `--memory`
    public var memory: Int?
    /// `--time`
    public var seconds: Double?
    /// For random walks: how many, how long and from which seed.
    public var walks: Walks?

    /// How random walks were made.
    public struct Walks: Hashable, Sendable {
      /// How many.
      public var count: Int
      /// The most transitions of each.
      public var length: Int
      /// The seed.
      public var seed: UInt64

      /// Makes a description of walks.
      public init(count: Int, length: Int, seed: UInt64) {
        self.count = count
        self.length = length
        self.seed = seed
      }
    }

    /// Makes bounds.
    public init(states: Int? = nil, memory: Int? = nil, seconds: Double? = nil, walks: Walks? = nil) {
      self.states = states
      self.memory = memory
      self.seconds = seconds
      self.walks = walks
    }
  }

  /// A file that the run was made from.
  public struct Source: Hashable, Sendable {
    /// The path, relative to the workspace where it lies inside it.
    public var path: String
    /// The hash of its bytes.
    public var hash: String

    /// Makes a source.
    public init(path: String, hash: String) {
      self.path = path
      self.hash = hash
    }
  }

  /// The model's name.
  public var model: String
  /// The file that declares it.
  public var modelFile: String
  /// The property files that were given with it.
  public var propertyFiles: [String]
  /// Every file that was read for it, the two above included.
  public var sources: [Source]
  /// The parameters, in order of declaration.
  public var parameters: [Parameter]
  /// What should come out.
  public var expectation: Expectation
  /// Why that is expected: the first paragraph of the expectation's doc comment, on one line; empty without one.
  public var remark: String
  /// Where the expectation stands, `Properties/a.quiesce:12`; nil without a check.
  public var place: String?
  /// Whether the check is an extra one, which is left out unless somebody asks for it.
  public var isExtra: Bool
  /// The properties that were selected; nil for all.
  public var selection: [String]?
  /// Whether a deadlock is a verdict.
  public var checksDeadlock: Bool
  /// The budgets.
  public var bounds: Bounds
  /// What executed the model.
  public var engine: String
  /// What it came to.
  public var outcome: Outcome
  /// What the search of the whole space came to, where that was asked for too.
  public var whole: Outcome?
  /// The place of every step of the traces and of explanations, by span, resolved: see `SpanText`.
  public var spans: SpanText
  /// The command that makes this run again.
  public var reproduction: String

  /// Makes a report.
  public init(
    model: String, modelFile: String, propertyFiles: [String], sources: [Source], parameters: [Parameter],
    expectation: Expectation, remark: String, place: String?, isExtra: Bool, selection: [String]?,
    checksDeadlock: Bool, bounds: Bounds,
    engine: String, outcome: Outcome, spans: SpanText, reproduction: String
  ) {
    self.model = model
    self.modelFile = modelFile
    self.propertyFiles = propertyFiles
    self.sources = sources
    self.parameters = parameters
    self.expectation = expectation
    self.remark = remark
    self.place = place
    self.isExtra = isExtra
    self.selection = selection
    self.checksDeadlock = checksDeadlock
    self.bounds = bounds
    self.engine = engine
    self.outcome = outcome
    self.spans = spans
    self.reproduction = reproduction
  }

  /// How the outcome compares with the expectation.
  public var judgement: Judgement { expectation.judge(outcome) }

  /// The reductions that were asked for and not applied, with the reasons and places.
  public var refusals: [String] {
    let stubbornSets = outcome.reductionRefusal.map { ["stubborn sets: \($0)"] } ?? []
    return stubbornSets + withoutSymmetry
      + (outcome.symmetry?.refusals ?? []).map { refusal in
        let place = refusal.span.flatMap { spans.line(of: $0) }
        return "symmetry \(refusal.type.name): \(refusal.reason)" + (place.map { " (\($0))" } ?? "")
      }
  }

  private var withoutSymmetry: [String] {
    guard let symmetry = outcome.symmetry, symmetry.types.isEmpty, symmetry.refusals.isEmpty else { return [] }
    return ["symmetry: no state has to do with a symmetric type of more than one value"]
  }

  /// Whether the expectation says what the explorer found in a model, and nobody has confirmed of the real thing: its doc
  /// comment begins with `suspicion`.
  public var isSuspicion: Bool { remark.lowercased().hasPrefix("suspicion") }
}
