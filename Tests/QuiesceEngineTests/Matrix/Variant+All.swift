import QuiesceTestSupport

@testable import QuiesceProgram
@testable import QuiesceSearch

// The rows of the matrix. A new engine, a new reduction or a new way of keeping states is one more row here.

extension Variant {
  /// All rows.
  static let all = [oracle] + orders + omissions + reductions + symmetries + audits + machines + engines

  /// More than there are.
  private static let every = Int.max

  /// The search that leaves nothing out, with which the others are compared, against the interpreter of checked models, which shares
  /// nothing with it.
  private static let oracle = Variant(
    name: "oracle", extent: [.general: 3_000, .symmetric: 500], shows: [.compared: 20, .traces: 20]
  ) { _ in
    { program, sightings in
      guard let full = program.full else { return [] }
      sightings.saw(.compared)
      sightings.saw(.traces, times: full.properties.count { $0.trace != nil })
      return NaiveExplorer.explore(program.model, maximumStates: program.family.stateLimit).differences(to: full)
    }
  }

  // MARK: Searches

  private static let orders =
    search("breadth first", [:], and: [.ends, .formulas]) { _ in }
    + search("depth first", [.general: 3_000, .models: every, .written: every], and: [.ends]) { $0.order = .depth }
    + search("deadlocks not asked for", [:], and: [.ends]) { $0.checksDeadlock = false }
    + search("2 threads", [.general: 3_000, .models: every], and: [.ends], shows: [.engineAtWork: 1]) {
      $0.useThreads(2)
    }
    + search(
      "states as trees", [.general: 1_000, .models: every, .written: every], and: [.ends, .formulas],
      shows: [.engineAtWork: 1]
    ) {
      $0.compression = .tree
    }
    + [
      spreading("states of many words as trees", [.general: 1_000], shows: [.compared: 20, .reshapedTrees: 5]) {
        $0.compression = .tree
      }
    ]
    + search("4 threads", [.general: 3_000, .models: every], shows: [.engineAtWork: 1]) { $0.useThreads(4) }

  /// Searches that do not keep their states. With signatures of 64 bits, or 16 MiB of bits, a state of some thousand is omitted with a
  /// probability of less than a millionth; with next to nothing, most are. A swarm of so many searches meets all of a small space.
  private static let omissions =
    [4, 7, 64].map { bits in
      omitting("signatures of \(bits) bits", known, room: bits < 64 ? nil : every) {
        ($0.visited, $0.signatureBits) = (.compact, bits)
      }
    }
    + [8, 64, 1 << 24].map { bytes in
      omitting("\(bytes) bytes of bits", known, room: bytes <= 64 ? nil : every) {
        ($0.visited, $0.bitArrayBytes) = (.bitstate, bytes)
      }
    }
    + [
      omitting("24 searches of a swarm", [.general: 400], room: 2_000) {
        ($0.order, $0.swarm.searches) = (.swarm, 24)
      }
    ]

  /// What all of these but swarms are tried on.
  private static let known: [ProgramFamily: Int] = [.general: 400, .models: every, .written: every]

  /// What slices have to show in a hundred programs, and what else where one property alone is asked for.
  private static let smaller: [Sighting: Int] = [.fewerStates: 3, .narrowerStates: 11]
  private static let missing: [Sighting: Int] = [.fewerStates: 3, .missingTransitions: 3]

  private static let reductions =
    search(
      "stubborn sets", [.general: 5_000, .models: every], and: [.ends], shows: [.fewerStates: 1, .passedStates: 1]
    ) {
      $0.reduction = .on
    }
    + search("stubborn sets, depth first", [.general: 5_000, .models: every], and: [.ends], shows: [.fewerStates: 1]) {
      ($0.order, $0.reduction) = (.depth, .on)
    }
    // Where a search without reduction is too long for a shortest trace, there is a trace all the same.
    + search("stubborn sets, traces as they come", [.general: 300], shows: [.reducedStates: 1, .traces: 1]) {
      ($0.reduction, $0.looksForShortestTraces) = (.on, false)
    }
    + [1, 7, 40].flatMap { count in
      search("stubborn sets tried with \(count) states", [.general: 120], shows: [.reducedStates: 1]) {
        ($0.reduction, $0.trial) = (.automatic, .patient(from: count))
      }
        + search("stubborn sets tried with \(count) states, depth first", [.general: 120], shows: [.reducedStates: 1]) {
          ($0.order, $0.reduction, $0.trial) = (.depth, .automatic, .patient(from: count))
        }
    }
    + search("slices", [.general: 5_000, .models: every], and: [.alone(5_000, shows: missing), .ends], shows: smaller) {
      $0.slices = true
    }
    + search("slices, depth first", [.general: 5_000], and: [.alone(5_000, shows: missing)], shows: smaller) {
      ($0.order, $0.slices) = (.depth, true)
    }
    + search("stubborn sets on slices", [.symmetric: 1_000], and: [.alone(1_000), .ends]) {
      ($0.reduction, $0.slices) = (.on, true)
    }
    + search("slices, stubborn sets tried on the way", [:], and: [.ends]) {
      ($0.reduction, $0.trial, $0.slices) = (.automatic, .patient(from: 20), true)
    }
    + search("slices, stubborn sets tried on the way, 2 threads", [:], and: [.ends]) {
      ($0.reduction, $0.trial, $0.slices) = (.automatic, .patient(from: 20), true)
      $0.useThreads(2)
    }

  private static let symmetries =
    search(
      "symmetry", [.symmetric: 5_000, .models: every], and: [.ends], shows: [.permutedValues: 6, .countedOrbits: 6]
    ) {
      $0.symmetry = true
    }
    + search("symmetry, depth first", [.symmetric: 5_000], shows: [.fewerStates: 1, .permutedValues: 6]) {
      ($0.order, $0.symmetry) = (.depth, true)
    }
    + search("symmetry, 3 threads", [:], and: [.ends]) {
      $0.symmetry = true
      $0.useThreads(3)
    }
    + search("symmetry of slices", [.symmetric: 1_000], and: [.alone(1_000)], shows: [.fewerStates: 1]) {
      ($0.symmetry, $0.slices) = (true, true)
    }
    + search("symmetry and stubborn sets", [:], and: [.ends]) { ($0.symmetry, $0.reduction) = (true, .on) }
    + search("everything", [.symmetric: 5_000, .models: every], and: [.alone(1_000)], shows: [.fewerStates: 1]) {
      ($0.symmetry, $0.reduction, $0.slices) = (true, .on, true)
    }
    // Of the path of a search for cycles so little is kept that it is found anew again and again.
    + search("everything, depth first", [.symmetric: 5_000], and: [.ends, .formulas], shows: [.fewerStates: 1]) {
      ($0.order, $0.symmetry, $0.reduction, $0.slices, $0.waitingLimit) = (.depth, true, .on, true, 1)
    }
    + [
      splitting(
        "everything, of split transitions", [.general: 300, .symmetric: 300],
        shows: [.fewerStates: 1, .splitTransitions: 6]
      ) {
        ($0.symmetry, $0.reduction, $0.slices) = (true, .on, true)
      }
    ]
    // Where only a few orders are compared, an orbit has several canonical states.
    + [1, 3].flatMap { limit in
      search("symmetry by \(limit) orders", [.symmetric: 1_000], shows: [.cutShort: 1]) {
        ($0.symmetry, $0.symmetryOrderLimit) = (true, limit)
      }
        + search("symmetry by \(limit) orders, depth first", [.symmetric: 1_000], shows: [.cutShort: 1]) {
          ($0.order, $0.symmetry, $0.symmetryOrderLimit) = (.depth, true, limit)
        }
        + search("everything by \(limit) orders", [.symmetric: 1_000], shows: [.cutShort: 1]) {
          ($0.symmetry, $0.reduction, $0.slices, $0.symmetryOrderLimit) = (true, .on, true, limit)
        }
    }

  // MARK: Definitions

  private static let audits = [
    Variant(name: "stubborn sets as defined", extent: [.general: 1_000], shows: [.reducedStates: 101]) { _ in
      { program, sightings in
        guard let example = try AuditExample(program.program) else { return [] }
        return try [SearchOrder.breadth, .depth].compactMap { order in
          let search = try example.search(order)
          sightings.saw(.reducedStates, times: search.record.states.count + search.record.passed.count)
          return search.complaint
        }
      }
    },
    Variant(name: "orbits as defined", extent: [.symmetric: 5_000], shows: [.permutedValues: 6]) { _ in
      { program, sightings in
        var options = program.options
        options.symmetry = true
        let types = try program.fact(SearchSubjects.self).subject(for: options).symmetry?.use.types ?? []
        guard program.full != nil, !types.isEmpty else { return [] }
        sightings.saw(.permutedValues)
        let audit = SymmetryAudit(program.program, of: types)
        let states = program.states.prefix(100)
        return [
          audit.difference(in: states).map { "\($0) differ" },
          audit.complaint(SymmetricPlaces(program.program, types: types), in: states),
        ].compactMap(\.self)
      }
    },
  ]

  // MARK: Engines

  private static let machines =
    [0, 2, 5, 9, TransitionTables.bitLimit].map { tables($0, [.general: 400, .models: every, .written: every]) }
    + (Peers.areExpected ? [library([.general: 200, .models: every, .written: 3])] : [])

  private static let engines =
    [trees([.general: 40, .symmetric: 20, .written: every]), store([.general: 40, .symmetric: 20])]
    + [compressed([.general: 200, .symmetric: 100])]
    + [2, 4].map { threads($0, [.general: 80, .symmetric: 20]) }
    + (Peers.areExpected
      ? [EngineOptions.Choice.native, .automatic].map { native($0, [.general: 6, .symmetric: 6]) } : [])
}
