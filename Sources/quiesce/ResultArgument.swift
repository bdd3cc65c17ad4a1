import QuiesceChecks
import QuiesceReport

extension RecordedResult {
  /// Reads the result that a command is given; nil once it was said what is wrong with it.
  init?(_ arguments: Arguments, _ console: Console) {
    do throws(Refusal) {
      try self.init(arguments.positionals[0], session: Session(arguments))
    } catch {
      console.error("'\(arguments.positionals[0])' \(error.reason)")
      return nil
    }
  }
}
