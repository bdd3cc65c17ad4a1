import QuiesceModel
package import QuiesceProgram

/// What a search is asked to do, and within which budgets.
package struct SearchOptions: Sendable {
  /// Which state is looked at next.
  package var order: SearchOrder = .breadth
  /// What is kept of visited states; but for states themselves, breadth first only.
  package var visited = VisitedForm.exact
  /// In which form states are kept; breadth first and depth first only.
  package var compression = StateCompression.none
  /// How many bits a signature has.
  var signatureBits = 64
  /// The size of the array of bits, where half of the memory is not less: to touch all of it takes no longer than to start the
  /// search.
  package var bitArrayBytes = 1 << 28
  /// The most states to store, of a swarm in each search; nil for no bound.
  package var maximumStates: Int?
  /// The most bytes for states and index; nil for a share of the memory that the machine has free.
  package var maximumMemory: Int?
  /// The most wall seconds; nil for no bound.
  package var maximumSeconds: Double?
  /// The seed of random walks, and of the first search of a swarm.
  package var seed: UInt64 = 1
  /// How many random walks, each from an initial state.
  package var walks = 1000
  /// How many transitions a random walk takes at most.
  package var walkLength = 1000
  /// Which searches a swarm makes.
  package var swarm = SwarmOptions()
  /// Whether a state without successors, some actor not final, is a verdict.
  package var checksDeadlock = true
  /// Whether a state from which some actor, outside its final states, can never move again is one.
  package var checksStuck = false
  /// Whether to go on after the first violation until every property is decided.
  package var keepsGoing = false
  /// How many states to visit, at most, after something wrong has decided everything: a fault that nobody expects is not to hide
  /// behind what was expected. 0 ends the search at once.
  package var statesForFaults = 0
  /// Whether a fault is no reason to end the search, since something else is looked for.
  package var toleratesFaults = false
  /// Whether reached `reachable` properties are given a trace too, which costs a second look at the levels before it.
  package var tracesWitnesses = false
  /// Whether it is looked for what, declared fair, would leave no run that breaks a formula, which costs up to forty more searches.
  package var advisesFairness = false
  /// Whether interleavings that change no verdict are left out.
  package var reduction = ReductionMode.automatic
  /// When a search that reduces by itself tries to.
  package var trial = ReductionTrial()
  /// How many states are visited, besides four times as many as a reduced search has, to find a shortest way to what that one found.
  package var statesForTraces = 1 << 21
  /// How many threads expand the levels of a search that is large.
  package var threads = 1
  /// Whether that number was asked for.
  package var namesThreads = false
  /// From how many states on a search takes levels whole, whatever the number of threads: where it begins to pay that several
  /// expand them.
  package var wholeLevelThreshold = 1 << 18
  /// How many states a level has at least that several threads expand: smaller ones are done before the threads have begun.
  package var togetherThreshold = 1 << 12
  /// Whether what a reduced search has found is looked for once more without reduction.
  var looksForShortestTraces = true
  /// Whether of the states that are equal up to a permutation of symmetric values only one is visited.
  package var symmetry = false
  /// How many orders of symmetric values are compared for one state to find its canonical one.
  var symmetryOrderLimit = Canonicalizer.orderLimit
  /// Whether what no checked property, guard or fault depends on is left out.
  package var slices = true
  /// How many steps may wait on the path of a search for cycles before older ones are forgotten, to be found anew; nil for as
  /// many as take a small part of its memory.
  package var waitingLimit: Int?
  /// The covers that end the search as soon as all of them were seen, as bits, where nothing else is asked.
  package var wantedMarks: UInt64 = 0
  /// What runs the transitions.
  package var engine = EngineOptions()

  /// The defaults.
  package init() {}

  /// Whether every visited state is kept, so that it can be looked at again.
  package var keepsStates: Bool { order.canProve && visited == .exact }
}

/// Which searches a swarm makes, and for how long.
package struct SwarmOptions: Sendable {
  /// When it ends, in wall seconds of its run; nil for no bound.
  package var seconds: Double?
  /// How many searches it has, those of other shards included; nil for no bound.
  package var searches: Int?
  /// The number of the first search that is made here, counted from 0.
  package var first = 0
  /// How many numbers lie from one search to the next: the others are those of other shards.
  package var stride = 1

  /// The defaults.
  package init() {}
}

/// When interleavings that change no verdict are left out.
package enum ReductionMode: String, Codable, CaseIterable, Sendable {
  /// Where a trial shows that the reduced space is small.
  case automatic = "auto"
  /// From the beginning.
  case on = "on"
  /// Never.
  case off = "off"
}
