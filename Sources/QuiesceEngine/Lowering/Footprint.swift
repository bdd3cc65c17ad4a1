extension GroundExpression {
  /// Whether it names a slot or a scratch variable.
  var isPlace: Bool {
    switch self {
    case .slot, .slotAt, .local: true
    case .constant, .not, .binary, .conditional, .letIn, .check, .fault, .cover: false
    }
  }

  /// Whether it may read the slot.
  func mayRead(_ slot: SlotID) -> Bool {
    var reads = SlotSet()
    collectReads(into: &reads)
    return reads.contains(slot)
  }

  /// Adds the slots that it may read; an indexed slot reads all elements.
  func collectReads(into reads: inout SlotSet) {
    switch self {
    case .constant, .local, .fault: break
    case .slot(let slot): reads.insert(slot)
    case .slotAt(let base, let stride, let count, let index):
      for position in 0..<count { reads.insert(base + position * stride) }
      index.collectReads(into: &reads)
    case .not(let operand), .check(let operand, _, _), .cover(_, let operand): operand.collectReads(into: &reads)
    case .binary(_, let left, let right):
      left.collectReads(into: &reads)
      right.collectReads(into: &reads)
    case .conditional(let condition, let then, let otherwise):
      condition.collectReads(into: &reads)
      then.collectReads(into: &reads)
      otherwise.collectReads(into: &reads)
    case .letIn(_, let value, let body):
      value.collectReads(into: &reads)
      body.collectReads(into: &reads)
    }
  }
}

extension GroundStatement {
  /// Adds the slots that it may read and those that it may write.
  ///
  /// What `shiftDown` moves is read and written; an event's arguments are read.
  func collectFootprint(reads: inout SlotSet, writes: inout SlotSet) {
    switch self {
    case .assign(let slot, let value):
      value.collectReads(into: &reads)
      writes.insert(slot)
    case .assignAt(let base, let stride, let count, let index, let value):
      index.collectReads(into: &reads)
      value.collectReads(into: &reads)
      for position in 0..<count { writes.insert(base + position * stride) }
    case .setLocal(_, let value): value.collectReads(into: &reads)
    case .conditional(let condition, let then, let otherwise):
      condition.collectReads(into: &reads)
      for statement in then + otherwise { statement.collectFootprint(reads: &reads, writes: &writes) }
    case .shiftDown(let first, let width, let capacity):
      for slot in first..<(first + width * capacity) {
        reads.insert(slot)
        writes.insert(slot)
      }
    case .emit(_, let arguments): for argument in arguments { argument.collectReads(into: &reads) }
    case .fault, .flag, .cover: break
    }
  }
}

extension Transition {
  /// Computes the slots that it may read and write anew.
  mutating func updateFootprint(in actors: [ActorInstance]) {
    (reads, writes) = (SlotSet(), SlotSet())
    for participant in participants { reads.insert(actors[participant.actor].locationSlot) }
    guardExpression.collectReads(into: &reads)
    for statement in effect { statement.collectFootprint(reads: &reads, writes: &writes) }
  }
}
