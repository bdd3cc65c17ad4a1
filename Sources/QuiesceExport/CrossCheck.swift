package import QuiesceProgram
import QuiesceSystem

/// Compares what a search found with what Spin and Rumur find in the exported program.
///
/// Each tool is asked everything that the search denies at once, together with the numbers of states and transitions,
/// and every finding of the search by itself, in a text that asks nothing else. Calls are independent of each other, so
/// that several may run on threads of their own.
package enum CrossCheck {
  /// A model checker of somebody else's.
  package enum Tool: String, CaseIterable, Sendable {
    /// Spin, through Promela.
    case spin
    /// Rumur, through Murphi.
    case rumur

    /// The commands that it takes.
    package var commands: [String] { [rawValue, "gcc"] }
  }

  /// What a comparison may cost.
  package struct Options: Sendable {
    /// The most wall seconds for each command.
    package var maximumSeconds = 120.0
    /// The most bytes of address space for each command.
    package var maximumMemory = 8 << 30
    /// The directories in which commands are looked for, as in `PATH`; nil for the environment's.
    package var searchPath: String?
    /// Stops the running command when it holds a signal.
    package var control: RunControl?

    /// The defaults.
    package init() {}
  }

  /// The commands of these tools that are not installed.
  package static func missingCommands(of tool: Tool, options: Options = Options()) -> [String] {
    let path = CommandPath(options.searchPath)
    return tool.commands.filter { path.find($0) == nil }
  }

  /// Compares a program's claims with every tool that is installed; a missing one is reported as missing.
  package static func compare(
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
