import Glibc
import Synchronization

/// Memory of tables that are gone, kept for those to come.
///
/// Most searches of a long check touch a few pages. To map these anew for each of them costs a fault a page, and, where other threads
/// run, an interrupt of their cores whenever the address space changes: a tenth of the time of such a check.
enum SpareMemory {
  /// A part of the address space.
  struct Mapping: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let byteCount: Int
    /// How many bytes from the first one on may be other than zero.
    var writtenBytes: Int
  }

  /// The most bytes that are kept of a mapping, so that what is kept is little memory: a table of more was worth its faults.
  private static let writtenLimit = 1 << 20
  /// The most mappings that are kept: a search has up to four tables at once, each with an index. Trees have more, and let them go.
  private static let countLimit = 16

  private static let kept = Mutex<[Mapping]>([])

  /// The smallest of the kept mappings that have so many bytes.
  static func take(_ byteCount: Int) -> Mapping? {
    kept.withLock { kept in
      let fitting = kept.indices.filter { kept[$0].byteCount >= byteCount }
      guard let place = fitting.min(by: { kept[$0].byteCount < kept[$1].byteCount }) else { return nil }
      return kept.remove(at: place)
    }
  }

  /// Keeps a mapping, or gives it back to the kernel.
  static func giveBack(_ mapping: Mapping) {
    let isKept = kept.withLock { kept in
      guard mapping.writtenBytes <= writtenLimit, kept.count < countLimit else { return false }
      kept.append(mapping)
      return true
    }
    if !isKept { unmap(mapping) }
  }

  /// Gives everything that is kept back to the kernel.
  static func unmapAll() {
    let all = kept.withLock { kept in
      defer { kept = [] }
      return kept
    }
    for mapping in all { unmap(mapping) }
  }

  private static func unmap(_ mapping: Mapping) { munmap(mapping.base, mapping.byteCount) }
}
