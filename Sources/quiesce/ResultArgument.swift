import QuiesceChecks
import QuiesceReport

extension Arguments {
  /// The result that a command is given.
  func result() throws(Refusal) -> RecordedResult {
    do throws(RecordedResult.Refusal) {
      return try RecordedResult(positionals[0], session: Session(self))
    } catch {
      throw Refusal("'\(positionals[0])' \(error.reason)")
    }
  }
}
