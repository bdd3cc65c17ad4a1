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
    // Random walks store nothing that could be found again.
    let symmetry = options.symmetry && options.order != .random ? ProgramSymmetry(program) : nil
    let builder = OutcomeBuilder(program: program, sources: sources, options: options, symmetry: symmetry?.use)
    guard let table = StateTable(wordCount: program.wordCount, maximumBytes: bytes) else {
      return builder.outOfMemory()
    }
    let reducer = dependencies.map { Reducer($0, slots: program.slots, watch, options) }
    guard let symmetry, !symmetry.use.types.isEmpty else {
      var explorer = Explorer(
        model: machine, table: table, watch: watch, reducer: reducer, options: options, control: control)
      explorer.run()
      return builder.outcome(of: &explorer)
    }
    let canonicalizer = Canonicalizer(program, symmetry.places, defect: options.symmetryDefect)
    var explorer = Explorer(
      model: SymmetricStepper(machine, canonicalizer), table: table, watch: watch, reducer: reducer, options: options,
      control: control)
    explorer.run()
    return builder.outcome(of: &explorer)
  }
}
