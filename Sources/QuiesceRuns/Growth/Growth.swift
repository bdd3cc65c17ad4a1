import Glibc
import QuiesceProgram

/// How the runs of a family, which differ in one size alone, grow with it.
package struct Growth: Sendable {
  /// One size.
  package struct Size: Sendable {
    /// What is counted of a run.
    package enum Extent: String, Sendable {
      /// Everything that can be reached.
      case wholeSpace = "whole space"
      /// What was visited until something failed, or all was answered: the rest is of no matter.
      case untilDecided = "until decided"
      /// What was visited until a budget ended the search.
      case unfinished
    }

    /// The value of the parameter.
    package let value: Int
    /// Its run.
    package let run: RunReport
    /// How many times as many states it has as the size before; nil where the two do not count the same.
    package fileprivate(set) var factor: Double?

    /// What is counted.
    package var extent: Extent {
      if run.isUnfinished { return .unfinished }
      return run.outcome.isComplete && !run.outcome.verdict.isFailure ? .wholeSpace : .untilDecided
    }

    /// Whether the states are those that are left where interleavings are left out.
    package var leavesInterleavingsOut: Bool { run.outcome.reductions.contains(.stubbornSets) }

    /// How many states: those that the search goes on to for faults, once all is answered, do not count.
    package var states: Int { run.outcome.statesWhenDecided ?? run.outcome.statistics.states }

    /// Wall seconds of its searches.
    package var seconds: Double {
      run.outcome.properties.compactMap(\.liveness?.seconds).reduce(run.outcome.statistics.seconds, +)
    }

    /// The most bytes that one of its searches held.
    package var bytes: Int {
      run.outcome.properties.compactMap(\.liveness?.peakMemoryBytes).reduce(run.outcome.statistics.peakMemoryBytes, max)
    }

    fileprivate func countsLike(_ other: Size) -> Bool {
      extent == other.extent && extent != .unfinished && leavesInterleavingsOut == other.leavesInterleavingsOut
    }
  }

  /// What the next size would need if each step of the parameter multiplied the states as the last one did.
  package struct Estimate: Sendable {
    /// The size.
    package let value: Int
    /// How many times as many states as the last size that was searched to the end.
    package let factor: Double
    /// How many states.
    package let states: Int
    /// At the speed of the longest run.
    package let seconds: Double
    /// At its bytes for each state.
    package let bytes: Int
    /// Whether these are the figures of the run that did not end, which has come further than what would be estimated.
    package let isExceeded: Bool
  }

  /// How many sizes are tried, at most, where nobody names them.
  package static let mostSizes = 64

  /// The parameter.
  package let parameter: String
  /// The sizes, from the smallest on.
  package let sizes: [Size]

  /// The families among some runs.
  package static func families(of runs: [RunReport]) -> [Growth] {
    var families: [[RunReport]] = []
    for run in runs where run.family != nil {
      if let last = families.last?.last, last.family == run.family {
        families[families.count - 1].append(run)
      } else {
        families.append([run])
      }
    }
    return families.map { Growth($0) }
  }

  private init(_ runs: [RunReport]) {
    let parameter = runs.first?.raised ?? ""
    var sizes: [Size] = []
    for run in runs {
      guard let value = run.parameters.first(where: { $0.name == parameter }).flatMap({ Int($0.value) }) else {
        continue
      }
      var size = Size(value: value, run: run)
      if let last = sizes.last, last.countsLike(size) {
        size.factor = Double(size.states) / Double(max(1, last.states))
      }
      sizes.append(size)
    }
    self.parameter = parameter
    self.sizes = sizes
  }

  /// Why there is no larger size than the last one: it has no verdict; nil where none is left.
  package var obstacle: String? {
    guard let last = sizes.last, last.extent == .unfinished else { return nil }
    return last.run.outcome.undecidedReason
  }

  /// What the size would need that has no verdict, or the one behind the last; nil where no two sizes were compared.
  package var estimate: Estimate? {
    let known = sizes.filter { $0.extent != .unfinished }
    guard let last = known.last, let factor = last.factor, known.count > 1,
      let longest = sizes.max(by: { $0.run.outcome.statistics.states < $1.run.outcome.statistics.states })
    else { return nil }
    let unfinished = sizes.last.flatMap { $0.extent == .unfinished ? $0 : nil }
    let value = unfinished?.value ?? last.value + 1
    let step = Double(last.value - known[known.count - 2].value)
    let power = pow(factor, Double(value - last.value) / step)
    let guess = min(Double(last.states) * power, 1e15)
    let seen = unfinished?.states ?? 0
    let states = max(guess, Double(seen))
    let visited = Double(max(1, longest.run.outcome.statistics.states))
    return Estimate(
      value: value, factor: power, states: Int(states), seconds: states * longest.seconds / visited,
      bytes: Int(min(states * Double(longest.bytes) / visited, 1e18)), isExceeded: Double(seen) >= guess)
  }
}

extension RunReport {
  /// Whether it has no verdict: then a family of runs goes no further.
  package var isUnfinished: Bool { judgement == .undecided || outcome.verdict == .noVerdict }
}
