package import QuiesceProgram
import QuiesceRuns

extension OmissionEstimate {
  /// What is kept of the states, and how many were omitted.
  package var text: String {
    let kept =
      switch form {
      case .exact: "the states"
      case .compact: "a signature of \(bits) bits for each state"
      case .bitstate: "\(bits) bits for each state, of \(arrayBytes.map { Figures.bytes($0) } ?? "an array")"
      }
    return "\(kept); omitted, as is to be expected: \(OmissionEstimate.figure(expected)) states, and those behind them"
  }

  /// How likely an omission is.
  package var probabilityText: String {
    if probability > 0.99 { return "it is all but certain that a state was omitted" }
    return "the probability that a state was omitted is at most \(OmissionEstimate.figure(probability))"
  }

  /// A number of which only the size matters, in two digits: `0.018`, `3.4e-11`, `12`.
  static func figure(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var (digits, exponent) = (value, 0)
    while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
    if exponent < -3 { return "\(Figures.fixed(digits, decimals: 1))e\(exponent)" }
    return Figures.fixed(value, decimals: value < 10 ? max(1, 1 - exponent) : 0)
  }
}
