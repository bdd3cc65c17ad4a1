import QuiesceProgram

/// The figures of one run of a checker.
struct Measurement {
  let states: Int
  let transitions: Int
  let seconds: Double
  let bytesPerState: Double

  /// Those of Quiesce.
  init(_ outcome: Outcome) {
    states = outcome.statistics.states
    transitions = outcome.statistics.transitions
    seconds = outcome.statistics.seconds
    bytesPerState = outcome.statistics.bytesPerState
  }

  /// Those of Spin, which counts the initial state as a transition.
  init(_ report: SpinReport) {
    states = report.states
    transitions = report.transitions - 1
    seconds = report.seconds
    bytesPerState = report.megabytes * 1_048_576 / Double(report.states)
  }

  var statesPerSecond: Double { Double(states) / max(seconds, 1e-9) }
}

/// The run with the middle number of states a second.
func median(_ runs: [Measurement]) -> Measurement? {
  let sorted = runs.sorted { $0.statesPerSecond < $1.statesPerSecond }
  return sorted.isEmpty ? nil : sorted[sorted.count / 2]
}

/// Prints the median of some runs as a row of the table.
func report(_ name: String, _ runs: [Measurement]) {
  guard let run = median(runs) else { return print(row(name, "not measured", "", "", "", "")) }
  print(
    row(
      name, String(run.states), String(run.transitions), run.seconds.rounded(digits: 2),
      (run.statesPerSecond / 1e6).rounded(digits: 2) + " M", run.bytesPerState.rounded(digits: 1)))
}

/// A line of the table: a name and five figures, right-aligned.
func row(_ cells: String...) -> String {
  cells.enumerated().map { position, cell in
    let padding = String(repeating: " ", count: max(0, 12 - cell.count))
    return position == 0 ? cell + padding : padding + cell
  }.joined(separator: " ")
}

extension Double {
  /// The number with that many digits behind the point.
  func rounded(digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((self * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
