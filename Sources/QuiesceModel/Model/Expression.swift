/// A checked expression: every name is resolved, every type known.
///
/// Integers are mathematical inside an expression: a result that 64 bits cannot hold is a fault.
package struct Expression: Sendable {
  /// The forms of a checked expression.
  package indirect enum Kind: Sendable {
    /// A value known before the search; parameters are constants.
    case constant(Value)
    /// The value of a state variable.
    case variable(VariableReference)
    /// A binding, a `let`, a loop variable, a function's parameter, an instance's index or an event's argument.
    case local(LocalID)
    /// A field of a structure, by position.
    case field(Expression, Int)
    /// `base[index]`; an index outside the index type is a fault.
    case element(Expression, Expression)
    /// A value where an optional is needed.
    case wrap(Expression)
    /// `base!`; `none` is a fault.
    case unwrap(Expression)
    /// `!operand`
    case not(Expression)
    /// `-operand`
    case negate(Expression)
    /// Integers, Booleans and equality of any one type. For sets: `+` union, `-` difference, `<=` inclusion. `>` and `>=` occur for
    /// integers only; the checker turns a set's `a >= b` into `b <= a`. Both operands of `==` and `!=` have one type up to the bounds
    /// of integers inside it.
    case binary(BinaryOperator, Expression, Expression)
    /// `if a then b else c`
    case conditional(Expression, Expression, Expression)
    /// A quantifier; the condition is true where nil, the body is nil for `choose` and `filter` only.
    case quantified(Quantifier, LocalID, Domain, condition: Expression?, body: Expression?)
    /// `element in set`, `set.contains(element)`. An element that lies outside the set's element type is not in it: no fault.
    case contains(set: Expression, element: Expression)
    /// `value in low...high`
    case within(Expression, low: Expression, high: Expression)
    /// A set literal.
    case set([Expression])
    /// How many elements a set has (`set.count`; `isEmpty` is `count == 0`).
    case setCount(Expression)
    /// An array literal, one value for each index.
    case array([Expression])
    /// An array whose elements are all the same value (an initial value that fills it).
    case filledArray(Expression)
    /// A structure literal, in order of the fields.
    case structure([Expression])
    /// A question about a queue or bag.
    case channel(ChannelReference, ChannelQuery)
    /// A call of a function; arguments are evaluated first, left to right.
    case call(FunctionID, [Expression])
    /// `actor is state`: true when the instance's location is one of these.
    case location(ActorReference, Set<LocationID>)
  }

  /// Which form.
  package let kind: Kind
  /// The type of the result.
  package let type: ValueType
  /// The source text it came from.
  package let span: SourceSpan

  /// Makes an expression.
  package init(_ kind: Kind, _ type: ValueType, at span: SourceSpan) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

/// The position of a variable in `CheckedModel.variables`.
package typealias VariableID = Int
/// The position of a local in `CheckedModel.locals`; unique in the model.
package typealias LocalID = Int
/// The position of a function in `CheckedModel.functions`.
package typealias FunctionID = Int
/// The position of a channel in `CheckedModel.channels`.
package typealias ChannelID = Int
/// The position of an event in `CheckedModel.events`.
package typealias EventID = Int
/// The position of a signal in `CheckedModel.signals`.
package typealias SignalID = Int
/// The position of an actor in `CheckedModel.actors`.
package typealias ActorID = Int
/// The position of a location in `Actor.locations`.
package typealias LocationID = Int

/// A state variable as named by an expression.
package struct VariableReference: Sendable {
  /// Which variable.
  package let variable: VariableID
  /// For a variable of an actor family, which instance; nil for shared variables, monitors and single actors.
  package let instance: Expression?

  /// Makes a reference.
  package init(_ variable: VariableID, instance: Expression? = nil) {
    self.variable = variable
    self.instance = instance
  }
}

/// A queue or bag as named by an expression.
package struct ChannelReference: Sendable {
  /// Which declaration.
  package let channel: ChannelID
  /// For a family, which member.
  package let instance: Expression?

  /// Makes a reference.
  package init(_ channel: ChannelID, instance: Expression? = nil) {
    self.channel = channel
    self.instance = instance
  }
}

/// An actor instance as named by an expression.
package struct ActorReference: Sendable {
  /// Which declaration.
  package let actor: ActorID
  /// For a family, which instance.
  package let instance: Expression?

  /// Makes a reference.
  package init(_ actor: ActorID, instance: Expression? = nil) {
    self.actor = actor
    self.instance = instance
  }
}

/// What can be asked of a channel without taking anything.
package enum ChannelQuery: Sendable {
  /// How many elements it holds.
  case count
  /// Whether it holds none.
  case isEmpty
  /// Whether it holds as many as it can.
  case isFull
  /// How many it can hold, where the member of a family has to be found first.
  case capacity
  /// The head of a queue; of an empty one a fault. A bag has none.
  case first
  /// Whether an element equals the value.
  case contains(Expression)
}

/// What a binding, a quantifier or a loop ranges over, in ascending order.
package enum Domain: Sendable {
  /// All values of a scalar type.
  case type(ValueType)
  /// The elements of a set.
  case set(Expression)
  /// `low...high`, both ends included; empty if high is less. `bounds` are static limits of both.
  case range(low: Expression, high: Expression, bounds: ClosedRange<Int>)
  /// The content of a queue, head first, or of a bag.
  case channel(ChannelReference)
}

/// A place that an assignment writes.
package struct Place: Sendable {
  /// A part of a variable.
  package enum Part: Sendable {
    /// A field by position.
    case field(Int)
    /// An element; an index outside the index type is a fault.
    case element(Expression)
  }

  /// The variable.
  package let variable: VariableReference
  /// The parts, outermost first.
  package let path: [Part]
  /// The type of what is written; an integer outside it is a fault.
  package let type: ValueType
  /// The source text.
  package let span: SourceSpan

  /// Makes a place.
  package init(variable: VariableReference, path: [Part], type: ValueType, span: SourceSpan) {
    self.variable = variable
    self.path = path
    self.type = type
    self.span = span
  }
}

/// A checked statement.
package struct Statement: Sendable {
  /// The forms of a checked statement.
  package indirect enum Kind: Sendable {
    /// `place = value`; `+=`, `insert` and `remove` have become `place = place op value`.
    case assign(Place, Expression)
    /// `if`
    case conditional(Expression, then: [Statement], otherwise: [Statement])
    /// `if let local = optional`
    case ifLet(LocalID, Expression, then: [Statement], otherwise: [Statement])
    /// `for local in domain where condition`; the domain and its elements are those before the first round.
    case forEach(LocalID, Domain, condition: Expression?, body: [Statement])
    /// `let local = value`
    case letBinding(LocalID, Expression)
    /// Append to a queue, or add to a bag; on a full one a fault.
    case push(ChannelReference, Expression)
    /// Drop the head of a queue; of an empty one a fault.
    case pop(ChannelReference)
    /// Drop everything.
    case clear(ChannelReference)
    /// Drop the elements (named by the local) for which the condition holds.
    case removeAll(ChannelReference, LocalID, Expression)
    /// Tell properties and traces; monitors and `never` properties react at this point, on the values of this point.
    case emit(EventID, [Expression])
    /// A fault if the condition is false; in a monitor, a violation of the monitor.
    case assert(Expression, message: String?)
  }

  /// Which form.
  package let kind: Kind
  /// The source text.
  package let span: SourceSpan

  /// Makes a statement.
  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
