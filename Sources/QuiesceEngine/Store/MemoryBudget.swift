import Glibc

/// How much memory a search may take before it gives up with figures instead of being killed.
enum MemoryBudget {
  /// Three quarters of what the machine, or the control group that the process runs in, has to give.
  static var standard: Int {
    var available = meminfoAvailable ?? 1 << 30
    if let limit = controlGroupRoom { available = min(available, limit) }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int.max) {
      available = min(available, Int(limit.rlim_cur) / 2)
    }
    return max(available / 4 * 3, 1 << 24)
  }

  /// The peak resident memory of the process.
  static var peakResidentBytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) * 1024
  }

  private static var meminfoAvailable: Int? {
    for line in text(of: "/proc/meminfo").split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let words = line.split(separator: " ")
      if words.count >= 2, let kibibytes = Int(words[1]) { return kibibytes * 1024 }
    }
    return nil
  }

  private static var controlGroupRoom: Int? {
    let limit = text(of: "/sys/fs/cgroup/memory.max").split(separator: "\n").first.flatMap { Int($0) }
    let used = text(of: "/sys/fs/cgroup/memory.current").split(separator: "\n").first.flatMap { Int($0) }
    guard let limit else { return nil }
    return max(limit - (used ?? 0), 0)
  }

  private static func text(of path: String) -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}
