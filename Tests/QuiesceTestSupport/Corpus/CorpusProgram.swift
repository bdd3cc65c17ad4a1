package import QuiesceModel
package import QuiesceProgram
package import QuiesceSearch

/// A program that variants are compared on: checked and lowered once, searched in full once, and whatever else is found out about
/// it found out once.
package final class CorpusProgram {
  /// Its family and number, with what is asked of it where that is not everything.
  package let name: String
  /// Its family.
  package let family: ProgramFamily
  /// The number in its family, a seed where it is random.
  package let number: Int
  /// The text.
  package let text: String
  /// The checked model.
  package let model: CheckedModel
  /// The text, for spans.
  package let sources: SourceMap
  /// What is searched.
  package let program: Program
  /// Whether deadlocks are asked for.
  package let checksDeadlock: Bool

  private var facts: [ObjectIdentifier: Any] = [:]

  /// Takes a program that was lowered before.
  package init(
    _ family: ProgramFamily, _ number: Int, _ name: String, text: String, model: CheckedModel, sources: SourceMap,
    program: Program, checksDeadlock: Bool = true
  ) {
    self.family = family
    self.number = number
    self.name = name
    self.text = text
    self.model = model
    self.sources = sources
    self.program = program
    self.checksDeadlock = checksDeadlock
  }

  /// The program of a text with all its properties, and one more that is never decided, so that every search of it goes on to the
  /// end.
  package convenience init(
    _ family: ProgramFamily, _ number: Int, _ name: String, text: String
  ) throws(CheckedText.Refusal) {
    let checked = CheckedText(text)
    guard let model = checked.model?.withOpenProperty else {
      throw CheckedText.Refusal(errors: checked.errors, isOfConstants: checked.isRefusedForConstants)
    }
    let program = try CheckedText.lowered(model)
    self.init(family, number, name, text: text, model: model, sources: checked.sources, program: program)
  }

  /// The same program with one of its properties alone, another one for each number, and without deadlocks.
  package lazy var alone: CorpusProgram? = {
    let names = model.properties.map(\.name)
    let selection = [names[number % names.count], names[names.count - 1]]
    guard let program = try? CheckedText.lowered(model, selection) else { return nil }
    return CorpusProgram(
      family, number, "\(name), '\(selection[0])' alone", text: text, model: model, sources: sources, program: program,
      checksDeadlock: false)
  }()

  // MARK: What is known

  /// How the whole space is searched: breadth first, one thread, interpreted, and nothing is left out.
  package var options: SearchOptions {
    var options = SearchOptions()
    options.checksDeadlock = checksDeadlock
    options.keepsGoing = true
    options.tracesWitnesses = true
    options.reduction = .off
    options.slices = false
    options.maximumMemory = 1 << 28
    return options
  }

  /// What that search came to; nil if the space is too large.
  package lazy var full: Outcome? = {
    var options = options
    options.maximumStates = family.stateLimit
    let outcome = try? Search.run(program, sources: sources, options: options, control: RunControl())
    // Initial states are stored beyond the limit.
    guard let outcome, outcome.stop == .complete, outcome.statistics.states <= family.stateLimit else { return nil }
    return outcome
  }()

  /// All states, by the interpreter of trees.
  package lazy var states: [[Int]] = StateSpace(program, maximumStates: family.stateLimit).states

  /// Whether traces are runs of it.
  package lazy var traces = TraceAudit(program)

  /// Something else that is known of it, found out when it is asked for first.
  package func fact<Fact: CorpusFact>(_: Fact.Type) throws -> Fact {
    if let known = facts[ObjectIdentifier(Fact.self)] as? Fact { return known }
    let fact = try Fact(of: self)
    facts[ObjectIdentifier(Fact.self)] = fact
    return fact
  }
}

/// What is found out about a program once, for all variants that are compared with it.
package protocol CorpusFact {
  /// Finds it out.
  init(of program: CorpusProgram) throws
}
