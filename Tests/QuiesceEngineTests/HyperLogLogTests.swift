import QuiesceReport
import Testing

@testable import QuiesceProgram
@testable import QuiesceSearch

/// Different hashes are counted without being kept.
@Suite struct HyperLogLogTests {
  /// Has seen the hashes of some numbers.
  private func seen(_ numbers: Range<Int>) -> HyperLogLog {
    var sketch = HyperLogLog()
    for number in numbers {
      var generator = SplitMix64(state: UInt64(number))
      sketch.insert(generator.next())
    }
    return sketch
  }

  /// The standard error is 0.8 percent: four times that is not exceeded in one of ten thousand, and these are always the same.
  @Test(arguments: [1, 10, 1_000, 20_000, 50_000, 100_000, 1_000_000]) func differentOnesAreCounted(count: Int) {
    let estimate = seen(0..<count).estimate
    #expect(abs(estimate - count) <= max(0, count * 32 / 1000))
  }

  @Test func nothingIsNothing() { #expect(HyperLogLog().estimate == 0) }

  @Test func whatWasSeenTwiceCountsOnce() {
    var sketch = seen(0..<1_000)
    sketch.formUnion(seen(0..<1_000))
    #expect(sketch == seen(0..<1_000))
    sketch.formUnion(seen(500..<3_000))
    #expect(sketch == seen(0..<3_000), "the union is that of all")
  }

  @Test func aTextKeepsIt() throws {
    let sketch = seen(0..<5_000)
    let text = try JSONText.text(of: [sketch])
    let read: [HyperLogLog] = try JSONText.reading(Array(text.utf8))
    #expect(read == [sketch])
    for wrong in ["[\"\"]", "[\"\(String(repeating: "~", count: 1 << 14))\"]", "[12]"] {
      #expect(throws: (any Error).self) {
        let _: [HyperLogLog] = try JSONText.reading(Array(wrong.utf8))
      }
    }
  }
}
