import QuiesceProgram
import QuiesceRuns

// The steps of a trace, each with the state behind it.
extension TracePage {
  /// All steps, with the buttons that go through them.
  var steps: Markup {
    .element(
      "section", ["id": "steps", "aria-labelledby": "steps-title"],
      [.element("h2", ["id": "steps-title"], "Steps"), controls] + shown.replay.states.indices.map(article))
  }

  private var controls: Markup {
    let buttons = [
      ("first", "First", "g"), ("previous", "Previous", "k"), ("next", "Next", "j"), ("last", "Last", "G"),
    ]
    return .element(
      "div",
      ["class": "controls", "id": "controls", "role": "group", "aria-label": "Go through the steps", "hidden": ""],
      buttons.map { id, name, key in
        .element("button", ["type": "button", "id": id, "aria-keyshortcuts": key], Markup("\(name) (\(key))"))
      } + [
        .element("button", ["type": "button", "id": "all", "aria-pressed": "false"], "All steps"),
        .element("output", ["id": "status"]),
      ])
  }

  private func article(_ number: Int) -> Markup {
    let anchor = "step-\(number)"
    let step = number == 0 ? nil : trace.steps[number - 1]
    return .element(
      "article", ["class": "step", "id": anchor, "aria-labelledby": "\(anchor)-title"],
      [
        .element(
          "h3", ["id": "\(anchor)-title"], .element("a", ["href": "#\(anchor)"], Markup("Step \(number)")), ": ",
          step.map { title(of: $0) } ?? "the initial state")
      ] + (step.map { details(of: $0) } ?? [])
        + [noReturn(number), again(number), state(at: number), property(at: number)]
        + choices(at: number))
  }

  // MARK: what happened

  private func title(of step: TraceStep) -> Markup {
    let sides = [step.main, step.partner].compactMap { $0 }.map { side in
      Markup([.word(trace.actors[side.actor]), " ", .code(side.step)])
    }
    return Markup(
      [Markup(sides, separator: " / "), step.isFault ? .element("strong", ["class": "bad"], " fails") : ""])
  }

  private func details(of step: TraceStep) -> [Markup] {
    var result: [Markup] = []
    for side in [step.main, step.partner].compactMap({ $0 }) {
      if !side.documentation.isEmpty { result.append(.element("p", ["dir": "auto"], Markup(side.documentation))) }
    }
    var rows: [(String, Markup)] = []
    for side in [step.main, step.partner].compactMap({ $0 }) {
      let name = trace.actors[side.actor]
      if let target = side.movedTo { rows.append(("moves", Markup([.word(name), " to ", .code(target)]))) }
      for binding in side.bindings { rows.append(("with", .code("\(binding.name) = \(binding.value)"))) }
    }
    for transfer in step.transfers {
      rows.append(
        (
          transfer.isPut ? "puts" : "takes",
          Markup([
            .code(transfer.value), transfer.isPut ? " into " : " from ", .code(transfer.channel),
          ])
        ))
    }
    for event in step.events {
      let arguments = event.arguments.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
      rows.append(("emits", .code("\(event.name)(\(arguments))")))
    }
    for side in [step.main, step.partner].compactMap({ $0 }) {
      for text in side.sources + side.links { rows.append(("see", .citation(text))) }
      if let line = shown.spans.line(of: side.span) { rows.append(("declared", .code(line))) }
    }
    return result + [
      .element("dl", [:], rows.map { Markup([.element("dt", [:], Markup($0.0)), .element("dd", [:], $0.1)]) })
    ]
  }

  /// Whether what the trace ends in can be avoided no more behind a step.
  private func noReturn(_ number: Int) -> Markup {
    guard number == trace.pointOfNoReturn, let sentence = trace.noReturnSentence else { return "" }
    return .element("p", ["class": "bad"], Markup(sentence.prefix(1).uppercased() + sentence.dropFirst() + "."))
  }

  /// Where the part that is repeated for ever begins and ends, and why it is fair.
  private func again(_ number: Int) -> Markup {
    guard let cycle = trace.cycle else { return "" }
    let last = trace.steps.count
    if number == cycle.start, cycle.start < last {
      return .element(
        "p", [:], .element("strong", [:], "From here on for ever: "), Markup("steps \(cycle.start + 1) to \(last)."))
    }
    guard number == last else { return "" }
    let rest: Markup =
      cycle.start < last
      ? Markup([
        "Then again from ",
        .element("a", ["href": "#step-\(cycle.start + 1)"], Markup("step \(cycle.start + 1)")), ".",
      ]) : "The run rests here for ever."
    return .element(
      "div", [:], .element("p", [:], .element("strong", [:], rest)),
      .element("ul", [:], TraceTable.fairness(of: cycle, steps: last).map { .element("li", [:], Markup($0)) }))
  }

  // MARK: the state

  private func state(at number: Int) -> Markup {
    let states = shown.replay.states
    let caption = number == 0 ? "The state at the start" : "The state behind step \(number)"
    return stateTable(caption, of: states[number], before: number == 0 ? nil : states[number - 1])
  }

  /// The actors that stand elsewhere than where they began, or ever will, and the variables that change, with what they were.
  func stateTable(_ caption: String, of state: [Int], before: [Int]?) -> Markup {
    let program = shown.replay.program
    let movers = trace.movers
    let places = program.locationNames(in: state)
    let old = before.map { program.locationNames(in: $0) }
    var rows: [(cells: [String], isNew: Bool)] = []
    for actor in program.actors.indices where movers.contains(actor) || places[actor] != trace.initialLocations[actor] {
      let was = old.map { $0[actor] }
      rows.append(row("\(program.actors[actor].name) is", places[actor], was: was))
    }
    let values = before.map { program.variableValues(in: $0) }
    for (index, variable) in program.variableValues(in: state).enumerated() where varying.contains(variable.name) {
      rows.append(row(variable.name, variable.value, was: values.map { $0[index].value }))
    }
    guard !rows.isEmpty else { return "" }
    return table(caption, ["variable", "value", "was"], rows)
  }

  private func row(_ name: String, _ value: String, was: String?) -> (cells: [String], isNew: Bool) {
    let isNew = was != nil && was != value
    return ([name, value, isNew ? was ?? "" : ""], isNew)
  }

  /// What the expressions of the property come to.
  private func property(at number: Int) -> Markup {
    let rows = shown.course.rows.map { row -> (cells: [String], isNew: Bool) in
      let old = number == 0 ? nil : row.values[number - 1] ?? "?"
      return self.row(TextWrapping.flat(row.text), row.values[number] ?? "?", was: old)
    }
    guard !rows.isEmpty else { return "" }
    return table("What the property says here", ["expression", "value", "was"], rows)
  }
}
