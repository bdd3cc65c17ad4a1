import QuiesceChecks
import QuiesceLanguage
import QuiesceReport
import QuiesceRuns

/// What `check --shard` does: it finds the part of a plan that is made here, and keeps what `merge` needs of it.
struct ShardKeeper {
  /// The positions of its runs in the whole plan.
  private let positions: [Int]
  /// What is handed on.
  private(set) var record: ShardRecord

  /// Reduces a plan to the runs of one shard; nil where all of them are meant.
  init?(_ arguments: Arguments, _ plan: inout CheckPlan, _ runner: CheckRunner, console: Console) throws(Refusal) {
    guard let shard = arguments.shard else { return nil }
    guard !arguments.positionals.contains(where: { InputPipe.isMeant(by: $0) }) else {
      throw Refusal("--shard takes files: what comes through a pipe is gone when the results are merged")
    }
    guard plan.grown.isEmpty else {
      throw Refusal("--grow makes each size by what came of the one before: it has no --shard")
    }
    guard !arguments.has(.updateLock) else {
      throw Refusal("--update-lock takes all runs: leave it to 'quiesce merge'")
    }
    let shards = try runner.shards(of: plan, count: shard.count, arguments)
    positions = shards.positions(of: shard)
    record = shards.record(of: shard)
    plan.runs = shards.runs(of: shard)
    guard !arguments.has(.quiet) else { return }
    let part = arguments.isOfSwarm ? "every search with a number of its own in" : "\(Figures.count(plan.runs.count)) of"
    console.note("shard \(shard.text): \(part) \(Figures.count(shards.runCount, "run"))")
  }

  /// Keeps what a run came to, by its place among those of the shard.
  mutating func keep(_ run: RunReport, at index: Int) {
    record.add(run, at: positions[index])
  }
}

extension CheckRunner {
  /// How the runs of a plan are distributed to so many shards, by the standard lock of the workspace if there is one.
  func shards(of plan: CheckPlan, count: Int, _ arguments: Arguments) throws(Refusal) -> ShardPlan {
    let path = LockKeeper.standardPath(in: session)
    let record = Folder.isFile(path) ? try LockKeeper.read(path, session.workspace.shown(path)) : nil
    return shards(of: plan, count: count, words: arguments.planWords, record: record)
  }
}

extension Arguments {
  /// The part of the runs that is asked for; nil for all.
  var shard: ShardNumber? { text(.shard).flatMap { ShardNumber($0) } }

  /// What only says how a result is shown, or how many runs are made at once.
  static let presentation: [OptionName] = [
    .shard, .format, .report, .lock, .updateLock, .full, .quiet, .strict, .progress, .jobs, .color, .help,
  ]

  /// The command line without that: what decides which runs there are, and how each is made.
  var planWords: [String] {
    CommandTable.specification(of: command).allOptions.filter { !Arguments.presentation.contains($0.name) }
      .flatMap { option in
        all(option.name).flatMap { value in
          option.placeholder == nil ? ["--\(option.name.rawValue)"] : ["--\(option.name.rawValue)", value]
        }
      } + positionals
  }
}
