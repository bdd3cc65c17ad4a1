import Glibc

/// An open file or directory, closed with the value.
struct Descriptor: ~Copyable {
  /// The number that the system knows it by.
  let number: Int32

  /// Takes what was opened; nil if that failed.
  init?(_ number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// Whether it is of a kind, belongs to this user, and nobody else may write to it.
  func isOwn(_ kind: mode_t) -> Bool {
    var status = stat()
    return fstat(number, &status) == 0 && status.st_mode & S_IFMT == kind && status.st_uid == geteuid()
      && status.st_mode & (S_IWGRP | S_IWOTH) == 0
  }

  private var size: Int {
    var status = stat()
    return fstat(number, &status) == 0 ? status.st_size : 0
  }

  /// All bytes; nil if they cannot be read.
  var bytes: [UInt8]? { read(from: 0, count: size) }

  /// Whether these are the last bytes.
  func ends(with end: [UInt8]) -> Bool {
    size > end.count && read(from: size - end.count, count: end.count) == end
  }

  private func read(from start: Int, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let now = bytes.withUnsafeMutableBytes {
        pread(number, $0.baseAddress?.advanced(by: done), count - done, start + done)
      }
      if now <= 0 { return nil }
      done += now
    }
    return bytes
  }

  /// Writes all bytes; false if there is no room for them.
  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
