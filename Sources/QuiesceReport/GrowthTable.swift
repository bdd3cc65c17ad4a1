import QuiesceProgram
import QuiesceRuns

/// A family of runs as a table: a row for each size, and one for what the next would need.
struct GrowthTable {
  let growth: Growth

  /// What the runs have in common: the model, its setting but for the size, and the expectation.
  var title: String {
    guard let run = growth.sizes.first?.run else { return "" }
    var common = run
    common.parameters.removeAll { $0.name == growth.parameter }
    let setting = common.settingText.isEmpty ? "" : " [\(common.settingText)]"
    let expected = run.place.map { ": \(run.expectation.text) (\($0))" } ?? ""
    return "\(run.model)\(setting)\(expected)"
  }

  /// The names of the columns.
  var head: [String] { [growth.parameter, "expected", "verdict", "states", "factor", "seconds", "bytes"] }

  /// The cells.
  var rows: [[String]] {
    let sizes = growth.sizes.map { size in
      [
        "\(size.value)", size.run.expectationCell, size.run.outcome.verdict.rawValue,
        Figures.count(size.states), size.factor.map { Figures.fixed($0, decimals: 2) } ?? "",
        Figures.fixed(size.seconds, decimals: 2), Figures.bytes(size.bytes),
      ]
    }
    guard let estimate = growth.estimate else { return sizes }
    let bound = estimate.isExceeded ? "more than " : ""
    return sizes + [
      [
        "\(estimate.value)", "", "estimate", bound + Figures.count(estimate.states),
        estimate.isExceeded ? "" : Figures.fixed(estimate.factor, decimals: 2),
        Figures.fixed(estimate.seconds, decimals: 2), Figures.bytes(estimate.bytes),
      ]
    ]
  }

  /// Why it ends where it does, and what the figures mean.
  var sentences: [String] {
    guard let last = growth.sizes.last else { return [] }
    var sentences: [String] = []
    if let obstacle = growth.obstacle {
      sentences.append("\(growth.parameter) = \(last.value) has no verdict: \(obstacle).")
    } else if growth.sizes.count == Growth.mostSizes {
      sentences.append(
        "More than \(Growth.mostSizes) sizes are not tried: '--grow \(growth.parameter)=...' names others.")
    } else {
      sentences.append(
        "\(growth.parameter) = \(last.value) is the largest size that the model, its check and the options leave.")
    }
    let early = growth.sizes.filter { $0.extent == .untilDecided }
    if !early.isEmpty {
      let which = early.count == growth.sizes.count ? "" : " of \(GrowthTable.list(early))"
      sentences.append("The states\(which) are those until something was found, not the whole space.")
    }
    let reduced = growth.sizes.filter(\.leavesInterleavingsOut)
    if !reduced.isEmpty, reduced.count < growth.sizes.count {
      sentences.append(
        "Only at \(GrowthTable.list(reduced)) were interleavings left out: such states are not compared with the others"
          + " (--reduction off counts all).")
    }
    if growth.estimate != nil {
      sentences.append("The estimate takes it that the last factor stays the same, and the speed, too.")
    }
    return sentences
  }

  private static func list(_ sizes: [Growth.Size]) -> String { NeedText.list(sizes.map { "\($0.value)" }) }
}
