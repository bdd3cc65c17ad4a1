import QuiesceModel
import QuiesceProgram

/// Looks for a smallest set of fairness declarations under which a formula would hold that a fair run breaks.
struct FairnessAdvice {
  /// A declaration that the model does not have.
  private struct Candidate {
    /// As it would be written.
    let text: String
    let assumptions: [FairnessAssumption]
  }

  /// What a search came to with more fairness.
  enum Answer {
    /// The formula holds.
    case holds
    /// This run breaks it still.
    case broken(LivenessSearch.Lasso)
    /// It is not known.
    case open
  }

  private let derived: DerivedProgram
  private let candidates: [Candidate]

  /// The most declarations that are looked for together.
  private static let sizeLimit = 2
  /// The most searches.
  private static let searchLimit = 40

  init(_ derived: DerivedProgram) {
    self.derived = derived
    let program = derived.program
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

  /// The declarations; nil if none were found.
  ///
  /// Each run that breaks the formula has to be unfair to one of them at least, so only these are tried, and with each of them
  /// again those to which the next run is unfair (Reiter, "A theory of diagnosis from first principles", 1987).
  func search(
    against lasso: LivenessSearch.Lasso, _ ask: ([FairnessAssumption]) throws(BytecodeLimit) -> Answer
  ) throws(BytecodeLimit) -> [String]? {
    var rest = FairnessAdvice.searchLimit
    var open: [(chosen: [Candidate], lasso: LivenessSearch.Lasso)] = [([], lasso)]
    for size in 1...FairnessAdvice.sizeLimit {
      var next: [(chosen: [Candidate], lasso: LivenessSearch.Lasso)] = []
      for (chosen, lasso) in open {
        for candidate in excluding(lasso) {
          rest -= 1
          guard rest >= 0 else { return nil }
          let all = chosen + [candidate]
          switch try ask(derived.program.fairness + all.flatMap(\.assumptions)) {
          case .holds: return all.map(\.text)
          case .broken(let other): if size < FairnessAdvice.sizeLimit { next.append((all, other)) }
          case .open: break
          }
        }
      }
      open = next
    }
    return nil
  }

  /// The declarations to which a run is unfair.
  private func excluding(_ lasso: LivenessSearch.Lasso) -> [Candidate] {
    let cycle = CycleFairness(derived.replay(lasso), start: lasso.start)
    return candidates.filter { candidate in candidate.assumptions.contains { !cycle.isFair(to: $0) } }
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
