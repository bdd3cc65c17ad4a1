import QuiesceModel

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSearch

/// Programs made by hand, so that the search can be tested without the stages before it.
enum ToyProgram {
  /// One empty file, to which the spans of hand-made programs point.
  static var sources: SourceMap {
    var sources = SourceMap()
    _ = sources.add(SourceFile(path: "toy.quiesce", text: ""))
    return sources
  }

  /// `count` actors, each a counter from 0 to `limit` in a slot of its own that doubles as its location.
  static func counters(_ count: Int, limit: Int) -> Program {
    var program = Program(model: CheckedModel(name: "counters"))
    let span = SourceSpan(file: 0, start: 0, end: 0)
    var steps: [Step] = []
    for value in 0..<limit {
      steps.append(
        Step(
          name: "tick", source: value, target: .location(value + 1), fairness: .none, bindings: [],
          bindingCondition: nil,
          guardCondition: nil, rendezvous: nil, body: [], sources: [], links: [], documentation: "", span: span))
    }
    let locations = (0...limit).map {
      Location(name: "at\($0)", isFinal: $0 == limit, isCommitted: false, span: span)
    }
    program.model.actors = [
      Actor(name: "counter", index: nil, locations: locations, initial: 0, steps: steps, span: span)
    ]
    let width = Int.bitWidth - limit.leadingZeroBitCount
    for actor in 0..<count {
      var slot = Slot(name: "counter[\(actor)]", lower: 0, upper: limit)
      slot.width = width
      slot.shift = actor * width
      program.slots.append(slot)
      program.actors.append(
        ActorInstance(
          name: "counter[\(actor)]", actor: 0, instance: actor, locationSlot: actor, locations: locations))
      for value in 0..<limit {
        program.transitions.append(
          Transition(
            main: .init(actor: actor, step: value, source: value, targets: [value + 1], bindings: []), partner: nil,
            guardExpression: .constant(1), effect: [.assign(actor, .constant(value + 1))], leavesCommitted: false,
            in: program.actors))
      }
    }
    program.bitCount = count * width
    program.initialStates = [Array(repeating: 0, count: count)]
    return program
  }
}
