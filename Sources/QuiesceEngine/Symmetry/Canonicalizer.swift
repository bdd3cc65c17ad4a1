import QuiesceLanguage

/// Replaces states by the canonical ones of their orbits, in place.
///
/// The values of each type are sorted by signatures, which no permutation changes. What is left are the permutations of values
/// with equal signatures. Two of them are *twins* if the state stays the same when they trade places; the order of twins does not matter.
/// Of the states that the remaining permutations give the least is taken. So equal orbits get equal states, except where
/// `candidateLimit` cuts the comparison short: then a state is replaced by some other of its orbit, which is sound as well.
struct Canonicalizer: ~Copyable {
  /// The operations that exchange two values, as ranges.
  private struct SwapRange {
    var exchanges: (start: Int, end: Int) = (0, 0)
    var renamings: (start: Int, end: Int) = (0, 0)
  }

  private struct BagFields {
    let count: Field
    let first: Int
    let width: Int
  }

  let wordCount: Int
  private let valueCount: Int
  private let typeCount: Int
  /// For each type, the position of its first value among all; one more entry ends the last.
  private let offsets: UnsafeMutablePointer<Int>
  /// By the first value times `valueCount` plus the second.
  private let swaps: UnsafeMutablePointer<SwapRange>
  private let exchanges: UnsafeMutablePointer<ValueSwap.Exchange>
  private let renamings: UnsafeMutablePointer<ValueSwap.Renaming>
  private let traits: UnsafeMutablePointer<ValueTrait>
  private let traitCount: Int
  private let bags: UnsafeMutablePointer<BagFields>
  private let bagCount: Int
  private let bagFields: UnsafeMutablePointer<Field>

  private let signatures: UnsafeMutablePointer<UInt64>
  /// For each position, the end of the values with the same signature.
  private let blockEnds: UnsafeMutablePointer<Int>
  /// For each position, the first position with a twin of its value.
  private let twins: UnsafeMutablePointer<Int>
  /// A candidate without sorted bags, one with them, and the least so far.
  private let work: UnsafeMutablePointer<UInt64>
  private let sorted: UnsafeMutablePointer<UInt64>
  private let least: UnsafeMutablePointer<UInt64>
  private let candidateLimit: Int
  private var candidatesLeft = 0

  /// How many candidates are compared where a type has more than five values.
  static let candidateLimit = 720

  init(_ program: Program, _ places: SymmetricPlaces, defect: SymmetryDefect?) {
    wordCount = program.wordCount
    typeCount = places.types.count
    let offsets = places.types.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.size) }
    let valueCount = offsets[typeCount]
    self.valueCount = valueCount
    var swaps = Array(repeating: SwapRange(), count: valueCount * valueCount)
    var exchanges: [ValueSwap.Exchange] = []
    var renamings: [ValueSwap.Renaming] = []
    for (type, symmetric) in places.types.enumerated() {
      for second in 0..<symmetric.size {
        for first in 0..<second {
          let swap = ValueSwap(first, second, of: type, places, program.slots, defect)
          let range = SwapRange(
            exchanges: (exchanges.count, exchanges.count + swap.exchanges.count),
            renamings: (renamings.count, renamings.count + swap.renamings.count))
          exchanges += swap.exchanges
          renamings += swap.renamings
          swaps[(offsets[type] + first) * valueCount + offsets[type] + second] = range
        }
      }
    }
    var bags: [BagFields] = []
    var bagFields: [Field] = []
    for bag in places.bags where defect != .bag {
      bags.append(BagFields(count: Field(program.slots[bag.count]), first: bagFields.count, width: bag.width))
      bagFields += program.slots[bag.first..<bag.first + bag.width * bag.capacity].map { Field($0) }
    }
    let traits = ValueTrait.traits(of: places, program.slots, offsets: offsets)
    self.offsets = .copy(of: offsets)
    self.swaps = .copy(of: swaps)
    self.exchanges = .copy(of: exchanges)
    self.renamings = .copy(of: renamings)
    self.traits = .copy(of: traits)
    traitCount = traits.count
    self.bags = .copy(of: bags)
    bagCount = bags.count
    self.bagFields = .copy(of: bagFields)
    signatures = .copy(of: Array(repeating: 0, count: valueCount))
    blockEnds = .copy(of: Array(repeating: 0, count: valueCount))
    twins = .copy(of: Array(repeating: 0, count: valueCount))
    work = .copy(of: Array(repeating: 0, count: program.wordCount))
    sorted = .copy(of: Array(repeating: 0, count: program.wordCount))
    least = .copy(of: Array(repeating: 0, count: program.wordCount))
    candidateLimit = places.types.contains { $0.size > 5 } ? Canonicalizer.candidateLimit : .max
  }

  deinit {
    offsets.deallocate()
    swaps.deallocate()
    exchanges.deallocate()
    renamings.deallocate()
    traits.deallocate()
    bags.deallocate()
    bagFields.deallocate()
    signatures.deallocate()
    blockEnds.deallocate()
    twins.deallocate()
    work.deallocate()
    sorted.deallocate()
    least.deallocate()
  }

  /// Replaces a state by the canonical one of its orbit.
  mutating func canonicalize(_ state: UnsafeMutablePointer<UInt64>) {
    sortValues(of: state)
    sortBags(in: state)
    if hasTies(state) { takeLeast(state) }
  }

  // MARK: Signatures

  private func sortValues(of state: UnsafeMutablePointer<UInt64>) {
    for value in 0..<valueCount { signatures[value] = 0 }
    for trait in 0..<traitCount { traits[trait].add(of: state, to: signatures) }
    for type in 0..<typeCount {
      let end = offsets[type + 1]
      for position in offsets[type]..<end {
        var best = position
        for other in position + 1..<Swift.max(end, position + 1) where signatures[other] < signatures[best] {
          best = other
        }
        guard best != position else { continue }
        swap(position, best, in: state)
        let signature = signatures[position]
        signatures[position] = signatures[best]
        signatures[best] = signature
      }
    }
  }

  /// Lets two values of a type trade places, the one of the lower position first.
  @inline(__always)
  private func swap(_ first: Int, _ second: Int, in state: UnsafeMutablePointer<UInt64>) {
    let range = swaps[first &* valueCount &+ second]
    for index in range.exchanges.start..<range.exchanges.end { exchanges[index].apply(to: state) }
    for index in range.renamings.start..<range.renamings.end { renamings[index].apply(to: state) }
  }

  // MARK: Ties

  /// Whether some values have equal signatures and are no twins; finds the twins.
  private func hasTies(_ state: UnsafeMutablePointer<UInt64>) -> Bool {
    var result = false
    for type in 0..<typeCount {
      var start = offsets[type]
      while start < offsets[type + 1] {
        var end = start + 1
        while end < offsets[type + 1], signatures[end] == signatures[start] { end += 1 }
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
    }
    return result
  }

  /// Whether a state, its bags sorted, stays the same when two values trade places. Being twins is an equivalence.
  private func areTwins(_ first: Int, _ second: Int, in state: UnsafeMutablePointer<UInt64>) -> Bool {
    copy(state, to: sorted)
    swap(first, second, in: sorted)
    sortBags(in: sorted)
    for word in 0..<wordCount where sorted[word] != state[word] { return false }
    return true
  }

  private mutating func takeLeast(_ state: UnsafeMutablePointer<UInt64>) {
    copy(state, to: work)
    copy(state, to: least)
    candidatesLeft = candidateLimit
    arrange(from: 0)
    copy(least, to: state)
  }

  /// Tries every order of the values from a position on, where those with equal signatures may trade places.
  private mutating func arrange(from position: Int) {
    guard position < valueCount else { return weigh() }
    for candidate in position..<blockEnds[position] where candidatesLeft > 0 && isFirstTwin(candidate, from: position) {
      if candidate != position { exchange(position, candidate) }
      arrange(from: position + 1)
      if candidate != position { exchange(position, candidate) }
    }
  }

  private func exchange(_ first: Int, _ second: Int) {
    swap(first, second, in: work)
    let twin = twins[first]
    twins[first] = twins[second]
    twins[second] = twin
  }

  private func isFirstTwin(_ candidate: Int, from position: Int) -> Bool {
    for other in position..<candidate where twins[other] == twins[candidate] { return false }
    return true
  }

  private mutating func weigh() {
    candidatesLeft -= 1
    copy(work, to: sorted)
    sortBags(in: sorted)
    for word in 0..<wordCount where sorted[word] != least[word] {
      if sorted[word] < least[word] { copy(sorted, to: least) }
      return
    }
  }

  private func copy(_ source: UnsafeMutablePointer<UInt64>, to target: UnsafeMutablePointer<UInt64>) {
    target.update(from: source, count: wordCount)
  }

  // MARK: Bags

  /// Puts the elements of each bag into the order in which the program keeps them: the first scalar that differs decides.
  private func sortBags(in state: UnsafeMutablePointer<UInt64>) {
    for bag in 0..<bagCount {
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
    _ left: Int, _ right: Int, of bag: BagFields, in state: UnsafeMutablePointer<UInt64>
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
