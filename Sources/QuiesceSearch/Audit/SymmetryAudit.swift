import QuiesceModel
import QuiesceProgram

/// Asks of single states what the theorem of symmetry asks of all: that renamed states do the renamed thing, and that the
/// canonical state is one of the orbit and the same for all of it.
///
/// The renamed states are made by taking values apart, which shares nothing with the engine's permutations.
struct SymmetryAudit {
  /// What happens in a state by one step: the step, what it flags, and where it leads; nil for a fault.
  private struct Event: Hashable {
    let actor: Int
    let step: Int
    let flags: UInt64
    let target: [Int]?
  }

  /// What is seen of a state.
  private struct Sight {
    let events: Set<Event>
    /// The value of each condition; nil where it cannot be evaluated.
    let values: [Bool?]
  }

  private let program: Program
  private let types: [SymmetricType]
  private let orbits: Orbits
  private let interpreter: GroundInterpreter

  init(_ program: Program, of types: [SymmetricType]) {
    self.program = program
    self.types = types
    orbits = Orbits(program, of: [])
    interpreter = GroundInterpreter(program)
  }

  /// The pairs of neighbours, which generate all permutations.
  private var swaps: [[SymmetricType: [Int]]] {
    types.flatMap { type in
      (1..<type.size).map { second in
        var order = Array(0..<type.size)
        order.swapAt(second - 1, second)
        return [type: order]
      }
    }
  }

  /// What tells renamed states apart, if anything does in these states.
  func difference(in states: some Sequence<[Int]>) -> String? {
    // Renamed states are states too, and several steps lead to one: each is looked at and renamed once.
    var sights: [[Int]: Sight] = [:]
    let swaps = swaps
    var images: [[[Int]: [Int]]] = Array(repeating: [:], count: swaps.count)
    for state in states {
      for (number, swap) in swaps.enumerated() {
        let other = image(of: state, swap, &images[number])
        let (here, there) = (sight(of: state, &sights), sight(of: other, &sights))
        let renamed = here.events.map { event in
          Event(
            actor: event.actor, step: event.step, flags: event.flags,
            target: event.target.map { image(of: $0, swap, &images[number]) })
        }
        if Set(renamed) != there.events { return "the steps of \(state) and \(other)" }
        if here.values != there.values { return "the properties of \(state) and \(other)" }
      }
    }
    return nil
  }

  private func image(
    of state: [Int], _ swap: [SymmetricType: [Int]], _ known: inout [[Int]: [Int]]
  ) -> [Int] {
    if let image = known[state] { return image }
    let image = orbits.permuted(state, swap)
    known[state] = image
    return image
  }

  private func sight(of state: [Int], _ known: inout [[Int]: Sight]) -> Sight {
    if let sight = known[state] { return sight }
    let sight = Sight(events: events(in: state), values: values(in: state))
    known[state] = sight
    return sight
  }

  /// What is wrong with the canonical states of these states, if anything is; where not all orders are compared they may differ.
  func complaint(_ places: SymmetricPlaces, in states: some Sequence<[Int]>) -> String? {
    var canonicalizer = Canonicalizer(ValuePermutations(program, places))
    for state in states {
      let canonical = canonical(state, &canonicalizer)
      if orbits.permuted(state, permutation(canonicalizer.formerNames, places)) != canonical {
        return "\(canonical) is not \(state) with other names"
      }
      for swap in swaps {
        let other = orbits.permuted(state, swap)
        let isEqual = self.canonical(other, &canonicalizer) == canonical
        if !isEqual, !canonicalizer.wasCutShort { return "\(state) and \(other) are not made equal" }
      }
    }
    return nil
  }

  private func canonical(_ state: [Int], _ canonicalizer: inout Canonicalizer) -> [Int] {
    var words = program.pack(state)
    words.withWritableState { canonicalizer.canonicalize($0) }
    return program.unpack(words)
  }

  /// How each value is called, from what each one was called before.
  private func permutation(_ former: [Int], _ places: SymmetricPlaces) -> [SymmetricType: [Int]] {
    var result: [SymmetricType: [Int]] = [:]
    for (type, start) in zip(places.types, ValueTable(places).starts) {
      var names = Array(0..<type.size)
      for name in 0..<type.size { names[former[start + name] - start] = name }
      result[type] = names
    }
    return result
  }

  private func events(in state: [Int]) -> Set<Event> {
    Set(
      interpreter.occurrences(in: state).map { position, occurrence in
        let main = program.transitions[position].main
        return Event(
          actor: program.actors[main.actor].actor, step: main.step, flags: occurrence.flags, target: occurrence.target)
      })
  }

  private func values(in state: [Int]) -> [Bool?] {
    program.properties.map { property in
      property.condition.flatMap { interpreter.reading(of: $0, in: state).value }
    }
  }
}
