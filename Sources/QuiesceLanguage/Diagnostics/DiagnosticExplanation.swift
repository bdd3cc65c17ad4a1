/// What `quiesce explain TYPE` says about a type of diagnostic.
package struct DiagnosticExplanation: Sendable {
  /// One line: what was found.
  package let summary: String
  /// What it means and where it comes from.
  package let cause: String
  /// A few lines of source that are refused, or warned about, for this reason.
  package let example: String
  /// What to try.
  package let advice: String
}

extension DiagnosticType {
  /// One line: what was found.
  package var summary: String { details.summary }

  /// The full text that `quiesce explain` prints: the cause, an example and what to try.
  package var explanation: String {
    let details = details
    let example = details.example.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    let kind = severity == .error ? "error" : "warning"
    return """
      \(rawValue) (\(kind)): \(details.summary)

      \(details.cause)

      For example:

      \(example)

      \(details.advice)
      """
  }

  /// The parts of the explanation.
  package var details: DiagnosticExplanation {
    switch self {
    case .invalidCharacter, .unterminatedText, .unexpectedToken, .nestingTooDeep, .numberTooLarge: textExplanation
    case .unreadableFile, .fileTooLarge, .importOutsideWorkspace, .cyclicImport: fileExplanation
    case .unknownName, .duplicateName, .typeMismatch, .wrongArguments, .invalidOperation, .recursiveDefinition:
      nameExplanation
    case .notConstant, .outOfRange, .invalidRange, .ghostDependency, .symmetryBroken, .malformedActor,
      .invalidSetting, .modelTooLarge, .noAutomaton, .nothingToRun:
      modelExplanation
    case .noPropertyChecked, .propertyNotChecked, .stepNeverFires, .guardNeverBlocks, .vacuousProperty,
      .comparisonAlwaysSame, .partAlwaysSame, .branchNeverTaken, .variableNeverChanges, .unusedDeclaration,
      .unreachableState:
      warningExplanation
    }
  }

  /// What the groups answer for a type of another group, which `details` never asks.
  var foreignExplanation: DiagnosticExplanation {
    DiagnosticExplanation(summary: rawValue, cause: rawValue, example: "", advice: "")
  }
}
