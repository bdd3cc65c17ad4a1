import Glibc

/// Lines from a descriptor, as soon as they are there.
struct LineReader {
  private let descriptor: Int32
  private var bytes: [UInt8] = []
  private var hasEnded = false

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The longest line that is read.
  private static let limit = 1 << 16

  /// The next line without its end; nil behind the last one.
  mutating func next() -> String? {
    while true {
      if let end = bytes.firstIndex(of: 10) {
        defer { bytes.removeFirst(end + 1) }
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
      if hasEnded || bytes.count > LineReader.limit {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
      }
      var block = [UInt8](repeating: 0, count: 4096)
      let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { bytes += block[..<count] } else if count == 0 || errno != EINTR { hasEnded = true }
    }
  }
}
