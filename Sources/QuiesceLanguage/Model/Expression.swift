/// A checked expression: every name is resolved, every type known.
///
/// Integers are mathematical inside an expression: a result that 64 bits cannot hold is a fault.
public struct Expression: Sendable {
  /// The forms of a checked expression.
  public indirect enum Kind: Sendable {
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
    /// A quantifier; the condition is true where nil, the body is nil for `choose` only.
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
  public let kind: Kind
  /// The type of the result.
  public let type: ValueType
  /// The source text it came from.
  public let span: SourceSpan

  /// Makes an expression.
  public init(_ kind: Kind, _ type: ValueType, at span: SourceSpan) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

/// The position of a variable in `CheckedModel.variables`.
public typealias VariableID = Int
/// The position of a local in `CheckedModel.locals`; unique in the model.
public typealias LocalID = Int
/// The position of a function in `CheckedModel.functions`.
public typealias FunctionID = Int
/// The position of a channel in `CheckedModel.channels`.
public typealias ChannelID = Int
/// The position of an event in `CheckedModel.events`.
public typealias EventID = Int
/// The position of a signal in `CheckedModel.signals`.
public typealias SignalID = Int
/// The position of an actor in `CheckedModel.actors`.
public typealias ActorID = Int
/// The position of a location in `Actor.locations`.
public typealias LocationID = Int

/// A state variable as named by an expression.
public struct VariableReference: Sendable {
  /// Which variable.
  public let variable: VariableID
  /// For a variable of an actor family, which instance; nil for shared variables, monitors and single actors.
  public let instance: Expression?

  /// Makes a reference.
  public init(_ variable: VariableID, instance: Expression? = nil) {
    self.variable = variable
    self.instance = instance
  }
}

/// A queue or bag as named by an expression.
public struct ChannelReference: Sendable {
  /// Which declaration.
  public let channel: ChannelID
  /// For a family, which member.
  public let instance: Expression?

  /// Makes a reference.
  public init(_ channel: ChannelID, instance: Expression? = nil) {
    self.channel = channel
    self.instance = instance
  }
}

/// An actor instance as named by an expression.
public struct ActorReference: Sendable {
  /// Which declaration.
  public let actor: ActorID
  /// For a family, which instance.
  public let instance: Expression?

  /// Makes a reference.
  public init(_ actor: ActorID, instance: Expression? = nil) {
    self.actor = actor
    self.instance = instance
  }
}

/// What can be asked of a channel without taking anything.
public enum ChannelQuery: Sendable {
  /// How many elements it holds.
  case count
  /// Whether it holds none.
  case isEmpty
  /// Whether it holds as many as it can.
  case isFull
  /// The head of a queue; of an empty one a fault. A bag has none.
  case first
  /// Whether an element equals the value.
  case contains(Expression)
}

/// What a binding, a quantifier or a loop ranges over, in ascending order.
public enum Domain: Sendable {
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
public struct Place: Sendable {
  /// A part of a variable.
  public enum Part: Sendable {
    /// A field by position.
    case field(Int)
    /// An element; an index outside the index type is a fault.
    case element(Expression)
  }

  /// The variable.
  public let variable: VariableReference
  /// The parts, outermost first.
  public let path: [Part]
  /// The type of what is written; an integer outside it is a fault.
  public let type: ValueType
  /// The source text.
  public let span: SourceSpan

  /// Makes a place.
  public init(variable: VariableReference, path: [Part], type: ValueType, span: SourceSpan) {
    self.variable = variable
    self.path = path
    self.type = type
    self.span = span
  }
}

/// A checked statement.
public struct Statement: Sendable {
  /// The forms of a checked statement.
  public indirect enum Kind: Sendable {
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
  public let kind: Kind
  /// The source text.
  public let span: SourceSpan

  /// Makes a statement.
  public init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}
