import QuiesceLanguage

/// The values that the slots of a program take in its reachable states, as intervals that no transition leaves.
///
/// Abstract interpretation (Cousot and Cousot, POPL 1977): the limits begin with the initial states and grow by what
/// transitions write in states within the limits, until nothing grows. A limit that has grown often jumps to the declared one.
struct ValueRanges {
  /// The slots with their real limits.
  var slots: [Slot]
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
    users = Array(repeating: [], count: slots.count)
    for (position, transition) in program.transitions.enumerated() {
      var touched = transition.reads
      touched.formUnion(transition.writes)
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
    for (position, transition) in program.transitions.enumerated() where isWaiting[position] {
      isWaiting[position] = false
      isBusy = true
      guard mayFire(transition) else { continue }
      if looks & 63 == 0 { try clock.check(.slicing) }
      looks += 1
      var simplification = Simplification(slots: slots, declared: program.slots)
      if simplification.guardTerm(of: transition, in: program.actors).constant == 0 { continue }
      _ = simplification.statements(transition.effect)
      for (slot, range) in simplification.written.all { grow(slot, by: range) }
    }
    return isBusy
  }

  /// Whether its participants may stand where it leaves from.
  func mayFire(_ transition: Transition) -> Bool {
    transition.participants.allSatisfy {
      slots[program.actors[$0.actor].locationSlot].range.contains($0.source)
    }
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
