import QuiesceProgram

// How long what a trace ends in could have been avoided, in the words of each form.
extension Trace {
  /// A sentence; nil where that is not known.
  var noReturnSentence: String? {
    pointOfNoReturn.map { step in
      switch step {
      case 0: "whatever steps are taken, it comes to this"
      case steps.count: "until step \(step), the last one, other steps still avoid it"
      default: "step \(step) is the point of no return: whatever follows, it comes to this"
      }
    }
  }

  /// A part of a sentence that says after how many steps it ends; nil where it is not known.
  var noReturnClause: String? {
    pointOfNoReturn.map { step in
      switch step {
      case 0: "unavoidable from the start"
      case steps.count: "avoidable before the last one"
      default: "avoidable before step \(step)"
      }
    }
  }

  /// What pictures say in front of the step that is the point of no return.
  static let lastWayOut = "until here it can be avoided"
}
