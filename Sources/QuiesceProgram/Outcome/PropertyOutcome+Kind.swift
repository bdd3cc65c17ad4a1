import QuiesceModel

extension Property {
  /// The kind under which reports show the property.
  package var outcomeKind: PropertyOutcome.Kind {
    switch kind {
    case .invariant: .invariant
    case .never: .never
    case .monitor: .monitor
    case .reachable, .reachableEvent: .reachable
    case .alwaysReachable: .alwaysReachable
    case .atRest: .atRest
    case .temporal: .temporal
    }
  }
}
