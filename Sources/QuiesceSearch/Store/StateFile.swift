import Glibc
import QuiesceSystem

/// A file that holds the words of stored states, mapped into memory: the kernel writes them back as it needs their frames.
struct StateFile: ~Copyable {
  /// The file; whoever has opened it closes it.
  private let file: Int32
  private let memory: MappedMemory
  /// How many bytes of it have their place on the disk: to touch what has none could end the process.
  private(set) var byteCount = 0

  /// By how much the file grows, at least, where a quarter of what is free is not less: a system call for so many states costs
  /// nothing.
  private static let growth = 1 << 24

  /// Maps a file; nil if the kernel refuses.
  ///
  /// - Parameter byteCount: how much of it is in use.
  init?(_ file: Int32, byteCount: Int) {
    // Addresses cost nothing; where they are bounded, those for what the disk has free today do.
    if let memory = MappedMemory(file: file, byteCount: byteCount + (1 << 44)) {
      self.memory = memory
    } else if let memory = MappedMemory(file: file, byteCount: byteCount + DiskSpace.free(at: file)) {
      self.memory = memory
    } else {
      return nil
    }
    self.file = file
    self.byteCount = byteCount
  }

  /// Where the states are, one after the other.
  var states: WritableState { memory.states }

  /// Whether the file has room for so many bytes, or got it; not so where the disk is full.
  mutating func makeRoom(for wanted: Int) -> Bool {
    if wanted <= byteCount { return true }
    let step = min(max(StateFile.growth, byteCount / 8), DiskSpace.free(at: file) / 4)
    let size = max(wanted, min(byteCount + step, memory.byteCount))
    guard size <= memory.byteCount, posix_fallocate(file, off_t(byteCount), off_t(size - byteCount)) == 0 else {
      return false
    }
    byteCount = size
    return true
  }

  /// Has the disk hold what was written to these bytes; false if it does not.
  func synchronize(_ bytes: Range<Int>) -> Bool {
    let start = bytes.lowerBound & ~4095
    return msync(memory.base + start, bytes.upperBound - start, MS_SYNC) == 0
  }
}
