import QuiesceChecks
import QuiesceLanguage
import QuiesceModel
import QuiesceReport
import QuiesceRuns
import QuiesceSystem

/// `quiesce merge`
enum MergeCommand {
  /// Runs the subcommand: the check that the shards are parts of, of which no run is searched any more.
  static func run(
    _ arguments: Arguments, console: Console, environment: Environment
  ) throws(Refusal) -> ExitStatus {
    let merge = try ShardMerge(arguments.positionals, session: Session(arguments))
    let check = try merge.check(shownAs: arguments)
    return try CheckCommand.run(check, from: .shards(merge), console: console, environment: environment)
  }
}

/// The results of shards, which are to become one.
struct ShardMerge {
  private let shards: [(path: String, record: ShardRecord)]

  /// Reads results.
  init(_ paths: [String], session: Session) throws(Refusal) {
    var shards: [(path: String, record: ShardRecord)] = []
    for path in paths {
      let record = try ShardMerge.read(path, session)
      if let other = shards.first(where: { $0.record.shard == record.shard }) {
        throw Refusal(
          "'\(path)' is shard \(record.shard.text), and so is '\(other.path)': give each shard once")
      }
      shards.append((path, record))
    }
    self.shards = shards
  }

  private static func read(_ path: String, _ session: Session) throws(Refusal) -> ShardRecord {
    let result: RecordedShard
    do {
      let file = FileArgument(file: path, from: session.directory).path
      result = try RecordedShard(
        reading: try session.reader.read(file, limit: RecordedResult.maximumSize), version: Version.number)
    } catch {
      throw Refusal("'\(path)' \(reason(of: error))")
    }
    guard let record = result.shard else {
      throw Refusal(
        "'\(path)' is the result of a whole check or of a probe: 'quiesce check --shard K/N' makes shards")
    }
    return record
  }

  private static func reason(of error: any Error) -> String {
    switch error as? JSONReportError {
    case .malformed(let reason): "is no result of a shard, or was not written to its end: \(reason)"
    case .unknownSchema(let version): "has schema \(version), this quiesce reads \(JSONReport.schemaVersion)"
    case .otherVersion(let version): "was made by quiesce \(version), this is \(Version.number): take one for all of it"
    case nil: "cannot be read: \((error as? FileError)?.reason ?? "\(error)")"
    }
  }

  /// The check that they are shards of, with its result shown as somebody asks for.
  func check(shownAs arguments: Arguments) throws(Refusal) -> Arguments {
    var check: Arguments
    do throws(ArgumentError) {
      check = try ArgumentParser.parse(["check"] + (shards.first?.record.origin.words ?? []))
    } catch {
      throw Refusal("'\(shards[0].path)' was made by a command that cannot be read: \(error.message)")
    }
    for name in Arguments.presentation {
      for value in arguments.all(name) { check.add(value, to: name) }
    }
    return check
  }

  /// What the runs of a plan came to, by their positions.
  func records(
    _ plan: CheckPlan, _ runner: CheckRunner, _ arguments: Arguments
  ) throws(Refusal) -> [Int: RunRecord] {
    var result: [Int: RunRecord] = [:]
    guard let count = shards.first?.record.shard.count else { return [:] }
    let here = try runner.shards(of: plan, count: count, arguments)
    for (path, record) in shards.sorted(by: { $0.record.shard.number < $1.record.shard.number }) {
      if let difference = record.difference(from: here.origin, count) {
        throw Refusal("'\(path)' is no part of this result: it \(difference)")
      }
      var positions = Set(here.positions(of: record.shard))
      for run in record.runs {
        guard positions.remove(run.position) != nil else {
          throw Refusal("'\(path)' has runs that are not those of shard \(record.shard.text)")
        }
        // Of a swarm, each shard has a part of every run.
        result[run.position] = result[run.position]?.joined(with: run) ?? run
      }
    }
    return result
  }

  /// The numbers of those that are not there.
  var missing: [Int] {
    guard let count = shards.first?.record.shard.count else { return [] }
    let there = Set(shards.map(\.record.shard.number))
    return (1...count).filter { !there.contains($0) }
  }

  /// The numbers of shards in a row: `2, 5...7`.
  func text(of numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)...\($0.upperBound)" }.joined(
      separator: ", ")
  }
}
