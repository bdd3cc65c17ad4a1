import Glibc

/// Memory of its own for elements that become more; they are read by position without a test of bounds.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The first element; another place once elements were added.
  private(set) var base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  private(set) var count = 0
  private var capacity = 16

  /// An empty buffer.
  init() {
    base = OwnedBuffer<Element>.memory(malloc(capacity * MemoryLayout<Element>.stride), capacity)
  }

  deinit { free(base) }

  /// The element at a position.
  @inline(__always)
  subscript(_ position: Int) -> Element {
    get { base[position] }
    nonmutating set { base[position] = newValue }
  }

  /// Bytes in use.
  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  /// Memory in use, and what it takes to grow once that is near.
  var footprint: Footprint {
    Footprint(bytes: byteCount, growth: count > capacity / 8 * 7 ? growth * MemoryLayout<Element>.stride : 0)
  }

  /// Adds an element.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    base[count] = element
    count &+= 1
  }

  /// Adds the same element several times.
  mutating func append(repeating element: Element, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    (base + count).initialize(repeating: element, count: added)
    count += added
  }

  /// Adds elements that lie elsewhere.
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    if count + elements.count > capacity { grow(to: count + elements.count) }
    (base + count).initialize(from: first, count: elements.count)
    count += elements.count
  }

  /// Takes the last element away.
  @inline(__always)
  mutating func removeLast() -> Element {
    count &-= 1
    return base[count]
  }

  /// Takes elements away at the end, up to so many that stay.
  mutating func removeAll(from start: Int) { count = start }

  /// Takes so many elements away at the beginning.
  mutating func removeFirst(_ removed: Int) {
    memmove(base, base + removed, (count - removed) * MemoryLayout<Element>.stride)
    count -= removed
  }

  /// What is small grows fast, what is large by a quarter: the kernel moves large blocks without copying them.
  private var growth: Int { capacity < 1 << 16 ? capacity : capacity / 4 }

  /// Sees to it that so many elements fit; false if the system has no memory for them.
  mutating func reserve(_ wanted: Int) -> Bool {
    if wanted <= capacity { return true }
    let larger = max(capacity + growth, wanted)
    guard let address = realloc(base, larger * MemoryLayout<Element>.stride) else { return false }
    base = OwnedBuffer<Element>.memory(address, larger)
    capacity = larger
    return true
  }

  private mutating func grow(to wanted: Int) {
    if !reserve(wanted) { preconditionFailure("the system has no memory for \(wanted) elements") }
  }
}
