import QuiesceModel

/// What the expressions of a property come to in each state of a trace.
package struct Course: Sendable {
  /// An expression.
  package struct Row: Sendable {
    /// Its source text.
    package var text: String
    /// Whether it is what the property asks for, and not a part of that.
    package var isWhole: Bool
    /// Its value in each state, the initial one first; nil where it cannot be evaluated.
    package var values: [String?]
  }

  /// The conditions of the property, each with its parts behind it; none where it has no conditions on states.
  package var rows: [Row] = []
}

extension Explainer {
  /// How the conditions of a property on states come out along the trace.
  func course(of property: Property?) -> Course {
    var course = Course()
    for condition in property?.conditions ?? [] {
      let parts = condition.parts
      if parts.first?.span != condition.span { course.rows.append(row(of: condition, isWhole: true)) }
      for part in parts { course.rows.append(row(of: part, isWhole: part.span == condition.span)) }
    }
    return course
  }

  private func row(of expression: Expression, isWhole: Bool) -> Course.Row {
    Course.Row(
      text: sources.text(of: expression.span), isWhole: isWhole,
      values: replay.states.map { value(of: expression, in: $0)?.description(as: expression.type) })
  }
}

extension Property {
  /// The conditions on states that it is made of.
  fileprivate var conditions: [Expression] {
    switch kind {
    case .invariant(let condition), .reachable(let condition), .alwaysReachable(let condition), .atRest(let condition):
      [condition]
    case .temporal(let formula): formula.conditions
    case .never, .reachableEvent, .monitor: []
    }
  }
}

extension Formula {
  /// The conditions on states, in the order of the text, each once.
  fileprivate var conditions: [Expression] {
    switch self {
    case .condition(let condition): [condition]
    case .event: []
    case .not(let formula), .always(let formula), .eventually(let formula), .next(let formula): formula.conditions
    case .and(let left, let right), .or(let left, let right), .until(let left, let right):
      right.conditions.reduce(into: left.conditions) { all, condition in
        if !all.contains(where: { $0.span == condition.span }) { all.append(condition) }
      }
    }
  }
}
