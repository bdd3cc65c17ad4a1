package import QuiesceProgram
import QuiesceSystem

/// What the whole space of a program holds, as the plain search counts and finds it: without slices, reduction and traces.
package struct Census: Sendable {
  /// The kinds of what was found, each once.
  package private(set) var findings: [Finding.Kind] = []
  /// How many states there are; nil where a budget ran out before all were visited.
  package private(set) var states: Int?
  /// How many transitions were fired, those that fault included; nil with `states`.
  package private(set) var transitions: Int?
  /// For each formula, by position, whether a run breaks it if nothing is fair; those that were not decided are left out.
  package private(set) var formulas: [Int: Bool] = [:]

  /// Explores a program, breadth first and to the end: a finding does not end the search, and faults are looked for everywhere.
  ///
  /// - Parameter formulas: the formulas to decide, by position.
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  package init(
    of program: Program, formulas: [Int], _ options: SearchOptions, _ control: RunControl
  ) throws(BytecodeLimit) {
    var options = options
    options.order = .breadth
    options.reduction = .off
    options.keepsGoing = true
    options.checksDeadlock = true
    let outline = ProgramOutline(program)
    let runnable = RunnableProgram<Machine>(engine: try BytecodeEngine(program, outline), outline: outline)
    let watch = PropertyWatch(program, checksDeadlock: true, looksForFaults: true)
    let bytes = MemoryBudget(options.maximumMemory).bytes
    guard let table = StateTable(wordCount: program.wordCount, maximumBytes: bytes) else { return }
    let clock = RunClock(control, seconds: options.maximumSeconds)
    var explorer = Explorer(runnable, table: table, watch: watch, options: options, clock: clock)
    options.checksStuck = false
    if let questions = EndQuestions(DerivedProgram(program), options) { explorer.ends = Ends(questions) }
    explorer.run()
    explorer.judgeEnds()
    findings = explorer.watch.findings.map(\.kind)
    guard explorer.stop == nil else { return }
    states = explorer.statistics.states
    transitions = explorer.statistics.transitions
    for position in formulas {
      guard let property = program.properties[position].temporal else { continue }
      var search = LivenessSearch(
        program, property, fairness: [], maximumStates: nil, maximumBytes: bytes, waitingLimit: nil, clock: clock)
      self.formulas[position] = try search.isBroken()
    }
  }
}
