/// A fixed number of elements that cannot be copied; they go with it.
struct OwnedList<Element: ~Copyable>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  let count: Int

  /// Makes the elements, each from its position.
  init(count: Int, _ make: (Int) -> Element) {
    self.count = count
    base = .allocate(capacity: count)
    for position in 0..<count { (base + position).initialize(to: make(position)) }
  }

  /// The same; nil, and none of them, once one cannot be made.
  init?(count: Int, trying make: (Int) -> Element?) {
    let base = UnsafeMutablePointer<Element>.allocate(capacity: count)
    for position in 0..<count {
      guard let element = make(position) else {
        base.deinitialize(count: position)
        base.deallocate()
        return nil
      }
      (base + position).initialize(to: element)
    }
    self.base = base
    self.count = count
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The element at a position, which is not checked. Elements are several values: to change one of them does not take the list for
  /// oneself, and nobody changes the same one at once.
  subscript(_ position: Int) -> Element {
    @inline(__always) _read { yield base[position] }
    @inline(__always) nonmutating _modify { yield &base[position] }
  }
}

extension OwnedList where Element: ~Copyable {
  /// Has something done with each element by a thread of its own, as `Threads.run` does; returns when all is done.
  func useConcurrently(_ body: (_ position: Int, _ element: inout Element) -> Void) {
    guard count > 0 else { return }
    withoutActuallyEscaping(body) { body in
      let shared = Unguarded(value: (base, body))
      Threads.run(count) { position in
        let (base, body) = shared.value
        body(position, &base[position])
      }
    }
  }
}
