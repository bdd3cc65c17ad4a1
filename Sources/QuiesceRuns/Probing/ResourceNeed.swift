/// What a run takes of something of which there may be too little.
package struct ResourceNeed: Hashable, Sendable {
  /// Of what.
  package enum Resource: String, Sendable {
    /// The memory that `--memory` bounds, in bytes.
    case memory
    /// The room where `--store` keeps states, in bytes.
    case disk
    /// The time that `--time` bounds, in seconds.
    case time
  }

  /// Whether there is enough.
  package enum Answer: String, Sendable {
    /// Even the most that it may take fits, with room to spare.
    case yes
    /// Even the least that it may take does not fit.
    case no
    /// Neither can be said.
    case unknown
  }

  /// How well an amount is known.
  package enum Basis: Hashable, Sendable {
    /// It is known.
    case measured
    /// What there is was used up, and more is needed.
    case exhausted
    /// It is estimated, in a space whose levels shrink.
    case shrinking
    /// It is estimated while nothing is known of the most: levels that grow may go on to.
    case growing
  }

  /// Of what.
  package let resource: Resource
  /// How much of it.
  package let amount: Estimate
  /// How well that is known.
  package let basis: Basis
  /// How much there is.
  package let limit: Double
  /// What decides that: an option, the machine, a folder.
  package let source: String

  /// The part of what there is that an estimate may fill, and of an estimate that is taken for certain.
  private static let share = 0.8

  /// Whether there is enough.
  package var fits: Answer {
    switch basis {
    case .measured: return amount.most ?? amount.least <= limit ? .yes : .no
    case .exhausted: return .no
    case .shrinking, .growing:
      if amount.least * ResourceNeed.share > limit { return .no }
      guard basis == .shrinking, let most = amount.most else { return .unknown }
      return most <= ResourceNeed.share * limit ? .yes : .unknown
    }
  }
}
