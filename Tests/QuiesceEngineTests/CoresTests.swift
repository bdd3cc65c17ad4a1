import Testing

@testable import QuiesceSystem

/// How many cores a process may use, by files as the kernel writes them.
@Suite struct CoresTests {
  private static let group = [
    "/proc/self/cgroup": "0::/a/b\n",
    "/proc/self/mountinfo": "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n",
  ]

  private func cores(_ files: [String: String], mask: String = "0000000f,f0000000") -> Int {
    let status = ["/proc/self/status": "Name:\tquiesce\nCpus_allowed:\t\(mask)\nCpus_allowed_list:\t28-35\n"]
    return Cores.available(SystemFiles { files.merging(status) { $1 }[$0] })
  }

  @Test func withoutLimitsTheAffinityDecides() {
    #expect(cores([:]) == 8)
    #expect(cores(Self.group.merging(["/sys/fs/cgroup/a/b/cpu.max": "max 100000\n"]) { $1 }) == 8)
    #expect(Cores.available() >= 1)
  }

  /// Two and a half cores: the half is worth a thread. The group around leaves more.
  @Test func theNarrowestGroupDecides() {
    let limits = ["/sys/fs/cgroup/a/b/cpu.max": "250000 100000\n", "/sys/fs/cgroup/a/cpu.max": "400000 100000\n"]
    #expect(cores(Self.group.merging(limits) { $1 }) == 3)
    #expect(cores(Self.group.merging(limits) { $1 }, mask: "a") == 2)
  }

  /// In version 1, where -1 is no limit; and less than one core is one.
  @Test func theFirstVersionIsReadToo() {
    let files = [
      "/proc/self/cgroup": "9:cpu,cpuacct:/x\n0::/unified\n",
      "/proc/self/mountinfo": "33 31 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n",
      "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/cpu/x/cpu.cfs_quota_us": "50000\n", "/sys/fs/cgroup/cpu/x/cpu.cfs_period_us": "100000\n",
    ]
    #expect(cores(files) == 1)
  }
}
