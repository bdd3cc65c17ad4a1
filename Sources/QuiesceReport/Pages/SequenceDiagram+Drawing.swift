import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

// A sequence diagram as SVG.
extension SequenceDiagram {
  /// The file of a picture that stands alone.
  func file(titled title: String) -> String {
    let style = Markup.style(.diagram)
    let root = Markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(number(width)) \(number(height))",
        "width": number(width), "height": number(height), "role": "img", "class": "diagram", "aria-label": title,
      ], [style, .element("title", [:], Markup(title)), content { mark, _ in mark }])
    return root.code + "\n"
  }

  /// The picture in a page: each row leads to what the page says about the step.
  var figure: Markup {
    .element(
      "svg",
      [
        "viewBox": "0 0 \(number(width)) \(number(height))", "width": number(width), "height": number(height),
        "role": "group", "class": "diagram", "aria-label": "Sequence diagram; each row leads to its step",
      ],
      content { mark, step in
        .element("a", ["class": "row", "href": "#step-\(step)", "aria-label": label(of: step)], mark)
      })
  }

  private func label(of step: Int) -> String {
    step == 0 ? "The initial state" : "Step \(step): \(rows[step - 1].label)"
  }

  /// Everything inside the picture; `row` wraps what belongs to the initial state and to each step.
  private func content(row: (Markup, Int) -> Markup) -> Markup {
    let bottom = number(height - 20)
    let head = lanes.map { lane in
      Markup([
        rectangle(lane.x - lane.width / 2 + 6, 4, lane.width - 12, 24, lane.location == nil ? "lane queue" : "lane"),
        text(lane.title, lane.x, 20, "title"), text(lane.location ?? "", lane.x, 46, "location"),
      ])
    }
    let lines = lanes.map { lane in
      Markup.element(
        "line",
        [
          "x1": number(lane.x), "x2": number(lane.x), "y1": number(54), "y2": bottom,
          "class": lane.location == nil ? "life queue" : "life",
        ])
    }
    let start = [rectangle(0, 2, width, 56, "band"), text("0", 42, 20, "number")] + head
    let steps = rows.enumerated().map { row(drawing(of: $1, $0 + 1), $0 + 1) }
    return Markup(lines + [row(Markup(start), 0)] + steps + [lastWayOutDrawing, cycleDrawing])
  }

  private func drawing(of row: Row, _ step: Int) -> Markup {
    var pieces = [
      .element("title", [:], Markup(label(of: step))), rectangle(0, row.y, width, row.height, "band"),
      text(String(step), 42, row.y + 19, "number"),
    ]
    var y = row.y
    var boxes: [Int: Double] = [:]
    for element in row.elements {
      switch element {
      case .step(let lane, let words, let isFault):
        let width = Double(TextColumns.count(words)) * SequenceDiagram.character + 14
        boxes[lane] = width
        let x = lanes[lane].x
        pieces.append(rectangle(x - width / 2, row.y + 4, width, 22, isFault ? "box fault" : "box"))
        pieces.append(text((isFault ? "\u{2717} " : "") + words, x, row.y + 19, isFault ? "step fault" : "step"))
      case .message(let from, let to, let words) where words.isEmpty:
        pieces.append(arrow(from, to, row.y + 15, boxes))
      case .message(let from, let to, let words):
        y += SequenceDiagram.line
        pieces.append(arrow(from, to, y + 20, [:]))
        let x = lanes[from].location == nil ? lanes[from].x : lanes[to].x
        pieces.append(text(words, x, y + 14, "value"))
      }
    }
    if let truth = row.truth {
      pieces.append(text(truth ? "\u{2713}" : "\u{2717}", 66, row.y + 19, truth ? "holds" : "fails"))
    }
    return Markup(pieces)
  }

  /// The line up to which what the trace ends in can be avoided.
  private var lastWayOutDrawing: Markup {
    guard let lastWayOut else { return "" }
    return Markup([
      .element("path", ["d": "M0 \(number(lastWayOut)) H\(number(width))", "class": "no-return"]),
      text(Trace.lastWayOut, width / 2, lastWayOut + 4, "no-return"),
    ])
  }

  /// The way back to the first step that is repeated, or a loop where the run rests.
  private var cycleDrawing: Markup {
    guard let cycle else { return "" }
    let end = rows.last.map { $0.y + $0.height } ?? SequenceDiagram.top
    let top = cycle.rests ? end - 12 : rows[cycle.row - 1].y + 15
    let bottom = end + 8
    let path = "M26 \(number(bottom)) H10 V\(number(top)) H26 m-6 -5 l6 5 l-6 5"
    let words = cycle.rests ? "rests for ever" : "for ever"
    return Markup([
      .element("path", ["d": path, "class": "cycle"]),
      text(words, 34 + SequenceDiagram.character * Double(words.count) / 2, bottom + 4, "cycle"),
    ])
  }

  // MARK: shapes

  private func arrow(_ from: Int, _ to: Int, _ y: Double, _ boxes: [Int: Double]) -> Markup {
    let isRight = lanes[to].x >= lanes[from].x
    let sign = isRight ? 1.0 : -1.0
    let start = lanes[from].x + sign * (boxes[from] ?? 0) / 2
    let end = lanes[to].x - sign * (boxes[to] ?? 0) / 2
    let path =
      "M\(number(start)) \(number(y)) H\(number(end)) m\(number(-7 * sign)) -4 l\(number(7 * sign)) 4"
      + " l\(number(-7 * sign)) 4"
    return .element("path", ["d": path, "class": "arrow"])
  }

  private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ name: String) -> Markup {
    .element(
      "rect",
      [
        "x": number(x), "y": number(y), "width": number(width), "height": number(height), "rx": "4", "class": name,
      ])
  }

  private func text(_ words: String, _ x: Double, _ y: Double, _ name: String) -> Markup {
    guard !words.isEmpty else { return "" }
    return .element("text", ["x": number(x), "y": number(y), "class": name], Markup(words))
  }

  /// A coordinate: one digit behind the point is more than an eye sees.
  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
