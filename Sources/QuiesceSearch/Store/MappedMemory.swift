import Glibc

/// Memory straight from the kernel, or from a table that is gone; it goes where it came from with the value.
///
/// Reserved pages cost nothing until they are touched, so a table can be given room to grow without ever being copied.
struct MappedMemory: ~Copyable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int
  /// How many bytes from the first one on may be other than zero; none at first where it is not filled in order.
  private var writtenBytes: Int
  /// What is mapped, where a later table may have it.
  private let mapping: SpareMemory.Mapping?

  /// Maps that many bytes; nil if the kernel refuses (a limit on address space, say).
  ///
  /// - Parameter isFilledInOrder: whether what is touched first lies together.
  init?(byteCount: Int, isFilledInOrder: Bool = true) {
    let length = max(byteCount, 4096)
    self.byteCount = length
    guard isFilledInOrder else {
      guard let address = MappedMemory.map(length) else { return nil }
      base = address
      writtenBytes = 0
      mapping = nil
      return
    }
    guard let mapping = SpareMemory.take(length) ?? MappedMemory.mapInOrder(length) else { return nil }
    base = mapping.base
    writtenBytes = mapping.writtenBytes
    self.mapping = mapping
  }

  /// Maps the beginning of a file, as far as it may ever grow; nil if the kernel refuses.
  ///
  /// Only what the file has may be touched.
  init?(file: Int32, byteCount: Int) {
    let length = max(byteCount, 4096)
    let flags = MAP_SHARED | MAP_NORESERVE
    guard let address = mmap(nil, length, PROT_READ | PROT_WRITE, flags, file, 0), address != MAP_FAILED else {
      return nil
    }
    base = address
    self.byteCount = length
    writtenBytes = length
    mapping = nil
  }

  deinit {
    guard var mapping else {
      munmap(base, byteCount)
      return
    }
    mapping.writtenBytes = writtenBytes
    SpareMemory.giveBack(mapping)
  }

  /// Says that no byte from this one on will be written before it is said anew.
  mutating func expectWrites(before end: Int) { writtenBytes = max(writtenBytes, end) }

  /// Makes the first bytes zero, which then are written.
  mutating func clear(_ count: Int) {
    memset(base, 0, min(count, writtenBytes))
    expectWrites(before: count)
  }

  private static func mapInOrder(_ length: Int) -> SpareMemory.Mapping? {
    guard let address = map(length) else { return nil }
    // Huge pages: 6.5 M instead of 3 M new states a second at 100 M states, AMD EPYC, 2026-11. Most searches are so small that
    // to clear one of them would take longer than the search.
    let small = 1 << 21
    if length > small { madvise(address + small, length - small, MADV_HUGEPAGE) }
    return SpareMemory.Mapping(base: address, byteCount: length, writtenBytes: 0)
  }

  private static func map(_ length: Int) -> UnsafeMutableRawPointer? {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    func address() -> UnsafeMutableRawPointer? {
      let address = mmap(nil, length, PROT_READ | PROT_WRITE, flags, -1, 0)
      return address == MAP_FAILED ? nil : address
    }
    if let address = address() { return address }
    // What is kept may leave no room.
    SpareMemory.unmapAll()
    return address()
  }
}
