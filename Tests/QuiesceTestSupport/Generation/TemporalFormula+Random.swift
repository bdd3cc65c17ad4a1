package import QuiesceProgram

extension TemporalFormula {
  /// A random formula with so many operators and atoms at most.
  package static func random(size: Int, atomCount: Int, _ random: inout SplitMix64) -> TemporalFormula {
    func part(_ size: Int) -> TemporalFormula { .random(size: size, atomCount: atomCount, &random) }
    if size <= 0 { return random.chance(5) ? .constant(random.chance(50)) : .atom(random.below(atomCount)) }
    let operation = random.below(10)
    switch operation {
    case 0: return .not(part(size - 1))
    case 1: return .next(part(size - 1))
    case 2: return .always(part(size - 1))
    case 3: return .eventually(part(size - 1))
    default:
      let leftSize = random.below(size)
      let left = part(leftSize)
      let right = part(size - 1 - leftSize)
      return switch operation {
      case 4, 5: .and(left, right)
      case 6, 7: .or(left, right)
      case 8: .until(left, right)
      default: .release(left, right)
      }
    }
  }
}
