import QuiesceProgram

/// Leaves interleavings out in a search of a swarm, by stubborn sets.
///
/// It begins anew with each search: what is left out must not depend on the searches before.
struct SwarmReduction: ~Copyable {
  private var sets: StubbornSets
  private var allowance = ReductionEffort.Allowance()

  /// Prepares a reduction that keeps what a watch looks for.
  init(_ dependencies: Dependencies, _ program: Program, _ watch: PropertyWatch) throws(BytecodeLimit) {
    sets = try StubbornSets(dependencies, program) { watch.isOpen($0) || watch.asked & (1 << UInt64($0)) != 0 }
  }

  /// Forgets how much it has worked.
  mutating func beginAnew() { allowance = ReductionEffort.Allowance() }

  /// Which of the successors in the buffer are enough, as bits; nil if all are needed.
  ///
  /// - Parameter enabled: how many transitions are enabled, failing ones included.
  mutating func successors<Model: Stepper & ~Copyable>(
    of state: PackedState, enabled: Int, in buffer: borrowing SuccessorBuffer,
    _ model: inout Expander<Model>
  ) -> UInt64? {
    let count = buffer.count
    guard count > 1, count <= StubbornSets.limit, count == enabled, !model.outline.isCommitted(state) else {
      return nil
    }
    allowance.lookups += 1
    guard allowance.isLeft else { return nil }
    let before = sets.work
    let chosen = sets.choose(state, enabled: 0..<count, of: buffer.transitions, &model.stepper)
    allowance.work += sets.work - before
    return chosen == 0 ? nil : chosen
  }
}
