import QuiesceModel
import QuiesceProgram

/// Goes through the values that a few slots can have together, within what it may spend.
struct Enumeration {
  /// How many combinations one question may take.
  let domainLimit: Int
  /// How many combinations all questions together may take.
  private let limit: Int
  /// How many they may still take.
  private(set) var budget: Int
  private let slots: [Slot]
  /// All of whose slots hold their tokens.
  private let blank: GroundMachine
  private let clock: RunClock

  /// What preparing a question costs, in combinations.
  private static let costOfQuestion = 64
  /// After how many combinations the clock is looked at.
  private static let checkInterval = 256

  /// Whether there is nothing left to spend: every further answer is the worst one.
  var isExhausted: Bool { budget <= Self.costOfQuestion }

  /// - Parameter clock: once it is over, nothing more is spent.
  init(_ program: Program, domainLimit: Int, budget: Int, clock: RunClock) {
    self.domainLimit = domainLimit
    limit = budget
    self.budget = budget
    self.clock = clock
    slots = program.slots
    blank = GroundMachine(tokensOf: program)
  }

  /// Gives up if what has been spent on the first of equal parts of all questions is more than their share by an eighth of all.
  mutating func keepPace(_ done: Int, of count: Int) {
    if limit - budget > limit / 8 + limit * done / count { budget = 0 }
  }

  /// Whether a claim is true for every combination of values of the slots; nil if there are too many to look.
  ///
  /// - Parameters:
  ///   - deciding: the slots to enumerate; all others hold their tokens.
  ///   - fixed: slots with one value only.
  mutating func holdsForAll(
    _ deciding: SlotSet, fixed: [SlotID: Int], _ claim: (inout GroundMachine) -> Bool
  ) -> Bool? {
    if isExhausted { return nil }
    let free = deciding.members.filter { fixed[$0] == nil && slots[$0].lower < slots[$0].upper }
    var size = 1
    for slot in free {
      size = size.multipliedClamped(slots[slot].range.cardinality)
      guard size <= domainLimit else { return nil }
    }
    guard size <= budget else { return nil }
    budget -= Self.costOfQuestion
    let begin = budget
    var machine = blank
    for slot in deciding.members { machine.initial[slot] = slots[slot].lower }
    for (slot, value) in fixed { machine.initial[slot] = value }
    while true {
      if (begin - budget) % Self.checkInterval == 0, clock.stopReason != nil {
        budget = 0
        return nil
      }
      budget -= 1
      machine.rewind()
      if !claim(&machine) { return false }
      guard let next = free.first(where: { machine.initial[$0] < slots[$0].upper }) else { return true }
      for slot in free {
        if slot == next { break }
        machine.initial[slot] = slots[slot].lower
      }
      machine.initial[next] += 1
    }
  }
}
