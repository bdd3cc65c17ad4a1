package import QuiesceModel

/// A word of the source with its place.
package struct Name: Hashable, Sendable {
  /// The text of the word.
  package let text: String
  /// Where it stands.
  package let span: SourceSpan

  /// Makes a name.
  package init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// One file as parsed: names are not resolved yet.
package struct FileSyntax: Sendable {
  /// Which file.
  package var file: SourceFile.ID
  /// `model NAME`, or nil in a file of shared declarations or of properties.
  package var model: Name?
  /// The doc comment of the model, without the slashes.
  package var documentation: String
  /// `import "path"`, in order.
  package var imports: [ImportSyntax]
  /// Everything else, in order.
  package var declarations: [DeclarationSyntax]
}

/// `import "path"`, relative to the file that says it.
package struct ImportSyntax: Sendable {
  /// The path between the quotes.
  package var path: String
  /// The quoted path.
  package var span: SourceSpan
}

/// A declaration at the top of a file.
package enum DeclarationSyntax: Sendable {
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
package struct ParameterSyntax: Sendable {
  /// The parameter's name.
  package var name: Name
  /// The finite type that its settings are taken from.
  package var type: TypeSyntax
  /// The value where no check and no `--set` gives another.
  package var value: ExpressionSyntax
  /// The doc comment.
  package var documentation: String
}

/// A declaration of a named type.
package struct TypeDeclarationSyntax: Sendable {
  /// What the name stands for.
  package enum Definition: Sendable {
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
  package var name: Name
  /// What it stands for.
  package var definition: Definition
  /// The doc comment.
  package var documentation: String
}

/// A field of a structure, or a labelled argument of a signal, an event or a function.
package struct FieldSyntax: Sendable {
  /// The label.
  package var name: Name
  /// The type of the value.
  package var type: TypeSyntax
  /// Whether only properties, monitors and event arguments may read it.
  package var isGhost: Bool
}

/// `[ghost] var name : type = value`, at the top, in an actor or in a monitor.
package struct VariableSyntax: Sendable {
  /// The name.
  package var name: Name
  /// The finite type.
  package var type: TypeSyntax
  /// The initial value; nil for `any`: one initial state for each value of the type.
  package var value: ExpressionSyntax?
  /// Whether only properties, monitors and event arguments may read it.
  package var isGhost: Bool
  /// The doc comment.
  package var documentation: String
}

/// `[f in T]` behind the name of a family.
package struct IndexSyntax: Sendable {
  /// The name of an instance's index inside the declaration.
  package var name: Name
  /// The finite type of the indices.
  package var type: TypeSyntax
}

/// `queue name[i in T] : Element[capacity]`, or `bag`.
package struct ChannelSyntax: Sendable {
  /// Whether messages arrive in any order.
  package var isBag: Bool
  /// The name.
  package var name: Name
  /// The index of a family, or nil.
  package var index: IndexSyntax?
  /// What it holds.
  package var element: TypeSyntax
  /// How many it holds at most.
  package var capacity: ExpressionSyntax
  /// What it holds at first, a list of values; nil: nothing.
  package var content: ExpressionSyntax?
  /// Whether only properties and monitors may read it.
  package var isGhost: Bool
  /// The doc comment.
  package var documentation: String
}

/// The declaration of a signal or an event.
package struct MessageSyntax: Sendable {
  /// The name.
  package var name: Name
  /// The labelled arguments.
  package var parameters: [FieldSyntax]
  /// `@trace` of an event.
  package var attributes: [AttributeSyntax]
  /// The doc comment.
  package var documentation: String
}

/// `let name = expression`
package struct ConditionSyntax: Sendable {
  /// The name.
  package var name: Name
  /// What it stands for.
  package var value: ExpressionSyntax
  /// The doc comment.
  package var documentation: String
}

/// `func name(x: T) -> U = expression`
package struct FunctionSyntax: Sendable {
  /// The name.
  package var name: Name
  /// The labelled parameters.
  package var parameters: [FieldSyntax]
  /// The type of the result.
  package var result: TypeSyntax
  /// The body.
  package var body: ExpressionSyntax
  /// The doc comment.
  package var documentation: String
}

/// `check model with properties { expect … }`
package struct CheckSyntax: Sendable {
  /// One `expect` line.
  package struct Expectation: Sendable {
    /// What is expected.
    package enum Outcome: Sendable {
      /// `expect pass [of names]`: every named property, or every property, holds or is reached; no deadlock, nobody
      /// stuck, no fault.
      case pass([Name])
      /// `expect violation of names`: each of them is violated or, if it is `reachable`, not reached.
      case violation([Name])
      /// `expect deadlock`
      case deadlock
      /// `expect stuck`
      case stuck
      /// `expect fault [of "kind"] [at step]`
      case fault(FaultSyntax)
    }

    /// Which faults are meant; where it says nothing, any.
    package struct FaultSyntax: Sendable {
      /// `of "value out of range"`
      package var kind: Name?
      /// `at step`
      package var step: Name?
    }

    /// What is expected.
    package var outcome: Outcome
    /// `where name = value, name in set`: the runs that are meant.
    package var settings: [SettingSyntax]
    /// `where …, condition`: which of these runs are meant.
    package var conditions: [ExpressionSyntax]
    /// From `expect` to its end.
    package var span: SourceSpan
    /// The doc comment.
    package var documentation: String
  }

  /// `extra`: it is left out unless somebody asks for it.
  package var isExtra: Bool
  /// The model's name.
  package var model: Name
  /// The property files that are meant (file name without extension, `-` written `_`); empty: the model's own.
  package var properties: [Name]
  /// The expectations.
  package var expectations: [Expectation]
  /// `allow deadlock`: a state without successors is not a verdict in this check.
  package var allowsDeadlock: Bool
  /// `allow stuck`: nor is a state from which some actor can never move again.
  package var allowsStuck: Bool
  /// `within condition`: states where it is false are not left. Its span covers it as it is written.
  package var bound: ExpressionSyntax?
  /// From its first word to the closing brace.
  package var span: SourceSpan
  /// The doc comment.
  package var documentation: String
}

/// `name = value`, `name in low...high` or `name in {a, b}` behind `where`.
package struct SettingSyntax: Sendable {
  /// The values that a parameter takes, one run for each.
  package enum Values: Sendable {
    /// One value.
    case value(ExpressionSyntax)
    /// A set literal, a range or a type.
    case domain(DomainSyntax)
  }

  /// The parameter.
  package var name: Name
  /// Its values.
  package var values: Values
}

/// `n in 1...3, m in 1...3, n <= m`: what stands behind `where`.
package struct LimitsSyntax: Sendable {
  /// The parameters with their values.
  package var settings: [SettingSyntax] = []
  /// The conditions on these.
  package var conditions: [ExpressionSyntax] = []

  /// Makes limits.
  package init(settings: [SettingSyntax] = [], conditions: [ExpressionSyntax] = []) {
    self.settings = settings
    self.conditions = conditions
  }
}
