import QuiesceModel

/// A formula as a list of its parts, whose value at a position follows from the letter there and from what holds of some parts at
/// the next position.
struct NaiveFormula {
  private enum Part {
    case truth
    case condition(Int)
    case event(Int)
    case not(Int)
    case and(Int, Int)
    case next(Int, guess: Int)
    case until(Int, Int, guess: Int)
  }

  /// What is true at a position, as bits.
  struct Letter: Hashable {
    /// The conditions that hold.
    var conditions: UInt64
    /// The events that led here.
    var events: UInt64
  }

  /// A position at which the formula, or what is left of it, is read.
  struct Reading {
    /// What was guessed to hold at this position.
    let guess: Int
    /// What is guessed to hold at the next one.
    let next: Int
    /// The untils that do not wait here, as bits.
    let settled: UInt64
    /// Whether the whole formula holds here.
    let holds: Bool
  }

  /// The operands come first.
  private var parts: [Part] = []
  /// The conditions, from left to right.
  private(set) var conditions: [Expression] = []
  /// How many events there are.
  private(set) var eventCount = 0
  /// How many parts are guessed.
  private(set) var guessCount = 0

  /// Takes a formula to pieces.
  init(_ formula: Formula) { add(formula) }

  @discardableResult private mutating func add(_ formula: Formula) -> Int {
    switch formula {
    case .condition(let condition):
      conditions.append(condition)
      return add(.condition(conditions.count - 1))
    case .event:
      eventCount += 1
      return add(.event(eventCount - 1))
    case .not(let operand): return add(.not(add(operand)))
    case .and(let left, let right): return add(.and(add(left), add(right)))
    case .or(let left, let right): return add(.not(add(.and(add(.not(add(left))), add(.not(add(right)))))))
    case .eventually(let operand): return until(add(.truth), add(operand))
    case .always(let operand): return add(.not(until(add(.truth), add(.not(add(operand))))))
    case .until(let left, let right): return until(add(left), add(right))
    case .next(let operand):
      let operand = add(operand)
      guessCount += 1
      return add(.next(operand, guess: guessCount - 1))
    }
  }

  private mutating func until(_ left: Int, _ right: Int) -> Int {
    guessCount += 1
    return add(.until(left, right, guess: guessCount - 1))
  }

  private mutating func add(_ part: Part) -> Int {
    parts.append(part)
    return parts.count - 1
  }

  /// All ways to read a letter.
  func readings(of letter: Letter) -> [Reading] { (0..<(1 << guessCount)).map { reading(of: letter, next: $0) } }

  private func reading(of letter: Letter, next: Int) -> Reading {
    var values: [Bool] = []
    var guess = 0
    var settled: UInt64 = 0
    for part in parts {
      switch part {
      case .truth: values.append(true)
      case .condition(let number): values.append(letter.conditions >> UInt64(number) & 1 == 1)
      case .event(let number): values.append(letter.events >> UInt64(number) & 1 == 1)
      case .not(let operand): values.append(!values[operand])
      case .and(let left, let right): values.append(values[left] && values[right])
      case .next(let operand, let number):
        if values[operand] { guess |= 1 << number }
        values.append(next >> number & 1 == 1)
      case .until(let left, let right, let number):
        let holds = values[right] || values[left] && next >> number & 1 == 1
        if holds { guess |= 1 << number }
        if !holds || values[right] { settled |= 1 << UInt64(number) }
        values.append(holds)
      }
    }
    return Reading(guess: guess, next: next, settled: settled, holds: values[values.count - 1])
  }

  /// The bits of all untils.
  var untils: UInt64 {
    parts.reduce(0) { if case .until(_, _, let number) = $1 { $0 | 1 << UInt64(number) } else { $0 } }
  }
}
