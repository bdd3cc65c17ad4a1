import QuiesceModel

/// Assigns each slot its bits.
///
/// Slots that are read or moved together form a group, which lies in one word in the order of its slots: a queue's elements, so that
/// dropping the head is one shift, and the elements of an array. Groups are placed largest first; of several words with room the one is
/// taken whose slots are written together with the group's most often, unless the fullest one each time leads to fewer words.
package struct SlotPacking {
  private struct Group {
    var slots: [SlotID]
    var bits: Int
    /// The transitions that write one of its slots, in order.
    var writers: [Int] = []
  }

  private struct Word {
    var used = 0
    /// How often each transition writes one of its groups.
    var writers: [Int]
  }

  private static let wordBits = 64

  /// Gives every slot of a program its word, shift and width.
  package static func pack(_ program: inout Program) {
    for index in program.slots.indices { program.slots[index].width = width(of: program.slots[index]) }
    let groups = partition(program).map { slots in
      Group(slots: slots, bits: slots.reduce(0) { $0 + program.slots[$1].width })
    }.filter { $0.bits > 0 }.sorted { $0.bits > $1.bits }
    let words = words(for: groups, of: program)
    var used = Array(repeating: 0, count: (words.max() ?? 0) + 1)
    for (group, word) in zip(groups, words) {
      for slot in group.slots {
        program.slots[slot].word = word
        program.slots[slot].shift = used[word]
        used[word] += program.slots[slot].width
      }
    }
    for index in program.slots.indices where program.slots[index].width == 0 {
      program.slots[index].word = 0
      program.slots[index].shift = 0
    }
    program.wordCount = used.count
    program.bitCount = program.slots.reduce(0) { $0 + $1.width }
  }

  /// The bits that tell the values of a slot apart.
  private static func width(of slot: Slot) -> Int {
    let distance = UInt(bitPattern: slot.upper) &- UInt(bitPattern: slot.lower)
    return UInt.bitWidth - distance.leadingZeroBitCount
  }

  /// A word for each group; most programs need no other than the first.
  private static func words(for groups: [Group], of program: Program) -> [Int] {
    let bits = groups.reduce(0) { $0 + $1.bits }
    if bits <= wordBits { return groups.map { _ in 0 } }
    let written = withWriters(groups, of: program)
    let together = place(written, of: program) { word, group in group.writers.reduce(0) { $0 + word.writers[$1] } }
    guard (together.max() ?? 0) > (bits - 1) / wordBits else { return together }
    let tight = place(groups, of: program) { word, _ in word.used }
    return (tight.max() ?? 0) < (together.max() ?? 0) ? tight : together
  }

  /// A word for each group: of those with room the first one with the highest score, else one more.
  private static func place(_ groups: [Group], of program: Program, by score: (Word, Group) -> Int) -> [Int] {
    var words: [Word] = []
    return groups.map { group in
      var best: (position: Int, score: Int)?
      for (position, word) in words.enumerated() where word.used + group.bits <= wordBits {
        let score = score(word, group)
        if score > best?.score ?? -1 { best = (position, score) }
      }
      let position = best?.position ?? words.count
      if best == nil { words.append(Word(writers: Array(repeating: 0, count: program.transitions.count))) }
      words[position].used += group.bits
      for writer in group.writers { words[position].writers[writer] += 1 }
      return position
    }
  }

  /// The groups with the transitions that write them.
  private static func withWriters(_ groups: [Group], of program: Program) -> [Group] {
    var groups = groups
    var groupOf = [Int?](repeating: nil, count: program.slots.count)
    for (position, group) in groups.enumerated() {
      for slot in group.slots { groupOf[slot] = position }
    }
    for position in program.transitions.indices {
      for slot in program.transitions[position].writes.members {
        guard let group = groupOf[slot], groups[group].writers.last != position else { continue }
        groups[group].writers.append(position)
      }
    }
    return groups
  }

  /// Every slot in one list, those of a list in one word.
  private static func partition(_ program: Program) -> [[SlotID]] {
    var result: [[SlotID]] = []
    for actor in program.actors { result.append([actor.locationSlot]) }
    for variable in program.variables {
      switch variable.content {
      case .value(let first):
        let slots = Array(first..<(first + variable.type.scalarCount))
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
