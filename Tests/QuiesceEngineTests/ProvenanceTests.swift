import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// Which slots decide anything, and which are only moved about.
@Suite struct ProvenanceTests {
  /// Effects over the slots 0 to 4.
  private static let effects: [[GroundStatement]] = [
    [.assign(0, .slot(1))],
    [.assign(1, .binary(.add, .slot(0), .constant(1)))],
    [.conditional(.slot(2), then: [.assign(0, .slot(3))], otherwise: [.assign(3, .slot(0)), .assign(1, .slot(4))])],
    [.assignAt(base: 0, stride: 1, count: 3, index: .slot(4), .slot(3))],
    [.shiftDown(first: 1, width: 1, capacity: 3)],
    [.setLocal(0, .slot(2)), .assign(2, .slot(3)), .assign(3, .local(0))],
    [.assign(4, .slotAt(base: 0, stride: 2, count: 2, index: .slot(1)))],
  ]

  @Test func onlyWhatIsLookedAtDecides() {
    var provenance = Provenance()
    provenance.run([.assign(0, .slot(1)), .assign(2, .slot(0))])
    #expect(provenance.control.isEmpty, "values were moved about")
    provenance.run([.assign(3, .binary(.add, .slot(2), .constant(1)))])
    #expect(provenance.control.members == [1], "what was reckoned with came from there")
  }

  /// What parts come to that were followed by themselves, one after the other, is what following all of their statements comes to.
  @Test func partsComeToWhatTheirStatementsDo() {
    for first in Self.effects {
      for second in Self.effects {
        for third in Self.effects {
          var whole = Provenance()
          var parts = Provenance()
          for effect in [first, second, third] {
            whole.run(effect)
            var part = Provenance()
            part.run(effect)
            parts.run(part)
          }
          #expect(parts.control.members == whole.control.members, "\([first, second, third])")
          for slot in 0...4 {
            var (one, other) = (whole, parts)
            one.decide(.slot(slot))
            other.decide(SlotSet(slot))
            #expect(other.control.members == one.control.members, "\([first, second, third]) in \(slot)")
          }
        }
      }
    }
  }
}
