import QuiesceProgram

/// How one search of a swarm goes: all of it follows from its seed, so that it can be made again alone.
///
/// That the searches differ in as much as possible is what finds something (Holzmann, Joshi and Groce, "Swarm verification techniques",
/// 2011): in the order of the steps, in depth, in size and hashes of what they remember, and in whether they leave
/// interleavings out.
struct SwarmSetting {
  /// In which order the successors of a state are taken.
  enum Order: CaseIterable {
    /// In one order of the transitions, everywhere.
    case byTransition
    /// In one order of the actors, everywhere: the one that comes first goes on as long as it can.
    case byActor
    /// In another order in each state.
    case anew
  }

  /// What it follows from; its hashes do, too.
  let seed: UInt64
  let order: Order
  /// Whether interleavings are left out.
  let reduces: Bool
  /// The longest way that is taken.
  let depthLimit: Int
  /// The binary logarithm of how many bits remember the states.
  let sizeBits: Int
  /// How many of them a state sets.
  let hashCount: Int
  /// What is drawn next, for its order.
  let generator: SplitMix64

  init(seed: UInt64, largestSizeBits: Int, _ reduction: ReductionMode) {
    self.seed = seed
    var generator = SplitMix64(state: seed)
    order = Order.allCases[Int.random(in: 0..<Order.allCases.count, using: &generator)]
    let isReduced = Bool.random(using: &generator)
    reduces = reduction == .automatic ? isReduced : reduction == .on
    depthLimit = 1 << Int.random(in: 6...14, using: &generator)
    sizeBits = Int.random(in: min(18, largestSizeBits)...largestSizeBits, using: &generator)
    hashCount = Int.random(in: 1...4, using: &generator)
    self.generator = generator
  }
}

/// What the searches of a swarm may take, whatever machine they run on: where it has less memory, less.
struct SwarmLimits {
  /// The most bits that remember states, as a binary logarithm, and the most bytes of states that wait, where memory is no matter.
  private static let (fullSizeBits, fullWaitingBytes) = (26, 1 << 26)

  /// The most bits that remember the states of a search, as a binary logarithm.
  let sizeBits: Int
  /// The most bytes of the states that wait.
  let waitingBytes: Int
  /// How many threads search.
  let threads: Int
  /// The bytes that there are, where these are so few that searches are smaller for it; nil where there are enough.
  let scarceBytes: Int?

  init(bytes: Int, threads: Int) {
    var sizeBits = SwarmLimits.fullSizeBits
    while sizeBits > 13, 1 << sizeBits > bytes { sizeBits -= 1 }
    self.sizeBits = sizeBits
    waitingBytes = min(SwarmLimits.fullWaitingBytes, bytes / 4)
    scarceBytes =
      sizeBits < SwarmLimits.fullSizeBits || waitingBytes < SwarmLimits.fullWaitingBytes ? bytes : nil
    self.threads = max(1, min(threads, bytes / (1 << (sizeBits - 3) + waitingBytes)))
  }
}
