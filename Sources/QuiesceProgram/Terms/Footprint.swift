extension GroundExpression {
  /// Whether it names a slot or a scratch variable.
  package var isPlace: Bool {
    switch self {
    case .slot, .slotAt, .local: true
    case .constant, .not, .binary, .conditional, .letIn, .check, .fault, .cover: false
    }
  }

  /// Whether it may read the slot.
  func mayRead(_ slot: SlotID) -> Bool {
    contains {
      switch $0 {
      case .slot(let own): own == slot
      case .slotAt(let base, let stride, let count, _): (0..<count).contains { base + $0 * stride == slot }
      default: false
      }
    }
  }

  /// Whether it may read any slot.
  package var readsState: Bool {
    contains {
      switch $0 {
      case .slot, .slotAt: true
      default: false
      }
    }
  }

  /// Adds the slots that it may read; an indexed slot reads all elements.
  package func collectReads(into reads: inout SlotSet) {
    visit { node in
      switch node {
      case .slot(let slot): reads.insert(slot)
      case .slotAt(let base, let stride, let count, _):
        for position in 0..<count { reads.insert(base + position * stride) }
      default: break
      }
    }
  }
}

extension GroundStatement {
  /// Adds the slots that it may read and those that it may write.
  ///
  /// What `shiftDown` moves is read and written; an event's arguments are read.
  package func collectFootprint(reads: inout SlotSet, writes: inout SlotSet) {
    visit { statement in
      statement.forEachExpression { $0.collectReads(into: &reads) }
      switch statement {
      case .assign(let slot, _): writes.insert(slot)
      case .assignAt(let base, let stride, let count, _, _):
        for position in 0..<count { writes.insert(base + position * stride) }
      case .shiftDown(let first, let width, let capacity):
        for slot in first..<(first + width * capacity) {
          reads.insert(slot)
          writes.insert(slot)
        }
      case .setLocal, .conditional, .fault, .flag, .cover, .emit: break
      }
    }
  }
}

extension Transition {
  /// Computes the slots that it may read and write anew.
  package mutating func updateFootprint(in actors: [ActorInstance]) {
    (reads, writes) = (SlotSet(), SlotSet())
    for participant in participants { reads.insert(actors[participant.actor].locationSlot) }
    guardExpression.collectReads(into: &reads)
    for statement in effect { statement.collectFootprint(reads: &reads, writes: &writes) }
  }
}
