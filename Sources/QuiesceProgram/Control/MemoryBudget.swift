import Glibc

/// How much memory a run may take before it gives up with figures instead of being killed.
package struct MemoryBudget: Hashable, Sendable {
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

  /// The most bytes for all that grows while searching.
  package let bytes: Int
  /// What decides it.
  package let source: Source

  /// What was asked for; else three quarters of what there is now.
  package init(_ requested: Int?) {
    self = requested.map { MemoryBudget(bytes: $0, source: .option) } ?? .available()
  }

  package init(bytes: Int, source: Source) {
    self.bytes = bytes
    self.source = source
  }

  /// Three quarters of the least that the machine, control groups and the limit on address space leave.
  static func available(_ files: SystemFiles = SystemFiles()) -> MemoryBudget {
    var room: (bytes: Int, source: Source) = (files.availableMemory ?? 1 << 30, .machine)
    if let bytes = ControlGroups(files).room, bytes < room.bytes { room = (bytes, .controlGroup) }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int.max),
      Int(limit.rlim_cur) / 2 < room.bytes
    {
      room = (Int(limit.rlim_cur) / 2, .addressSpace)
    }
    return MemoryBudget(bytes: max(room.bytes / 4 * 3, 1 << 22), source: room.source)
  }
}

/// What the kernel tells in files.
struct SystemFiles {
  /// The text of a file; nil where there is none.
  var text: (String) -> String? = SystemFiles.content

  /// The memory that the machine has free, or could have at once.
  var availableMemory: Int? {
    for line in lines("/proc/meminfo") where line.hasPrefix("MemAvailable:") {
      let words = line.split(separator: " ")
      if words.count >= 2, let kibibytes = Int(words[1]) { return kibibytes * 1024 }
    }
    return nil
  }

  /// The lines of a file.
  func lines(_ path: String) -> [Substring] { (text(path) ?? "").split(separator: "\n") }

  /// The number that a file consists of.
  func number(_ path: String) -> Int? { lines(path).first.flatMap { Int($0) } }

  private static func content(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < 1 << 22 {
      let count = read(file, &block, block.count)
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The control groups that this process runs in: its own and those around it, each of which may have a limit.
struct ControlGroups {
  /// What one version of control groups calls its files.
  private struct Names {
    let limits: [String]
    let usage: String
    /// The line in `memory.stat` for what the kernel gives back when asked: pages of files not used of late.
    let reclaimable: String

    static let first = Names(
      limits: ["memory.limit_in_bytes"], usage: "memory.usage_in_bytes", reclaimable: "total_inactive_file")
    static let second = Names(
      limits: ["memory.max", "memory.high"], usage: "memory.current", reclaimable: "inactive_file")
  }

  /// The least that any of them leaves; nil where there is no limit.
  let room: Int?

  init(_ files: SystemFiles) {
    var rooms: [Int] = []
    for line in files.lines("/proc/self/mountinfo") {
      let words = line.split(separator: " ")
      guard let dash = words.firstIndex(of: "-"), dash > 4, dash + 3 < words.count else { continue }
      let names: Names
      let group: String?
      switch words[dash + 1] {
      case "cgroup2":
        names = .second
        group = ControlGroups.path(files) { $0.isEmpty }
      case "cgroup" where words[dash + 3].split(separator: ",").contains("memory"):
        names = .first
        group = ControlGroups.path(files) { $0.split(separator: ",").contains("memory") }
      default: continue
      }
      guard let group else { continue }
      let place = ControlGroups.relative(group, to: String(words[3]))
      rooms += ControlGroups.rooms(from: place, below: String(words[4]), names, files)
    }
    room = rooms.min()
  }

  /// The group of the process in the hierarchy whose controllers satisfy a condition.
  private static func path(_ files: SystemFiles, where isMeant: (Substring) -> Bool) -> String? {
    for line in files.lines("/proc/self/cgroup") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      if parts.count == 3, isMeant(parts[1]) { return String(parts[2]) }
    }
    return nil
  }

  /// The names on the way from what is mounted to a group; a container sees its own group as the root.
  private static func relative(_ group: String, to root: String) -> [Substring] {
    let path = group.split(separator: "/")
    let top = root.split(separator: "/")
    return path.starts(with: top) && !path.contains("..") ? Array(path.dropFirst(top.count)) : []
  }

  private static func rooms(
    from place: [Substring], below mount: String, _ names: Names, _ files: SystemFiles
  ) -> [Int] {
    (0...place.count).flatMap { length -> [Int] in
      let folder = ([mount] + place.prefix(length).map(String.init)).joined(separator: "/")
      let statistics = files.lines(folder + "/memory.stat").map { $0.split(separator: " ") }
      let reclaimable = statistics.first { $0.first.map { $0 == names.reclaimable } ?? false }?.last.flatMap { Int($0) }
      let used = (files.number("\(folder)/\(names.usage)") ?? 0) - (reclaimable ?? 0)
      return names.limits.compactMap { files.number("\(folder)/\($0)") }.map { max(0, $0 - max(0, used)) }
    }
  }
}

extension Array {
  /// The bytes that it holds.
  package var heldBytes: Int { capacity * MemoryLayout<Element>.stride }

  /// The bytes that it will need besides when it grows, once that is near: old and new exist together while it moves.
  package var bytesToGrow: Int { count > capacity / 4 * 3 ? heldBytes * 2 : 0 }
}
