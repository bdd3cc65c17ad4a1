import QuiesceModel
import struct QuiesceTestSupport.SplitMix64

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Makes ground programs from a seed: every expression and statement occurs, faults included, values stay small.
struct RandomGroundProgram {
  private var sketch: ProgramSketch
  private var generator: SplitMix64
  /// Slots that are written and read one by one.
  private var scalars: [SlotID] = []
  /// A queue's elements, two slots each, between which an index chooses.
  private var elements: SlotID = 0
  private let capacity = 3
  /// The next scratch variable of a `letIn`: each has its own, below it are those that statements set.
  private var nextLocal = 2

  /// The program of a seed.
  static func make(seed: Int) -> Program {
    var maker = RandomGroundProgram(seed: seed)
    return maker.make()
  }

  private init(seed: Int) {
    sketch = ProgramSketch("random \(seed)")
    generator = SplitMix64(seed: UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1)
  }

  private mutating func make() -> Program {
    for position in 0..<random(2...3) {
      let lower = random(-2...1)
      let upper = lower + random(0...3)
      scalars.append(sketch.slot("value[\(position)]", lower...upper, initial: random(lower...upper)))
    }
    elements = sketch.program.slots.count
    for position in 0..<capacity {
      _ = sketch.slot("queue[\(position)].kind", 0...1)
      _ = sketch.slot("queue[\(position)].data", -1...1)
    }
    let properties = random(0...4)
    for position in 0..<properties {
      switch random(0...4) {
      case 0: sketch.property("p\(position)", .invariant(truth(2, [])))
      case 1: sketch.property("p\(position)", .reachable(truth(2, [])))
      case 2: sketch.property("p\(position)", .neverFlagged)
      case 3: sketch.property("p\(position)", .alwaysReachable(truth(2, [])))
      default: sketch.property("p\(position)", .reachableFlag)
      }
    }
    addActors()
    var changes: [[SlotID: Int]] = [[:]]
    if chance(3) {
      let slot = scalars[random(0...scalars.count - 1)]
      let range = sketch.program.slots[slot].lower...sketch.program.slots[slot].upper
      changes = range.map { [slot: $0] }
    }
    return sketch.finished(initialChanges: changes)
  }

  private mutating func addActors() {
    for actor in 0..<2 {
      let locations = random(2...3)
      let committed: Set<Int> = chance(4) ? [random(1...locations - 1)] : []
      let final: Set<Int> = chance(2) ? [random(0...locations - 1)] : []
      _ = sketch.actor("actor[\(actor)]", locations: locations, final: final, committed: committed)
    }
    for actor in 0..<2 {
      let count = sketch.program.actors[actor].locations.count
      for source in 0..<count {
        for _ in 0..<random(0...2) {
          let other = 1 - actor
          let otherCount = sketch.program.actors[other].locations.count
          let partner = chance(5) ? (other, random(0...otherCount - 1), random(0...otherCount - 1)) : nil
          let condition = chance(3) ? GroundExpression.constant(1) : truth(3, [])
          let effect = statements(2, locals: [])
          nextLocal = 2
          sketch.step(actor, source, random(0...count - 1), when: condition, with: partner, effect)
        }
      }
    }
  }

  // MARK: Statements

  private mutating func statements(_ depth: Int, locals: Set<GroundLocal>) -> [GroundStatement] {
    var locals = locals
    return (0..<random(0...3)).map { _ in statement(depth, &locals) }
  }

  private mutating func statement(_ depth: Int, _ locals: inout Set<GroundLocal>) -> GroundStatement {
    switch random(0...9) {
    case 0, 1, 2:
      let slot = scalars[random(0...scalars.count - 1)]
      let range = sketch.program.slots[slot].lower...sketch.program.slots[slot].upper
      return .assign(slot, stored(number(depth, locals), in: range))
    case 3:
      return .assignAt(
        base: elements + 1, stride: 2, count: capacity, index: index(depth, locals),
        stored(number(depth, locals), in: -1...1))
    case 4:
      let value = number(depth, locals)
      let local = random(0...1)
      locals.insert(local)
      return .setLocal(local, value)
    case 5 where depth > 0:
      let condition = truth(depth, locals)
      let then = statements(depth - 1, locals: locals)
      return .conditional(condition, then: then, otherwise: statements(depth - 1, locals: locals))
    case 6: return .shiftDown(first: elements, width: 2, capacity: capacity)
    case 7 where chance(4): return .fault(site())
    case 8:
      let flagged = sketch.program.properties.indices.filter {
        switch sketch.program.properties[$0].kind {
        case .neverFlagged, .reachableFlag: true
        case .invariant, .reachable, .alwaysReachable, .temporal: false
        }
      }
      if flagged.isEmpty { return .emit(0, [number(depth, locals)]) }
      return .conditional(
        truth(depth, locals), then: [.flag(flagged[random(0...flagged.count - 1)])], otherwise: [])
    default: return .assign(elements, truth(depth, locals))
    }
  }

  /// The value brought into the range, or, now and then, a fault outside it.
  private mutating func stored(_ value: GroundExpression, in range: ClosedRange<Int>) -> GroundExpression {
    let local = freshLocal()
    let clipped = GroundExpression.letIn(
      local, value,
      body: .conditional(
        .binary(
          .and, .binary(.lessOrEqual, .constant(range.lowerBound), .local(local)), .local(local) <= range.upperBound),
        .local(local),
        .constant(range.lowerBound)))
    return chance(6) ? .check(value, range, site()) : clipped
  }

  // MARK: Expressions

  private mutating func truth(_ depth: Int, _ locals: Set<GroundLocal>) -> GroundExpression {
    guard depth > 0 else { return .slot(elements) }
    switch random(0...7) {
    case 0: return .not(truth(depth - 1, locals))
    case 1: return truth(depth - 1, locals) && truth(depth - 1, locals)
    case 2: return truth(depth - 1, locals) || truth(depth - 1, locals)
    case 3: return number(depth - 1, locals) < number(depth - 1, locals)
    case 4: return .binary(.equal, number(depth - 1, locals), number(depth - 1, locals))
    case 5:
      return .conditional(truth(depth - 1, locals), truth(depth - 1, locals), truth(depth - 1, locals))
    case 6:
      let local = freshLocal()
      return .letIn(local, number(depth - 1, locals), body: truth(depth - 1, locals.union([local])))
    default: return .cover(0, .binary(.notEqual, number(depth - 1, locals), number(depth - 1, locals)))
    }
  }

  private mutating func number(_ depth: Int, _ locals: Set<GroundLocal>) -> GroundExpression {
    guard depth > 0 else { return atom(locals) }
    switch random(0...9) {
    case 0: return number(depth - 1, locals) + number(depth - 1, locals)
    case 1: return number(depth - 1, locals) - number(depth - 1, locals)
    case 2: return .binary(.multiply, number(depth - 1, locals), number(depth - 1, locals))
    case 3:
      let operation: GroundOperator = chance(2) ? .divide : .remainder
      let local = freshLocal()
      return .letIn(
        local, number(depth - 1, locals),
        body: .conditional(
          .local(local) == 0, .fault(site()),
          .binary(operation, number(depth - 1, locals.union([local])), .local(local))))
    case 4:
      return .conditional(truth(depth - 1, locals), number(depth - 1, locals), number(depth - 1, locals))
    case 5: return .slotAt(base: elements + 1, stride: 2, count: capacity, index: index(depth - 1, locals))
    case 6:
      let local = freshLocal()
      return .letIn(local, number(depth - 1, locals), body: number(depth - 1, locals.union([local])))
    case 7: return truth(depth - 1, locals)
    default: return atom(locals)
    }
  }

  private mutating func index(_ depth: Int, _ locals: Set<GroundLocal>) -> GroundExpression {
    let value = number(depth, locals)
    if chance(6) { return .check(value, 0...capacity - 1, site()) }
    let local = freshLocal()
    return .letIn(
      local, value,
      body: .conditional(
        .binary(.and, .binary(.lessOrEqual, .constant(0), .local(local)), .local(local) <= capacity - 1), .local(local),
        .constant(0)))
  }

  private mutating func atom(_ locals: Set<GroundLocal>) -> GroundExpression {
    if let local = locals.sorted().last, chance(2) { return .local(local) }
    return chance(4) ? .constant(random(-2...3)) : .slot(scalars[random(0...scalars.count - 1)])
  }

  private mutating func freshLocal() -> GroundLocal {
    nextLocal += 1
    return nextLocal - 1
  }

  private mutating func site() -> FaultSiteID {
    sketch.program.faultSites.append(FaultSite(kind: .assertion, span: .none))
    return sketch.program.faultSites.count - 1
  }

  // MARK: Chance

  private mutating func chance(_ oneIn: Int) -> Bool { random(1...oneIn) == 1 }

  private mutating func random(_ range: ClosedRange<Int>) -> Int { generator.number(in: range) }
}
