public import QuiesceLanguage

/// Decides the properties of a ground program.
public enum Search {
  /// Explores a program and says what its properties came to, with traces whose explanations quote the sources.
  ///
  /// - Throws: `BytecodeLimit` if the program does not fit the machine.
  public static func run(
    _ program: Program, sources: SourceMap, options: SearchOptions, control: RunControl
  ) throws(BytecodeLimit) -> Outcome {
    let watch = PropertyWatch(
      program.properties, checksDeadlock: options.checksDeadlock, looksForFaults: !program.faultSites.isEmpty)
    let dependencies = Reducer.isWanted(program, options) ? Dependencies(program, defect: options.defect) : nil
    let machine = try Machine(program, conditions: dependencies?.conditions ?? [])
    let bytes = options.maximumMemory ?? MemoryBudget.standard
    guard let table = StateTable(wordCount: program.wordCount, maximumBytes: bytes) else {
      return OutcomeBuilder(program: program, sources: sources, options: options).outOfMemory()
    }
    var explorer = Explorer(
      model: machine, table: table, watch: watch,
      reducer: dependencies.map { Reducer($0, slots: program.slots, watch, options) },
      options: options, control: control)
    explorer.run()
    return OutcomeBuilder(program: program, sources: sources, options: options).outcome(of: &explorer)
  }
}
