import QuiesceProgram

extension Explorer where Model: ~Copyable {
  /// Walks at random from initial states; stores nothing, so it finds and never proves.
  mutating func runWalks() {
    var generator = SplitMix64(state: options.seed)
    let initialCount = table.count
    let current = UnsafeMutablePointer<UInt64>.allocate(capacity: model.wordCount)
    defer { current.deallocate() }
    for _ in 0..<options.walks {
      guard stop == nil else { break }
      let start = Int.random(in: 0..<initialCount, using: &generator)
      walk = Path(initial: start, transitions: [])
      for word in 0..<model.wordCount { current[word] = table.state(start)[word] }
      statistics.states += 1
      while stop == nil, walk.transitions.count < options.walkLength, takeStep(current, &generator) {}
      statistics.depth = max(statistics.depth, walk.transitions.count)
    }
    if stop == nil { stop = .walksDone }
  }

  /// Replaces the state by one of its successors; false if there is none. What any of them breaks is noted.
  private mutating func takeStep(
    _ current: UnsafeMutablePointer<UInt64>, _ generator: inout SplitMix64
  ) -> Bool {
    checkBudgetNowAndThen(frontier: 0)
    buffer.removeAll()
    let enabled = model.expand(current, id: walk.initial, into: &buffer)
    if enabled == 0 {
      if watch.checksDeadlock, !model.mayRest(current) { found(.deadlock, at: .state(walk.initial)) }
      return false
    }
    for fault in buffer.faults { fail(fault) }
    for position in 0..<buffer.count where buffer.flags[position] != 0 {
      flagged(buffer.flags[position], source: walk.initial, transition: buffer.transitions[position])
    }
    guard buffer.count > 0, stop == nil else { return false }
    let choice = Int.random(in: 0..<buffer.count, using: &generator)
    let transition = Int(buffer.transitions[choice])
    for word in 0..<model.wordCount { current[word] = buffer.state(choice)[word] }
    statistics.states += 1
    statistics.transitions += 1
    ask(current, reachedBy: .transition(source: walk.initial, transition))
    walk.transitions.append(transition)
    return true
  }
}

/// The generator of Steele, Lea and Flood (2014): one word of state, reproducible everywhere.
struct SplitMix64: RandomNumberGenerator {
  package var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
