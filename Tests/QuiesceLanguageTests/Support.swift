import QuiesceLanguage
import QuiesceModel

/// A text parsed as a file, with what was wrong with it.
struct Parsed {
  let source: SourceFile
  let syntax: FileSyntax
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    source = SourceFile(path: "test.quiesce", text: text)
    var diagnostics: [Diagnostic] = []
    syntax = parse(source, id: 0, diagnostics: &diagnostics)
    self.diagnostics = diagnostics
  }

  /// Each diagnostic as "line:column message".
  var messages: [String] {
    diagnostics.map { diagnostic in
      let position = source.position(of: Int(diagnostic.span?.start ?? 0))
      return "\(position.line):\(position.column) \(diagnostic.message)"
    }
  }

  /// The notes of all diagnostics, in order.
  var notes: [String] { diagnostics.flatMap(\.notes).map(\.message) }

  /// The diagnostics as they are printed.
  var printed: String {
    var sources = SourceMap()
    _ = sources.add(source)
    return DiagnosticPrinter().text(for: diagnostics, sources: sources)
  }
}

/// A text as the formatter lays it out, or the first thing that is wrong with it.
func formatted(_ text: String) -> String {
  var diagnostics: [Diagnostic] = []
  let result = format(SourceFile(path: "test.quiesce", text: text), id: 0, diagnostics: &diagnostics)
  return result ?? diagnostics.first?.message ?? ""
}

/// A tree as text in prefix form, so that a test can state how a text groups.
func shape(_ text: String) -> String {
  let source = SourceFile(path: "expression", text: text)
  var diagnostics: [Diagnostic] = []
  guard let expression = parseExpression(source, id: 0, diagnostics: &diagnostics) else {
    return diagnostics.map(\.message).joined(separator: "; ")
  }
  return shape(expression)
}

func shape(_ expression: ExpressionSyntax) -> String {
  func list(_ arguments: [ExpressionSyntax.Argument]) -> String {
    arguments.map { ($0.label.map { "\($0.text): " } ?? "") + shape($0.value) }.joined(separator: ", ")
  }
  switch expression.kind {
  case .integer(let value): return String(value)
  case .boolean(let value): return String(value)
  case .none: return "none"
  case .enumCase(let name): return ".\(name.text)"
  case .name(let name): return name.text
  case .member(let base, let name): return "(. \(shape(base)) \(name.text))"
  case .element(let base, let index): return "([] \(shape(base)) \(shape(index)))"
  case .call(let name, let arguments): return "(call \(name.text) \(list(arguments)))"
  case .method(let base, let name, let arguments): return "(method \(shape(base)) \(name.text) \(list(arguments)))"
  case .unwrap(let base): return "(unwrap \(shape(base)))"
  case .not(let operand): return "(! \(shape(operand)))"
  case .negate(let operand): return "(- \(shape(operand)))"
  case .binary(let symbol, let left, let right): return "(\(symbol.rawValue) \(shape(left)) \(shape(right)))"
  case .conditional(let condition, let positive, let negative):
    return "(if \(shape(condition)) \(shape(positive)) \(shape(negative)))"
  case .quantified(let quantifier, let name, let domain, let condition, let body):
    let condition = condition.map { " where \(shape($0))" } ?? ""
    return "(\(quantifier) \(name.text) \(shape(domain))\(condition)\(body.map { " \(shape($0))" } ?? ""))"
  case .membership(let element, let domain): return "(in \(shape(element)) \(shape(domain)))"
  case .set(let elements): return "{\(elements.map(shape).joined(separator: ", "))}"
  case .array(let elements): return "[\(elements.map(shape).joined(separator: ", "))]"
  case .isState(let actor, let names): return "(is \(shape(actor)) \(names.map(\.text).joined(separator: " ")))"
  }
}

func shape(_ domain: DomainSyntax) -> String {
  switch domain.kind {
  case .range(let low, let high, let isClosed): "\(shape(low))\(isClosed ? "..." : "..<")\(shape(high))"
  case .expression(let expression): shape(expression)
  }
}

func shape(_ formula: FormulaSyntax) -> String {
  switch formula.kind {
  case .condition(let expression): shape(expression)
  case .event(let pattern):
    "<\(pattern.event.text)\(pattern.arguments.map { " \($0.map(\.text))" } ?? "")"
      + "\(pattern.condition.map { " when \(shape($0))" } ?? "")>"
  case .not(let inner): "(not \(shape(inner)))"
  case .and(let left, let right): "(and \(shape(left)) \(shape(right)))"
  case .or(let left, let right): "(or \(shape(left)) \(shape(right)))"
  case .implies(let left, let right): "(implies \(shape(left)) \(shape(right)))"
  case .equivalent(let left, let right): "(equivalent \(shape(left)) \(shape(right)))"
  case .always(let inner): "(always \(shape(inner)))"
  case .eventually(let inner): "(eventually \(shape(inner)))"
  case .next(let inner): "(next \(shape(inner)))"
  case .until(let left, let right): "(until \(shape(left)) \(shape(right)))"
  case .leadsTo(let left, let right): "(leads-to \(shape(left)) \(shape(right)))"
  }
}
