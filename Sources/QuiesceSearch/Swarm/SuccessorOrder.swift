import QuiesceProgram

/// In which order a search of a swarm takes the successors of a state.
struct SuccessorOrder: ~Copyable {
  private let actors: [Int]
  /// The positions of successors, in that order.
  private let places: OwnedBuffer<Int>
  /// For each transition, when it is taken; equal where that is drawn anew in each state.
  private let ranks: OwnedBuffer<UInt32>
  private var isAnew = true
  private var generator = SplitMix64(state: 0)

  /// - Parameters:
  ///   - capacity: the most successors of a state, and the most initial states.
  ///   - actors: the acting instance of each transition.
  init(capacity: Int, _ actors: [Int]) {
    self.actors = actors
    places = OwnedBuffer(repeating: 0, count: capacity)
    ranks = OwnedBuffer(repeating: 0, count: actors.count)
  }

  /// Begins a search.
  mutating func begin(_ setting: SwarmSetting) {
    generator = setting.generator
    isAnew = setting.order == .anew
    switch setting.order {
    case .anew: break
    case .byTransition:
      for transition in 0..<ranks.count {
        let rank = draw()
        ranks[transition] = rank
      }
    case .byActor:
      var ofActors: [UInt32] = []
      for _ in 0...(actors.max() ?? 0) {
        let rank = draw()
        ofActors.append(rank)
      }
      for transition in 0..<ranks.count { ranks[transition] = ofActors[actors[transition]] }
    }
  }

  private mutating func draw() -> UInt32 { UInt32.random(in: 0 ... .max, using: &generator) }

  /// The position at a place of the order.
  @inline(__always)
  subscript(_ place: Int) -> Int { places[place] }

  /// Draws an order of so many.
  mutating func draw(_ count: Int) {
    for place in 0..<count {
      let other = Int.random(in: 0...place, using: &generator)
      places[place] = place
      places.exchange(place, other)
    }
  }

  /// Orders successors by their transitions.
  mutating func arrange(_ count: Int, by transitions: borrowing OwnedBuffer<Int32>) {
    if isAnew { return draw(count) }
    // Most states have few successors.
    for position in 0..<count {
      let rank = ranks[Int(transitions[position])]
      var place = position
      while place > 0, ranks[Int(transitions[places[place - 1]])] > rank {
        places[place] = places[place - 1]
        place -= 1
      }
      places[place] = position
    }
  }
}
