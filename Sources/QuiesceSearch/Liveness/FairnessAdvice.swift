import QuiesceLanguage
import QuiesceProgram

/// Looks for a smallest set of fairness declarations under which a formula would hold that a fair run breaks.
struct FairnessAdvice {
  /// A declaration that the model does not have.
  private struct Candidate {
    /// As it would be written.
    let text: String
    let assumptions: [FairnessAssumption]
  }

  private let program: Program
  private let candidates: [Candidate]
  /// How many states all searches together may still visit.
  private var room: Int

  /// - Parameter room: how many states may be visited.
  init(_ program: Program, room: Int) {
    self.program = program
    self.room = room
    let model = program.model
    candidates =
      model.actors.indices.compactMap { FairnessAdvice.candidate(program, $0, step: nil, .weak) }
      + model.actors.indices.flatMap { actor in
        model.actors[actor].steps.indices.compactMap { FairnessAdvice.candidate(program, actor, step: $0, .weak) }
      }
      + model.actors.indices.flatMap { actor in
        model.actors[actor].steps.indices.compactMap { FairnessAdvice.candidate(program, actor, step: $0, .strong) }
      }
  }

  /// The declarations; nil if none were found in the room that there is. `holds` decides the formula with more fairness, and says
  /// how many states that took; nil where it does not decide it.
  mutating func search(
    _ holds: ([FairnessAssumption], _ room: Int) throws(BytecodeLimit) -> (Bool?, states: Int)
  ) throws(BytecodeLimit) -> [String]? {
    for candidate in candidates {
      if try self.holds([candidate], holds) { return [candidate.text] }
      if room <= 0 { return nil }
    }
    for (position, first) in candidates.enumerated() where first.assumptions.allSatisfy({ $0.strength == .weak }) {
      for second in candidates[(position + 1)...] where second.assumptions.allSatisfy({ $0.strength == .weak }) {
        if try self.holds([first, second], holds) { return [first.text, second.text] }
        if room <= 0 { return nil }
      }
    }
    return nil
  }

  private mutating func holds(
    _ candidates: [Candidate],
    _ holds: ([FairnessAssumption], _ room: Int) throws(BytecodeLimit) -> (Bool?, states: Int)
  ) throws(BytecodeLimit) -> Bool {
    let (verdict, states) = try holds(program.fairness + candidates.flatMap(\.assumptions), room)
    room -= states + 1
    return verdict ?? false
  }

  /// A declaration that adds something, for all instances of an actor.
  private static func candidate(
    _ program: Program, _ actor: ActorID, step: Int?, _ strength: Fairness
  ) -> Candidate? {
    let model = program.model.actors[actor]
    let declared = step.map { model.steps[$0].fairness } ?? model.fairness
    guard declared == .none || declared == .weak && strength == .strong else { return nil }
    if step == nil, declared != .none { return nil }
    let assumptions = program.actors.indices.filter { program.actors[$0].actor == actor }
      .compactMap { program.assumption(of: $0, step, strength) }
    guard !assumptions.isEmpty else { return nil }
    let prefix = strength == .strong ? "strongly fair" : "fair"
    guard let step else { return Candidate(text: "\(prefix) actor \(model.name)", assumptions: assumptions) }
    return Candidate(text: "\(prefix) step \(model.name).\(model.steps[step].name)", assumptions: assumptions)
  }
}
