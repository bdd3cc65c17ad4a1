import QuiesceProgram

/// Bitwise operations for Murphi, which has none: functions that go through the bits of two numbers of 32 bits.
enum MurphiBits {
  /// The name of the function and its text, for each operation.
  static var functions: [(name: String, lines: [String])] {
    [GroundOperator.bitAnd, .bitOr, .bitXor].compactMap { operation in
      operation.bitwiseName.map { ($0, function($0, operation.isBitSet)) }
    }
  }

  /// A bit of a negative number is the opposite of that of its complement, which is natural.
  private static func function(_ name: String, _ isSet: String) -> [String] {
    [
      "", "function \(name)(x: -2147483648..2147483647; y: -2147483648..2147483647): -2147483648..2147483647;",
      "var", "  result: -2147483648..2147483647;", "  power: 1..1073741824;", "  a: 0..1;", "  b: 0..1;", "begin",
      "  a := (x < 0 ? 1 : 0);", "  b := (y < 0 ? 1 : 0);", "  result := (\(isSet) ? -2147483648 : 0);",
      "  power := 1;", "  for bit: 0..30 do",
      "    a := (x < 0 ? 1 - ((-1 - x) / power) % 2 : (x / power) % 2);",
      "    b := (y < 0 ? 1 - ((-1 - y) / power) % 2 : (y / power) % 2);",
      "    if \(isSet) then", "      result := result + power;", "    end;",
      "    if bit < 30 then", "      power := power * 2;", "    end;", "  end;", "  return result;", "end;",
    ]
  }
}

extension GroundOperator {
  /// What the Murphi function for a bitwise operation is called; nil for the operators that Murphi has.
  package var bitwiseName: String? {
    switch self {
    case .bitAnd: "bitwise_and"
    case .bitOr: "bitwise_or"
    case .bitXor: "bitwise_xor"
    case .add, .subtract, .multiply, .divide, .remainder, .equal, .notEqual, .less, .lessOrEqual, .and, .or: nil
    }
  }

  /// When the result has a bit that is `a` in one operand and `b` in the other.
  fileprivate var isBitSet: String {
    switch self {
    case .bitAnd: "a + b = 2"
    case .bitXor: "a != b"
    default: "a + b > 0"
    }
  }
}
