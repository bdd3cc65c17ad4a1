/// Memory of its own for elements that become more; they are read by position without a test of bounds.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The first element; another place once elements were added.
  private(set) var base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  private(set) var count = 0
  private var capacity = 16

  /// An empty buffer.
  init() { base = .allocate(capacity: capacity) }

  deinit { base.deallocate() }

  /// The element at a position.
  @inline(__always)
  subscript(_ position: Int) -> Element {
    get { base[position] }
    nonmutating set { base[position] = newValue }
  }

  /// Bytes in use.
  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  /// Adds an element.
  mutating func append(_ element: Element) { append(repeating: element, count: 1) }

  /// Adds the same element several times.
  mutating func append(repeating element: Element, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    (base + count).initialize(repeating: element, count: added)
    count += added
  }

  private mutating func grow(to wanted: Int) {
    capacity = max(capacity * 2, wanted)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.initialize(from: base, count: count)
    base.deallocate()
    base = larger
  }
}
