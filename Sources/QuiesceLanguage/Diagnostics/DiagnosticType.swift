/// The stable names of everything that Quiesce can find wrong with its input.
///
/// The raw value is what users write after `quiesce explain` and `--ignore`; it never changes its meaning.
package enum DiagnosticType: String, CaseIterable, Sendable {
  /// A character or byte sequence that starts no token.
  case invalidCharacter = "INVALID_CHARACTER"
  /// A string or comment that never ends.
  case unterminatedText = "UNTERMINATED_TEXT"
  /// A token other than the grammar allows here.
  case unexpectedToken = "UNEXPECTED_TOKEN"
  /// Brackets, types or expressions nested deeper than the limit.
  case nestingTooDeep = "NESTING_TOO_DEEP"
  /// An integer literal or a constant that no machine word holds.
  case numberTooLarge = "NUMBER_TOO_LARGE"
  /// A file that cannot be read.
  case unreadableFile = "UNREADABLE_FILE"
  /// A file larger than the limit.
  case fileTooLarge = "FILE_TOO_LARGE"
  /// An import whose path leaves the workspace.
  case importOutsideWorkspace = "IMPORT_OUTSIDE_WORKSPACE"
  /// Files that import each other in a circle.
  case cyclicImport = "CYCLIC_IMPORT"
  /// A name that is declared nowhere in reach.
  case unknownName = "UNKNOWN_NAME"
  /// A name declared twice.
  case duplicateName = "DUPLICATE_NAME"
  /// An expression of another type than its place needs.
  case typeMismatch = "TYPE_MISMATCH"
  /// A call, event, signal or literal with the wrong number of arguments or labels.
  case wrongArguments = "WRONG_ARGUMENTS"
  /// An operation that this kind of value does not have.
  case invalidOperation = "INVALID_OPERATION"
  /// An expression that must be known before the search but depends on the state.
  case notConstant = "NOT_CONSTANT"
  /// A value or index that can never lie in its range.
  case outOfRange = "OUT_OF_RANGE"
  /// A range without values, a capacity of nothing, a type too large to enumerate.
  case invalidRange = "INVALID_RANGE"
  /// A guard or ordinary value that depends on ghost state.
  case ghostDependency = "GHOST_DEPENDENCY"
  /// A model that can tell the values of a symmetric type apart.
  case symmetryBroken = "SYMMETRY_BROKEN"
  /// A type or function that needs itself.
  case recursiveDefinition = "RECURSIVE_DEFINITION"
  /// An actor without initial state, a sequence without end, and other malformed structure.
  case malformedActor = "MALFORMED_ACTOR"
  /// A parameter setting that names no parameter or gives a value outside its type.
  case invalidSetting = "INVALID_SETTING"
  /// The ground program, a state or a step grows beyond a limit.
  case modelTooLarge = "MODEL_TOO_LARGE"
  /// A property that no deterministic automaton over events can stand for.
  case noAutomaton = "NO_AUTOMATON"
  /// The arguments leave no run.
  case nothingToRun = "NOTHING_TO_RUN"
  /// Nothing was checked.
  case noPropertyChecked = "NO_PROPERTY_CHECKED"
  /// A property of a kind that no search decides yet.
  case propertyNotChecked = "PROPERTY_NOT_CHECKED"
  /// A step that fired in no run.
  case stepNeverFires = "STEP_NEVER_FIRES"
  /// A guard that was true whenever it was asked.
  case guardNeverBlocks = "GUARD_NEVER_BLOCKS"
  /// A property that held only because its left side never did.
  case vacuousProperty = "VACUOUS_PROPERTY"
  /// A comparison that the types of its sides decide.
  case comparisonAlwaysSame = "COMPARISON_ALWAYS_SAME"
  /// A part of a property that had one value only.
  case partAlwaysSame = "PART_ALWAYS_SAME"
  /// A branch of a step that no run took.
  case branchNeverTaken = "BRANCH_NEVER_TAKEN"
  /// A variable that is assigned and never has another value.
  case variableNeverChanges = "VARIABLE_NEVER_CHANGES"
  /// A declaration that nothing uses.
  case unusedDeclaration = "UNUSED_DECLARATION"
  /// A state that no step leads to.
  case unreachableState = "UNREACHABLE_STATE"

  /// Warnings make an answer hollow; everything else refuses the input.
  package var severity: Diagnostic.Severity {
    switch self {
    case .noPropertyChecked, .propertyNotChecked, .stepNeverFires, .guardNeverBlocks, .vacuousProperty,
      .comparisonAlwaysSame, .partAlwaysSame, .branchNeverTaken, .variableNeverChanges, .unusedDeclaration,
      .unreachableState:
      .warning
    default: .error
    }
  }
}
