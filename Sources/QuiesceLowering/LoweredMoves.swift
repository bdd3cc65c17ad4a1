import QuiesceModel
import QuiesceProgram

/// What the ground programs of a model have in common, whichever of its properties are selected: the state, and the transitions that
/// emit nothing which a property waits for.
///
/// `quiesce check` asks for 1.6 programs of each model under each setting, for some properties after others. All but the first are
/// made from this; without it, checking `Models/` takes 6 % longer. It lasts as long as the runs of the setting.
package struct LoweredMoves: Sendable {
  /// A transition with the sides that it was made of.
  struct Move: Sendable {
    var main: StepInstance
    var partner: StepInstance?
    var transition: Transition
    /// What it took of `ModelLowering.workLimit`.
    var work = 0

    /// Whether it emits one of these events.
    func emits(_ events: Set<EventID>) -> Bool {
      var result = false
      for statement in transition.effect {
        statement.visit { (part: GroundStatement) in
          if case .emit(let event, _) = part, events.contains(event) { result = true }
        }
      }
      return result
    }
  }

  let layout: StateLayout
  let actors: [ActorInstance]
  let initialStates: [[Int]]
  /// Sorted by the actor that moves or sends, then by the location that it leaves.
  private let moves: [Move]
  /// What was noted up to the last of them.
  let notes: ModelLowering.Notes
  /// The events that properties waited for when these were made.
  private let awaited: Set<EventID>

  /// Makes all of it.
  init(by lowering: inout ModelLowering) throws(LoweringFailure) {
    layout = lowering.layout
    awaited = lowering.awaitedEvents
    actors = try lowering.actors()
    initialStates = try lowering.initialStates()
    let moves = try lowering.moves()
    let order = moves.map { (actor: $0.main.actor, source: $0.transition.main.source) }
    self.moves = order.indices.sorted {
      (order[$0].actor, order[$0].source, $0) < (order[$1].actor, order[$1].source, $1)
    }.map { moves[$0] }
    notes = lowering.notes
  }

  /// The transitions for the properties that these were made for.
  var transitions: [Transition] { moves.map(\.transition) }

  /// The transitions for the properties of another lowering.
  func transitions(for lowering: inout ModelLowering) throws(LoweringFailure) -> [Transition] {
    let events = awaited.union(lowering.awaitedEvents)
    let isStale = moves.map { $0.emits(events) }
    lowering.giveBack(zip(moves, isStale).reduce(0) { $1.1 ? $0 + $1.0.work : $0 })
    var result: [Transition] = []
    for (move, isStale) in zip(moves, isStale) {
      let transition = isStale ? try lowering.transitionAnew(move) : move.transition
      if let transition { result.append(transition) }
    }
    return result
  }
}
