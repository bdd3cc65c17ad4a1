import QuiesceModel
import QuiesceProgram

/// Which permutations of symmetric values move which places of a program.
struct ValuePermutations: Sendable {
  let program: Program
  let places: SymmetricPlaces
  /// How many orders of the values are compared for one state.
  let orderLimit: Int

  init(_ program: Program, _ places: SymmetricPlaces, orderLimit: Int = Canonicalizer.orderLimit) {
    self.program = program
    self.places = places
    self.orderLimit = orderLimit
  }
}

/// Replaces states by the canonical ones of their orbits, in place.
///
/// The values of each type are sorted by signatures, which no permutation changes. What is left are the permutations of values
/// with equal signatures. Two of them are *twins* if the state stays the same when they trade places; the order of twins does not matter.
/// Of the states that the remaining permutations give the least is taken. So equal orbits get equal states, except where
/// `orderLimit` cuts the comparison short: then a state is replaced by some other of its orbit, which is sound as well.
struct Canonicalizer: ~Copyable {
  /// The operations that exchange two values, as ranges.
  struct SwapRange: BitwiseCopyable {
    var exchanges: (start: Int, end: Int) = (0, 0)
    var renamings: (start: Int, end: Int) = (0, 0)
  }

  /// Where a bag lies in a packed state: its fields begin at `first`, `width` for each element.
  struct BagFields: BitwiseCopyable {
    package let count: Field
    let first: Int
    let width: Int
  }

  let wordCount: Int
  private let valueCount: Int
  /// By the first value times `valueCount` plus the second.
  private let swaps: OwnedBuffer<SwapRange>
  private let exchanges: OwnedBuffer<ValueSwap.Exchange>
  private let renamings: OwnedBuffer<ValueSwap.Renaming>
  private let traits: OwnedBuffer<ValueTrait>
  private let bags: OwnedBuffer<BagFields>
  private let bagFields: OwnedBuffer<Field>
  /// For each position, the end of the values of the same type.
  private let typeEnds: OwnedBuffer<Int>
  /// The end of each group of types that slots relate: the least of a state is the least of each group.
  private let groupEnds: OwnedBuffer<Int>

  private let signatures: OwnedBuffer<UInt64>
  /// For each position, the end of the values with the same signature.
  private let blockEnds: OwnedBuffer<Int>
  /// For each position, the first position with a twin of its value.
  private let twins: OwnedBuffer<Int>
  /// For each position, which value of the given state has come there, in the candidate and in the least so far.
  private let names: OwnedBuffer<Int>
  private let leastNames: OwnedBuffer<Int>
  /// A candidate without sorted bags, one with them, and the least so far.
  private let work: OwnedBuffer<UInt64>
  private let sorted: OwnedBuffer<UInt64>
  private let least: OwnedBuffer<UInt64>
  private let orderLimit: Int
  private var ordersLeft = 0
  /// Whether a comparison was cut short: orbits may have several states then.
  private(set) var wasCutShort = false

  /// How many orders of the values are compared for one state, unless tests want fewer: those of six values.
  static let orderLimit = 720

  init(_ permutations: ValuePermutations) {
    let (program, places) = (permutations.program, permutations.places)
    let table = ValueTable(places)
    let valueCount = table.count
    var swaps = Array(repeating: SwapRange(), count: valueCount * valueCount)
    var exchanges: [ValueSwap.Exchange] = []
    var renamings: [ValueSwap.Renaming] = []
    for (type, symmetric) in places.types.enumerated() {
      for second in 0..<symmetric.size {
        for first in 0..<second {
          let swap = ValueSwap(first, second, of: type, places, program.slots)
          let range = SwapRange(
            exchanges: (exchanges.count, exchanges.count + swap.exchanges.count),
            renamings: (renamings.count, renamings.count + swap.renamings.count))
          exchanges += swap.exchanges
          renamings += swap.renamings
          swaps[(table.starts[type] + first) * valueCount + table.starts[type] + second] = range
        }
      }
    }
    var bags: [BagFields] = []
    var bagFields: [Field] = []
    for bag in places.bags {
      bags.append(BagFields(count: Field(program.slots[bag.count]), first: bagFields.count, width: bag.width))
      bagFields += program.slots[bag.slots].map { Field($0) }
    }
    wordCount = program.wordCount
    self.valueCount = valueCount
    self.swaps = OwnedBuffer(swaps)
    self.exchanges = OwnedBuffer(exchanges)
    self.renamings = OwnedBuffer(renamings)
    traits = OwnedBuffer(ValueTrait.traits(of: places, program.slots, starts: table.starts))
    self.bags = OwnedBuffer(bags)
    self.bagFields = OwnedBuffer(bagFields)
    typeEnds = OwnedBuffer(table.typeEnds)
    groupEnds = OwnedBuffer(table.groupEnds)
    signatures = OwnedBuffer(repeating: 0, count: valueCount)
    blockEnds = OwnedBuffer(repeating: 0, count: valueCount)
    twins = OwnedBuffer(repeating: 0, count: valueCount)
    names = OwnedBuffer(repeating: 0, count: valueCount)
    leastNames = OwnedBuffer(repeating: 0, count: valueCount)
    work = OwnedBuffer(repeating: 0, count: program.wordCount)
    sorted = OwnedBuffer(repeating: 0, count: program.wordCount)
    least = OwnedBuffer(repeating: 0, count: program.wordCount)
    orderLimit = permutations.orderLimit
  }

  /// Replaces a state by the canonical one of its orbit.
  ///
  /// What one state costs is bounded: `orderLimit` holds for all types together.
  mutating func canonicalize(_ state: WritableState) {
    sortValues(of: state)
    sortBags(in: state)
    ordersLeft = orderLimit
    var start = 0
    for group in 0..<groupEnds.count {
      let end = groupEnds[group]
      if hasTies(state, start..<end) { takeLeast(state, start..<end) }
      start = end
    }
  }

  // MARK: Names

  /// For each value by position, which one of the state it was before the last state was made canonical.
  var formerNames: [Int] { names.elements }

  /// Permutes a state so that each value becomes the one whose position is where it stands in the list.
  func rename(_ state: WritableState, by former: [Int]) {
    var current = Array(0..<valueCount)
    for position in 0..<valueCount {
      guard let other = current.firstIndex(of: former[position]), other != position else { continue }
      swap(position, other, in: state)
      current.swapAt(position, other)
    }
    sortBags(in: state)
  }

  // MARK: Signatures

  private func sortValues(of state: WritableState) {
    for value in 0..<valueCount {
      signatures[value] = 0
      names[value] = value
    }
    for trait in 0..<traits.count { traits.base[trait].add(of: PackedState(state), to: signatures) }
    for position in 0..<valueCount {
      var best = position
      var other = position + 1
      while other < typeEnds[position] {
        if signatures[other] < signatures[best] { best = other }
        other += 1
      }
      guard best != position else { continue }
      swap(position, best, in: state)
      signatures.exchange(position, best)
      names.exchange(position, best)
    }
  }

  /// Lets two values of a type trade places, the one of the lower position first.
  @inline(__always)
  private func swap(_ first: Int, _ second: Int, in state: WritableState) {
    let range = swaps[first &* valueCount &+ second]
    for index in range.exchanges.start..<range.exchanges.end { exchanges.base[index].apply(to: state) }
    for index in range.renamings.start..<range.renamings.end { renamings.base[index].apply(to: state) }
  }

  // MARK: Ties

  /// Whether some values have equal signatures and are no twins; finds the twins.
  private func hasTies(_ state: WritableState, _ group: Range<Int>) -> Bool {
    var result = false
    var start = group.lowerBound
    while start < group.upperBound {
      var end = start + 1
      while end < typeEnds[start], signatures[end] == signatures[start] { end += 1 }
      for position in start..<end {
        blockEnds[position] = end
        twins[position] = position
        for other in start..<position where twins[other] == other && areTwins(other, position, in: state) {
          twins[position] = other
          break
        }
        if twins[position] != start { result = true }
      }
      start = end
    }
    return result
  }

  /// Whether a state, its bags sorted, stays the same when two values trade places. Being twins is an equivalence.
  private func areTwins(_ first: Int, _ second: Int, in state: WritableState) -> Bool {
    copy(state, to: sorted.state())
    swap(first, second, in: sorted.state())
    sortBags(in: sorted.state())
    for word in 0..<wordCount where sorted[word] != state[word] { return false }
    return true
  }

  private mutating func takeLeast(_ state: WritableState, _ group: Range<Int>) {
    copy(state, to: work.state())
    copy(state, to: least.state())
    leastNames.base.update(from: names.base, count: valueCount)
    arrange(from: group.lowerBound, until: group.upperBound)
    copy(least.state(), to: state)
    names.base.update(from: leastNames.base, count: valueCount)
  }

  /// Tries every order of the values from a position on, where those with equal signatures may trade places.
  private mutating func arrange(from position: Int, until end: Int) {
    guard position < end else { return weigh() }
    for candidate in position..<blockEnds[position] where isFirstTwin(candidate, from: position) {
      guard ordersLeft > 0 else {
        wasCutShort = true
        return
      }
      if candidate != position { exchange(position, candidate) }
      arrange(from: position + 1, until: end)
      if candidate != position { exchange(position, candidate) }
    }
  }

  private func exchange(_ first: Int, _ second: Int) {
    swap(first, second, in: work.state())
    twins.exchange(first, second)
    names.exchange(first, second)
  }

  private func isFirstTwin(_ candidate: Int, from position: Int) -> Bool {
    for other in position..<candidate where twins[other] == twins[candidate] { return false }
    return true
  }

  private mutating func weigh() {
    ordersLeft -= 1
    copy(work.state(), to: sorted.state())
    sortBags(in: sorted.state())
    for word in 0..<wordCount where sorted[word] != least[word] {
      guard sorted[word] < least[word] else { return }
      copy(sorted.state(), to: least.state())
      leastNames.base.update(from: names.base, count: valueCount)
      return
    }
  }

  private func copy(_ source: WritableState, to target: WritableState) {
    target.takeWords(of: PackedState(source), count: wordCount)
  }

  // MARK: Bags

  /// Puts the elements of each bag into the order in which the program keeps them: the first scalar that differs decides.
  private func sortBags(in state: WritableState) {
    for bag in 0..<bags.count {
      let bag = bags[bag]
      let count = Int(truncatingIfNeeded: (state[bag.count.word] &>> bag.count.shift) & bag.count.mask)
      var end = 1
      while end < count {
        var place = end
        while place > 0, exchangeIfLess(place, place - 1, of: bag, in: state) { place -= 1 }
        end += 1
      }
    }
  }

  private func exchangeIfLess(
    _ left: Int, _ right: Int, of bag: BagFields, in state: WritableState
  ) -> Bool {
    var isLess = false
    for offset in 0..<bag.width {
      let first = bagFields[bag.first + left * bag.width + offset]
      let second = bagFields[bag.first + right * bag.width + offset]
      let (a, b) = (state[first.word] &>> first.shift & first.mask, state[second.word] &>> second.shift & second.mask)
      if !isLess {
        if a > b { return false }
        if a < b { isLess = true }
      }
      state[first.word] ^= (a ^ b) &<< first.shift
      state[second.word] ^= (a ^ b) &<< second.shift
    }
    return isLess
  }
}

/// The positions of the values of all types, those of related types next to each other.
struct ValueTable {
  /// For each type, the position of its first value.
  private(set) var starts: [Int]
  /// For each position, the end of its type.
  private(set) var typeEnds: [Int] = []
  /// The end of each group of types.
  private(set) var groupEnds: [Int] = []

  init(_ places: SymmetricPlaces) {
    starts = Array(repeating: 0, count: places.types.count)
    for group in places.groups {
      for type in group {
        let size = places.types[type].size
        starts[type] = count
        typeEnds += Array(repeating: count + size, count: size)
      }
      groupEnds.append(count)
    }
  }

  /// How many values there are.
  package var count: Int { typeEnds.count }
}
