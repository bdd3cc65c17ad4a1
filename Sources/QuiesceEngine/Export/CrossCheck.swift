/// Compares what a search found with what Spin and Rumur find in the exported program.
///
/// Each tool is asked everything that the search denies at once, together with the numbers of states and transitions,
/// and every finding of the search by itself, in a text that asks nothing else. Calls are independent of each other, so
/// that several may run on threads of their own.
public enum CrossCheck {
  /// A model checker of somebody else's.
  public enum Tool: String, CaseIterable, Sendable {
    /// Spin, through Promela.
    case spin
    /// Rumur, through Murphi.
    case rumur

    /// The commands that it takes.
    public var commands: [String] { [rawValue, "gcc"] }
  }

  /// What a comparison may cost.
  public struct Options: Sendable {
    /// The most wall seconds for each command.
    public var maximumSeconds = 120.0
    /// The most bytes of address space for each command.
    public var maximumMemory = 8 << 30
    /// The directories in which commands are looked for, as in `PATH`; nil for the environment's.
    public var searchPath: String?
    /// Stops the running command when it holds a signal.
    public var control: RunControl?

    /// The defaults.
    public init() {}
  }

  /// The commands of these tools that are not installed.
  public static func missingCommands(of tool: Tool, options: Options = Options()) -> [String] {
    let path = CommandPath(options.searchPath)
    return tool.commands.filter { path.find($0) == nil }
  }

  /// Compares a program's claims with every tool that is installed; a missing one is reported as missing.
  public static func compare(
    _ program: Program, claims: CrossCheckClaims, tools: [Tool] = Tool.allCases, options: Options = Options()
  ) -> CrossCheckReport {
    CrossCheckReport(tools: tools.map { compare(program, claims, with: $0, options) })
  }

  private static func compare(
    _ program: Program, _ claims: CrossCheckClaims, with tool: Tool, _ options: Options
  ) -> CrossCheckReport.ToolReport {
    let missing = missingCommands(of: tool, options: options)
    guard missing.isEmpty else { return .init(tool: tool, status: .missing(missing), comparisons: []) }
    do throws(ExportError) {
      var comparison = try ToolComparison(program: program, claims: claims, tool: tool, options: options)
      try comparison.run()
      return .init(tool: tool, status: .compared, comparisons: comparison.results)
    } catch {
      return .init(tool: tool, status: .notExportable(error), comparisons: [])
    }
  }
}

/// What the search says of a program; what it does not know is not compared.
public struct CrossCheckClaims: Sendable {
  /// The reachable states.
  public var states: Int?
  /// The transitions fired from them, those that fault included.
  public var transitions: Int?
  /// For each question whether a search found it: a violation, a witness, a deadlock, a fault.
  public var answers: [ExportQuestion: Bool]

  /// Makes claims.
  public init(states: Int? = nil, transitions: Int? = nil, answers: [ExportQuestion: Bool] = [:]) {
    self.states = states
    self.transitions = transitions
    self.answers = answers
  }

  /// What an outcome says for certain.
  public init(_ outcome: Outcome) {
    self.init()
    for (position, property) in outcome.properties.enumerated() {
      switch (property.kind, property.verdict) {
      case (.deadlock, .deadlock): answers[.deadlock] = true
      case (.deadlock, .holds): answers[.deadlock] = false
      case (.fault, .fault): answers[.fault] = true
      case (_, .violated), (_, .reached): answers[.property(position)] = true
      case (_, .holds), (_, .notReached): answers[.property(position)] = false
      case (_, .deadlock), (_, .fault), (_, .noVerdict), (_, .notChecked): break
      }
    }
    guard outcome.isComplete, outcome.order != .random, outcome.reductions.isEmpty else { return }
    states = outcome.statistics.states
    transitions = outcome.statistics.transitions
    if answers[.fault] == nil { answers[.fault] = false }
  }

  /// Adds what another search of the same program found; a search that stops at its first finding leaves the rest open.
  public mutating func formUnion(_ other: CrossCheckClaims) {
    states = states ?? other.states
    transitions = transitions ?? other.transitions
    answers.merge(other.answers) { $0 || $1 }
  }
}
