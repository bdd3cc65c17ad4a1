import Glibc

/// Words of 64 bits, little-endian, read from a descriptor.
struct WordReader: ~Copyable {
  private let descriptor: Int32
  private let buffer = OwnedBuffer<UInt64>(repeating: 0, count: WordReader.capacity)
  private var next = 0
  private var end = 0
  /// Bytes of a word that is not read to its end.
  private var partial = 0
  private static let capacity = 1 << 15

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next word; nil at the end, also in the middle of a word.
  @inline(__always)
  mutating func word() throws(FrontierError) -> UInt64? {
    if next == end, try !fill() { return nil }
    defer { next &+= 1 }
    return UInt64(littleEndian: buffer[next])
  }

  private mutating func fill() throws(FrontierError) -> Bool {
    // Never the last word: a read leaves room for it.
    buffer[0] = buffer[end]
    var bytes = partial
    let base = UnsafeMutableRawPointer(buffer.base)
    while bytes < 8 {
      let count = read(descriptor, base + bytes, WordReader.capacity * 8 - 8 - bytes)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(errno) }
      if count == 0 { return false }
      bytes += count
    }
    (next, end, partial) = (0, bytes / 8, bytes % 8)
    return true
  }
}

/// Words of 64 bits, little-endian, written to a descriptor.
struct WordWriter: ~Copyable {
  private let descriptor: Int32
  private let buffer = OwnedBuffer<UInt64>(repeating: 0, count: WordWriter.capacity)
  private var count = 0
  private static let capacity = 1 << 15

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Appends a word.
  @inline(__always)
  mutating func append(_ word: UInt64) throws(FrontierError) {
    if count == WordWriter.capacity { try flush() }
    buffer[count] = word.littleEndian
    count &+= 1
  }

  /// Writes what was appended.
  mutating func flush() throws(FrontierError) {
    var written = 0
    while written < count * 8 {
      let size = write(descriptor, UnsafeRawPointer(buffer.base) + written, count * 8 - written)
      if size < 0, errno == EINTR { continue }
      guard size > 0 else { throw .unwritable(errno) }
      written += size
    }
    count = 0
  }
}
