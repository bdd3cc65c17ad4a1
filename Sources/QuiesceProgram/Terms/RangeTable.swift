import QuiesceModel

/// Limits by number, sorted. There are few at a time, and they are copied at every branch, which costs less than with a hash table.
struct RangeTable {
  private var entries: [(number: Int, range: ClosedRange<Int>)] = []

  /// The limits of a number.
  subscript(number: Int) -> ClosedRange<Int>? {
    get {
      let place = place(of: number)
      return place < entries.count && entries[place].number == number ? entries[place].range : nil
    }
    set {
      let place = place(of: number)
      let isKnown = place < entries.count && entries[place].number == number
      switch (newValue, isKnown) {
      case (let range?, true): entries[place].range = range
      case (let range?, false): entries.insert((number, range), at: place)
      case (nil, true): entries.remove(at: place)
      case (nil, false): break
      }
    }
  }

  /// The numbers with their limits, in order.
  var all: [(number: Int, range: ClosedRange<Int>)] { entries }

  /// Keeps the numbers that the other has, too, with limits wide enough for both.
  mutating func join(_ other: RangeTable) {
    entries = entries.compactMap { number, range in other[number].map { (number, range.hull($0)) } }
  }

  /// Where the number stands, or would.
  private func place(of number: Int) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
