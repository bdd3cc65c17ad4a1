/// Figures as a picture: a bar for each, and a line where the goals are.
struct FigureChart {
  let figures: [Figure]

  private static let (nameWidth, goalWidth, rowHeight) = (250.0, 200.0, 24.0)
  /// A bar ends here, whatever it stands for.
  private static let longestPortion = 2.0

  /// The text of an SVG file, drawn in the colours of the text around it.
  var svg: String {
    let height = Self.rowHeight * Double(figures.count) + 34
    let goal = Self.nameWidth + Self.goalWidth
    let rows = figures.enumerated().map { row($1, at: 26 + Self.rowHeight * Double($0)) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 \(number(height))" role="img" font-family="sans-serif" font-size="13">
      <title>Figures of speed, as parts of what is to be reached</title>
      <style>
        text { fill: #1f2328 } .reached { fill: #2da44e } .behind { fill: #bf8700 } line { stroke: #57606a; stroke-dasharray: 4 3 }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } line { stroke: #8b949e } }
      </style>
      <text x="\(number(goal))" y="14" text-anchor="middle">goal</text>
      \(rows.joined(separator: "\n"))
      <line x1="\(number(goal))" y1="20" x2="\(number(goal))" y2="\(number(height - 8))"/>
      </svg>

      """
  }

  private func row(_ figure: Figure, at top: Double) -> String {
    let width = min(figure.portion, Self.longestPortion) * Self.goalWidth
    let kind = figure.isReached ? "reached" : "behind"
    let text = "\(figure.text) (\(figure.goalText))"
    return """
      <text x="\(number(Self.nameWidth - 8))" y="\(number(top + 13))" text-anchor="end">\(figure.name)</text>
      <rect class="\(kind)" x="\(number(Self.nameWidth))" y="\(number(top))" width="\(number(width))" height="17"/>
      <text x="\(number(Self.nameWidth + width + 6))" y="\(number(top + 13))">\(text)</text>
      """
  }

  private func number(_ value: Double) -> String { value.rounded(digits: 1) }
}
