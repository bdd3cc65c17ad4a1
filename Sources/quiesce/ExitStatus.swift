import QuiesceReport
import QuiesceRuns

/// What a subcommand says to the shell; the same for every one of them.
enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Everything is as expected.
  case success = 0
  /// A verdict is not the expected one; a file is not formatted; a replayed trace shows something else.
  case unexpected = 1
  /// Bad input: arguments, files, models.
  case badInput = 2
  /// A budget ran out, or a property is of a kind that is not decided yet.
  case noVerdict = 3
  /// A mistake in Quiesce itself.
  case internalError = 70
  /// SIGINT
  case interrupted = 130
  /// SIGTERM
  case terminated = 143

  /// What the help says about it.
  var summary: String {
    switch self {
    case .success: "every check came out as expected"
    case .unexpected:
      "some check did not: a violation, deadlock or fault that is not expected, or an expected one that is missing"
    case .badInput: "bad input: arguments, files, models, properties"
    case .noVerdict: "no verdict: a budget ran out, a shard is missing, or nothing is proved"
    case .internalError: "an internal error of quiesce"
    case .interrupted: "interrupted (SIGINT); the statistics so far were printed"
    case .terminated: "terminated (SIGTERM); the statistics so far were printed"
    }
  }

  /// The greater outranks the lesser when several things happened.
  private var precedence: Int {
    switch self {
    case .success: 0
    case .noVerdict: 1
    case .unexpected: 2
    case .badInput: 3
    case .interrupted: 4
    case .terminated: 5
    case .internalError: 6
    }
  }

  /// The status of two things together.
  func combined(with other: ExitStatus) -> ExitStatus {
    other.precedence > precedence ? other : self
  }

  /// Takes another status into account.
  mutating func combine(_ other: ExitStatus) {
    self = combined(with: other)
  }

  /// The status that a run leads to.
  init(of run: RunReport) {
    guard !run.isContradicted else {
      self = .internalError
      return
    }
    switch run.judgement {
    case .asExpected: self = .success
    case .unexpected: self = .unexpected
    case .undecided: self = .noVerdict
    }
  }

  /// The status that a signal leads to, or nil for 0.
  init?(signal: Int32) {
    switch signal {
    case 0: return nil
    case 15: self = .terminated
    default: self = .interrupted
    }
  }
}
