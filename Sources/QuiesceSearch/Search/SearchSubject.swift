import QuiesceProgram

/// What is searched: a program, or what a slice leaves of it, with what is known of that before. Searches that differ in nothing that
/// decides it may have it in common.
final class SearchSubject {
  /// What the options of a search want of it.
  struct Wish: Hashable {
    let slices: Bool
    let permutes: Bool
    let asksForRest: Bool

    init(_ options: SearchOptions) {
      // Random walks store nothing that could be found again.
      slices = options.slices && options.order != .random
      permutes = options.symmetry && options.order != .random
      asksForRest = options.checksDeadlock || options.checksStuck
    }
  }

  let wish: Wish
  /// What is searched, and what it stands for.
  let derived: DerivedProgram
  /// What was left out of it.
  let slice: SliceSummary
  let symmetry: ProgramSymmetry?
  let outline: ProgramOutline
  private var knownDependencies: Dependencies?

  /// Makes a slice, and looks for symmetries, where these are wanted.
  init(_ derived: DerivedProgram, _ options: SearchOptions, clock: RunClock) throws(Interruption) {
    wish = Wish(options)
    var slice = ProgramSlice(keeping: derived.program)
    if wish.slices {
      slice = try ProgramSlice(
        derived.program, checksDeadlock: wish.asksForRest,
        symmetric: wish.permutes ? SymmetricPlaces.types(of: derived.program) : [], clock: clock)
    }
    self.derived = derived.replaced(by: slice.program)
    self.slice = slice.summary
    symmetry = wish.permutes ? ProgramSymmetry(slice.program) : nil
    outline = ProgramOutline(slice.program)
  }

  /// Which transitions depend on each other, found out when it is asked for first.
  func dependencies(_ clock: RunClock) throws(Interruption) -> Dependencies {
    if let known = knownDependencies { return known }
    let found = try Dependencies(derived.program, clock: clock)
    knownDependencies = found
    return found
  }
}
