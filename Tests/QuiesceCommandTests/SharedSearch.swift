import FoundationEssentials
import QuiesceLanguage
import QuiesceModel
import Testing

@testable import QuiesceReport
@testable import quiesce_benchmark

/// A search that Spark and one machine make.
struct SharedSearch {
  /// What it came to, as far as single states and transitions decide it.
  struct Outcome: Equatable {
    /// What a property came to, and after how many steps.
    struct End: Equatable {
      var verdict: String
      var steps: Int?
    }

    var states: Int
    var transitions: Int
    var depth: Int
    var ends: [String: End]
  }

  /// Its name, also of its files.
  var name: String
  /// The model: a text, or a file of the repository.
  var model: Model
  /// The values of parameters.
  var settings = ""
  /// How many states the driver visits before Spark takes over.
  var near = 0
  /// How many states and transitions Spin has found in the same steps.
  var known: [Int]?

  enum Model {
    case text(String)
    case file(String)
  }

  /// The three of the benchmark, five of the repository (with a violation, witnesses, and deadlocks), and one with a fault.
  static let all =
    [
      SharedSearch(Classic.peterson, settings: "--set processes=3", near: 200),
      SharedSearch(Classic.leaderElection, settings: "--set nodes=5", near: 1_000),
      SharedSearch(
        name: "unbind", model: .text(UnbindModel.text), settings: "--set functions=2 --set pasids=2 --set queueDepth=2"),
      SharedSearch(
        name: "fault", model: .text(ShardTests.bulb), settings: "--set wires=2 --set sockets=2"),
    ]
    + [
      "amd/pasid-state", "core/pci-reset", "iommufd/virtual-events", "iopf/shared-completion", "vtd/drain-completion",
    ].map { path in
      SharedSearch(
        name: path.split(separator: "/").joined(separator: "-"), model: .file("Models/\(path).quiesce"))
    }

  /// Writes what it needs; gives the words that mean it.
  func command(in scratch: Scratch) -> String {
    let file: String
    switch model {
    case .text(let text):
      file = "\(name).quiesce"
      #expect(write(text, to: scratch.path + "/" + file))
    case .file(let path): file = Repository.root + "/" + path
    }
    return "'\(file)' \(settings) --properties sane.quiesce"
  }

  /// What one machine comes to without any reduction.
  func onOneMachine(in scratch: Scratch) throws -> Outcome {
    let options = "--keep-going --reduction off --slice off --format json"
    let text = scratch.run("quiesce check \(command(in: scratch)) \(options) 2>/dev/null").text
    let check = try #require(try JSONReport(reading: [UInt8](text.utf8)).checks.first)
    let decided = check.properties.filter { !["temporal", "alwaysReachable", "stuck"].contains($0.kind) }
    let ends = decided.map { ($0.name, Outcome.End(verdict: $0.verdict, steps: $0.trace?.steps.count)) }
    return Outcome(
      states: check.statistics.states, transitions: check.statistics.transitions, depth: check.statistics.depth,
      ends: Dictionary(ends) { first, _ in first })
  }
}

extension SharedSearch {
  /// The smallest of a classic.
  init(_ classic: Classic, settings: String, near: Int) {
    let instance = classic.instances[0]
    self.init(
      name: classic.name, model: .text(classic.model), settings: settings, near: near,
      known: [instance.states, instance.transitions])
  }
}

extension SharedSearch.Outcome {
  /// The document that a job writes.
  private struct Document: Decodable {
    struct Property: Decodable {
      var name: String
      var verdict: String
      var transitions: [Int]?
    }

    var states: Int
    var transitions: Int
    var depth: Int
    var properties: [Property]
  }

  /// Reads what a job has written, of the properties with these names.
  init(ofJob text: String, about names: some Sequence<String>) throws {
    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    (states, transitions, depth) = (document.states, document.transitions, document.depth)
    let ends = document.properties.map { ($0.name, End(verdict: $0.verdict, steps: $0.transitions?.count)) }
    let wanted = Set(names)
    self.ends = Dictionary(ends.filter { wanted.contains($0.0) }) { first, _ in first }
  }
}
