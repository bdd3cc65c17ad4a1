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

  /// How many cores the process may be scheduled on.
  var allowedCores: Int? {
    for line in lines("/proc/self/status") where line.hasPrefix("Cpus_allowed:") {
      // Words of 32 bits as hexadecimal digits, with commas between them.
      return line.dropFirst("Cpus_allowed:".count).reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
    }
    return nil
  }

  /// The lines of a file.
  func lines(_ path: String) -> [Substring] { (text(path) ?? "").split(separator: "\n") }

  /// The number that a file consists of.
  func number(_ path: String) -> Int? { lines(path).first.flatMap { Int($0) } }

  private static func content(of path: String) -> String? {
    (try? DiskReader().read(path)).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The control groups that this process runs in: its own and those around it, each of which may have a limit.
struct ControlGroups {
  /// The folder of a group, and which of the two versions of control groups it belongs to.
  private struct Group {
    let folder: String
    let isUnified: Bool
  }

  private let files: SystemFiles

  init(_ files: SystemFiles) {
    self.files = files
  }

  // MARK: limits

  /// The least memory that any of them leaves; nil where there is no limit.
  var memory: Int? {
    groups(of: "memory").flatMap { group -> [Int] in
      let limits = group.isUnified ? ["memory.max", "memory.high"] : ["memory.limit_in_bytes"]
      // The kernel gives pages of files that were not used of late back when it is asked.
      let reclaimable = statistic(group.isUnified ? "inactive_file" : "total_inactive_file", of: group)
      let usage = files.number("\(group.folder)/\(group.isUnified ? "memory.current" : "memory.usage_in_bytes")")
      let used = max(0, (usage ?? 0) - (reclaimable ?? 0))
      return limits.compactMap { files.number("\(group.folder)/\($0)") }.map { max(0, $0 - used) }
    }.min()
  }

  /// The fewest cores whose time any of them leaves, a part of one counted as one; nil where there is no limit.
  var cores: Int? {
    groups(of: "cpu").compactMap { group -> Int? in
      let words =
        group.isUnified
        ? files.lines(group.folder + "/cpu.max").first?.split(separator: " ").map { Int($0) }
        : [files.number(group.folder + "/cpu.cfs_quota_us"), files.number(group.folder + "/cpu.cfs_period_us")]
      guard let words, words.count == 2, let quota = words[0], let period = words[1], quota > 0, period > 0 else {
        return nil
      }
      return max(1, (quota - 1) / period + 1)
    }.min()
  }

  private func statistic(_ name: String, of group: Group) -> Int? {
    let lines = files.lines(group.folder + "/memory.stat").map { $0.split(separator: " ") }
    return lines.first { $0.first.map { $0 == name } ?? false }?.last.flatMap { Int($0) }
  }

  // MARK: folders

  /// The groups whose limits a controller keeps, in every hierarchy that is mounted.
  private func groups(of controller: String) -> [Group] {
    files.lines("/proc/self/mountinfo").flatMap { line -> [Group] in
      let words = line.split(separator: " ")
      guard let dash = words.firstIndex(of: "-"), dash > 4, dash + 3 < words.count else { return [] }
      let isUnified: Bool
      switch words[dash + 1] {
      case "cgroup2": isUnified = true
      case "cgroup" where words[dash + 3].split(separator: ",").contains { $0 == controller }: isUnified = false
      default: return []
      }
      let path = path { isUnified ? $0.isEmpty : $0.split(separator: ",").contains { $0 == controller } }
      guard let path else { return [] }
      let place = ControlGroups.relative(path, to: String(words[3]))
      return (0...place.count).map { length in
        let folder = ([String(words[4])] + place.prefix(length).map(String.init)).joined(separator: "/")
        return Group(folder: folder, isUnified: isUnified)
      }
    }
  }

  /// The group of the process in the hierarchy whose controllers satisfy a condition.
  private func path(where isMeant: (Substring) -> Bool) -> String? {
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
}
