import QuiesceProgram
import QuiesceRuns

// What else could have happened: the states around the trace.
extension TracePage {
  /// What can be done in a state of the trace, and why nothing else can; nothing where the page has no surroundings.
  func choices(at number: Int) -> [Markup] {
    guard let surroundings else { return [] }
    return choices(of: surroundings.states[number], onTrace: number)
  }

  /// The states that lie beside the trace. Each is seen when a link leads to it.
  var elsewhere: Markup {
    guard let surroundings else { return "" }
    let beside = surroundings.states.indices.dropFirst(surroundings.traceCount)
    var note = "\(Figures.count(beside.count, "state")) beside the trace; the steps above lead to them."
    if surroundings.cutCount > 0 {
      note += " \(Figures.count(surroundings.cutCount)) of all states have successors that are left out (--max-states)."
    }
    return .element(
      "section", ["id": "elsewhere", "aria-labelledby": "elsewhere-title"],
      [
        .element("h2", ["id": "elsewhere-title"], "What else could have happened"),
        .element("p", ["class": "note"], Markup(note)),
      ]
        + beside.map { article(of: $0, surroundings) })
  }

  private func article(of number: Int, _ surroundings: Surroundings) -> Markup {
    let node = surroundings.states[number]
    let anchor = anchor(of: number)
    var content: [Markup] = [.element("h3", ["id": "\(anchor)-title"], Markup("State \(number)"))]
    if let origin = node.origin {
      content.append(.element("p", [:], "From ", link(to: origin.node), " by ", .code(origin.label), "."))
      content.append(
        stateTable("The state, and what it was before", of: node.state, before: surroundings.states[origin.node].state))
    }
    return .element(
      "article", ["class": "state", "id": anchor, "aria-labelledby": "\(anchor)-title", "tabindex": "-1"],
      content + choices(of: node, onTrace: nil))
  }

  private func choices(of node: Surroundings.Node, onTrace number: Int?) -> [Markup] {
    let enabled = node.choices.enabled.map { choice -> Markup in
      let isTaken = number.map { trace.transitions.indices.contains($0) && trace.transitions[$0] == choice.transition }
      return .element(
        "li", [:], .code(choice.label), ": ", outcome(of: choice, isTaken: isTaken ?? false, from: number))
    }
    var result: [Markup] = [
      .element("h4", [:], "What can happen here"),
      enabled.isEmpty ? .element("p", [:], "Nothing.") : .element("ul", [:], enabled),
    ]
    guard !node.choices.blocked.isEmpty else { return result }
    let blocked = node.choices.blocked.flatMap { actor in
      actor.steps.map { step in
        Markup.element(
          "li", [:], .code("\(actor.actor).\(step.name)"), ": ", .code(TextWrapping.flat(step.condition)),
          parts(of: step))
      }
    }
    result += [.element("h4", [:], "What cannot, and why"), .element("ul", [:], blocked)]
    return result
  }

  private func parts(of step: Explanation.Stuck.Step) -> Markup {
    guard !step.parts.isEmpty else { return "" }
    let texts = step.parts.map { "\(TextWrapping.flat($0.text)) = \($0.value)" }
    return Markup([" is false: ", .code(texts.joined(separator: ", "))])
  }

  private func outcome(of choice: Choices.Choice, isTaken: Bool, from number: Int?) -> Markup {
    guard let target = choice.target else { return .element("strong", ["class": "bad"], "a fault ends it") }
    if isTaken, let number {
      return Markup(["the trace goes on with ", link(to: number + 1)])
    }
    guard let position = surroundings?.position(of: target) else { return "leads to a state that is left out" }
    return Markup(["leads to ", link(to: position)])
  }

  private func link(to number: Int) -> Markup {
    .element("a", ["href": "#\(anchor(of: number))"], Markup(name(of: number)))
  }

  private func isOnTrace(_ number: Int) -> Bool { number < shown.replay.states.count }

  private func anchor(of number: Int) -> String { "\(isOnTrace(number) ? "step" : "state")-\(number)" }

  private func name(of number: Int) -> String { "\(isOnTrace(number) ? "step" : "state") \(number)" }
}
