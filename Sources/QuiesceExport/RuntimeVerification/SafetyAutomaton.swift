import QuiesceProgram

/// The deterministic automaton of a formula that only forbids: the sets of states in which the automaton of the formula may be.
///
/// Kupferman and Vardi, "Model checking of safety properties", 1999: a formula is a safety property if it holds for each run of
/// which every beginning can go on to one that satisfies it. That is the run on which the subset construction never gets stuck.
struct SafetyAutomaton {
  /// The most sets.
  static let limit = 1000

  private let names: [String]
  /// The letter of each event, and behind them that of a step without any.
  private let letters: [UInt64]
  private var sets: [Set<Int>] = []
  private var edges: [[Int?]] = []

  /// - Parameter events: the flags that each event raises.
  init(_ property: TemporalProperty, events: [(event: String, flags: Set<Int>)]) throws(RVExportError) {
    names = events.map(\.event)
    letters =
      events.map { _, flags in
        property.atoms.enumerated().reduce(0) { letter, atom in
          if case .flag(let flag) = atom.element, flags.contains(flag) {
            letter | 1 << UInt64(atom.offset)
          } else {
            letter
          }
        }
      } + [0]
    let (formula, negation): (Automaton, Automaton)
    do throws(AutomatonLimit) {
      (formula, negation) = (try Automaton(property.formula), try Automaton(property.formula.negated))
    } catch {
      throw .formula(error.description)
    }
    try determinize(formula)
    guard isSafe(negation) else { throw .liveness }
    merge()
    // What comes before the first event is the initial state of the run, a letter without events.
    guard edges.indices.allSatisfy({ edges[$0][names.count] == $0 }) else { throw .countsSilence }
  }

  /// The automaton.
  var automaton: EventAutomaton {
    get throws(RVExportError) {
      try EventAutomaton(
        events: names, states: edges.indices.map { "s\($0)" }, edges: edges.map { Array($0.dropLast()) })
    }
  }

  // MARK: sets of states

  private mutating func determinize(_ automaton: Automaton) throws(RVExportError) {
    let living = automaton.living(letters)
    var positions: [Set<Int>: Int] = [:]
    let step = { (set: Set<Int>, letter: UInt64) -> Set<Int> in
      Set(set.flatMap { state in automaton.edges[state].filter { $0.allows(letter) }.map(\.target) })
        .intersection(living)
    }
    func position(of set: Set<Int>) throws(RVExportError) -> Int? {
      if set.isEmpty { return nil }
      if let known = positions[set] { return known }
      guard sets.count < SafetyAutomaton.limit else { throw .tooLarge(limit: SafetyAutomaton.limit) }
      positions[set] = sets.count
      sets.append(set)
      return sets.count - 1
    }
    let start = step(Set([automaton.initial]), 0)
    guard try position(of: start) != nil else { throw .noEvents }
    while edges.count < sets.count {
      let set = sets[edges.count]
      var row: [Int?] = []
      for letter in letters { row.append(try position(of: step(set, letter))) }
      edges.append(row)
    }
  }

  /// Whether no run that never gets stuck breaks the formula: none that the automaton of the negation accepts.
  private func isSafe(_ negation: Automaton) -> Bool {
    let width = negation.edges.count
    var successors: [[Int]] = []
    var marks: [[UInt64]] = []
    for state in edges.indices {
      for other in 0..<width {
        let moves = letters.enumerated().flatMap { number, letter -> [(Int, UInt64)] in
          guard let target = edges[state][number] else { return [] }
          return negation.edges[other].filter { $0.allows(letter) }.map { (target * width + $0.target, $0.marks) }
        }
        successors.append(moves.map(\.0))
        marks.append(moves.map(\.1))
      }
    }
    let starts = negation.edges[negation.initial].filter { $0.allows(0) }.map(\.target)
    return Automaton.acceptingComponents(successors, marks, from: starts, count: negation.markCount).isEmpty
  }

  // MARK: the smallest one

  /// Takes together what no continuation tells apart (Moore, "Gedanken-experiments on sequential machines", 1956), in the order in
  /// which the states are found from the first.
  private mutating func merge() {
    var block = edges.map { _ in 0 }
    while true {
      let signatures = edges.indices.map { state in [block[state]] + edges[state].map { $0.map { block[$0] + 1 } ?? 0 }
      }
      var numbers: [[Int]: Int] = [:]
      let finer = signatures.map { signature -> Int in
        if let known = numbers[signature] { return known }
        numbers[signature] = numbers.count
        return numbers.count - 1
      }
      if finer == block { break }
      block = finer
    }
    let representatives = (0...(block.max() ?? 0)).compactMap { block.firstIndex(of: $0) }
    edges = representatives.map { edges[$0].map { $0.map { block[$0] } } }
  }
}

extension Automaton {
  /// The states from which some run of these letters is accepted.
  fileprivate func living(_ letters: [UInt64]) -> Set<Int> {
    let moves = edges.map { $0.filter { edge in letters.contains { edge.allows($0) } } }
    let accepting = Automaton.acceptingComponents(
      moves.map { $0.map(\.target) }, moves.map { $0.map(\.marks) }, from: Array(edges.indices), count: markCount)
    var living = accepting
    var grows = true
    while grows {
      let more = moves.indices.filter { !living.contains($0) && moves[$0].contains { living.contains($0.target) } }
      living.formUnion(more)
      grows = !more.isEmpty
    }
    return living
  }

  /// The nodes of the components that some nodes reach and in which a cycle passes all marks.
  fileprivate static func acceptingComponents(
    _ successors: [[Int]], _ marks: [[UInt64]], from starts: [Int], count: Int
  ) -> Set<Int> {
    let components = StrongComponents(successors, from: starts)
    var seen = Array(repeating: UInt64(0), count: components.count)
    var hasEdge = Array(repeating: false, count: components.count)
    for node in successors.indices {
      guard let component = components.component[node] else { continue }
      for (target, mark) in zip(successors[node], marks[node]) where components.component[target] == component {
        seen[component] |= mark
        hasEdge[component] = true
      }
    }
    let all: UInt64 = count == 64 ? .max : (1 << UInt64(count)) - 1
    return Set(
      successors.indices.filter { node in
        guard let component = components.component[node] else { return false }
        return hasEdge[component] && seen[component] == all
      })
  }
}
