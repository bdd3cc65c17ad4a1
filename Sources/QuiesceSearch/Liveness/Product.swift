import QuiesceProgram

/// A step of the product.
struct ProductEdge {
  /// The node that it leads to.
  let target: UInt32
  /// The transition of the program.
  let transition: Int32
  /// What it shows; nothing if no accepting run takes it again and again.
  let marks: UInt64
}

/// The states of a program together with those of an automaton that reads them: its nodes, stored as they are found.
///
/// A node is the packed state with, in bits that the program leaves free or in a word more, the automaton's state and the
/// values of the conditions that it asks, so that a step evaluates only those that it may have changed.
struct Product: ~Copyable {
  var machine: Machine
  let automaton: Automaton
  let marks: RunMarks
  var table: StateTable
  /// The edges of the automaton, and which of them each state has.
  private let readings: OwnedBuffer<Reading>
  private let readingsOf: [Range<Int>]
  /// For each state of the automaton, whether accepting runs come back to it.
  private let recurs: [Bool]

  /// Where the automaton's state and the values of the conditions lie in a node.
  private let word: Int
  private let shift: UInt64
  private let conditionBits: UInt64
  /// For each condition of the formula, the bit of its atom.
  private let conditions: [UInt64]
  /// For each flag of the formula, the bit of its atom, and the flag's.
  private let events: [(atom: UInt64, flag: UInt64)]
  /// For each transition, the conditions that read what it writes, as bits.
  private let affected: [UInt64]

  /// Whether the automaton accepts for ever what it reads in a node, by what is added to the packed state, once that was asked.
  private var rests: [UInt64: Bool] = [:]

  private var buffer: SuccessorBuffer
  private var nodes: NodeBatch

  /// What is owed in the node that was expanded last, as bits: what is enabled and would change the state.
  private(set) var owed: UInt64 = 0
  /// Whether the search bound cuts off what follows the node that was expanded last.
  private(set) var isCut = false
  /// What could not be evaluated, if anything could not.
  private(set) var fault: Fault?
  /// Whether nodes that were not known are stored; else the steps to them are left out.
  var storesUnknown = true
  /// How many transitions fired in the node that was expanded last.
  private(set) var firedCount = 0
  /// What was left of what made the property worth asking.
  var trigger: Trigger

  /// An edge of the automaton as steps take it.
  private struct Reading {
    let required: UInt64
    let forbidden: UInt64
    /// What a step shows that takes it; nothing if no accepting run takes it again and again.
    let marks: UInt64
    let target: UInt64
  }

  /// A failure to evaluate.
  struct Fault {
    /// Where in the source.
    let site: FaultSiteID
    /// The node that was left; nil where it is an initial state that is at fault.
    let node: Int?
    /// That initial state.
    var initial: [UInt64] = []
    /// The transition, if there is one.
    let transition: Int?
    /// Whether it is the formula that cannot be evaluated, behind the transition; else the transition fails.
    let isOfFormula: Bool
  }

  /// Nil if there is no memory for it.
  init?(
    _ program: Program, _ property: TemporalProperty, _ automaton: Automaton, _ marks: RunMarks, maximumBytes: Int,
    compression: StateCompression
  ) throws(BytecodeLimit) {
    var expressions: [GroundExpression] = []
    var conditions: [UInt64] = []
    var events: [(atom: UInt64, flag: UInt64)] = []
    for (position, atom) in property.atoms.enumerated() {
      switch atom {
      case .condition(let condition):
        expressions.append(condition)
        conditions.append(1 << UInt64(position))
      case .flag(let flag): events.append((1 << UInt64(position), 1 << UInt64(flag)))
      }
    }
    machine = try Machine(program, conditions: expressions)
    self.automaton = automaton
    self.marks = marks
    let recurring = automaton.recurring
    recurs = recurring.map { $0.contains(true) }
    readings = OwnedBuffer(
      zip(automaton.edges, recurring).flatMap { edges, recurring in
        zip(edges, recurring).map { edge, recurs in
          Reading(
            required: edge.required, forbidden: edge.forbidden, marks: recurs ? marks.shown(edge.marks) : 0,
            target: UInt64(edge.target))
        }
      })
    readingsOf = automaton.edges.reduce(into: []) { ranges, edges in
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + edges.count)
    }
    self.conditions = conditions
    self.events = events
    affected = program.transitions.map { transition in
      expressions.enumerated().reduce(0) { bits, condition in
        var reads = SlotSet()
        condition.element.collectReads(into: &reads)
        return transition.writes.isDisjoint(with: reads) ? bits : bits | 1 << UInt64(condition.offset)
      }
    }
    conditionBits = UInt64(conditions.count)
    let width = conditions.count + (UInt64.bitWidth - UInt64(automaton.edges.count).leadingZeroBitCount)
    let place = Product.place(of: width, in: program)
    word = place.word
    shift = UInt64(place.shift)
    let wordCount = max(program.wordCount, place.word + 1)
    guard width <= 64,
      let table = StateTable(wordCount: wordCount, maximumBytes: maximumBytes, compression: compression)
    else { return nil }
    self.table = table
    buffer = SuccessorBuffer(wordCount: program.wordCount, capacity: program.transitions.count + 1)
    let degree = automaton.edges.map(\.count).max() ?? 0
    nodes = NodeBatch(wordCount: wordCount, capacity: Product.batchSize + degree * (program.transitions.count + 1))
    trigger = Trigger(property.formula)
  }

  /// How many nodes are gathered before they are looked up together, where their order does not matter.
  private static var batchSize: Int { 64 }

  /// Bits of a word that the program leaves free, else those of a word more.
  private static func place(of width: Int, in program: Program) -> (word: Int, shift: Int) {
    for word in 0..<program.wordCount {
      let top = program.slots.filter { $0.word == word }.map { $0.shift + $0.width }.max() ?? 0
      if top + width <= 64, top < 64 { return (word, top) }
    }
    return (program.wordCount, 0)
  }

  /// The automaton's state in a node.
  @inline(__always)
  private func reader(_ node: PackedState) -> Int {
    Int(truncatingIfNeeded: node[word] &>> (shift &+ conditionBits))
  }

  /// The values of the conditions in a node, by their order.
  @inline(__always)
  private func values(_ node: PackedState) -> UInt64 {
    node[word] &>> shift & ((1 &<< conditionBits) &- 1)
  }

  /// The letter for values of the conditions and flags of the step before.
  @inline(__always)
  private func letter(_ values: UInt64, flags: UInt64) -> UInt64 {
    var letter: UInt64 = 0
    var rest = values
    while rest != 0 {
      letter |= conditions[rest.trailingZeroBitCount]
      rest &= rest &- 1
    }
    if flags != 0 { for event in events where flags & event.flag != 0 { letter |= event.atom } }
    return letter
  }

  /// Whether a run may rest in a node, and its automaton then accepts.
  mutating func acceptsRest(in node: Int, owed: UInt64) -> Bool {
    guard owed == 0 else { return false }
    let words = table.state(node)
    let key = words[word] &>> shift
    if let known = rests[key] { return known }
    let accepts = automaton.acceptsForever(letter(values(words), flags: 0), from: reader(words))
    rests[key] = accepts
    return accepts
  }

  /// Whether accepting runs may come back to a node, as far as the automaton tells.
  @inline(__always)
  func mayRecur(_ node: Int) -> Bool { recurs[reader(table.state(node))] }

  /// The state of the program in a node.
  func words(of node: Int) -> [UInt64] {
    var words = table.state(node).words(machine.wordCount)
    if word < words.count { words[word] &= (1 << shift) - 1 }
    return words
  }
}

extension Product {
  /// Stores the nodes of the initial states, and appends them.
  ///
  /// - Returns: whether there was room for them.
  mutating func begin(_ edges: inout [ProductEdge]) -> Bool {
    let states = machine.outline.initialStates
    for start in stride(from: 0, to: states.count, by: machine.wordCount) {
      nodes.removeAll()
      let state = Array(states[start..<start + machine.wordCount])
      let isDefined = state.withState { state in
        guard let values = evaluated(~0, of: state, besides: 0) else { return false }
        gather(state, values, flags: 0, from: automaton.initial, transition: -1, marks: 0)
        return true
      }
      if !isDefined {
        fault = Fault(site: machine.faultSite, node: nil, initial: state, transition: nil, isOfFormula: true)
        return true
      }
      guard store(&edges) else { return false }
    }
    return true
  }

  /// Stores the nodes that follow one, and appends the steps to them.
  ///
  /// - Returns: whether there was room for them.
  mutating func expand(_ node: Int, into edges: inout [ProductEdge]) -> Bool {
    nodes.removeAll()
    gatherSuccessors(of: node)
    return store(&edges)
  }

  /// Gathers the nodes that follow one, to be stored together with others by `flush`, at the latest when they are many.
  ///
  /// - Returns: whether there was room for them.
  mutating func pass(_ node: Int) -> Bool {
    gatherSuccessors(of: node)
    return nodes.count < Product.batchSize || flush()
  }

  /// Stores what `pass` has gathered.
  ///
  /// - Returns: whether there was room for it.
  mutating func flush() -> Bool {
    guard insertNodes() else { return false }
    nodes.removeAll()
    return true
  }

  /// Stores the batch; false if there is no room for it.
  @inline(__always)
  private mutating func insertNodes() -> Bool {
    let batch = nodes.batch
    guard table.makeRoom(for: batch.states, count: batch.count) else { return false }
    table.hash(batch)
    return table.insert(batch) == batch.count
  }

  private mutating func gatherSuccessors(of node: Int) {
    let words = table.state(node)
    let count = machine.wordCount
    buffer.removeAll()
    let enabled = machine.expand(words, id: 0, into: &buffer)
    isCut = enabled == 0 && machine.outline.isBeyondBound(words, &machine)
    if let first = buffer.faults.first, fault == nil {
      fault = Fault(site: first.site, node: node, transition: first.transition, isOfFormula: false)
    }
    owed = 0
    for position in 0..<buffer.count {
      let owing = marks.owed[Int(buffer.transitions[position])]
      if owing & ~owed != 0, hasChanged(buffer.state(position), words, count) { owed |= owing }
    }
    let unowed = marks.weak & ~owed
    let reader = reader(words)
    let old = values(words)
    for position in 0..<buffer.count {
      let transition = Int(buffer.transitions[position])
      let state = buffer.state(position)
      let changed = hasChanged(state, words, count)
      var values = old
      if changed, affected[transition] != 0 {
        guard let evaluated = evaluated(affected[transition], of: state, besides: old) else {
          fault = Fault(site: machine.faultSite, node: node, transition: transition, isOfFormula: true)
          return
        }
        values = evaluated
      }
      gather(
        state, values, flags: buffer.flags[position], from: reader, transition: Int32(transition),
        marks: unowed | (changed ? marks.paying[transition] : 0))
    }
    firedCount = buffer.count
  }

  @inline(__always)
  private func hasChanged(_ state: PackedState, _ source: PackedState, _ count: Int) -> Bool {
    for word in 0..<count where state[word] != source[word] { return true }
    return false
  }

  /// The values of the conditions in a state of which some have to be evaluated; nil if one of these cannot be.
  @inline(__always)
  private mutating func evaluated(_ asked: UInt64, of state: PackedState, besides old: UInt64) -> UInt64? {
    var values = old & ~asked
    var rest = asked & ((1 &<< conditionBits) &- 1)
    while rest != 0 {
      let condition = rest.trailingZeroBitCount
      rest &= rest &- 1
      switch machine.evaluate(other: condition, in: state) {
      case .yes: values |= 1 &<< UInt64(condition)
      case .no: break
      case .fault: return nil
      }
    }
    return values
  }

  /// Puts the nodes that a state has with each state that the automaton may be in next into the batch.
  @inline(__always)
  private mutating func gather(
    _ state: PackedState, _ values: UInt64, flags: UInt64, from reader: Int, transition: Int32, marks: UInt64
  ) {
    let letter = letter(values, flags: flags)
    trigger.see(letter)
    let free: UInt64 = shift == 0 ? 0 : (1 &<< shift) &- 1
    for position in readingsOf[reader] {
      let reading = readings[position]
      guard letter & reading.required == reading.required, letter & reading.forbidden == 0 else { continue }
      let node = nodes.next
      for word in 0..<machine.wordCount { node[word] = state[word] }
      let kept = word < machine.wordCount ? node[word] & free : 0
      node[word] = kept | (reading.target &<< conditionBits | values) &<< shift
      nodes.append(transition: transition, marks: reading.marks == 0 ? 0 : marks | reading.marks)
    }
  }

  /// Stores the batch, and appends the steps to its nodes.
  @inline(__always)
  private mutating func store(_ edges: inout [ProductEdge]) -> Bool {
    guard storesUnknown else {
      lookUp(&edges)
      return true
    }
    guard insertNodes() else { return false }
    let positions = nodes.batch.positions
    for position in 0..<nodes.count {
      edges.append(
        ProductEdge(
          target: UInt32(truncatingIfNeeded: positions[position]), transition: nodes.transitions[position],
          marks: nodes.marks[position]))
    }
    return true
  }

  /// Appends the steps to the nodes of the batch that are known.
  private func lookUp(_ edges: inout [ProductEdge]) {
    for position in 0..<nodes.count {
      guard let stored = table.find(PackedState(nodes.node(position))) else { continue }
      edges.append(
        ProductEdge(
          target: UInt32(truncatingIfNeeded: stored), transition: nodes.transitions[position],
          marks: nodes.marks[position]))
    }
  }
}
