import Glibc

/// Formulas over runs as they are decided, a line for each.
struct LivenessTable {
  /// Whether the tools contradicted each other, or one of them came to no result.
  private(set) var hasFailed = false

  init() {
    print(line("", "states", "seconds", "nodes", "seconds", "bytes", "time", "memory", "spin", "seconds", "speed"))
  }

  /// Holds a contest and prints its line.
  mutating func add(_ question: LivenessContest.Question, runs: Int) {
    add(question.formula, runs: runs) { () throws(Refusal) in try question.contest() }
  }

  /// Holds a contest and prints its line; the title is for what cannot be held.
  mutating func add(_ title: String, runs: Int, _ make: () throws(Refusal) -> LivenessContest) {
    do throws(Refusal) {
      let contest = try make()
      try add(try contest.run(runs), of: contest.name)
    } catch {
      hasFailed = true
      print("\(title): \(error)")
    }
    // A line at a time, whoever reads them: the longest contests take a minute.
    fflush(nil)
  }

  private func add(_ result: LivenessResult, of name: String) throws(Refusal) {
    guard let safety = median(result.safety), let liveness = median(result.liveness) else {
      throw Refusal("nothing was measured")
    }
    let spin = median(result.spin)
    print(
      line(
        name, String(safety.states), safety.seconds.rounded(digits: 2), String(liveness.states),
        liveness.seconds.rounded(digits: 2), liveness.bytesPerState.rounded(digits: 1),
        (liveness.seconds / max(safety.seconds, 1e-9)).rounded(digits: 1),
        (liveness.bytes / max(safety.bytes, 1)).rounded(digits: 1), spin.map { String($0.states) } ?? "",
        spin?.seconds.rounded(digits: 2) ?? "",
        spin.map { ($0.seconds / max(liveness.seconds, 1e-9)).rounded(digits: 1) } ?? ""))
  }

  /// Prints what the columns are.
  func explain() {
    print("")
    print("states, seconds: all states of the program. nodes, seconds, bytes: of the search for runs that break the")
    print("formula, bytes for each node; time, memory: its share of the first. spin, seconds: Spin on the formula;")
    print("speed: its time through ours.")
    print("spin: \(SpinOptions().description),")
    print("without -DSAFETY, with -a, and with -f where actors are fair")
  }

  private func line(_ name: String, _ cells: String...) -> String {
    let widths = [9, 8, 9, 8, 6, 6, 7, 9, 8, 6]
    let figures = zip(cells, widths).map { cell, width in
      String(repeating: " ", count: max(0, width - cell.count)) + cell
    }
    return name + String(repeating: " ", count: max(0, 34 - name.count)) + figures.joined(separator: " ")
  }
}
