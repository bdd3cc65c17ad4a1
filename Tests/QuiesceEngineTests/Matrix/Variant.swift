import QuiesceTestSupport

/// A row of the matrix: one way of running programs, and what it must have in common with what is known of them.
struct Variant: Sendable {
  /// Compares one program; what differs, in words.
  typealias Comparison = (CorpusProgram, inout Sightings) throws -> [String]

  /// What it is called.
  let name: String
  /// How many programs of each family it is tried on, the first ones.
  let extent: [ProgramFamily: Int]
  /// What must be seen in each batch of random programs that are all compared, and how often: a variant that does nothing agrees with
  /// everything.
  var shows: [Sighting: Int] = [:]
  /// Makes the comparison for some programs, before any of them is compared.
  let comparison: @Sendable ([CorpusProgram]) throws -> Comparison

  /// What must be seen in a batch.
  func shows(in batch: CorpusBatch) -> [Sighting: Int] {
    batch.isRandom && batch.numbers.upperBound <= extent[batch.family, default: 0] ? shows : [:]
  }

  /// Whether it is tried on a program.
  func takes(_ program: CorpusProgram) -> Bool { program.number < extent[program.family, default: 0] }
}

/// Something that shows that a variant does what it is about.
enum Sighting: String {
  /// Fewer states than the whole program has.
  case fewerStates
  /// States of which not all transitions were fired.
  case reducedStates
  /// States that were passed on the way and not stored.
  case passedStates
  /// Transitions that the slice does not have.
  case missingTransitions
  /// Transitions of which each of several cases is one.
  case splitTransitions
  /// States that take less room.
  case narrowerStates
  /// Values that are permuted.
  case permutedValues
  /// Orbits that the test has counted.
  case countedOrbits
  /// Comparisons of orders that were cut short.
  case cutShort
  /// Traces.
  case traces
  /// Actors that can never move again.
  case stuck
  /// Conditions that cannot be reached any more.
  case unreachable
  /// Formulas that hold, as the oracle says.
  case formulasHold
  /// Formulas that are violated, as the oracle says.
  case formulasFail
  /// Several threads, native code, or trees in place of states, at work.
  case engineAtWork
  /// Trees whose pieces have come to stand as the states suggest.
  case reshapedTrees
  /// Programs that were compared at all.
  case compared
}

/// How often each of these was seen.
struct Sightings {
  private var counts: [Sighting: Int] = [:]

  /// Takes note of something.
  mutating func saw(_ sighting: Sighting, times: Int = 1) { counts[sighting, default: 0] += times }

  /// Takes note of something, if it is so.
  mutating func saw(_ sighting: Sighting, if isSeen: Bool) { saw(sighting, times: isSeen ? 1 : 0) }

  /// What was seen less often than it must be.
  func missing(from wanted: [Sighting: Int]) -> [String] {
    wanted.filter { counts[$0.key, default: 0] < $0.value }.map { sighting, count in
      "\(sighting.rawValue): \(counts[sighting, default: 0]) instead of at least \(count)"
    }
  }
}
