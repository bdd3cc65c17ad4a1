import QuiesceModel

/// Ghost state never changes what the model does.
///
/// A value's *ordinary part* is everything in it but its ghost fields. `Typed.ghost` says what ghost state the ordinary
/// part depends on; ghost fields inside a structure travel with it unseen, until somebody reads one or compares whole
/// structures. What a step does to ordinary state (its guard, the choice of its bindings, the arguments of its
/// rendezvous, what it writes and where) must have ordinary values and stand under ordinary conditions only, so that
/// erasing all ghosts leaves the same transitions between the same ordinary states. The one thing a ghost can do is
/// fault: a value out of range in a ghost computation is a verdict like any other.
extension Checker {
  /// Whether a value may be used where the model behaves by it; if not, that is reported.
  mutating func isOrdinary(_ ghost: Cause?, _ what: @autoclosure () -> String) -> Bool {
    guard let ghost else { return true }
    report(
      .ghostDependency, "\(what()) must not depend on ghost state, and this reads \(ghost.what)", at: ghost.span,
      notes: declarationNotes(ghost))
    return false
  }

  /// Whether ordinary statements may stand here; if not, that is reported.
  mutating func isOrdinaryControl(_ what: @autoclosure () -> String, at span: SourceSpan) -> Bool {
    guard let ghost = context.ghostControl else { return true }
    report(
      .ghostDependency, "\(what()) must not depend on ghost state, and stands under a condition that does", at: span,
      notes: [Diagnostic.Note("the condition reads \(ghost.what)", at: ghost.span)])
    return false
  }
}
