import QuiesceProgram

/// Decides a formula over the fair runs of a program: whether one of them satisfies its negation.
struct LivenessSearch {
  /// What it came to.
  enum Result {
    /// No fair run breaks it.
    case holds(isVacuous: Bool)
    /// This run does.
    case violated(Lasso)
    /// Something on the way cannot be evaluated: a transition, or, with `ofFormula`, a condition of the formula behind it.
    case fault(FaultSiteID, path: Lasso, ofFormula: Bool)
    /// A budget ran out, or the search bound cuts off what follows.
    case undecided(UndecidedReason)
  }

  /// Why a formula was not decided.
  enum UndecidedReason {
    case stopped(StopReason)
    /// Runs leave the search bound.
    case bound
    /// It needs more than the search can follow.
    case tooLarge(String)
  }

  /// A run that never ends: transitions, of which those from `start` on are repeated; none means that it rests.
  struct Lasso {
    let initial: [UInt64]
    var transitions: [Int]
    var start: Int
    /// Whether no other search is known to give a shorter way to the cycle.
    var isShortest: Bool
  }

  let program: Program
  let property: TemporalProperty
  let fairness: [FairnessAssumption]
  let maximumStates: Int?
  let maximumBytes: Int
  let compression: StateCompression
  let waitingLimit: Int?
  let clock: RunClock

  /// The figures of the search.
  private(set) var states = 0
  private(set) var steps = 0
  private(set) var peakBytes = 0

  init(
    _ program: Program, _ property: TemporalProperty, fairness: [FairnessAssumption], maximumStates: Int?,
    maximumBytes: Int, compression: StateCompression = .none, waitingLimit: Int?, clock: RunClock
  ) {
    self.program = program
    self.property = property
    self.fairness = fairness
    self.maximumStates = maximumStates
    self.maximumBytes = maximumBytes
    self.compression = compression
    self.waitingLimit = waitingLimit
    self.clock = clock
  }

  /// Searches, and shows a run that breaks the formula if there is one.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  mutating func run() throws(BytecodeLimit) -> Result {
    switch try explore(toNearest: true) {
    case .settled(let result): return result
    case .searched(var search): return result(of: &search)
    }
  }

  /// Whether a fair run breaks the formula; nil if that was not decided.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  mutating func isBroken() throws(BytecodeLimit) -> Bool? {
    switch try explore(toNearest: false) {
    case .settled(.holds): return false
    case .settled: return nil
    case .searched(let search):
      if search.hasFound { return true }
      return search.stop == nil && !search.isCut ? false : nil
    }
  }

  /// What a search came to: a result without one, or what has been searched.
  private enum Exploration: ~Copyable {
    case settled(Result)
    case searched(ComponentSearch)
  }

  private mutating func explore(toNearest: Bool) throws(BytecodeLimit) -> Exploration {
    let automaton: Automaton
    do throws(AutomatonLimit) {
      automaton = try Automaton(property.formula.negated)
    } catch {
      return .settled(.undecided(.tooLarge(error.description)))
    }
    if automaton.edges.allSatisfy(\.isEmpty) {
      // No run of any program breaks it; where a constant made its left side false, that is why.
      let isVacuous = property.formula.leftSide.map { $0.atoms.isEmpty && !$0.isTrue(of: 0) }
      return .settled(.holds(isVacuous: isVacuous ?? false))
    }
    guard let marks = RunMarks(program, fairness: fairness, automatonMarks: automaton.markCount) else {
      return .settled(
        .undecided(
          .tooLarge(
            "\(fairness.count) fair actors and steps and \(automaton.markCount) goals of the formula, of at most "
              + "\(RunMarks.limit) together")))
    }
    let made = try Product(
      program, property, automaton, marks, maximumBytes: maximumBytes, compression: compression)
    guard let product = made else { return .settled(.undecided(.stopped(.memoryBudget))) }
    var search = ComponentSearch(product, maximumStates: maximumStates, waitingLimit: waitingLimit, clock: clock)
    search.run(toNearest: toNearest)
    states = search.product.table.count
    steps = search.stepCount
    peakBytes = max(search.peakBytes, search.product.table.byteCount)
    return .searched(search)
  }

  private func result(of search: inout ComponentSearch) -> Result {
    if search.hasFound {
      var finder = LassoFinder(cyclic: search.cyclic, resting: search.resting)
      var lasso = finder.find(in: &search.product)
      lasso.isShortest = search.stop == nil
      return .violated(lasso)
    }
    if let fault = search.product.fault {
      var finder = LassoFinder(cyclic: NodeSet(), resting: NodeSet())
      let path = finder.path(to: fault, in: &search.product)
      return .fault(fault.site, path: path, ofFormula: fault.isOfFormula)
    }
    if let stop = search.stop { return .undecided(.stopped(stop)) }
    if search.isCut { return .undecided(.bound) }
    return .holds(isVacuous: search.product.trigger.isUnseen)
  }
}
