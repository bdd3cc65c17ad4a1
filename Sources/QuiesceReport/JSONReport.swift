import QuiesceLanguage
import QuiesceModel
import QuiesceRuns
import QuiesceSystem

/// The result of `quiesce check --format json`; Documentation/json-schema.json describes it.
///
/// Values of the language (parameters, bindings, variables, arguments) are texts as the language writes them.
package struct JSONReport: Codable, Equatable, Sendable {
  /// The version of this form; a reader refuses one that it does not know.
  package static let schemaVersion = 1

  /// The version of this form.
  package var schema: Int
  /// `quiesce`
  package var tool: String
  /// The version of the tool.
  package var version: String
  /// The exit status.
  package var status: Int
  /// Where the command was run, seen from the root of the workspace: all paths are relative to it. Absent in what version 0.1.0
  /// wrote, whose paths are relative to the root.
  package var directory: String?
  /// The runs, in order.
  package var checks: [JSONCheck]
  /// How many extra checks were left out; absent in what version 0.1.0 wrote.
  package var extraLeftOut: Int?
  /// How many runs contradict `--set` or are not about `--property`; absent in what version 0.1.0 wrote.
  package var skipped: Int?
  /// How families of runs grow with a size; absent unless `--grow` asked for it.
  package var growth: [JSONGrowth]?
  /// The errors and warnings; absent in what version 0.1.0 wrote.
  package var diagnostics: [JSONDiagnostic]?
  /// The warnings alone, as version 0.1.0 wrote them.
  package var warnings: [JSONWarning]

  /// Makes a result.
  package init(_ summary: CheckSummary) {
    schema = JSONReport.schemaVersion
    tool = "quiesce"
    version = summary.version
    status = summary.status
    directory = summary.directory
    checks = (summary.runs + (summary.notBegun?.runs ?? [])).map { JSONCheck($0) }
    extraLeftOut = summary.plan.leftOut.count
    skipped = summary.plan.skipped
    growth = summary.plan.grown.isEmpty ? nil : Growth.families(of: summary.runs).map { JSONGrowth($0) }
    diagnostics = summary.diagnostics.map { JSONDiagnostic($0, spans: summary.spans) }
    warnings = summary.diagnostics.filter { $0.severity == .warning }.map { warning in
      JSONWarning(
        type: warning.type.rawValue, message: warning.message,
        location: warning.span.flatMap { summary.spans.location(of: $0) })
    }
  }
}

/// A warning.
package struct JSONWarning: Codable, Equatable, Sendable {
  /// The upper-case name that `quiesce explain` describes.
  package var type: String
  /// The sentence.
  package var message: String
  /// `path:line:column`
  package var location: String?
}

/// One run.
package struct JSONCheck: Codable, Equatable, Sendable {
  /// A file that was read.
  package struct Source: Codable, Equatable, Sendable {
    /// The path, relative to the directory of the result.
    package var path: String
    /// The hash of its bytes.
    package var hash: String
  }

  /// The budgets.
  package struct Bounds: Codable, Equatable, Sendable {
    /// `--max-states`
    package var states: Int?
    /// `--threads`
    package var threads: Int?
    /// `--memory`
    package var memoryBytes: Int?
    /// `--time`
    package var seconds: Double?
    /// `--total-time`, of all runs together
    package var totalSeconds: Double?
    /// `within` in the check, as it is written: states where it is false were not left
    package var within: String?
    /// `--walks`
    package var walks: Int?
    /// `--walk-length`
    package var walkLength: Int?
    /// `--for`
    package var swarmSeconds: Double?
    /// `--searches`
    package var searches: Int?
    /// `--seed`
    package var seed: UInt64?
  }

  /// Something besides the search that a run had to give up.
  package struct Interruption: Codable, Equatable, Sendable {
    /// Why, in the words of `stop`.
    package var reason: String
    /// What: `not begun`, `lowering the model`, `slicing`, `relating transitions`, `looking for stuck actors`, `looking for the trace`
    package var stage: String
  }

  /// What a search had for memory.
  package struct MemoryBudget: Codable, Equatable, Sendable {
    /// How much.
    package var bytes: Int
    /// What decided it: `--memory`, `machine`, `control group`, `address space`
    package var source: String
  }

  /// What stubborn sets knew and did.
  package struct StubbornSets: Codable, Equatable, Sendable {
    /// Ordered pairs of transitions of which neither writes what the other touches.
    package var disjointPairs: Int
    /// Pairs that touch common slots and yet accord.
    package var accordingPairs: Int
    /// Pairs that do not accord, or were not shown to.
    package var conflictingPairs: Int
    /// Wall seconds for finding that out.
    package var seconds: Double
    /// States of which all enabled transitions were fired.
    package var fullStates: Int
    /// States of which some were left out.
    package var reducedStates: Int
    /// How often a state with one way on was passed through and not stored.
    package var passedStates: Int
    /// Whether the traces are shortest ones all the same, which only breadth first they can be.
    package var shortestTraces: Bool
  }

  /// What the trees are made of as which visited states are kept.
  package struct Trees: Codable, Equatable, Sendable {
    /// The bytes of a state that is not compressed.
    package var stateBytes: Int
    /// The bits of the root of each tree.
    package var rootBits: Int
    /// How many nodes there are besides, which the trees share.
    package var innerNodes: Int
  }

  /// What is kept of visited states in place of the states.
  package struct Visited: Codable, Equatable, Sendable {
    /// `compact` or `bitstate`.
    package var form: String
    /// The bits of a state: of its signature, or those that it sets in the array.
    package var bits: Int
    /// The bytes of the array; absent where there is none.
    package var arrayBytes: Int?
    /// How many states were omitted, as is to be expected.
    package var expectedOmissions: Double
    /// The probability that any was, at most.
    package var omissionProbability: Double
  }

  /// What the searches of a swarm have seen together.
  package struct Swarm: Codable, Equatable, Sendable {
    /// How far they had come once.
    package struct Sample: Codable, Equatable, Sendable {
      /// States entered, by each search for itself.
      package var entered: Int
      /// Distinct ones, estimated.
      package var distinct: Int
    }

    /// How many searches were begun.
    package var searches: Int
    /// States entered, by each search for itself.
    package var entered: Int
    /// Of a hundred states that were entered in the last tenth, how many were new; absent where that is not known.
    package var newPercent: Int?
    /// How far they had come at the end of each tenth.
    package var growth: [Sample]
  }

  /// What asking for a definition came to.
  package struct Audit: Codable, Equatable, Sendable {
    /// `slicing`, `stubborn sets` or `symmetry`.
    package var subject: String
    /// In how many states it was asked for.
    package var states: Int
    /// Why not in more of them, or in none; absent where it was asked for in all.
    package var omission: String?
    /// What is not as it is defined, which is a defect of the tool; absent where nothing is.
    package var flaw: String?
  }

  /// A search without reductions.
  package struct WholeSpace: Codable, Equatable, Sendable {
    /// The verdict.
    package var verdict: String
    /// Distinct states.
    package var states: Int
    /// Transitions fired.
    package var transitions: Int
    /// Wall seconds.
    package var seconds: Double
    /// The questions that it answers differently, which is a defect of the tool; absent without any.
    package var differences: [Difference]?

    /// A question with two answers.
    package struct Difference: Codable, Equatable, Sendable {
      /// The property, `deadlock` or `fault`.
      package var property: String
      /// What the search that left something out came to.
      package var verdict: String
      /// What the search of the whole space came to.
      package var wholeVerdict: String
    }
  }

  /// What slicing left out.
  package struct LeftOut: Codable, Equatable, Sendable {
    /// Variables and channels, or parts of them, that no checked property, guard or fault depends on.
    package var variables: [String]
    /// Variables and channels, or parts of them, that never change.
    package var constants: [String]
    /// Steps that change nothing else.
    package var steps: [String]
    /// Events that no checked property watches.
    package var events: [String]
    /// Bits of a stored state.
    package var stateBits: Int
    /// Bits of a state of the whole program.
    package var wholeStateBits: Int
  }

  /// The figures.
  package struct Statistics: Codable, Equatable, Sendable {
    /// Distinct states.
    package var states: Int
    /// Transitions fired.
    package var transitions: Int
    /// How many steps the furthest state is away from the start.
    package var depth: Int
    /// How many threads have searched at once; absent in results of version 0.1.0.
    package var threads: Int?
    /// Wall seconds.
    package var seconds: Double
    /// Bytes of the visited set for each state.
    package var bytesPerState: Double
    /// The most bytes that everything which grows while searching held at once.
    package var peakMemoryBytes: Int
  }

  /// The model's name.
  package var model: String
  /// The file that declares it.
  package var modelFile: String
  /// The property files given with it.
  package var propertyFiles: [String]
  /// Every file that was read for it.
  package var sources: [Source]
  /// The parameters.
  package var parameters: [String: String]
  /// The names of those that are not at their default.
  package var changedParameters: [String]
  /// The names of the parts of the model that are left out; absent without any, and in what version 0.1.0 wrote.
  package var without: [String]?
  /// The verdict.
  package var verdict: String
  /// `pass`, `violation of NAME`, `deadlock`, `fault`
  package var expected: String
  /// Whether the verdict is the expected one.
  package var asExpected: Bool
  /// Why that is expected; absent where the check does not say.
  package var remark: String?
  /// Whether the check calls it a suspicion: what a model shows, and nobody has confirmed of the real thing.
  package var suspicion: Bool
  /// Where the expectation stands; absent without a check.
  package var place: String?
  /// Whether the check is an extra one; absent in what version 0.1.0 wrote.
  package var extra: Bool?
  /// Whether every reachable state was visited; not so behind a fault, nor where the check bounds the search.
  package var complete: Bool
  /// Why the search ended.
  package var stop: String
  /// What was given up outside of the search; absent where nothing was, and in what version 0.1.0 wrote.
  package var interruption: Interruption?
  /// How many states there were when everything was decided, if the search went on for faults then; else absent.
  package var statesWhenDecided: Int?
  /// How many states an earlier process had stored, from where the search went on.
  package var resumedStates: Int?
  /// What the search had for memory; absent where there was none, and in what version 0.1.0 wrote.
  package var memoryBudget: MemoryBudget?
  /// The search order.
  package var search: String
  /// What ran the steps in the end, the interpreter or native code.
  package var engine: String
  /// How many seconds it took to make native code, or to fetch it; they are not in the `seconds` of the search. Absent without it.
  package var compileSeconds: Double?
  /// How many states the interpreter had stored when native code took over; absent where it did not.
  package var statesBeforeNative: Int?
  /// Why there was no native code although it would have been used; absent without a reason.
  package var nativeRefused: String?
  /// The reductions that were applied.
  package var reduction: [String]
  /// What stubborn sets came to; absent without them.
  package var stubbornSets: StubbornSets?
  /// What slicing left out; absent where it did nothing.
  package var leftOut: LeftOut?
  /// What is kept of visited states, and how likely it is that some were omitted by that; absent where all are kept.
  package var visited: Visited?
  /// What the trees are made of as which visited states are kept; absent where they are not.
  package var trees: Trees?
  /// Why one thread has searched, or decided a part of what was asked, although there might have been more; absent where there
  /// is no such reason.
  package var oneThread: String?
  /// What was asked for and not done, native code and reductions, with the reasons; absent without any.
  package var refused: [String]?
  /// The reductions that were applied and leave out less than they could, with the reasons; absent without any.
  package var partial: [String]?
  /// Whether it was looked at which values the parts of properties and the conditions of branches had; absent where all had
  /// both, or the run does not tell.
  package var partsWatched: Bool?
  /// Whether a deadlock is a verdict.
  package var deadlockChecked: Bool
  /// The properties that were selected; absent for all.
  package var selection: [String]?
  /// The budgets.
  package var bounds: Bounds
  /// What each property came to.
  package var properties: [JSONProperty]
  /// The figures.
  package var statistics: Statistics
  /// What a swarm has seen; absent for other searches.
  package var swarm: Swarm?
  /// What the audits of what may be left out came to; absent unless `--audit` asked for them.
  package var audits: [Audit]?
  /// What the search of the whole space came to; absent unless `--compare` asked for it and something was left out.
  package var wholeSpace: WholeSpace?
  /// The command that makes this run again.
  package var reproduce: String
}
