import QuiesceModel

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Puts ground programs together by hand, so that exports are tested without the stages before them.
struct ProgramSketch {
  var program: Program
  private var initial: [Int] = []

  init(_ name: String) {
    program = Program(model: CheckedModel(name: name))
  }

  /// Adds a slot.
  mutating func slot(_ name: String, _ range: ClosedRange<Int>, initial value: Int? = nil) -> SlotID {
    program.slots.append(Slot(name: name, lower: range.lowerBound, upper: range.upperBound))
    initial.append(value ?? range.lowerBound)
    return program.slots.count - 1
  }

  /// Adds an actor with locations `0..<count`.
  mutating func actor(
    _ name: String, locations count: Int, final: Set<Int> = [], committed: Set<Int> = []
  ) -> Int {
    let slot = slot("\(name).location", 0...count - 1)
    let locations = (0..<count).map {
      Location(name: "at\($0)", isFinal: final.contains($0), isCommitted: committed.contains($0), span: .none)
    }
    let position = program.actors.count
    program.actors.append(
      ActorInstance(name: name, actor: position, instance: nil, locationSlot: slot, locations: locations))
    return position
  }

  /// Adds a step of an actor; the locations are moved after the effect.
  mutating func step(
    _ actor: Int, _ source: Int, _ target: Int, when condition: GroundExpression = .constant(1),
    with partner: (actor: Int, source: Int, target: Int)? = nil, _ effect: [GroundStatement] = []
  ) {
    var moves = effect + [.assign(program.actors[actor].locationSlot, .constant(target))]
    var leavesCommitted = program.actors[actor].locations[source].isCommitted
    if let partner {
      moves.append(.assign(program.actors[partner.actor].locationSlot, .constant(partner.target)))
      leavesCommitted = leavesCommitted || program.actors[partner.actor].locations[partner.source].isCommitted
    }
    program.transitions.append(
      Transition(
        main: .init(
          actor: actor, step: program.transitions.count, source: source, targets: [target], bindings: []),
        partner: partner.map {
          .init(actor: $0.actor, step: 0, source: $0.source, targets: [$0.target], bindings: [])
        },
        guardExpression: condition, effect: moves, leavesCommitted: leavesCommitted,
        in: program.actors))
  }

  /// Adds a property and gives its position.
  @discardableResult mutating func property(_ name: String, _ kind: ProgramProperty.Kind) -> Int {
    program.properties.append(ProgramProperty(name: name, kind: kind, origin: 0, hasCover: false))
    return program.properties.count - 1
  }

  /// The program with its slots laid out, transitions in order and one initial state, or one for each of these changes.
  func finished(initialChanges: [[SlotID: Int]] = [[:]]) -> Program {
    var result = program
    var word = 0
    var used = 0
    for position in result.slots.indices {
      let span = result.slots[position].upper - result.slots[position].lower
      let width = Int.bitWidth - span.leadingZeroBitCount
      if used + width > 64 { (word, used) = (word + 1, 0) }
      result.slots[position].word = word
      result.slots[position].shift = used
      result.slots[position].width = width
      used += width
    }
    result.wordCount = word + 1
    result.bitCount = word * 64 + used
    result.initialStates = initialChanges.map { changes in
      initial.indices.map { changes[$0] ?? initial[$0] }
    }
    let order = result.transitions.indices.sorted { left, right in
      let one = result.transitions[left].main
      let other = result.transitions[right].main
      return (one.actor, one.source, left) < (other.actor, other.source, right)
    }
    result.transitions = order.map { result.transitions[$0] }
    return result
  }
}

extension GroundExpression {
  static func == (left: GroundExpression, right: Int) -> GroundExpression { .binary(.equal, left, .constant(right)) }
  static func != (left: GroundExpression, right: Int) -> GroundExpression {
    .binary(.notEqual, left, .constant(right))
  }
  static func < (left: GroundExpression, right: GroundExpression) -> GroundExpression { .binary(.less, left, right) }
  static func <= (left: GroundExpression, right: Int) -> GroundExpression {
    .binary(.lessOrEqual, left, .constant(right))
  }
  static func + (left: GroundExpression, right: GroundExpression) -> GroundExpression { .binary(.add, left, right) }
  static func - (left: GroundExpression, right: GroundExpression) -> GroundExpression {
    .binary(.subtract, left, right)
  }
  static func && (left: GroundExpression, right: GroundExpression) -> GroundExpression { .binary(.and, left, right) }
  static func || (left: GroundExpression, right: GroundExpression) -> GroundExpression { .binary(.or, left, right) }
}

/// Protocols whose state spaces are known.
enum SketchedProgram {
  /// Peterson's filter lock: a process climbs `count - 1` levels, each with a place for the one that came last.
  ///
  /// With `victimFirst` the two writes are in the wrong order, which breaks mutual exclusion.
  static func filterLock(_ count: Int, victimFirst: Bool = false) -> Program {
    var sketch = ProgramSketch("filter lock")
    let levels = (0..<count).map { sketch.slot("level[\($0)]", 0...count - 1) }
    let victims = (1..<count).map { sketch.slot("last[\($0)]", 0...count - 1) }
    let writes = 3 * (count - 1)
    let processes = (0..<count).map { sketch.actor("process[\($0)]", locations: writes + 1) }
    for me in processes {
      for level in 1..<count {
        let first = 3 * (level - 1)
        let raise = GroundStatement.assign(levels[me], .constant(level))
        let volunteer = GroundStatement.assign(victims[level - 1], .constant(me))
        let others = processes.filter { $0 != me }.map { GroundExpression.slot(levels[$0]) < .constant(level) }
        let isAlone = others.dropFirst().reduce(others[0]) { $0 && $1 }
        sketch.step(me, first, first + 1, [victimFirst ? volunteer : raise])
        sketch.step(me, first + 1, first + 2, [victimFirst ? raise : volunteer])
        sketch.step(me, first + 2, first + 3, when: isAlone || .slot(victims[level - 1]) != me)
      }
      sketch.step(me, writes, 0, [.assign(levels[me], .constant(0))])
    }
    let inside = processes.map { GroundExpression.slot(sketch.program.actors[$0].locationSlot) == writes }
    var pairs: GroundExpression = .constant(0)
    for one in processes {
      for other in processes where other > one { pairs = pairs || (inside[one] && inside[other]) }
    }
    sketch.property("mutual exclusion", .invariant(.not(pairs)))
    sketch.property("some process enters", .reachable(inside[0]))
    return sketch.finished()
  }

  /// Philosophers who all take the left fork first, each a bit in one array of forks.
  static func philosophers(_ count: Int) -> Program {
    var sketch = ProgramSketch("philosophers")
    let forks = (0..<count).map { sketch.slot("fork[\($0)]", 0...1) }
    for me in 0..<count {
      let actor = sketch.actor("philosopher[\(me)]", locations: 3)
      let left = forks[me]
      let right = forks[(me + 1) % count]
      sketch.step(actor, 0, 1, when: .slot(left) == 0, [.assign(left, .constant(1))])
      sketch.step(actor, 1, 2, when: .slot(right) == 0, [.assign(right, .constant(1))])
      sketch.step(actor, 2, 0, [.assign(left, .constant(0)), .assign(right, .constant(0))])
    }
    return sketch.finished()
  }
}
