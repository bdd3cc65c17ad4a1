import Glibc

/// How much memory a run may take before it gives up with figures instead of being killed.
package struct MemoryBudget: Hashable, Codable, Sendable {
  /// What decides how much that is.
  package enum Source: String, Codable, Sendable {
    /// `--memory`
    case option = "--memory"
    /// What the machine has free.
    case machine
    /// What the control groups leave that the process runs in.
    case controlGroup = "control group"
    /// The limit of the process's address space.
    case addressSpace = "address space"
  }

  /// The least that a run is given: it holds some ten KiB before it looks.
  package static let least = 1 << 20

  /// The most bytes for all that grows while searching.
  package let bytes: Int
  /// What decides it.
  package let source: Source

  /// What was asked for; else three quarters of what there is now.
  package init(_ requested: Int?) {
    self = requested.map { MemoryBudget(bytes: $0, source: .option) } ?? .available()
  }

  /// So many bytes, and what decides that.
  package init(bytes: Int, source: Source) {
    self.bytes = bytes
    self.source = source
  }

  /// Three quarters of the least that the machine, control groups and the limit on address space leave.
  static func available(_ files: SystemFiles = SystemFiles()) -> MemoryBudget {
    var room: (bytes: Int, source: Source) = (files.availableMemory ?? 1 << 30, .machine)
    if let bytes = ControlGroups(files).memory, bytes < room.bytes { room = (bytes, .controlGroup) }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int.max),
      Int(limit.rlim_cur) / 2 < room.bytes
    {
      room = (Int(limit.rlim_cur) / 2, .addressSpace)
    }
    return MemoryBudget(bytes: max(room.bytes / 4 * 3, 1 << 22), source: room.source)
  }
}

extension Array {
  /// The bytes that it holds.
  package var heldBytes: Int { capacity * MemoryLayout<Element>.stride }

  /// The bytes that it will need besides when it grows, once that is near: old and new exist together while it moves.
  package var bytesToGrow: Int { count > capacity / 4 * 3 ? heldBytes * 2 : 0 }
}
