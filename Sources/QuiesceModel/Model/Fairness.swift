/// What the scheduler owes a step, or an actor as a whole.
package enum Fairness: String, Sendable {
  /// Nothing: it may stay silent for ever.
  case none
  /// `fair`: not enabled for ever without firing.
  case weak
  /// `strongly fair`: not enabled again and again without firing.
  case strong
}
