import QuiesceLanguage

/// Says why the end of a trace is a violation, a witness, a deadlock or a fault.
struct Explainer {
  let replay: Replay

  /// The explanation of a finding at the end of the replay.
  func explain(_ kind: Finding.Kind) -> Explanation {
    switch kind {
    case .property: Explanation(sentence: "")
    case .deadlock: Explanation(sentence: "")
    case .fault: Explanation(sentence: "")
    }
  }
}
