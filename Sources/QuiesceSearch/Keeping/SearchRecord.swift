import QuiesceProgram

/// What a breadth-first search has come to between two batches, besides its states and the links between them.
struct SearchRecord {
  /// How many words a state takes.
  var wordCount = 0
  /// How many states were stored.
  var stateCount = 0
  /// Which record of its store it is, from 1 on: the links are those of the same number.
  var generation = 0
  /// Whether there are links.
  var hasLinks = false
  /// The levels, and what is left of the last one, as `LevelFrontier.numbers`.
  var levels: [Int] = []
  /// Whether levels are taken whole.
  var takesWholeLevels = false
  /// How many transitions were fired.
  var transitions = 0
  /// The wall seconds of all sittings.
  var seconds = 0.0
  /// What was seen on the way.
  var sightings = Sightings()
  /// What was found, and what was found in a level that is taken whole and not at its end.
  var findings: [Finding] = []
  var levelFindings: [Finding] = []
  /// How many states there were when everything was decided, if it was.
  var statesWhenDecided: Int?
  /// Checksums of the states, one for each `blockSize` words.
  var blocks: [UInt64] = []

  /// How many words of states have a checksum of their own.
  static let blockSize = 1 << 17

  /// Whether the checksums are those of these states.
  func describes(_ words: PackedState) -> Bool {
    blocks == SearchRecord.blocks(of: words, count: stateCount * wordCount)
  }

  /// The checksums of so many words.
  ///
  /// - Parameter known: those of an earlier time; a block that was full then is not read again.
  static func blocks(of words: PackedState, count: Int, known: [UInt64] = [], full: Int = 0) -> [UInt64] {
    var blocks = Array(known.prefix(full))
    for start in stride(from: blocks.count * blockSize, to: count, by: blockSize) {
      blocks.append(StateHash.hash(words.advanced(by: start), wordCount: min(blockSize, count - start)))
    }
    return blocks
  }
}

// As words of a file.

extension SearchRecord {
  /// The letters `QUIESCE` and the number of the form.
  private static let form = 0x5155_4945_5343_4502

  /// The words.
  var words: [UInt64] {
    var numbers = WordList()
    numbers.add(SearchRecord.form)
    for number in [wordCount, stateCount, generation, hasLinks ? 1 : 0] { numbers.add(number) }
    numbers.add(levels)
    numbers.add(takesWholeLevels ? 1 : 0)
    numbers.add(transitions)
    numbers.add(Int(bitPattern: UInt(seconds.bitPattern)))
    numbers.add(sightings.coverage.fired.map { $0 ? 1 : 0 })
    numbers.add(sightings.coverage.blocked.map { $0 ? 1 : 0 })
    numbers.add(Int(bitPattern: UInt(sightings.covered)))
    numbers.add(sightings.hasManyForAnOrbit ? 1 : 0)
    numbers.add(findings.flatMap(\.numbers))
    numbers.add(levelFindings.flatMap(\.numbers))
    numbers.add(statesWhenDecided ?? -1)
    numbers.add(blocks.map { Int(bitPattern: UInt($0)) })
    return numbers.words
  }

  /// Reads the words; nil if they are none of this version.
  init?(_ words: [UInt64]) {
    var numbers = WordList(words: words)
    do throws(WordList.End) {
      guard try numbers.take() == SearchRecord.form else { return nil }
      wordCount = try numbers.take()
      stateCount = try numbers.take()
      generation = try numbers.take()
      hasLinks = try numbers.take() != 0
      levels = try numbers.takeList()
      takesWholeLevels = try numbers.take() != 0
      transitions = try numbers.take()
      seconds = Double(bitPattern: UInt64(UInt(bitPattern: try numbers.take())))
      sightings.coverage.fired = try numbers.takeList().map { $0 != 0 }
      sightings.coverage.blocked = try numbers.takeList().map { $0 != 0 }
      sightings.covered = UInt64(UInt(bitPattern: try numbers.take()))
      sightings.hasManyForAnOrbit = try numbers.take() != 0
      findings = Finding.list(try numbers.takeList())
      levelFindings = Finding.list(try numbers.takeList())
      let decided = try numbers.take()
      statesWhenDecided = decided < 0 ? nil : decided
      blocks = try numbers.takeList().map { UInt64(UInt(bitPattern: $0)) }
    } catch {
      return nil
    }
  }
}

/// Numbers one after the other, and lists of them with their lengths.
private struct WordList {
  /// There is no further number.
  struct End: Error {}

  private(set) var words: [UInt64] = []
  private var next = 0

  init() {}

  init(words: [UInt64]) { self.words = words }

  mutating func add(_ number: Int) { words.append(UInt64(UInt(bitPattern: number))) }

  mutating func add(_ list: [Int]) {
    add(list.count)
    for number in list { add(number) }
  }

  mutating func take() throws(End) -> Int {
    guard next < words.count else { throw End() }
    next += 1
    return Int(bitPattern: UInt(words[next - 1]))
  }

  mutating func takeList() throws(End) -> [Int] {
    let count = try take()
    guard count >= 0, count <= words.count - next else { throw End() }
    var list: [Int] = []
    for _ in 0..<count { list.append(try take()) }
    return list
  }
}

extension Finding {
  /// Six numbers that say what was found where, of what single states and transitions show.
  fileprivate var numbers: [Int] {
    let what: [Int] =
      switch kind {
      case .property(let property): [0, property, 0]
      case .deadlock: [1, 0, 0]
      case .fault(let site, let property): [2, site, property ?? -1]
      case .stuck, .unreachable: []
      }
    let place: [Int] =
      switch self.place {
      case .initial(let state): [0, state, 0]
      case .state(let state): [1, state, 0]
      case .transition(let source, let transition): [2, source, transition]
      }
    return what.isEmpty ? [] : what + place
  }

  fileprivate static func list(_ numbers: [Int]) -> [Finding] {
    stride(from: 0, to: numbers.count / 6 * 6, by: 6).map { start in
      let kind: Kind =
        switch numbers[start] {
        case 0: .property(numbers[start + 1])
        case 1: .deadlock
        default: .fault(numbers[start + 1], property: numbers[start + 2] < 0 ? nil : numbers[start + 2])
        }
      let place: Place =
        switch numbers[start + 3] {
        case 0: .initial(numbers[start + 4])
        case 1: .state(numbers[start + 4])
        default: .transition(source: numbers[start + 4], numbers[start + 5])
        }
      return Finding(kind: kind, place: place)
    }
  }
}
