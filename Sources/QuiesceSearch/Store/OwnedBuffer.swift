import Glibc

/// Memory of its own for a fixed number of elements; freed with its owner.
///
/// For what the hot loops read and write by position: no bounds are checked and nothing is counted.
struct OwnedBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The first element.
  let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  package let count: Int

  /// A buffer that holds the elements of an array.
  init(_ elements: [Element]) {
    count = elements.count
    base = OwnedBuffer.memory(malloc(Swift.max(count, 1) * MemoryLayout<Element>.stride), count)
    elements.withUnsafeBufferPointer { elements in
      guard let first = elements.baseAddress else { return }
      base.initialize(from: first, count: elements.count)
    }
  }

  /// A buffer that holds the same element everywhere.
  init(repeating element: Element, count: Int) {
    self.count = count
    base = OwnedBuffer.memory(malloc(Swift.max(count, 1) * MemoryLayout<Element>.stride), count)
    base.initialize(repeating: element, count: count)
  }

  deinit { free(base) }

  /// Memory that the system has given for so many elements; there is no going on where it gave none.
  static func memory(_ address: UnsafeMutableRawPointer?, _ count: Int) -> UnsafeMutablePointer<Element> {
    guard let address else { preconditionFailure("the system has no memory for \(count) elements") }
    return address.bindMemory(to: Element.self, capacity: count)
  }

  /// The element at a position.
  @inline(__always)
  subscript(_ position: Int) -> Element {
    get { base[position] }
    nonmutating set { base[position] = newValue }
  }

  /// Lets two elements trade places.
  @inline(__always)
  func exchange(_ first: Int, _ second: Int) {
    let element = base[first]
    base[first] = base[second]
    base[second] = element
  }

  /// The elements as an array.
  var elements: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension OwnedBuffer<UInt64> {
  /// A buffer of zeros, as the system gives them: pages that nobody writes take no memory.
  init(zeros count: Int) {
    self.count = count
    base = OwnedBuffer.memory(calloc(Swift.max(count, 1), 8), count)
  }
}

// What threads share is written by none of them, or by one for each element.
extension OwnedBuffer: @unchecked Sendable where Element: Sendable {}
