/// What a worker finds of where states of a level lead, each of which it expands alone: links to states behind the level, which none
/// leads back from, are there at once; others wait until no worker is at it.
struct LevelLinks: ~Copyable {
  /// A state that leads to none behind the level, as far as this worker has seen, and one that it leads to.
  struct Near {
    let state: UInt32
    let successor: UInt32
  }

  /// The states that wait.
  private(set) var near = GrowingBuffer<Near>()
  private var places: Links.Places?
  private var source = -1
  private var latest = -1

  /// Begins a level; without places for links nothing is taken note of.
  mutating func begin(_ places: Links.Places?) { self.places = places }

  /// Takes note of a transition between stored states; those from one state come in a row.
  @inline(__always)
  mutating func note(_ stored: Int, from source: Int) {
    if source != self.source {
      finish()
      self.source = source
    }
    if stored != source { latest = max(latest, stored) }
  }

  /// Takes note that the transitions noted last were all from their state.
  @inline(__always)
  mutating func finish() {
    if latest >= 0, let places, !places.link(source, to: latest) {
      near.append(Near(state: UInt32(truncatingIfNeeded: source), successor: UInt32(truncatingIfNeeded: latest)))
    }
    (source, latest) = (-1, -1)
  }

  /// Forgets what waits, which may have been much.
  mutating func removeNear() { near = GrowingBuffer() }
}

extension Links {
  /// Where the links of a level's states are written by several workers, each of states of its own.
  struct Places: @unchecked Sendable {
    private let links: UnsafeMutablePointer<UInt32>
    /// The end of the level.
    private let end: Int

    fileprivate init(_ links: UnsafeMutablePointer<UInt32>, end: Int) {
      self.links = links
      self.end = end
    }

    /// Links a state of the level to another one if that lies behind the level; false where it does not.
    @inline(__always)
    func link(_ state: Int, to successor: Int) -> Bool {
      if successor < end { return false }
      links[state] = UInt32(truncatingIfNeeded: successor)
      return true
    }
  }

  /// The places of the links of a level's states, none of which has a link yet; the table has fewer than 2^31 states.
  mutating func places(of level: Range<Int>) -> Places {
    makeRoom(for: level.upperBound - 1)
    return Places(parents.base, end: level.upperBound)
  }

  /// Makes the links that a worker has left, as far as they lead in no circle. No worker is at the level.
  mutating func add(_ near: borrowing GrowingBuffer<LevelLinks.Near>) {
    for position in 0..<near.count {
      let (state, successor) = (Int(near[position].state), Int(near[position].successor))
      if !isLinked(state) { link(state, to: successor) }
    }
  }

  /// Has links from states of a level lead to where states have been moved that lay from a position on.
  mutating func follow(_ moved: [Int], from first: Int, in level: Range<Int>) {
    for state in level where Int(parents[state]) >= first {
      parents[state] = UInt32(truncatingIfNeeded: moved[Int(parents[state]) - first])
    }
  }
}
