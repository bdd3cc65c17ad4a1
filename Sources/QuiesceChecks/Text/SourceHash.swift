/// A short fingerprint of a file, to see whether a trace still belongs to the text it was found in.
package enum SourceHash {
  /// FNV-1a in 64 bits: enough to notice a change; nobody gains by forging one.
  package static func text(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash = hash &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
