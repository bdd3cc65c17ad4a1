/// A word of the source with its place.
public struct Name: Hashable, Sendable {
  /// The text of the word.
  public let text: String
  /// Where it stands.
  public let span: SourceSpan

  /// Makes a name.
  public init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// One file as parsed: names are not resolved yet.
public struct FileSyntax: Sendable {
  /// Which file.
  public var file: SourceFile.ID
  /// `model NAME`, or nil in a file of shared declarations or of properties.
  public var model: Name?
  /// The doc comment of the model, without the slashes.
  public var documentation: String
  /// `import "path"`, in order.
  public var imports: [ImportSyntax]
  /// Everything else, in order.
  public var declarations: [DeclarationSyntax]

  /// Makes a file's tree.
  public init(
    file: SourceFile.ID, model: Name?, documentation: String, imports: [ImportSyntax],
    declarations: [DeclarationSyntax]
  ) {
    self.file = file
    self.model = model
    self.documentation = documentation
    self.imports = imports
    self.declarations = declarations
  }
}

/// `import "path"`, relative to the file that says it.
public struct ImportSyntax: Sendable {
  /// The path between the quotes.
  public var path: String
  /// The quoted path.
  public var span: SourceSpan

  /// Makes an import.
  public init(path: String, span: SourceSpan) {
    self.path = path
    self.span = span
  }
}

/// A declaration at the top of a file.
public enum DeclarationSyntax: Sendable {
  /// `param name : type = value`
  case parameter(ParameterSyntax)
  /// `type Name = type`, `symmetric type Name[size]`, `enum`, `struct`
  case type(TypeDeclarationSyntax)
  /// `[ghost] var name : type = value`
  case variable(VariableSyntax)
  /// `queue` or `bag`
  case channel(ChannelSyntax)
  /// `signal name(label: type)`
  case signal(MessageSyntax)
  /// `event name(label: type)`
  case event(MessageSyntax)
  /// `let name = expression`
  case condition(ConditionSyntax)
  /// `func name(x: T) -> U = expression`
  case function(FunctionSyntax)
  /// `actor name[i in T] { … }`
  case actor(ActorSyntax)
  /// `monitor name { … }`
  case monitor(MonitorSyntax)
  /// `property name "text": …` or `ltl name: …`
  case property(PropertySyntax)
  /// `[extra] check model with … { … }`
  case check(CheckSyntax)
}

/// `param name : type = value`
public struct ParameterSyntax: Sendable {
  /// The parameter's name.
  public var name: Name
  /// The finite type that its settings are taken from.
  public var type: TypeSyntax
  /// The value where no check and no `--set` gives another.
  public var value: ExpressionSyntax
  /// The doc comment.
  public var documentation: String

  /// Makes a parameter.
  public init(name: Name, type: TypeSyntax, value: ExpressionSyntax, documentation: String) {
    self.name = name
    self.type = type
    self.value = value
    self.documentation = documentation
  }
}

/// A declaration of a named type.
public struct TypeDeclarationSyntax: Sendable {
  /// What the name stands for.
  public enum Definition: Sendable {
    /// `type Name = type`
    case alias(TypeSyntax)
    /// `symmetric type Name[size]`
    case symmetric(size: ExpressionSyntax)
    /// `enum Name { a, b }`
    case enumeration([Name])
    /// `struct Name { [ghost] field: Type, … }`
    case structure([FieldSyntax])
  }

  /// The name of the type.
  public var name: Name
  /// What it stands for.
  public var definition: Definition
  /// The doc comment.
  public var documentation: String

  /// Makes a type declaration.
  public init(name: Name, definition: Definition, documentation: String) {
    self.name = name
    self.definition = definition
    self.documentation = documentation
  }
}

/// A field of a structure, or a labelled argument of a signal, an event or a function.
public struct FieldSyntax: Sendable {
  /// The label.
  public var name: Name
  /// The type of the value.
  public var type: TypeSyntax
  /// Whether only properties, monitors and event arguments may read it.
  public var isGhost: Bool

  /// Makes a field.
  public init(name: Name, type: TypeSyntax, isGhost: Bool) {
    self.name = name
    self.type = type
    self.isGhost = isGhost
  }
}

/// `[ghost] var name : type = value`, at the top, in an actor or in a monitor.
public struct VariableSyntax: Sendable {
  /// The name.
  public var name: Name
  /// The finite type.
  public var type: TypeSyntax
  /// The initial value; nil for `any`: one initial state for each value of the type.
  public var value: ExpressionSyntax?
  /// Whether only properties, monitors and event arguments may read it.
  public var isGhost: Bool
  /// The doc comment.
  public var documentation: String

  /// Makes a variable.
  public init(name: Name, type: TypeSyntax, value: ExpressionSyntax?, isGhost: Bool, documentation: String) {
    self.name = name
    self.type = type
    self.value = value
    self.isGhost = isGhost
    self.documentation = documentation
  }
}

/// `[f in T]` behind the name of a family.
public struct IndexSyntax: Sendable {
  /// The name of an instance's index inside the declaration.
  public var name: Name
  /// The finite type of the indices.
  public var type: TypeSyntax

  /// Makes an index.
  public init(name: Name, type: TypeSyntax) {
    self.name = name
    self.type = type
  }
}

/// `queue name[i in T] : Element[capacity]`, or `bag`.
public struct ChannelSyntax: Sendable {
  /// Whether messages arrive in any order.
  public var isBag: Bool
  /// The name.
  public var name: Name
  /// The index of a family, or nil.
  public var index: IndexSyntax?
  /// What it holds.
  public var element: TypeSyntax
  /// How many it holds at most.
  public var capacity: ExpressionSyntax
  /// Whether only properties and monitors may read it.
  public var isGhost: Bool
  /// The doc comment.
  public var documentation: String

  /// Makes a channel.
  public init(
    isBag: Bool, name: Name, index: IndexSyntax?, element: TypeSyntax, capacity: ExpressionSyntax, isGhost: Bool,
    documentation: String
  ) {
    self.isBag = isBag
    self.name = name
    self.index = index
    self.element = element
    self.capacity = capacity
    self.isGhost = isGhost
    self.documentation = documentation
  }
}

/// The declaration of a signal or an event.
public struct MessageSyntax: Sendable {
  /// The name.
  public var name: Name
  /// The labelled arguments.
  public var parameters: [FieldSyntax]
  /// The doc comment.
  public var documentation: String

  /// Makes a message.
  public init(name: Name, parameters: [FieldSyntax], documentation: String) {
    self.name = name
    self.parameters = parameters
    self.documentation = documentation
  }
}

/// `let name = expression`
public struct ConditionSyntax: Sendable {
  /// The name.
  public var name: Name
  /// What it stands for.
  public var value: ExpressionSyntax
  /// The doc comment.
  public var documentation: String

  /// Makes a named condition.
  public init(name: Name, value: ExpressionSyntax, documentation: String) {
    self.name = name
    self.value = value
    self.documentation = documentation
  }
}

/// `func name(x: T) -> U = expression`
public struct FunctionSyntax: Sendable {
  /// The name.
  public var name: Name
  /// The labelled parameters.
  public var parameters: [FieldSyntax]
  /// The type of the result.
  public var result: TypeSyntax
  /// The body.
  public var body: ExpressionSyntax
  /// The doc comment.
  public var documentation: String

  /// Makes a function.
  public init(
    name: Name, parameters: [FieldSyntax], result: TypeSyntax, body: ExpressionSyntax, documentation: String
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.body = body
    self.documentation = documentation
  }
}

/// `check model with properties { expect … }`
public struct CheckSyntax: Sendable {
  /// One `expect` line.
  public struct Expectation: Sendable {
    /// What is expected.
    public enum Outcome: Sendable {
      /// `expect pass [of names]`: every named property, or every property, holds or is reached; no deadlock, no fault.
      case pass([Name])
      /// `expect violation of names`: each of them is violated or, if it is `reachable`, not reached.
      case violation([Name])
      /// `expect deadlock`
      case deadlock
      /// `expect fault`
      case fault
    }

    /// What is expected.
    public var outcome: Outcome
    /// `where name = value, name in set`: the runs that are meant.
    public var settings: [SettingSyntax]
    /// From `expect` to its end.
    public var span: SourceSpan
    /// The doc comment.
    public var documentation: String

    /// Makes an expectation.
    public init(outcome: Outcome, settings: [SettingSyntax], span: SourceSpan, documentation: String) {
      self.outcome = outcome
      self.settings = settings
      self.span = span
      self.documentation = documentation
    }
  }

  /// `extra`: it is left out unless somebody asks for it.
  public var isExtra: Bool
  /// The model's name.
  public var model: Name
  /// The property files that are meant (file name without extension, `-` written `_`); empty: the model's own.
  public var properties: [Name]
  /// The expectations.
  public var expectations: [Expectation]
  /// `allow deadlock`: a state without successors is not a verdict in this check.
  public var allowsDeadlock: Bool
  /// From its first word to the closing brace.
  public var span: SourceSpan
  /// The doc comment.
  public var documentation: String

  /// Makes a check.
  public init(
    isExtra: Bool, model: Name, properties: [Name], expectations: [Expectation], allowsDeadlock: Bool,
    span: SourceSpan, documentation: String
  ) {
    self.isExtra = isExtra
    self.model = model
    self.properties = properties
    self.expectations = expectations
    self.allowsDeadlock = allowsDeadlock
    self.span = span
    self.documentation = documentation
  }
}

/// `name = value`, `name in low...high` or `name in {a, b}` behind `where`.
public struct SettingSyntax: Sendable {
  /// The values that a parameter takes, one run for each.
  public enum Values: Sendable {
    /// One value.
    case value(ExpressionSyntax)
    /// A set literal, a range or a type.
    case domain(DomainSyntax)
  }

  /// The parameter.
  public var name: Name
  /// Its values.
  public var values: Values

  /// Makes a setting.
  public init(name: Name, values: Values) {
    self.name = name
    self.values = values
  }
}
