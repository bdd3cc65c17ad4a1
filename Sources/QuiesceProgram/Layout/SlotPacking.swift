/// Assigns each slot its bits.
///
/// Slots that are read or moved together form a group, which lies in one word in the order of its slots: a queue's elements, so that
/// dropping the head is one shift, and the elements of an array. Groups are placed first fit, largest first; of several words with room
/// the one is taken whose slots are written together with the group's most often.
package struct SlotPacking {
  private struct Group {
    var slots: [SlotID]
    var bits: Int
    /// The transitions that write one of its slots.
    var writers: Set<Int> = []
  }

  private struct Word {
    var used = 0
    var writers: [Int: Int] = [:]
  }

  private static let wordBits = 64

  /// Gives every slot of a program its word, shift and width.
  package static func pack(_ program: inout Program) {
    for index in program.slots.indices { program.slots[index].width = width(of: program.slots[index]) }
    let groups = groups(of: program)
    var words: [Word] = []
    for group in groups.sorted(by: { $0.bits > $1.bits }) where group.bits > 0 {
      let word = bestWord(for: group, among: words) ?? words.count
      if word == words.count { words.append(Word()) }
      var shift = words[word].used
      for slot in group.slots {
        program.slots[slot].word = word
        program.slots[slot].shift = shift
        shift += program.slots[slot].width
      }
      words[word].used = shift
      for writer in group.writers { words[word].writers[writer, default: 0] += 1 }
    }
    for index in program.slots.indices where program.slots[index].width == 0 {
      program.slots[index].word = 0
      program.slots[index].shift = 0
    }
    program.wordCount = max(1, words.count)
    program.bitCount = program.slots.reduce(0) { $0 + $1.width }
  }

  /// The bits that tell the values of a slot apart.
  private static func width(of slot: Slot) -> Int {
    let distance = UInt(bitPattern: slot.upper) &- UInt(bitPattern: slot.lower)
    return UInt.bitWidth - distance.leadingZeroBitCount
  }

  private static func bestWord(for group: Group, among words: [Word]) -> Int? {
    var best: Int?
    var bestScore = -1
    for (index, word) in words.enumerated() where word.used + group.bits <= wordBits {
      let score = group.writers.reduce(0) { $0 + (word.writers[$1] ?? 0) }
      if score > bestScore {
        best = index
        bestScore = score
      }
    }
    return best
  }

  private static func groups(of program: Program) -> [Group] {
    var writers: [[Int]] = Array(repeating: [], count: program.slots.count)
    for (index, transition) in program.transitions.enumerated() {
      for slot in transition.writes.members { writers[slot].append(index) }
    }
    return partition(program).map { slots in
      var group = Group(slots: slots, bits: slots.reduce(0) { $0 + program.slots[$1].width })
      for slot in slots { group.writers.formUnion(writers[slot]) }
      return group
    }
  }

  /// Every slot in one list, those of a list in one word.
  private static func partition(_ program: Program) -> [[SlotID]] {
    var result: [[SlotID]] = []
    for actor in program.actors { result.append([actor.locationSlot]) }
    for variable in program.variables {
      switch variable.content {
      case .value(let first):
        let slots = Array(first..<(first + SlotLayout.width(of: variable.type)))
        result += fits(slots, program) ? [slots] : slots.map { [$0] }
      case .channel(let count, let first, let width, let capacity, _):
        result += channel(count: count, first: first, width: width, capacity: capacity, program)
      }
    }
    return result
  }

  /// Elements and count together if they fit, else the elements, else each element, else each slot.
  private static func channel(
    count: SlotID, first: SlotID, width: Int, capacity: Int, _ program: Program
  ) -> [[SlotID]] {
    let elements = Array(first..<(first + width * capacity))
    if fits(elements + [count], program) { return [elements + [count]] }
    // The machine shifts within a word, so a region as wide as the word does not do.
    if elements.reduce(0, { $0 + program.slots[$1].width }) < wordBits { return [elements, [count]] }
    var result = [[count]]
    for place in 0..<capacity {
      let element = Array(elements[(place * width)..<((place + 1) * width)])
      result += fits(element, program) ? [element] : element.map { [$0] }
    }
    return result
  }

  private static func fits(_ slots: [SlotID], _ program: Program) -> Bool {
    slots.reduce(0) { $0 + program.slots[$1].width } <= wordBits
  }
}
