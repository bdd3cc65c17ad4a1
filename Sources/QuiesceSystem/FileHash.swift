/// A short fingerprint of a file, to see whether a trace still belongs to the text it was found in.
package enum FileHash {
  /// FNV-1a in 64 bits: enough to notice a change; nobody gains by forging one.
  package static func text(of bytes: [UInt8]) -> String { "fnv1a64:" + digits(of: number(of: bytes)) }

  /// The fingerprint as a number.
  package static func number(of bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash = hash &* 0x100_0000_01b3
    }
    return hash
  }

  /// The sixteen digits of a fingerprint.
  package static func digits(of hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
