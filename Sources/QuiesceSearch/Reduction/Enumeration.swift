import QuiesceLanguage
import QuiesceProgram

/// Goes through the values that a few slots can have together, within what it may spend.
struct Enumeration {
  /// How many combinations one question may take.
  let domainLimit: Int
  /// How many combinations all questions together may still take.
  private(set) var budget: Int

  /// What preparing a question costs, in combinations.
  private static let costOfQuestion = 64

  /// Whether there is nothing left to spend: every further answer is the worst one.
  var isExhausted: Bool { budget <= Self.costOfQuestion }

  init(domainLimit: Int, budget: Int) {
    self.domainLimit = domainLimit
    self.budget = budget
  }

  /// Whether a claim is true for every combination of values of the slots; nil if there are too many to look.
  ///
  /// - Parameters:
  ///   - slots: the slots to enumerate; all others hold their tokens.
  ///   - fixed: slots with one value only.
  mutating func holdsForAll(
    _ slots: SlotSet, fixed: [SlotID: Int], in program: Program, _ claim: (inout GroundMachine) -> Bool
  ) -> Bool? {
    if isExhausted { return nil }
    let free = slots.members.filter { fixed[$0] == nil && program.slots[$0].lower < program.slots[$0].upper }
    var size = 1
    for slot in free {
      size = size.multipliedClamped(program.slots[slot].range.cardinality)
      guard size <= domainLimit else { return nil }
    }
    guard size <= budget else { return nil }
    budget -= Self.costOfQuestion
    var machine = GroundMachine(tokensOf: program)
    for slot in slots.members { machine.initial[slot] = program.slots[slot].lower }
    for (slot, value) in fixed { machine.initial[slot] = value }
    while true {
      budget -= 1
      machine.rewind()
      if !claim(&machine) { return false }
      guard let next = free.first(where: { machine.initial[$0] < program.slots[$0].upper }) else { return true }
      for slot in free {
        if slot == next { break }
        machine.initial[slot] = program.slots[slot].lower
      }
      machine.initial[next] += 1
    }
  }
}
