import Testing

@testable import QuiesceExport
@testable import QuiesceLowering
@testable import QuiesceProgram
@testable import QuiesceSystem
@testable import QuiesceSearch

/// What a run may take of the memory, by files as the kernel writes them.
@Suite struct MemoryBudgetTests {
  private static let megabyte = 1 << 20

  private func budget(_ files: [String: String]) -> MemoryBudget {
    MemoryBudget.available(SystemFiles { files[$0] })
  }

  private static let machine = ["/proc/meminfo": "MemTotal: 16000000 kB\nMemAvailable:    1024000 kB\nBuffers: 1 kB\n"]
  private static let second = [
    "/proc/self/cgroup": "0::/a/b\n",
    "/proc/self/mountinfo": "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n",
  ]

  @Test func withoutGroupsTheMachineDecides() {
    #expect(budget(Self.machine) == MemoryBudget(bytes: 750 * Self.megabyte, source: .machine))
    let unlimited = ["/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/a/b/memory.current": "4096\n"]
    #expect(budget(Self.machine.merging(Self.second.merging(unlimited) { $1 }) { $1 }).source == .machine)
  }

  /// The group itself has no limit, the one around it 300 MiB, of which 100 are used, 20 of them by pages of files.
  @Test func theNarrowestGroupAroundDecides() {
    let files = [
      "/sys/fs/cgroup/a/b/memory.max": "max\n", "/sys/fs/cgroup/a/b/memory.current": "4096\n",
      "/sys/fs/cgroup/a/memory.max": "\(300 * Self.megabyte)\n",
      "/sys/fs/cgroup/a/memory.current": "\(100 * Self.megabyte)\n",
      "/sys/fs/cgroup/a/memory.stat": "anon 5\ninactive_file \(20 * Self.megabyte)\nactive_file 7\n",
    ]
    let expected = MemoryBudget(bytes: 165 * Self.megabyte, source: .controlGroup)
    #expect(budget(Self.machine.merging(Self.second.merging(files) { $1 }) { $1 }) == expected)
    // What is throttled ends in a kill as well, only later.
    let high = files.merging([
      "/sys/fs/cgroup/a/memory.max": "max\n", "/sys/fs/cgroup/a/memory.high": "\(300 * Self.megabyte)\n",
    ]) { $1 }
    #expect(budget(Self.machine.merging(Self.second.merging(high) { $1 }) { $1 }) == expected)
  }

  /// In a hierarchy of version 1 beside one of version 2 that does not control memory; no limit is a great number there.
  @Test func theFirstVersionIsReadToo() {
    let files = [
      "/proc/self/cgroup": "9:cpu,cpuacct:/x\n4:memory:/box/job:1\n0::/unified\n",
      "/proc/self/mountinfo":
        "33 31 0:30 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n",
      "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
      "/sys/fs/cgroup/memory/box/memory.limit_in_bytes": "\(200 * Self.megabyte)\n",
      "/sys/fs/cgroup/memory/box/memory.usage_in_bytes": "\(80 * Self.megabyte)\n",
      "/sys/fs/cgroup/memory/box/job:1/memory.limit_in_bytes": "\(100 * Self.megabyte)\n",
      "/sys/fs/cgroup/memory/box/job:1/memory.usage_in_bytes": "\(60 * Self.megabyte)\n",
      "/sys/fs/cgroup/memory/box/job:1/memory.stat": "cache 1\ntotal_inactive_file \(40 * Self.megabyte)\n",
    ]
    #expect(
      budget(Self.machine.merging(files) { $1 }) == MemoryBudget(bytes: 60 * Self.megabyte, source: .controlGroup))
  }

  /// A container sees its own group where it is mounted, or above it (`/..`) where it has a name space of its own.
  @Test(arguments: ["/docker/abc", "/docker/abc/", "/../other"])
  func inAContainerTheMountIsTheGroup(group: String) {
    let files = [
      "/proc/self/cgroup": "0::\(group)\n",
      "/proc/self/mountinfo": "30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw\n",
      "/sys/fs/cgroup/memory.max": "\(40 * Self.megabyte)\n",
    ]
    #expect(
      budget(Self.machine.merging(files) { $1 }) == MemoryBudget(bytes: 30 * Self.megabyte, source: .controlGroup))
  }

  // MARK: what counts

  /// Whatever the order, a budget of memory ends the search before more is held.
  @Test(arguments: [SearchOrder.breadth, .depth, .random], [1 << 17, 1 << 18, 1 << 20])
  func nothingGrowsBeyondTheBudget(order: SearchOrder, bytes: Int) throws {
    var options = SearchOptions()
    options.order = order
    options.maximumMemory = bytes
    options.reduction = .off
    options.walks = 1
    options.walkLength = .max
    var program = ToyProgram.counters(7, limit: 9)
    if order == .random {
      // A walk without end: each counter begins again.
      for position in program.transitions.indices where program.transitions[position].main.source == 8 {
        let main = program.transitions[position].main
        program.transitions[position] = Transition(
          main: .init(actor: main.actor, step: main.step, source: 8, targets: [0], bindings: []), partner: nil,
          guardExpression: .constant(1), effect: [.assign(main.actor, .constant(0))], leavesCommitted: false,
          in: program.actors)
      }
    }
    let outcome = try Search.run(program, sources: ToyProgram.sources, options: options, control: RunControl())
    #expect(outcome.verdict == .noVerdict && outcome.stop == .memoryBudget)
    #expect(outcome.memory == MemoryBudget(bytes: bytes, source: .option))
    #expect(outcome.statistics.peakMemoryBytes <= bytes)
    #expect(outcome.statistics.peakMemoryBytes > 0)
  }

  /// The figure of a run is its own, whatever ran before it.
  @Test func theFigureIsTheRunsOwn() throws {
    let run = { (limit: Int) throws -> Int in
      try Search.run(
        ToyProgram.counters(4, limit: limit), sources: ToyProgram.sources, options: SearchOptions(),
        control: RunControl()
      ).statistics.peakMemoryBytes
    }
    let small = try run(3)
    let large = try run(14)
    #expect(large > small)
    #expect(try run(3) == small)
  }
}
