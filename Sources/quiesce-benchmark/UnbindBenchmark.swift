import QuiesceProgram

/// States, transitions, states a second and bytes a state of the PASID unbind protocol, and Spin on a hand-written
/// Promela model of the same protocol in the same run; medians.
struct UnbindBenchmark {
  /// How often each tool explores it.
  var runs = 5
  /// Whether Spin is measured too.
  var withPeer = true

  /// Measures and prints.
  func run() throws(Refusal) {
    let model = try GroundModel(UnbindModel.text, path: "unbind.quiesce")
    let program = model.program
    print("PASID unbind: \(program.transitions.count) ground transitions, \(program.bitCount) bits a state")
    print("")
    print(row("", "states", "transitions", "seconds", "states/s", "bytes/state"))
    var ours: [Measurement] = []
    var peers: [Measurement] = []
    let options = SpinOptions()
    let spin = withPeer && SpinPeer.isInstalled ? try SpinPeer(UnbindPromela.text, options) : nil
    for _ in 0..<runs {
      ours.append(Measurement(try model.explore()))
      if let spin { peers.append(Measurement(try spin.run())) }
    }
    report("quiesce", ours)
    if spin != nil {
      report("spin", peers)
      print("")
      print("spin: \(options.description)")
      if let mine = median(ours), let theirs = median(peers) {
        let ratio = (mine.statesPerSecond / theirs.statesPerSecond).rounded(digits: 2)
        print("quiesce stores \(ratio) times as many states a second as spin; medians of \(runs) runs, taken in turn")
      }
    } else if withPeer {
      print("spin: not measured, spin or gcc is not installed")
    }
  }
}
