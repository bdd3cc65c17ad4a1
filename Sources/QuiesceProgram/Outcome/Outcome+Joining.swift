import QuiesceLanguage

// One result of the shards of a swarm.
extension Outcome {
  /// Adds what the same run has come to in another shard of a swarm. What this one has found comes first.
  package mutating func join(_ other: Outcome) {
    for property in other.properties where property.verdict != .noVerdict { take(property) }
    if let others = other.swarm {
      var joined = swarm ?? SwarmSummary()
      joined.join(others)
      statistics.states = joined.seen.estimate
      swarm = joined
    }
    statistics.transitions = statistics.transitions.addingClamped(other.statistics.transitions)
    statistics.depth = max(statistics.depth, other.statistics.depth)
    statistics.seconds = max(statistics.seconds, other.statistics.seconds)
    statistics.peakMemoryBytes = max(statistics.peakMemoryBytes, other.statistics.peakMemoryBytes)
    if coverage.fired.isEmpty { coverage = other.coverage }
    if coverage.fired.count == other.coverage.fired.count { coverage.add(other.coverage) }
    marks |= other.marks
    if stop == .swarmDone || other.stop == .decided { stop = other.stop }
    interruption = stop == .decided ? nil : interruption ?? other.interruption
    updateVerdict()
  }

  /// Takes a decided property over, unless this one has decided it, too.
  private mutating func take(_ property: PropertyOutcome) {
    let isSame = { (known: PropertyOutcome) in
      known.kind == property.kind && known.name == property.name
        && (known.kind != .fault || known.finding == property.finding)
    }
    if let position = properties.firstIndex(where: isSame) {
      if properties[position].verdict == .noVerdict { properties[position] = property }
    } else {
      properties.append(property)
    }
  }
}

extension SwarmSummary {
  /// Adds what others have seen. How that grew is not known any more.
  fileprivate mutating func join(_ other: SwarmSummary) {
    searches = searches.addingClamped(other.searches)
    entered = entered.addingClamped(other.entered)
    seen.formUnion(other.seen)
    growth = []
  }
}
