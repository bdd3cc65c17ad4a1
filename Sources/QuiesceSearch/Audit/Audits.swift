import QuiesceModel
package import QuiesceProgram

/// Asks of each reduction that a search of a program may use whether it keeps to its definition, whichever of them the search
/// itself uses (`quiesce check --audit`).
package struct Audits {
  /// How many states a space has at most that is audited.
  package static let stateLimit = 10_000
  /// How many events are looked at, at most, for what one search has left out.
  static let workLimit = 1 << 27

  private let program: Program
  private let options: SearchOptions
  private let clock: RunClock

  /// What the audits of a program come to.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  package static func results(
    of program: Program, options: SearchOptions, clock: RunClock
  ) throws(BytecodeLimit) -> [AuditResult] {
    let audits = Audits(program: program.withoutFormulaFlags, options: options, clock: clock)
    let types = ProgramSymmetry(audits.program).use.types
    guard let slice = audits.slice(keeping: []), let symmetric = types.isEmpty ? slice : audits.slice(keeping: types)
    else { return [AuditResult(.slicing, omission: "the time ran out")] }
    return [audits.slicing(slice), try audits.stubbornSets(slice.program), audits.symmetry(symmetric.program)]
  }

  private var checksRest: Bool { options.checksDeadlock || options.checksStuck }

  private func slice(keeping types: [SymmetricType]) -> ProgramSlice? {
    do throws(Interruption) {
      return try ProgramSlice(program, checksDeadlock: checksRest, symmetric: types, clock: clock)
    } catch {
      return nil
    }
  }

  private func slicing(_ slice: ProgramSlice) -> AuditResult {
    let space = space(of: program)
    if let omission = omission(of: space) { return AuditResult(.slicing, omission: omission) }
    let flaw = SliceAudit(slice, checksRest: checksRest).complaint(in: space.states)
    return AuditResult(.slicing, states: space.states.count, flaw: flaw)
  }

  private func stubbornSets(_ program: Program) throws(BytecodeLimit) -> AuditResult {
    let count = program.transitions.count
    if count > Reducer.transitionLimit {
      return AuditResult(.stubbornSets, omission: "\(count) transitions, of at most \(Reducer.transitionLimit)")
    }
    let space = space(of: program)
    if let omission = omission(of: space) { return AuditResult(.stubbornSets, omission: omission) }
    let dependencies: Dependencies
    do throws(Interruption) {
      dependencies = try Dependencies(program, clock: clock)
    } catch {
      return AuditResult(.stubbornSets, omission: "the time ran out")
    }
    let order = options.order.canProve ? options.order : .breadth
    guard var explorer = try ReductionAudit.explorer(of: program, dependencies, order: order, clock: clock) else {
      return AuditResult(.stubbornSets, omission: "there is no memory for a search")
    }
    explorer.run()
    if explorer.stop != nil { return AuditResult(.stubbornSets, omission: "the search had to end") }
    var audit = ReductionAudit(space, of: program)
    let flaw = audit.complaint(about: &explorer)
    let omission = audit.omitted == 0 ? nil : "\(audit.omitted) more would take too long"
    return AuditResult(.stubbornSets, states: audit.audited.count, omission: omission, flaw: flaw)
  }

  private func symmetry(_ program: Program) -> AuditResult {
    let symmetry = ProgramSymmetry(program)
    let types = symmetry.use.types
    if types.isEmpty { return AuditResult(.symmetry, omission: "no symmetric type may be permuted") }
    let space = space(of: program)
    if let omission = omission(of: space) { return AuditResult(.symmetry, omission: omission) }
    let audit = SymmetryAudit(program, of: types)
    let difference = audit.difference(in: space.states).map { "\($0) differ" }
    return AuditResult(
      .symmetry, states: space.states.count, flaw: difference ?? audit.complaint(symmetry.places, in: space.states))
  }

  private func space(of program: Program) -> StateSpace {
    StateSpace(program, maximumStates: Audits.stateLimit, clock: clock)
  }

  /// Why a space is not audited; nil where it is known as a whole.
  private func omission(of space: StateSpace) -> String? {
    if space.cut.isEmpty { return nil }
    return space.states.count < Audits.stateLimit ? "the time ran out" : "more than \(Audits.stateLimit) states"
  }
}
