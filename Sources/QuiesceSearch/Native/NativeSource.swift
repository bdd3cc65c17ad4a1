import QuiesceProgram

/// A compiled program as C: for each actor a function that appends the successors by its transitions, and one for conditions.
///
/// It is printed from the instructions that the machine runs, so that both do the same by construction, and so that nothing but
/// numbers reaches the text: no name and no string of a model is at hand here. The functions share no variables; what they
/// note down goes to memory that the caller hands them, laid out by `NativeNotes`.
struct NativeSource {
  /// The C text.
  private(set) var text = ""

  let code: Code
  /// What the names of the program's functions end in.
  let number: Int
  private let outline: ProgramOutline
  private let notes: NativeNotes

  /// Up to how many words of a state are kept in variables of their own, which compilers turn into registers.
  static let wordLimit = 8
  /// The most instructions that are given to a compiler: so many take it some ten seconds of processor time.
  static let instructionLimit = 1 << 17

  /// The text of a library for some programs, in this order; nil where it is too large for a compiler.
  static func library(of programs: [BytecodeEngine], instructionLimit: Int = instructionLimit) -> String? {
    let instructionCount = programs.reduce(0) { $0 + $1.code.instructions.count }
    guard instructionCount <= instructionLimit else { return nil }
    return programs.enumerated().reduce(head) { $0 + NativeSource($1.element, number: $1.offset).text }
  }

  private init(_ program: BytecodeEngine, number: Int) {
    code = program.code
    outline = program.outline
    self.number = number
    notes = NativeNotes(outline)
    printFieldTable()
    for actor in 0..<outline.actors.count { printActor(actor) }
    printExpansion()
    printConditions()
  }

  mutating func line(_ text: String) {
    self.text += text
    self.text += "\n"
  }
}

// MARK: functions

extension NativeSource {
  private static let head = """
    typedef unsigned long long u;
    typedef long long i;
    struct out { u *w; int *t; u *f; };
    struct field { unsigned w, s; u m; i b; };
    static __attribute__((noinline, cold)) void fault(u *restrict c, u t, u e) {
      u *p = c + \(NativeNotes.faults) + 2 * c[\(NativeNotes.faultCount)]++;
      p[0] = t;
      p[1] = e;
    }

    """

  /// The places of the fields that are chosen by an index and do not lie in one word at even distances.
  private mutating func printFieldTable() {
    guard code.fieldRuns.values.contains(where: { !$0.isEven }) else { return }
    line("static const struct field fields\(number)[] = {")
    for field in code.fields { line("  {\(field.word), \(field.shift), \(field.mask)ULL, \(number(field.bias))},") }
    line("};")
  }

  private var parameters: String {
    (["const u *restrict s"] + stateWords.map { "const u s\($0)" }).joined(separator: ", ")
  }

  private var arguments: String { (["s"] + stateWords.map { "s\($0)" }).joined(separator: ", ") }

  private var registers: String { (0..<max(1, code.registerCount)).map { "r\($0)" }.joined(separator: ", ") }

  private var wordCount: Int { outline.wordCount }

  /// The words of a state that have variables of their own.
  private var stateWords: Range<Int> { 0..<(wordCount <= NativeSource.wordLimit ? wordCount : 0) }

  private mutating func printActor(_ actor: Int) {
    line("static inline struct out actor\(number)_\(actor)(\(parameters), struct out o, u *restrict c, const int r) {")
    line("  i \(registers);")
    let locations = outline.locations(of: actor)
    line("  switch (\(raw(outline.actors[actor].location, in: source))) {")
    for location in locations {
      let transitions = outline.transitions(at: location)
      if transitions.isEmpty { continue }
      line("  case \(location - locations.lowerBound): {")
      printLocation(location, transitions)
      line("    break; }")
    }
    line("  }\n  return o;\n}")
  }

  /// The transitions of a location, those that committed locations rule out but for `r`, and what is noted down of them: bits of
  /// `e` are the enabled ones, those of `x` the ones that fail.
  private mutating func printLocation(_ location: Int, _ transitions: Range<Int>) {
    for (group, first) in stride(from: transitions.lowerBound, to: transitions.upperBound, by: 64).enumerated() {
      let members = first..<min(first + 64, transitions.upperBound)
      line("    { u e = 0, x = 0;")
      for transition in members {
        let isHeldBack = outline.hasCommitted && !outline.leavesCommitted[transition]
        if isHeldBack { line("    if (!r)") }
        printTransition(transition, bit: 1 << UInt64(transition - first))
      }
      let all = UInt64.max >> UInt64(64 - members.count)
      let free = members.reduce(0 as UInt64) { outline.leavesCommitted[$1] ? $0 | 1 << UInt64($1 - first) : $0 }
      let tried = outline.hasCommitted && free != all ? "(r ? \(free)ULL : \(all)ULL)" : "\(all)ULL"
      let place = notes.groups(at: location) + group
      line("    c[\(notes.fired + place)] |= e & ~x; c[\(notes.blocked + place)] |= \(tried) & ~e; }")
    }
  }

  private mutating func printExpansion() {
    line("i expand\(number)(const u *restrict s, u *restrict w, int *restrict t, u *restrict f, u *restrict c) {")
    for word in stateWords { line("  const u s\(word) = s[\(word)];") }
    line("  struct out o = {w, t, f};")
    line("  c[\(NativeNotes.faultCount)] = 0;")
    line("  const int r = \(restriction);")
    for actor in 0..<outline.actors.count { line("  o = actor\(number)_\(actor)(\(arguments), o, c, r);") }
    line("  return (o.t - t) + c[\(NativeNotes.faultCount)];\n}")
  }

  /// Whether some actor stands in a committed location.
  private var restriction: String {
    var tests: [String] = []
    for actor in 0..<outline.actors.count {
      let locations = outline.locations(of: actor)
      for location in locations where outline.committed[location] {
        tests.append("\(raw(outline.actors[actor].location, in: source)) == \(location - locations.lowerBound)")
      }
    }
    return tests.isEmpty ? "0" : tests.joined(separator: " || ")
  }

  /// The value of a condition, or -1 - the fault site.
  private mutating func printConditions() {
    line("i condition\(number)(const u *restrict s, i p, u *restrict c) {")
    for word in stateWords { line("  const u s\(word) = s[\(word)];") }
    line("  i \(registers);")
    line("  switch (p) {")
    for (condition, entry) in code.conditionEntries.enumerated() where entry >= 0 {
      line("  case \(condition): {")
      let body = code.body(from: entry)
      printMarks(body)
      let notes = marks(body).covers ? "c[\(NativeNotes.covered)] |= m; " : ""
      print(
        body,
        in: Surroundings(
          word: source, memory: "s", onFault: { "return -1 - \($0);" }, onEnd: { notes + "return r\($0) != 0;" }))
      line("  }")
    }
    line("  }\n  return 0;\n}")
  }

  /// How the word of a state is written that nothing changes.
  private var source: (Int) -> String {
    let isInVariables = !stateWords.isEmpty
    return { isInVariables ? "s\($0)" : "s[\($0)]" }
  }
}

// MARK: transitions

extension NativeSource {
  private mutating func printTransition(_ transition: Int, bit: UInt64) {
    let entry = code.transitionEntries[transition]
    let effect = code.effectEntries[transition]
    let end = code.transitionEnds[transition]
    let whole = entry..<end
    let written = Set(code.instructions[effect..<end].compactMap(wordWritten))
    let isInMemory = stateWords.isEmpty || code.instructions[effect..<end].contains { spansWords($0) }
    line("    {")
    printMarks(whole)
    if !isInMemory, !written.isEmpty { line("    u \(written.sorted().map { "t\($0)" }.joined(separator: ", "));") }
    let leave = "goto L\(end - 1);"
    let fail: (Int) -> String = { "{ fault(c, \(transition), \($0)); e |= \(bit)ULL; x |= \(bit)ULL; \(leave) }" }
    // With the instruction that begins the effect, to which the guard may jump.
    print(entry..<effect + 1, in: Surroundings(word: source, memory: "s", onFault: fail, onEnd: { _ in "" }))
    let target: (Int) -> String = { word in
      isInMemory ? "o.w[\(word)]" : written.contains(word) ? "t\(word)" : "s\(word)"
    }
    if isInMemory {
      line("      __builtin_memcpy(o.w, s, \(8 * wordCount));")
    } else {
      for word in written.sorted() { line("      t\(word) = s\(word);") }
    }
    let ending = finish(transition, bit, marks(whole), isInMemory ? nil : target)
    print(
      effect + 1..<end - 1, in: Surroundings(word: target, memory: "o.w", onFault: fail, onEnd: { _ in ending + leave })
    )
    line("    L\(end - 1): ; }")
  }

  /// Keeps the successor, and notes down that there is one.
  ///
  /// - Parameter word: the words to be written; nil where they lie where they belong.
  private func finish(
    _ transition: Int, _ bit: UInt64, _ marks: (flags: Bool, covers: Bool), _ word: ((Int) -> String)?
  ) -> String {
    let words = word.map { word in stateWords.map { "o.w[\($0)] = \(word($0)); " }.joined() } ?? ""
    let covers = marks.covers ? "c[\(NativeNotes.covered)] |= m; " : ""
    return words + "o.w += \(wordCount); *o.t++ = \(transition); *o.f++ = \(marks.flags ? "f" : "0"); "
      + "e |= \(bit)ULL; \(covers)"
  }

  /// Words for flags and marks where there are some.
  private mutating func printMarks(_ range: Range<Int>) {
    let marks = marks(range)
    if marks.flags { line("    u f = 0;") }
    if marks.covers { line("    u m = 0;") }
  }

  private func marks(_ range: Range<Int>) -> (flags: Bool, covers: Bool) {
    var result = (flags: false, covers: false)
    for instruction in code.instructions[range] {
      if case .flag = instruction { result.flags = true }
      if instruction.isMark { result.covers = true }
    }
    return result
  }

  /// The word that an instruction writes, where it is known.
  private func wordWritten(_ instruction: Instruction) -> Int? {
    switch instruction {
    case .store(_, let word, _), .storeWord(_, let word, _), .shiftDown(_, let word, _): Int(word)
    case .storeAt(_, _, let table): code.fieldRuns[table]?.word
    default: nil
    }
  }

  /// Whether an instruction reaches a word that only the state decides.
  private func spansWords(_ instruction: Instruction) -> Bool {
    switch instruction {
    case .loadAt(_, _, let table), .storeAt(_, _, let table): code.fieldRuns[table]?.word == nil
    default: false
    }
  }
}
