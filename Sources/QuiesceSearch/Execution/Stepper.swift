import QuiesceProgram

/// The narrow waist between a way of running a program and the searches: PINS in LTSmin, `Model` in Stateright.
///
/// A stepper is what one worker has in its hands; the engine behind it is immutable and shared by all of them. A searcher knows
/// states as words, transitions and conditions as numbers, and nothing else; what is data of the program is in its
/// `ProgramOutline`.
protocol Stepper: ~Copyable, SendableMetatype {
  /// The program made ready to run.
  associatedtype Engine: Sendable
  /// Prepares a worker.
  init(_ engine: Engine)
  /// Appends every enabled transition's successor, and the faults met on the way. Returns how many transitions are enabled, faulting ones included.
  mutating func expand(_ state: PackedState, id: Int, into buffer: inout SuccessorBuffer) -> Int
  /// Whether a transition whose actors stand where they have to is enabled, or its guard fails.
  mutating func mayFire(_ transition: Int, in state: PackedState) -> Bool
  /// Appends the successor by an enabled transition; false if the transition fails.
  mutating func fire(_ transition: Int, from state: PackedState, into buffer: inout SuccessorBuffer) -> Bool
  /// The value of one of the program's `StateConditions`.
  mutating func evaluate(_ condition: Int, in state: PackedState) -> ConditionValue
  /// Takes up what the engine has got since the stepper was made, where no state is being expanded; nothing, if not said otherwise.
  mutating func update()
  /// Which transitions fired, and which were blocked by their guard.
  var coverage: Coverage { get }
  /// The properties that were seen not to be vacuous, as bits.
  var covered: UInt64 { get }
  /// Memory for what is remembered of transitions; none, if not said otherwise.
  var footprint: Footprint { get }
}

extension Stepper where Self: ~Copyable {
  mutating func update() {}
  var footprint: Footprint { Footprint() }
}

/// What a condition over a state evaluates to.
enum ConditionValue {
  /// It does not hold.
  case no
  /// It holds.
  case yes
  /// It cannot be evaluated.
  case fault(FaultSiteID)
}
