@testable import QuiesceProgram
@testable import QuiesceSearch

// What takes a state where it lies, for states that are arrays of words.

extension Stepper where Self: ~Copyable {
  mutating func expand(_ words: [UInt64], id: Int, into buffer: inout SuccessorBuffer) -> Int {
    words.withState { expand($0, id: id, into: &buffer) }
  }

  mutating func evaluate(_ condition: Int, in words: [UInt64]) -> ConditionValue {
    words.withState { evaluate(condition, in: $0) }
  }
}

extension StateTree {
  func find(_ question: Int, in words: [UInt64]) -> Int32 { words.withState { find(question, in: $0) } }

  mutating func learn(_ entry: Int32, for question: Int, reading keys: [[StateBits]], in words: [UInt64]) {
    words.withState { learn(entry, for: question, reading: keys, in: $0) }
  }
}

extension StateTable {
  func find(_ words: [UInt64], hash: UInt64) -> Int? { words.withState { find($0, hash: hash) } }

  mutating func insert(_ words: [UInt64], hash: UInt64) -> (position: Int, isNew: Bool) {
    words.withState { insert($0, hash: hash) }
  }

  mutating func makeRoom(for words: [UInt64], count: Int) -> Bool {
    words.withState { makeRoom(for: $0, count: count) }
  }
}

extension TreeTable {
  func find(_ words: [UInt64]) -> Int? { words.withState { find($0) } }

  func insert(_ words: [UInt64]) -> Int { words.withState { insert($0) } }

  func reshaped(within maximumBytes: Int) -> TreeTable? {
    var peak = 0
    return reshaped(within: maximumBytes, peak: &peak)
  }

  func words(of position: Int) -> [UInt64] {
    var words = Array(repeating: UInt64(0), count: wordCount)
    words.withWritableState { read(position, into: $0) }
    return words
  }

  func makeRoom(for words: [UInt64], count: Int, within maximumBytes: Int) -> Bool {
    words.withState { makeRoom(for: $0, count: count, within: maximumBytes) }
  }
}
