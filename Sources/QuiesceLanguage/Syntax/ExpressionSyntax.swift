package import QuiesceModel

/// A type as written.
package struct TypeSyntax: Sendable {
  /// The forms of a type.
  package indirect enum Kind: Sendable {
    /// `Bool`, `Int` or the name of a declared type.
    case named(Name)
    /// `low...high`, or `low..<high` when `isClosed` is false.
    case range(ExpressionSyntax, ExpressionSyntax, isClosed: Bool)
    /// `enum { a, b }`
    case enumeration([Name])
    /// `T?`
    case optional(TypeSyntax)
    /// `[Index: Element]`
    case array(index: TypeSyntax, element: TypeSyntax)
    /// `Set<T>`
    case set(TypeSyntax)
  }

  /// Which form.
  package var kind: Kind
  /// Where it stands.
  package var span: SourceSpan

  /// Makes a type.
  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// What a binding, a quantifier or a loop ranges over.
package struct DomainSyntax: Sendable {
  /// The forms of a domain.
  package enum Kind: Sendable {
    /// A range `low...high` (or `low..<high`), whose ends may depend on the state.
    case range(ExpressionSyntax, ExpressionSyntax, isClosed: Bool)
    /// A name or an expression: a finite type, a set, a queue or a bag, whichever it turns out to be.
    case expression(ExpressionSyntax)
  }

  /// Which form.
  package var kind: Kind
  /// Where it stands.
  package var span: SourceSpan

  /// Makes a domain.
  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// An expression as written.
package struct ExpressionSyntax: Sendable {
  /// An argument of a call or a field of a structure literal.
  package struct Argument: Sendable {
    /// The label, if written.
    package var label: Name?
    /// The value.
    package var value: ExpressionSyntax
  }

  /// The forms of an expression.
  package indirect enum Kind: Sendable {
    /// An integer literal.
    case integer(Int)
    /// `true` or `false`
    case boolean(Bool)
    /// `none`
    case none
    /// `.name`, an enum case of the type that the place needs.
    case enumCase(Name)
    /// A bare name: a variable, a parameter, a binding, a named condition, an enum case where one is expected.
    case name(Name)
    /// `base.member`: a field, a variable of an actor, `isEmpty`, `isFull`, `count`, `first`.
    case member(ExpressionSyntax, Name)
    /// `base[index]`
    case element(ExpressionSyntax, ExpressionSyntax)
    /// `name(arguments)`: a function, or a structure literal.
    case call(Name, [Argument])
    /// `base.method(arguments)`: `contains`, `inserting`, `removing` …
    case method(ExpressionSyntax, Name, [Argument])
    /// `base!`
    case unwrap(ExpressionSyntax)
    /// `!operand`
    case not(ExpressionSyntax)
    /// `-operand`
    case negate(ExpressionSyntax)
    /// `left op right`
    case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
    /// `if a then b else c`
    case conditional(ExpressionSyntax, ExpressionSyntax, ExpressionSyntax)
    /// `forall x in S where c: e`; `choose` and `{x in S where c}` have no body.
    case quantified(Quantifier, Name, DomainSyntax, condition: ExpressionSyntax?, body: ExpressionSyntax?)
    /// `x in S`, membership; the right side is a set, a range or a type.
    case membership(ExpressionSyntax, DomainSyntax)
    /// `{a, b}`
    case set([ExpressionSyntax])
    /// `[a, b]`, one value for each index in order.
    case array([ExpressionSyntax])
    /// `actor is state`, `actor[i] is {a, b}` (one of several states); a sequence's name means all its locations.
    case isState(ExpressionSyntax, [Name])
  }

  /// Which form.
  package var kind: Kind
  /// Where it stands.
  package var span: SourceSpan

  /// Makes an expression.
  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// A statement of a step's body or a monitor's reaction.
package struct StatementSyntax: Sendable {
  /// The forms of a statement.
  package indirect enum Kind: Sendable {
    /// `place = value`, or with `+=` and `-=` the operator.
    case assign(place: ExpressionSyntax, compound: BinaryOperator?, value: ExpressionSyntax)
    /// `if c { … } else { … }`; an `else if` is an `if` alone in the second block.
    case conditional(ExpressionSyntax, then: [StatementSyntax], otherwise: [StatementSyntax])
    /// `if let x = e { … } else { … }`
    case ifLet(Name, ExpressionSyntax, then: [StatementSyntax], otherwise: [StatementSyntax])
    /// `for x in S [where c] { … }`
    case forEach(Name, DomainSyntax, condition: ExpressionSyntax?, body: [StatementSyntax])
    /// `let x = e`
    case letBinding(Name, ExpressionSyntax)
    /// `place.method(arguments)`: `push`, `pop`, `clear`, `insert`, `remove`.
    case method(place: ExpressionSyntax, Name, [ExpressionSyntax.Argument])
    /// `place.removeAll(where: { x in condition })`
    case removeAll(place: ExpressionSyntax, Name, ExpressionSyntax)
    /// `emit event(arguments)`
    case emit(Name, [ExpressionSyntax.Argument])
    /// `assert condition, "message"`
    case assert(ExpressionSyntax, message: String?)
  }

  /// Which form.
  package var kind: Kind
  /// Where it stands.
  package var span: SourceSpan

  /// Makes a statement.
  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
