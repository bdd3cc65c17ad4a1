package import QuiesceProgram

/// Expands the states of a frontier for somebody else, who keeps what is visited: of states that come in, it gives out what follows
/// them and what is wrong with them. `Documentation/spark.md` describes both streams.
package struct FrontierExpander: ~Copyable {
  /// What a record is about.
  private enum Kind: UInt64 {
    case successor
    case property
    case deadlock
    case fault
    case propertyFault
  }

  private let fingerprint: UInt64
  private let limits: StateLimits
  private var model: Expander<Machine>
  private let watch: PropertyWatch
  private var buffer: SuccessorBuffer
  /// The successors that were given out already.
  private var known: StateTable
  /// What was found, each kind once.
  private var found = LevelFindings()
  private var transitions = 0
  /// What is to be written of the state that is expanded.
  private var records: [UInt64] = []
  private let maximumBytes: Int

  /// The words with which an input and an output begin: `qfronti1`, `qsucces1`.
  package static let marks: (input: UInt64, output: UInt64) = (0x3169_746e_6f72_6671, 0x3173_6563_6375_7371)

  /// Makes a program ready.
  ///
  /// - Parameters:
  ///   - fingerprint: what tells the program from others, in both streams.
  ///   - maximumBytes: for the successors that it remembers not to give them out twice.
  package init(
    _ program: Program, fingerprint: UInt64, maximumBytes: Int
  ) throws(FrontierRefusal) {
    let program = program.withoutFormulaFlags
    let outline = ProgramOutline(program)
    let engine: BytecodeEngine
    do throws(BytecodeLimit) {
      engine = try BytecodeEngine(program, outline)
    } catch {
      throw .program(error)
    }
    guard let table = StateTable(wordCount: outline.wordCount, maximumBytes: maximumBytes) else { throw .memory }
    self.fingerprint = fingerprint
    self.maximumBytes = maximumBytes
    limits = StateLimits(program)
    model = Expander(RunnableProgram<Machine>(engine: engine, outline: outline))
    watch = PropertyWatch(program, checksDeadlock: true, looksForFaults: true)
    buffer = SuccessorBuffer(wordCount: outline.wordCount, capacity: outline.transitionCount + 1)
    known = table
  }

  /// Reads a frontier to its end, and writes what follows it.
  package mutating func run(input: Int32, output: Int32) throws(FrontierError) {
    var reader = WordReader(input)
    var writer = WordWriter(output)
    try readHead(&reader)
    for word in [FrontierExpander.marks.output, fingerprint, UInt64(model.wordCount), 0] { try writer.append(word) }
    let words = OwnedBuffer<UInt64>(repeating: 0, count: model.wordCount)
    let state = PackedState(words.state())
    var (states, written) = (0, 0)
    while true {
      guard let count = try reader.word() else { throw .cut(after: states) }
      if count == 0 { break }
      for _ in 0..<count {
        for word in 0..<model.wordCount {
          guard let value = try reader.word() else { throw .cut(after: states) }
          words[word] = value
        }
        states += 1
        guard limits.contain(state) else { throw .noState(states) }
        written += try expand(state, &writer)
      }
    }
    guard try reader.word() == UInt64(states) else { throw .cut(after: states) }
    if try reader.word() != nil { throw .trailing }
    for word in [0, UInt64(states), UInt64(transitions), UInt64(written)] { try writer.append(word) }
    try writer.flush()
  }

  private func readHead(_ reader: inout WordReader) throws(FrontierError) {
    guard try reader.word() == FrontierExpander.marks.input else { throw .noFrontier }
    guard let program = try reader.word() else { throw .cut(after: 0) }
    guard program == fingerprint else { throw .otherProgram(program) }
    guard let width = try reader.word(), try reader.word() != nil else { throw .cut(after: 0) }
    guard width == UInt64(model.wordCount) else { throw .otherWidth(Int(truncatingIfNeeded: width)) }
  }

  /// Writes a block with what follows a state; gives how many records that are.
  private mutating func expand(_ state: PackedState, _ writer: inout WordWriter) throws(FrontierError) -> Int {
    buffer.removeAll()
    records.removeAll(keepingCapacity: true)
    var count = 0
    let enabled = model.expand(state, id: 0, into: &buffer)
    transitions += buffer.count + buffer.faults.count
    for kind in watch.askedProperties.decided(by: state, affected: ~0, &model) {
      count += note(kind, by: nil, from: state)
    }
    if enabled == 0, !model.mayRest(state) { count += note(.deadlock, by: nil, from: state) }
    for fault in buffer.faults {
      count += note(.fault(fault.site, property: nil), by: fault.transition, from: state)
    }
    for position in 0..<buffer.count {
      let transition = Int(buffer.transitions[position])
      for kind in watch.decided(byFlags: buffer.flags[position]) { count += note(kind, by: transition, from: state) }
      guard try isNew(buffer.state(position)) else { continue }
      add(.successor, 0, by: transition, from: state, to: buffer.state(position))
      count += 1
    }
    guard count > 0 else { return 0 }
    try writer.append(UInt64(count))
    for word in records { try writer.append(word) }
    return count
  }

  /// Adds a record of something found, if it is the first of its kind; gives how many that are.
  private mutating func note(_ kind: Finding.Kind, by transition: Int?, from state: PackedState) -> Int {
    let before = found.findings.count
    found.add(kind, at: .state(0))
    guard found.findings.count > before else { return 0 }
    switch kind {
    case .property(let property): add(.property, UInt64(property), by: transition, from: state, to: state)
    case .deadlock: add(.deadlock, 0, by: transition, from: state, to: state)
    case .fault(let site, property: nil): add(.fault, UInt64(site), by: transition, from: state, to: state)
    case .fault(let site, let property?):
      add(.propertyFault, UInt64(site) | UInt64(property) << 32, by: transition, from: state, to: state)
    // Nobody can know that from one state.
    case .stuck, .unreachable: return 0
    }
    return 1
  }

  /// Adds a record: what, by which transition (counted from 1, 0 for none), and the two states.
  private mutating func add(
    _ kind: Kind, _ number: UInt64, by transition: Int?, from source: PackedState, to target: PackedState
  ) {
    records.append(kind.rawValue | UInt64((transition ?? -1) + 1) << 8)
    records.append(number)
    for word in 0..<model.wordCount { records.append(source[word]) }
    for word in 0..<model.wordCount { records.append(target[word]) }
  }

  /// Whether a state was not given out yet, as far as that is remembered: when there is no room for more, it is forgotten.
  private mutating func isNew(_ state: PackedState) throws(FrontierError) -> Bool {
    if !known.makeRoom(for: 1) {
      guard let table = StateTable(wordCount: model.wordCount, maximumBytes: maximumBytes), known.count > 0 else {
        throw .noMemory
      }
      known = table
      guard known.makeRoom(for: 1) else { throw .noMemory }
    }
    return known.insert(state).isNew
  }
}

/// Why a program cannot be made ready.
package enum FrontierRefusal: Error {
  /// It does not fit the machine.
  case program(BytecodeLimit)
  /// There is too little memory.
  case memory
}

/// Which words are states of a program: others must not come to a machine, which looks up what stands in them.
private struct StateLimits: Sendable {
  private let slots: [(word: Int, shift: UInt64, mask: UInt64, span: UInt64)]
  /// For each word, the bits that no slot has.
  private let unused: [UInt64]

  init(_ program: Program) {
    var unused = [UInt64](repeating: ~0, count: program.wordCount)
    var slots: [(word: Int, shift: UInt64, mask: UInt64, span: UInt64)] = []
    for slot in program.slots where slot.width > 0 {
      let mask = UInt64.max >> UInt64(64 - slot.width)
      unused[slot.word] &= ~(mask << UInt64(slot.shift))
      let span = UInt64(bitPattern: Int64(slot.upper &- slot.lower))
      if span < mask { slots.append((slot.word, UInt64(slot.shift), mask, span)) }
    }
    self.slots = slots
    self.unused = unused
  }

  func contain(_ state: PackedState) -> Bool {
    for (word, bits) in unused.enumerated() where state[word] & bits != 0 { return false }
    for slot in slots where (state[slot.word] >> slot.shift) & slot.mask > slot.span { return false }
    return true
  }
}
