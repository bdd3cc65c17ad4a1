import Glibc
import QuiesceModel

/// Programs of a family that one test compares, one after the other: they are made there and gone behind it.
package struct CorpusBatch: Sendable, CustomStringConvertible {
  /// The family.
  package let family: ProgramFamily
  /// Their numbers.
  package let numbers: Range<Int>

  /// Chooses programs.
  package init(family: ProgramFamily, numbers: Range<Int>) {
    self.family = family
    self.numbers = numbers
  }

  /// The batches of all families; where `QUIESCE_PROGRAM` names some, as in `general 42` or `general 0..<100`, these.
  package static let all: [CorpusBatch] = {
    if let chosen { return [chosen] }
    let families: [(ProgramFamily, count: Int, size: Int)] = [
      (.models, ModelRuns.folders.count * ModelRuns.folderSize, ModelRuns.folderSize),
      (.written, WrittenProgram.texts.count, 1), (.general, 5_000, 100), (.symmetric, 5_000, 100),
      (.formulas, 1_000, 50),
    ]
    return families.flatMap { family, count, size in
      stride(from: 0, to: count, by: size).map { CorpusBatch(family: family, numbers: $0..<$0 + size) }
    }
  }()

  /// The programs that the environment names.
  private static let chosen: CorpusBatch? = {
    let words = getenv("QUIESCE_PROGRAM").map { String(cString: $0) }?.split(separator: " ") ?? []
    guard words.count == 2, let family = ProgramFamily(rawValue: String(words[0])) else { return nil }
    let bounds = words[1].split(separator: "..<").compactMap { Int($0) }
    guard let first = bounds.first, let last = bounds.last else { return nil }
    return CorpusBatch(family: family, numbers: first..<max(last, first + 1))
  }()

  /// Whether it is a batch of programs made at random, and not one that was asked for.
  package var isRandom: Bool { numbers.count > 1 && family != .models }

  package var description: String { "\(family.rawValue) \(numbers.lowerBound)..<\(numbers.upperBound)" }

  /// Makes the programs; a random one that the language refuses is left out.
  ///
  /// - Parameter refused: is told of refusals for which there is no reason.
  package func programs(refused: (String) -> Void) throws -> [CorpusProgram] {
    switch family {
    case .models: return try ModelRuns.programs(numbers)
    case .written:
      return try numbers.map { number in
        try CorpusProgram(.written, number, "written \(number)", text: WrittenProgram.texts[number])
      }
    case .general, .symmetric, .formulas:
      return numbers.compactMap { number in
        guard let model = family.randomModel(seed: number) else { return nil }
        let name = "\(family.rawValue) \(number)"
        do throws(CheckedText.Refusal) {
          return try CorpusProgram(family, number, name, text: model.source)
        } catch {
          // What happens in the order of symmetric values may be refused, as may constants.
          if !error.isOfConstants, family != .symmetric { refused("\(name) is refused:\n\(error.errors)") }
          return nil
        }
      }
    }
  }
}
