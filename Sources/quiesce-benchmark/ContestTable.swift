import Glibc

/// Contests as they are held, a line for each, and what they come to.
struct ContestTable {
  private let nameWidth: Int
  private var results: [ContestResult] = []
  /// Whether the tools contradicted each other, or one of them came to no result.
  private(set) var hasFailed = false

  /// Prints the head of the table.
  init(nameWidth: Int) {
    self.nameWidth = nameWidth
    print(line("", "all states", "quiesce", "seconds", "spin", "seconds", "ratio"))
  }

  /// Holds a contest and prints its line.
  mutating func add(_ contest: Contest) {
    do throws(Refusal) {
      add(try contest.run(), of: contest.name)
    } catch {
      add(failure: error, of: contest.name)
    }
  }

  /// Prints the line of a contest.
  mutating func add(_ result: ContestResult, of name: String) {
    results.append(result)
    let (ours, theirs) = (result.reducedQuiesce, result.reducedSpin)
    print(
      line(
        name, String(result.quiesce.states), String(ours.states), ours.seconds.rounded(digits: 2),
        String(theirs.states), theirs.seconds.rounded(digits: 2), result.ratio.rounded(digits: 2)))
    // A line at a time, whoever reads them: the longest contests take a minute.
    fflush(nil)
    if let disagreement = result.disagreement { add(failure: Refusal("the tools disagree: \(disagreement)"), of: name) }
  }

  /// Prints why a contest that had to be held has no valid result.
  mutating func add(failure: Refusal, of name: String) {
    hasFailed = true
    print("\(name): \(failure)")
  }

  /// Prints why a contest cannot be held.
  func skip(_ name: String, because refusal: Refusal) {
    print("\(name): not compared, \(refusal)")
  }

  /// Prints how often which reduction kept fewer states.
  func summarize() {
    let fewer = results.count { $0.ratio < 1 }
    let equal = results.count { $0.ratio == 1 }
    print("")
    print("states kept with reduction, quiesce to spin:", terminator: " ")
    print("fewer in \(fewer), as many in \(equal), more in \(results.count - fewer - equal) of \(results.count)")
    print("spin: \(Contest.spinOptions(reduction: true).description), no depth limit below the number of states")
  }

  private func line(_ name: String, _ cells: String...) -> String {
    let widths = [10, 10, 8, 10, 8, 7]
    let figures = zip(cells, widths).map { cell, width in
      String(repeating: " ", count: max(0, width - cell.count)) + cell
    }
    return name + String(repeating: " ", count: max(0, nameWidth - name.count)) + figures.joined(separator: " ")
  }
}
