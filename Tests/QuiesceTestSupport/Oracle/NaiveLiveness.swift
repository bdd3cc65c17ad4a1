import QuiesceModel
package import QuiesceProgram

/// Decides a formula over the fair runs of a model by the textbook: every set of parts of the formula that may hold at a position
/// is tried, and fair paths are fixpoints of sets. It shares no code with the engine.
///
/// A class: a product is made by closures, which would copy all of a structure for each edge.
package final class NaiveLiveness {
  private let graph: NaiveGraph
  private let formula: NaiveFormula
  private let property: Int
  /// For each state the conditions that hold, as bits.
  private let conditions: [UInt64]
  private let weak: [NaiveGraph.Assumption]
  private let strong: [NaiveGraph.Assumption]

  /// The most nodes of a product.
  private static let nodeLimit = 30_000

  /// Nil if a condition cannot be evaluated, or for too much fairness or too long a formula.
  package init?(_ graph: NaiveGraph, property: Int) {
    guard case .temporal(let formula) = graph.model.properties[property].kind else { return nil }
    self.graph = graph
    self.property = property
    let naive = NaiveFormula(formula)
    self.formula = naive
    weak = graph.assumptions.filter { !$0.isStrong }
    strong = graph.assumptions.filter(\.isStrong)
    guard strong.count <= 6, weak.count + naive.guessCount <= 60, naive.guessCount <= 8 else { return nil }
    do throws(NaiveFault) {
      var conditions: [UInt64] = []
      for state in graph.states {
        let machine = NaiveMachine(model: graph.model, state: state)
        var bits: UInt64 = 0
        for (number, condition) in naive.conditions.enumerated() where try machine.truth(of: condition) {
          bits |= 1 << UInt64(number)
        }
        conditions.append(bits)
      }
      self.conditions = conditions
    } catch {
      return nil
    }
  }

  /// How many conditions and events the formula names.
  var atomCount: Int { formula.conditions.count + formula.eventCount }

  /// What the formula comes to; nil if that takes too long.
  package func verdict() -> Verdict? {
    guard let inside = product(withChaos: false) else { return nil }
    if !inside.fairSets().isEmpty { return .violated }
    guard graph.isCut.contains(true) else { return .holds }
    guard let outside = product(withChaos: true) else { return nil }
    return outside.fairSets().isEmpty ? .holds : .noVerdict
  }

  /// The least number of steps before a run that breaks the formula repeats what it does.
  package func shortestStem() -> Int? { product(withChaos: false)?.shortestStem() }

  /// The run as one of the model; nil if it is none of it.
  func along(_ run: [NaiveState], by steps: [[NaiveGraph.Participant]], loop: Int?) -> NaiveLiveness? {
    graph.along(run, by: steps, loop: loop).flatMap { NaiveLiveness($0, property: property) }
  }

  private enum Place: Hashable {
    case moving(Int)
    case resting(Int)
    /// Behind the search bound, where anything may happen.
    case chaos
  }

  private struct Node: Hashable {
    let place: Place
    let guess: Int
  }

  /// The runs that break the formula; nil if there is too much of it.
  private func product(withChaos: Bool) -> FairGraph? {
    var result = FairGraph()
    let weakShift = UInt64(formula.guessCount)
    let allWeak = ((1 as UInt64) << UInt64(weak.count)) - 1
    result.required = formula.untils | allWeak << weakShift
    result.strongCount = strong.count
    var readings: [NaiveFormula.Letter: [Int: [NaiveFormula.Reading]]] = [:]
    func read(_ letter: NaiveFormula.Letter) -> [Int: [NaiveFormula.Reading]] {
      if let known = readings[letter] { return known }
      let all = Dictionary(grouping: formula.readings(of: letter), by: \.guess)
      readings[letter] = all
      return all
    }
    var numbers: [Node: Int] = [:]
    var nodes: [Node] = []
    func number(_ node: Node) -> Int {
      if let number = numbers[node] { return number }
      numbers[node] = nodes.count
      nodes.append(node)
      return nodes.count - 1
    }
    func letter(_ state: Int, _ edge: NaiveGraph.Edge?) -> NaiveFormula.Letter {
      let events = (edge?.seen ?? []).filter { $0.property == property }.compactMap(\.pattern)
      return .init(conditions: conditions[state], events: events.reduce(0) { $0 | 1 << UInt64($1) })
    }
    let letters =
      withChaos
      ? (0..<(1 << formula.conditions.count)).flatMap { conditions in
        (0..<(1 << formula.eventCount)).map {
          NaiveFormula.Letter(conditions: UInt64(conditions), events: UInt64($0))
        }
      } : []
    for state in graph.initial {
      for reading in read(letter(state, nil)).values.joined() where !reading.holds {
        result.initial.append(number(Node(place: .moving(state), guess: reading.next)))
      }
    }
    while result.edges.count < nodes.count {
      guard nodes.count <= Self.nodeLimit else { return nil }
      let node = nodes[result.edges.count]
      var edges: [FairGraph.Edge] = []
      func add(_ place: Place, _ letter: NaiveFormula.Letter, weak: UInt64, paid: UInt64, isRest: Bool) {
        for reading in read(letter)[node.guess] ?? [] {
          edges.append(
            .init(
              target: number(Node(place: place, guess: reading.next)), shown: reading.settled | weak << weakShift,
              paid: paid, isRest: isRest))
        }
      }
      var strongOwed: UInt64 = 0
      switch node.place {
      case .moving(let state):
        let owed = graph.owed(in: state)
        strongOwed = bits(strong, owed.contains)
        for edge in graph.edges[state] {
          add(
            .moving(edge.target), letter(edge.target, edge),
            weak: bits(weak) { !owed.contains($0) || $0.isPaid(by: edge) }, paid: bits(strong) { $0.isPaid(by: edge) },
            isRest: false)
        }
        if owed.isEmpty, graph.mayRest[state] {
          add(.resting(state), letter(state, nil), weak: allWeak, paid: 0, isRest: true)
        }
        if withChaos, graph.isCut[state] {
          for letter in letters { add(.chaos, letter, weak: allWeak, paid: ~0, isRest: false) }
        }
      case .resting(let state): add(.resting(state), letter(state, nil), weak: allWeak, paid: 0, isRest: true)
      case .chaos: for letter in letters { add(.chaos, letter, weak: allWeak, paid: ~0, isRest: false) }
      }
      result.edges.append(edges)
      result.owed.append(strongOwed)
    }
    return result
  }

  private func bits(_ assumptions: [NaiveGraph.Assumption], _ isWanted: (NaiveGraph.Assumption) -> Bool) -> UInt64 {
    assumptions.enumerated().reduce(0) { isWanted($1.element) ? $0 | 1 << UInt64($1.offset) : $0 }
  }
}
