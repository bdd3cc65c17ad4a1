extension LivenessContest {
  /// What is asked in turn: of each algorithm something without fairness, then that something gets done in the end.
  static var all: [Question] {
    [
      Question(
        classic: .peterson, instance: 1,
        formula: """
          infinitely often level[0] == 3 and infinitely often level[0] == 0 implies infinitely often level[0] == 1
          """,
        ltl: "([]<> (level[0] == 3) && []<> (level[0] == 0)) -> []<> (level[0] == 1)"),
      Question(
        classic: .peterson, instance: 1, isFair: true, formula: "level[0] > 0 leads to level[0] == 0",
        ltl: "[] (level[0] > 0 -> <> (level[0] == 0))"),
      Question(
        classic: .leaderElection, instance: 1, formula: "always (leaders == 1 implies always leaders == 1)",
        ltl: "[] (leaders == 1 -> [] (leaders == 1))"),
      Question(
        classic: .leaderElection, instance: 1, isFair: true, formula: "eventually leaders == 1",
        ltl: "<> (leaders == 1)"),
      Question(
        classic: .bakery, instance: 1,
        formula: """
          infinitely often ticket[0] > 0 and infinitely often ticket[0] == 0 implies infinitely often choosing[0]
          """,
        ltl: "([]<> (ticket[0] > 0) && []<> (ticket[0] == 0)) -> []<> choosing[0]"),
      Question(
        classic: .bakery, instance: 1, isFair: true, formula: "choosing[0] leads to !choosing[0]",
        ltl: "[] (choosing[0] -> <> (!choosing[0]))"),
      Question(
        classic: nil, instance: 0,
        formula: "infinitely often taken[0] and infinitely often !taken[0] implies infinitely often owner[0] == none",
        ltl: "([]<> taken[0] && []<> (!taken[0])) -> []<> (owner[0] == NOBODY)"),
      Question(
        classic: nil, instance: 0, isFair: true, formula: "heldBy != none leads to heldBy == none",
        ltl: "[] (heldBy != NOBODY -> <> (heldBy == NOBODY))"),
    ]
  }

  /// A formula about a classic, or about the unbind of a PASID.
  struct Question: Sendable {
    let classic: Classic?
    /// Which of the sizes of the classic.
    let instance: Int
    var isFair = false
    /// The formula in Quiesce's language.
    let formula: String
    /// The formula in Spin's.
    let ltl: String

    /// The contest about it.
    func contest() throws(Refusal) -> LivenessContest {
      guard let classic else {
        return try LivenessContest(
          "unbind", model: UnbindModel.text, promela: UnbindPromela.text, isFair: isFair, formula: formula, ltl: ltl)
      }
      let contest = try classic.contest(classic.instances[instance])
      return try LivenessContest(
        contest.name, model: classic.model, promela: contest.promela, settings: classic.instances[instance].settings,
        isFair: isFair, formula: formula, ltl: ltl)
    }
  }
}
