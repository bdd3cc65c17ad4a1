import QuiesceModel

/// The values that the slots of a program take in its reachable states, as intervals that no transition leaves.
///
/// Abstract interpretation (Cousot and Cousot, POPL 1977): the limits begin with the initial states and grow by what
/// transitions write in states within the limits, until nothing grows. A limit that has grown often jumps to the declared one.
struct ValueRanges {
  /// What a transition does in states within the limits.
  struct Simplified {
    /// Its guard.
    var guardExpression: GroundExpression
    /// Its effect; nothing where the guard never holds.
    var effect: [GroundStatement] = []
  }

  /// The slots with their real limits.
  var slots: [Slot]
  /// Each transition as it was looked at last, since when no limit has changed that it is about; nil for one that never may fire.
  var simplified: [Simplified?]
  private let program: Program
  private var growths: [Int]
  private var isWaiting: [Bool]
  private var users: [[Int]]

  /// How often the limits of a slot grow before they jump; at once where transitions have been looked at often enough.
  private var patience: Int { looks < 2 * program.transitions.count + 4_096 ? 16 : 0 }
  private var looks = 0

  /// Finds the limits; those of the fixed slots stay as they are declared.
  init(_ program: Program, fixed: SlotSet, clock: RunClock) throws(Interruption) {
    self.program = program
    slots = program.slots
    growths = Array(repeating: 0, count: slots.count)
    isWaiting = Array(repeating: true, count: program.transitions.count)
    simplified = Array(repeating: nil, count: program.transitions.count)
    users = Array(repeating: [], count: slots.count)
    for position in program.transitions.indices {
      var touched = program.transitions[position].reads
      touched.formUnion(program.transitions[position].writes)
      for slot in touched.members { users[slot].append(position) }
    }
    begin(fixed)
    while try step(clock) {}
  }

  /// The limits of the initial states. The machine takes the location's raw value for the location.
  private mutating func begin(_ fixed: SlotSet) {
    var lowest = fixed
    for actor in program.actors { lowest.insert(actor.locationSlot) }
    for slot in slots.indices where !fixed.contains(slot) {
      let values = program.initialStates.map { $0[slot] }
      guard let least = values.min(), let greatest = values.max() else { continue }
      slots[slot].lower = lowest.contains(slot) ? slots[slot].lower : least
      slots[slot].upper = greatest
    }
  }

  /// Lets each waiting transition write once; whether one waited.
  private mutating func step(_ clock: RunClock) throws(Interruption) -> Bool {
    var isBusy = false
    for position in program.transitions.indices where isWaiting[position] {
      isWaiting[position] = false
      isBusy = true
      guard mayFire(program.transitions[position]) else { continue }
      if looks & 63 == 0 { try clock.check(.slicing) }
      looks += 1
      let (result, written) = simplify(program.transitions[position])
      simplified[position] = result
      for (slot, range) in written.all { grow(slot, by: range) }
    }
    return isBusy
  }

  /// What a transition does in states within the limits, and what it writes there.
  func simplify(_ transition: Transition) -> (result: Simplified, written: RangeTable) {
    var simplification = Simplification(slots: slots, declared: program.slots)
    let condition = simplification.guardTerm(of: transition, in: program.actors)
    var result = Simplified(guardExpression: condition.expression)
    if condition.constant != 0 { result.effect = simplification.statements(transition.effect) }
    return (result, simplification.written)
  }

  /// Whether its participants may stand where it leaves from.
  private func mayFire(_ transition: Transition) -> Bool {
    mayStand(transition.main) && (transition.partner.map(mayStand) ?? true)
  }

  private func mayStand(_ participant: Transition.Participant) -> Bool {
    slots[program.actors[participant.actor].locationSlot].range.contains(participant.source)
  }

  private mutating func grow(_ slot: SlotID, by range: ClosedRange<Int>) {
    if slots[slot].range.covers(range) { return }
    growths[slot] += 1
    var grown = slots[slot].range.hull(range)
    if growths[slot] > patience {
      let declared = program.slots[slot]
      grown = (range.lowerBound < slots[slot].lower ? declared.lower : grown.lowerBound)...grown.upperBound
      if range.upperBound > slots[slot].upper { grown = grown.lowerBound...declared.upper }
    }
    slots[slot].lower = grown.lowerBound
    slots[slot].upper = grown.upperBound
    for user in users[slot] { isWaiting[user] = true }
  }
}
