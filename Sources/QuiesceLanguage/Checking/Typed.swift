import QuiesceModel

/// Why an expression is not what its place needs: it reads something that it may not.
///
/// Almost every expression reads something, and next to nobody asks: it is shared, and put into words when somebody does.
final class Cause: Sendable {
  /// What kind of thing it reads in the end: "the ghost variable".
  private let kind: String
  /// The name of that, if it has one.
  private let name: String?
  /// The function through which it does, if any.
  private let function: String?
  /// Where it reads it.
  let span: SourceSpan
  /// Where that is declared.
  let declaration: SourceSpan?

  /// Makes a cause.
  convenience init(_ kind: String, named name: String? = nil, at span: SourceSpan, declaration: SourceSpan? = nil) {
    self.init(kind, name, through: nil, span, declaration)
  }

  private init(
    _ kind: String, _ name: String?, through function: String?, _ span: SourceSpan, _ declaration: SourceSpan?
  ) {
    self.kind = kind
    self.name = name
    self.function = function
    self.span = span
    self.declaration = declaration
  }

  /// The same, read somewhere else.
  func read(at span: SourceSpan) -> Cause { Cause(kind, name, through: function, span, declaration) }

  /// The same, read by a call of a function.
  func read(through function: String, at span: SourceSpan) -> Cause {
    Cause(kind, name, through: function, span, declaration)
  }

  /// What it reads, and how.
  var what: String {
    let subject = name.map { "\(kind) '\($0)'" } ?? kind
    return function.map { "'\($0)', which reads \(subject)" } ?? subject
  }
}

/// A checked expression with what the checker has to know about it beyond its type.
struct Typed: Sendable {
  /// The expression.
  var expression: Expression
  /// The ghost state that the value's ordinary part depends on.
  var ghost: Cause?
  /// The state or local that the value depends on; nil: it is known before the search.
  var dynamic: Cause?

  /// Makes a checked expression.
  init(_ expression: Expression, ghost: Cause? = nil, dynamic: Cause? = nil) {
    self.expression = expression
    self.ghost = ghost
    self.dynamic = dynamic
  }

  /// Makes a checked expression that depends on whatever its parts depend on.
  init(_ kind: Expression.Kind, _ type: ValueType, at span: SourceSpan, from parts: [Typed]) {
    expression = Expression(kind, type, at: span)
    for part in parts { add(part) }
  }

  var type: ValueType { expression.type }
  var span: SourceSpan { expression.span }

  /// Adds what another part depends on.
  mutating func add(_ part: Typed) {
    ghost = ghost ?? part.ghost
    dynamic = dynamic ?? part.dynamic
  }
}

/// A checked domain with the type of its elements.
struct TypedDomain: Sendable {
  /// The domain.
  var domain: Domain
  /// What the bound name stands for.
  var element: ValueType
  /// How many elements it has at most; with 0 nothing inside is ever evaluated.
  var size: Int
  /// The ghost state that its elements, or their order, depend on.
  var ghost: Cause?
  /// What of the state it depends on.
  var dynamic: Cause?
  /// Where it stands.
  var span: SourceSpan
}

/// Where the checker is.
struct Context: Sendable {
  /// What kind of text it checks.
  enum Role: Sendable {
    /// A constant of the model.
    case constant
    /// The value of a parameter: a bare name is an enum case first.
    case setting
    /// The initial value of a variable.
    case initialValue
    /// A function or named condition.
    case function
    /// A step of an actor.
    case step
    /// A reaction of a monitor.
    case monitor
    /// A property.
    case property
  }

  /// The position of a local whose declaration has been reported.
  static let unknownLocal: LocalID = -1

  /// What kind of text.
  var role: Role = .constant
  /// Whose variables are visible without a prefix.
  var owner: Variable.Owner = .shared
  /// The names bound here, innermost last.
  var locals = LocalNames()
  /// The ghost condition under which the statements here run.
  var ghostControl: Cause?
  /// Whether this text is never evaluated under these parameters.
  var isDead = false
}
