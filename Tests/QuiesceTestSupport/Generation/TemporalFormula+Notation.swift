package import QuiesceProgram

extension TemporalFormula {
  /// Reads a formula in the notation of the literature: atoms `p0`, `p1`, …, operators `! & | -> <-> G F X U W R`, where `U`,
  /// `W` and `R` bind tighter than `&`; nil where it is none.
  package init?(notation: String) {
    var reader = NotationReader(notation)
    guard let formula = reader.formula(), reader.isAtEnd else { return nil }
    self = formula
  }
}

private struct NotationReader {
  private var rest: Substring

  init(_ text: String) { rest = text.filter { $0 != " " }[...] }

  var isAtEnd: Bool { rest.isEmpty }

  private mutating func pass(_ token: String) -> Bool {
    guard rest.hasPrefix(token) else { return false }
    rest = rest.dropFirst(token.count)
    return true
  }

  mutating func formula() -> TemporalFormula? {
    guard let left = disjunction() else { return nil }
    if pass("<->") {
      return formula().map { .and(.implies(left, $0), .implies($0, left)) }
    }
    return pass("->") ? formula().map { .implies(left, $0) } : left
  }

  private mutating func disjunction() -> TemporalFormula? {
    guard let left = conjunction() else { return nil }
    return pass("|") ? disjunction().map { .or(left, $0) } : left
  }

  private mutating func conjunction() -> TemporalFormula? {
    guard let left = binary() else { return nil }
    return pass("&") ? conjunction().map { .and(left, $0) } : left
  }

  private mutating func binary() -> TemporalFormula? {
    guard let left = unary() else { return nil }
    if pass("U") { return binary().map { .until(left, $0) } }
    if pass("R") { return binary().map { .release(left, $0) } }
    // a W b = b R (a or b)
    return pass("W") ? binary().map { .release($0, .or(left, $0)) } : left
  }

  private mutating func unary() -> TemporalFormula? {
    if pass("!") { return unary().map { .not($0) } }
    if pass("X") { return unary().map { .next($0) } }
    if pass("G") { return unary().map { .always($0) } }
    if pass("F") { return unary().map { .eventually($0) } }
    if pass("(") {
      let inner = formula()
      return pass(")") ? inner : nil
    }
    guard pass("p") else { return nil }
    let digits = rest.prefix { $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return Int(digits).map { .atom($0) }
  }
}
