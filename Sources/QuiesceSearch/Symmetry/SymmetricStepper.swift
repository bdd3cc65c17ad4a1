import QuiesceProgram

/// A machine that gives only canonical states: a search that uses it visits one state of each orbit.
struct SymmetricStepper: Stepper, ~Copyable {
  private var machine: Machine
  private var canonicalizer: Canonicalizer
  let initialStates: [UInt64]

  init(_ machine: consuming Machine, _ canonicalizer: consuming Canonicalizer) {
    var states = machine.initialStates
    let wordCount = machine.wordCount
    states.withUnsafeMutableBufferPointer { words in
      guard let base = words.baseAddress else { return }
      for position in stride(from: 0, to: words.count, by: wordCount) { canonicalizer.canonicalize(base + position) }
    }
    initialStates = states
    self.machine = machine
    self.canonicalizer = canonicalizer
  }

  var wordCount: Int { machine.wordCount }
  var transitionCount: Int { machine.transitionCount }
  var covered: UInt64 { machine.covered }
  var coverage: Coverage { machine.coverage }
  var byteCount: Int { machine.byteCount }
  var bytesToGrow: Int { machine.bytesToGrow }
  var isSymmetric: Bool { true }
  var hasManyForAnOrbit: Bool { canonicalizer.wasCutShort }

  mutating func limitMemory(to bytes: Int) { machine.limitMemory(to: bytes) }

  mutating func expand(_ state: UnsafePointer<UInt64>, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    let start = buffer.count
    let enabled = machine.expand(state, id: id, into: &buffer)
    for position in start..<buffer.count { canonicalizer.canonicalize(buffer.state(position)) }
    return enabled
  }

  mutating func expandAsIs(_ state: UnsafePointer<UInt64>, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    machine.expand(state, id: id, into: &buffer)
  }

  mutating func canonicalize(_ state: UnsafeMutablePointer<UInt64>) -> [Int] {
    canonicalizer.canonicalize(state)
    return canonicalizer.formerNames
  }

  func rename(_ state: UnsafeMutablePointer<UInt64>, by former: [Int]) { canonicalizer.rename(state, by: former) }

  mutating func mayFire(_ transition: Int, in state: UnsafePointer<UInt64>) -> Bool {
    machine.mayFire(transition, in: state)
  }

  mutating func fire(
    _ transition: Int, from state: UnsafePointer<UInt64>, into buffer: inout SuccessorBuffer
  ) -> Bool {
    guard machine.fire(transition, from: state, into: &buffer) else { return false }
    canonicalizer.canonicalize(buffer.state(buffer.count - 1))
    return true
  }

  mutating func mayRest(_ state: UnsafePointer<UInt64>) -> Bool { machine.mayRest(state) }

  mutating func mayRest(_ actor: Int, in state: UnsafePointer<UInt64>) -> Bool { machine.mayRest(actor, in: state) }

  mutating func isBeyondBound(_ state: UnsafePointer<UInt64>) -> Bool { machine.isBeyondBound(state) }

  func isCommitted(_ state: UnsafePointer<UInt64>) -> Bool { machine.isCommitted(state) }

  mutating func evaluate(property: Int, in state: UnsafePointer<UInt64>) -> PropertyValue {
    machine.evaluate(property: property, in: state)
  }
}
