import QuiesceLanguage
import QuiesceModel
import QuiesceProgram

/// A value whose parts are known as ground expressions: its scalars in the order of `SlotLayout.flatten`.
///
/// One form has no slots and occurs inside expressions only: an optional of an unbounded integer is a tag and a payload.
struct GroundValue {
  var type: ValueType
  var terms: [Term]
}

/// Turns checked expressions and statements into ground ones.
///
/// An expression becomes a tree wherever that keeps the order of evaluation. What must be evaluated earlier, or only once, goes to
/// `pending`: scratch variables that are set, in order, before the tree is evaluated.
///
/// It is one large value that is never copied: what a method only reads of it costs nothing.
struct ModelLowering: ~Copyable {
  /// A scratch variable that is set before what is being built is evaluated.
  struct Pending {
    var local: GroundLocal
    package var expression: GroundExpression
    package var mustEvaluate: Bool
  }

  /// What has to happen when an event is emitted.
  struct Reaction {
    /// The property that it belongs to, by position in the program.
    var property: Int
    /// The arguments and the condition.
    var pattern: EventPattern
    /// The statements of a monitor; nil for the pattern of a property.
    var body: [Statement]?
    /// Whether the emission as such shows the property not to be vacuous.
    package var covers: Bool
  }

  /// What is noted on the way of the program as a whole.
  struct Notes {
    fileprivate(set) var faultSites: [FaultSite] = []
    fileprivate var faultSiteIDs: [FaultSite: FaultSiteID] = [:]
    /// Where the order of symmetric values shows.
    var orderDependencies: [SymmetryRefusal] = []
    /// The marks on conditions, where a search looks at these; then no property is covered.
    var marks: PartMarks?
    /// Whether a property has added to these: then they are of no use for other properties.
    var areOfProperties = false
    /// How many nodes all trees have together.
    fileprivate var work = 0
    /// At how many the clock is looked at next.
    fileprivate var nextLook = 0
  }

  let model: CheckedModel
  let layout: StateLayout
  /// By event.
  var reactions: [[Reaction]]
  /// The events that some property waits for.
  var awaitedEvents: Set<EventID> { Set(reactions.indices.filter { !reactions[$0].isEmpty }) }

  var notes = Notes()
  /// The loops around what is being lowered.
  var loops: [OrderedLoop] = []

  /// The values of the locals in scope, by local.
  var environment: [GroundValue?]
  var pending: [Pending] = []
  /// The statements of the block that is being built.
  package var statements: [GroundStatement] = []
  var facts: Facts
  var nextLocal: GroundLocal = 0
  /// The property whose monitor is being woven in.
  var monitorProperty: Int?
  /// The flag of the next event in a formula: behind those of the properties.
  var nextFormulaFlag = 0
  /// The property whose left sides are to be marked.
  var coverProperty: Int?

  /// The values that the sender gives, where its receiver is lowered.
  var sent: [GroundValue] = []

  /// What is being lowered, for the diagnostic of a model that grows too large.
  var subject: (text: String, span: SourceSpan?) = ("the model", nil)
  private let clock: RunClock
  private var depth = 0

  /// The most nodes of all trees together.
  static let workLimit = 4_000_000
  /// The most values that a quantifier, a loop or a binding may range over.
  static let domainLimit = 4096
  /// How deeply expressions, functions and statements may nest.
  static let depthLimit = 400

  init(_ model: CheckedModel, layout: StateLayout, clock: RunClock) {
    self.model = model
    self.clock = clock
    self.layout = layout
    reactions = Array(repeating: [], count: model.events.count)
    environment = Array(repeating: nil, count: model.locals.count)
    facts = Facts(slots: layout.slots)
  }

  // MARK: Bounds

  /// Accounts for the trees that are about to be built.
  mutating func charge(_ amount: Int) throws(LoweringFailure) {
    notes.work += amount
    if notes.work >= notes.nextLook { try look() }
    if notes.work > ModelLowering.workLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) makes the ground program larger than \(ModelLowering.workLimit) nodes",
        at: subject.span,
        hint: "use smaller types, fewer bindings and instances, or quantify over less")
    }
  }

  /// How much was accounted for.
  var work: Int { notes.work }

  /// Takes back what was accounted for trees that are built anew.
  mutating func giveBack(_ amount: Int) { notes.work -= amount }

  /// Ends the lowering if the run has to end.
  private mutating func look() throws(LoweringFailure) {
    notes.nextLook = notes.work + 1 << 10
    do throws(Interruption) { try clock.check(.lowering) } catch { throw .interrupted(error) }
  }

  mutating func enter() throws(LoweringFailure) {
    depth += 1
    try charge(1)
    if depth > ModelLowering.depthLimit {
      throw LoweringFailure(
        tooLarge: "\(subject.text) nests expressions and functions more than \(ModelLowering.depthLimit) deep",
        at: subject.span, hint: "split the expression, or keep an intermediate result in a variable")
    }
  }

  mutating func leave() { depth -= 1 }

  // MARK: Fault sites

  mutating func site(
    _ kind: FaultKind, _ span: SourceSpan, message: String? = nil, limits: ClosedRange<Int>? = nil
  ) -> FaultSiteID {
    let site = FaultSite(kind: kind, span: span, message: message, limits: limits)
    if let known = notes.faultSiteIDs[site] { return known }
    notes.faultSites.append(site)
    notes.faultSiteIDs[site] = notes.faultSites.count - 1
    return notes.faultSites.count - 1
  }

  // MARK: Scratch variables

  mutating func newLocal() -> GroundLocal {
    nextLocal += 1
    return nextLocal - 1
  }

  /// A term that may be written down any number of times and has the value of this one, evaluated now.
  mutating func settle(_ term: Term) -> Term {
    term.isAtomic ? term : settle(term, at: pending.count)
  }

  /// Sets a scratch variable to the term at an earlier place of what is pending.
  mutating func settle(_ term: Term, at position: Int) -> Term {
    let local = newLocal()
    pending.insert(
      Pending(local: local, expression: term.expression, mustEvaluate: term.mustEvaluate), at: position)
    facts.note(.local(local), term.range)
    // What has passed a check lies within it from here on.
    if case .check(let checked, let range, _) = term.expression, checked.isPlace { facts.note(checked, range) }
    return Term(.local(local), in: term.range)
  }

  mutating func settle(_ value: GroundValue) -> GroundValue {
    GroundValue(type: value.type, terms: value.terms.map { settle($0) })
  }

  /// Evaluates now what must be evaluated, so that scalars may be dropped or read in another order.
  mutating func settleFaults(_ value: GroundValue) -> GroundValue {
    guard value.terms.count != 1 else { return value }
    return GroundValue(type: value.type, terms: value.terms.map { $0.mustEvaluate ? settle($0) : $0 })
  }

  /// Keeps earlier terms earlier: what became pending since `mark` came from an expression to the right of them.
  mutating func protect(_ value: inout GroundValue, at mark: inout Int) {
    guard pending.count > mark else { return }
    for index in value.terms.indices where value.terms[index].mustEvaluate {
      value.terms[index] = settle(value.terms[index], at: mark)
      mark += 1
    }
  }

  /// Makes what has become pending since a mark depend on a condition, for the branch of a composite conditional.
  mutating func gate(since mark: Int, by condition: Term) {
    for index in mark..<pending.count {
      let branch = pending[index].expression
      pending[index].expression = .conditional(condition.expression, branch, .constant(0))
    }
  }

  // MARK: Scopes

  /// Starts an expression that is evaluated by itself, or not at all.
  mutating func openScope() -> [Pending] {
    let outer = pending
    pending = []
    return outer
  }

  /// Ends it: what it left pending becomes part of it.
  mutating func closeScope(_ outer: [Pending], _ term: Term) -> Term {
    var result = term.expression
    for binding in pending.reversed() {
      result = .letIn(binding.local, binding.expression, body: result)
    }
    let mustEvaluate = term.mustEvaluate || pending.contains(where: \.mustEvaluate)
    pending = outer
    return Term(result, in: term.range, mustEvaluate: mustEvaluate)
  }

  /// Evaluates what is pending before the next statement.
  mutating func flush() {
    for binding in pending { statements.append(.setLocal(binding.local, binding.expression)) }
    pending = []
  }
}
