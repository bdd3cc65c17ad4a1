import QuiesceModel

// One result of the shards of a swarm.
extension Outcome {
  /// Adds what the same run has come to in another shard of a swarm. What this one has found comes first.
  package mutating func join(_ other: Outcome) {
    let seed = failureSeed
    for property in other.properties where property.verdict != .noVerdict { take(property) }
    if let others = other.swarm {
      var joined = swarm ?? SwarmSummary()
      joined.join(others)
      // What is repeated is the search that has found something.
      if failureSeed != seed { joined.scarceBytes = others.scarceBytes }
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
        && (known.kind != .fault || known.faultSite == property.faultSite)
    }
    if let position = properties.firstIndex(where: isSame) {
      if properties[position].verdict == .noVerdict { properties[position] = property }
    } else {
      properties.append(property)
    }
  }
}

extension SwarmSummary {
  /// Adds what others have seen, tenth by tenth.
  fileprivate mutating func join(_ other: SwarmSummary) {
    searches = searches.addingClamped(other.searches)
    entered = entered.addingClamped(other.entered)
    seen.formUnion(other.seen)
    let parts = [growth, other.growth]
    growth = Set(parts.joined().map(\.tenth)).sorted().map { tenth in
      // Who has no sample of a tenth had come as far as before.
      Sample(joining: parts.compactMap { $0.last { $0.tenth <= tenth } }, tenth: tenth)
    }
  }
}

extension SwarmSummary.Sample {
  /// How far several shards had come together.
  fileprivate init(joining parts: [SwarmSummary.Sample], tenth: Int) {
    var seen = HyperLogLog()
    for part in parts { if let others = part.seen { seen.formUnion(others) } }
    self.init(tenth: tenth, entered: parts.reduce(0) { $0.addingClamped($1.entered) }, seen: seen, isPart: true)
  }
}
