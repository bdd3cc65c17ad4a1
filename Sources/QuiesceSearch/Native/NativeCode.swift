import QuiesceNative
import QuiesceProgram

/// The functions that a compiler has made of a program, with notes of their own: threads share a library and nothing else.
struct NativeCode: ~Copyable {
  /// Appends states, transitions and flags, and gives how many transitions are enabled, failing ones included.
  private typealias Expand =
    @convention(c) (
      UnsafePointer<UInt64>, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<UInt64>,
      UnsafeMutablePointer<UInt64>
    ) -> Int
  /// The value of a condition, 1 or 0, or -1 - the fault site.
  private typealias Evaluate = @convention(c) (UnsafePointer<UInt64>, Int, UnsafeMutablePointer<UInt64>) -> Int

  private let library: NativeLibrary
  private let expandState: Expand
  private let evaluateCondition: Evaluate
  private let layout: NativeNotes
  private let notes: OwnedBuffer<UInt64>

  /// Takes the functions of one of a library's programs; nil if it has none of that number.
  init?(_ library: NativeLibrary, number: Int, _ layout: NativeNotes) {
    guard let expand = library.symbol("expand\(number)"), let evaluate = library.symbol("condition\(number)") else {
      return nil
    }
    self.library = library
    self.layout = layout
    expandState = unsafeBitCast(expand, to: Expand.self)
    evaluateCondition = unsafeBitCast(evaluate, to: Evaluate.self)
    notes = OwnedBuffer(repeating: 0, count: layout.count)
  }

  /// The covers that were seen, as bits.
  var covered: UInt64 { notes[NativeNotes.covered] }

  /// Adds the transitions that fired and those that were blocked to a coverage.
  func add(to coverage: inout Coverage) { layout.add(notes, to: &coverage) }

  /// As `Stepper.expand`.
  @inline(__always)
  func expand(_ state: PackedState, id: Int, into buffer: inout SuccessorBuffer) -> Int {
    let start = buffer.count
    let enabled = expandState(
      state.base, buffer.next.base, buffer.transitions.base + start, buffer.flags.base + start, notes.base)
    let faultCount = Int(truncatingIfNeeded: notes[NativeNotes.faultCount])
    buffer.append(enabled &- faultCount, from: id)
    if faultCount > 0 { noteFaults(faultCount, id, in: &buffer) }
    return enabled
  }

  private func noteFaults(_ count: Int, _ id: Int, in buffer: inout SuccessorBuffer) {
    for position in 0..<count {
      let fault = NativeNotes.faults + 2 * position
      buffer.faults.append((id, Int(notes[fault]), Int(notes[fault + 1])))
    }
  }

  /// As `Stepper.evaluate`.
  @inline(__always)
  func evaluate(_ condition: Int, in state: PackedState) -> ConditionValue {
    let value = evaluateCondition(state.base, condition, notes.base)
    return value < 0 ? .fault(-1 - value) : value == 0 ? .no : .yes
  }
}
