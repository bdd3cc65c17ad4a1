import QuiesceProgram

extension ReductionTrial {
  /// One that takes all the time that it needs, so that a reduced search ends whatever it saves.
  static func patient(from states: Int) -> ReductionTrial {
    var trial = ReductionTrial()
    (trial.states, trial.combinations, trial.transitions) = (states, 1e6, 1e6)
    return trial
  }
}
