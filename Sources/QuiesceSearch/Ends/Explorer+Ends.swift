import QuiesceProgram

/// What a search keeps to know where everything ends: a forest of links, each from a state to one that can be reached from it.
///
/// Whatever can be reached from a state, some strongly connected component that is never left can. Each of them has a state
/// without a link, since links lead in no circle: an end. So only ends need to be looked at, and most turn out to be no
/// ends, since a state of another tree can be reached from them. `Documentation/ends.md` has the argument.
struct Ends: ~Copyable {
  let questions: EndQuestions
  private var links = Links()

  init(_ questions: EndQuestions) { self.questions = questions }

  /// Takes note of transitions between stored states; those from one state lie in a row.
  ///
  /// Most states have a successor that was not expanded yet, which costs next to nothing to link to: it was stored late. Only where there
  /// is none, the links of the others are followed.
  @inline(__always)
  mutating func reached(_ batch: StateBatch, from sources: borrowing OwnedBuffer<Int>, count: Int) {
    var position = 0
    while position < count {
      let source = sources[position]
      let first = position
      var latest = -1
      repeat {
        let stored = batch.positions[position]
        latest = max(latest, stored == source ? -1 : stored)
        position &+= 1
      } while position < count && sources[position] == source
      if links.isLinked(source) || links.link(source, ahead: latest) { continue }
      for other in first..<position where links.link(source, to: batch.positions[other]) { break }
    }
  }

  /// Where workers write links from states of a level that lead behind it.
  mutating func places(of level: Range<Int>) -> Links.Places { links.places(of: level) }

  /// Makes the links that a worker has left.
  mutating func add(_ near: borrowing GrowingBuffer<LevelLinks.Near>) { links.add(near) }

  /// Has links from states of a level lead to where states have been moved that lay from a position on.
  mutating func follow(_ moved: [Int], from first: Int, in level: Range<Int>) {
    if !moved.isEmpty { links.follow(moved, from: first, in: level) }
  }

  /// The first state without a link from a position on and before another one.
  func firstEnd(in states: Range<Int>) -> Int? {
    for state in states where !links.isLinked(state) { return state }
    return nil
  }

  /// Links an end to a state that can be reached from it; false if the links of that state lead to the end.
  mutating func link(_ end: Int, to state: Int) -> Bool { links.link(end, to: state) }

  /// Takes a state out of what is looked at.
  mutating func settle(_ state: Int, of count: Int) { links.link(state, to: count) }

  /// The links as words, to be kept.
  var linkWords: [UInt64] { links.words }

  /// The bytes of these words.
  var linkBytes: Int { links.wordBytes }

  /// Takes links that were kept.
  mutating func restore(_ words: [UInt64]) { links = Links(words) }

  /// Memory in use.
  var footprint: Footprint { links.footprint }
}

// After the search: what can follow the ends.
extension Explorer where Model: ~Copyable {
  /// Looks at what can follow the ends of what was visited, and takes note of who is stuck there and what cannot be reached.
  ///
  /// Of a search that has ended at a bound, only what was visited in full is looked at.
  mutating func judgeEnds() {
    let isWhole = stop == nil
    guard let questions = ends?.questions,
      let visited = isWhole ? table.count : stop == .stateBudget ? frontier.expandedCount : nil
    else { return }
    var search = EndSearch()
    do throws(Interruption) {
      for state in visited..<table.count { ends?.settle(state, of: table.count) }
      var next = 0
      while let end = ends?.firstEnd(in: next..<visited) {
        if end & 1023 == 0 { try clock.check(.looking) }
        try judge(end: end, questions, &search)
        next = end + 1
      }
      hasJudgedEnds = isWhole
    } catch {
      end(error)
    }
    for finding in search.findings { watch.found(finding) }
    statistics.seconds = budget.elapsed
  }

  private mutating func judge(
    end: Int, _ questions: EndQuestions, _ search: inout EndSearch
  ) throws(Interruption) {
    let start = table.state(end).words(model.wordCount)
    let result = try lookAhead(from: start, questions, clock, end: end)
    switch result.kind {
    case .linked: return
    case .complete: break
    case .closed:
      search.add(result.answers, at: result.first) { frontier.levels.isBefore($0, $1, in: table) }
    }
    ends?.settle(end, of: table.count)
  }

  /// Visits all that can follow a state, in the whole space and as it is, until everything asked is seen.
  ///
  /// - Parameters:
  ///   - end: the end that the state is, if it is one; it is linked to the first state of another tree that is met.
  ///   - limit: the most states to visit.
  mutating func lookAhead(
    from start: [UInt64], _ questions: EndQuestions, _ clock: RunClock, end: Int? = nil, limit: Int = .max
  ) throws(Interruption) -> Prospect {
    var answers = EndAnswers(questions)
    var first = end ?? 0
    guard var seen = StateTable(wordCount: model.wordCount, maximumBytes: max(table.maximumBytes - table.byteCount, 0))
    else { throw Interruption(reason: .memoryBudget, stage: .looking) }
    _ = seen.insert(start)
    var next = 0
    while next < seen.count {
      if next & 255 == 255 { try clock.check(.looking) }
      let state = seen.state(next)
      answers.visit(state, &model)
      buffer.removeAll()
      let enabled = model.stepper.expand(state, id: next, into: &buffer)
      for position in 0..<buffer.count { answers.note(transition: Int(buffer.transitions[position])) }
      for fault in buffer.faults { answers.note(transition: fault.transition) }
      if !buffer.faults.isEmpty { answers.isOpen = true }
      if enabled == 0 {
        answers.hasHalt = true
        if model.isBeyondBound(state) { answers.isOpen = true }
      }
      if answers.isComplete || seen.count > limit { return Prospect(kind: .complete, answers: answers, first: first) }
      guard seen.makeRoom(for: buffer.count), hasMemory(with: seen.byteCount) else {
        throw Interruption(reason: .memoryBudget, stage: .looking)
      }
      for position in 0..<buffer.count {
        let successor = buffer.state(position)
        let isNew = seen.insert(successor).isNew
        guard isNew, let end, let stored = storedPosition(of: successor) else { continue }
        if ends?.link(end, to: stored) ?? false { return Prospect(kind: .linked, answers: answers, first: first) }
        if frontier.levels.isBefore(stored, first, in: table) { first = stored }
      }
      next += 1
    }
    return Prospect(kind: .closed, answers: answers, first: first)
  }

  /// Where a state, or the canonical one in its place, is stored.
  private mutating func storedPosition(of state: PackedState) -> Int? {
    guard model.isSymmetric else {
      return table.find(state)
    }
    passage.buffer.removeAll()
    let canonical = passage.buffer.next
    canonical.takeWords(of: state, count: model.wordCount)
    _ = model.canonicalize(canonical)
    return table.find(PackedState(canonical))
  }
}

/// What came of a look at what can follow a state.
struct Prospect {
  enum Kind {
    /// Another tree can be reached, which is looked at in its turn.
    case linked
    /// Everything asked was seen, or as many states as are to be visited.
    case complete
    /// All that can follow was visited.
    case closed
  }

  let kind: Kind
  let answers: EndAnswers
  /// The first of the visited states that are stored, by position.
  let first: Int
}

/// What a look at the ends has found, each at the first state by position.
private struct EndSearch {
  private(set) var findings: [Finding] = []

  /// Takes note of what is not seen in a component that is never left. What lies
  /// behind a fault or the search bound is not judged.
  mutating func add(_ answers: EndAnswers, at first: Int, isBefore: (Int, Int) -> Bool) {
    guard !answers.isOpen else { return }
    if !answers.stuck.isEmpty { add(.stuck(answers.stuck), at: first, isBefore) }
    for property in answers.unreached { add(.unreachable(property: property), at: first, isBefore) }
  }

  private mutating func add(_ kind: Finding.Kind, at first: Int, _ isBefore: (Int, Int) -> Bool) {
    let finding = Finding(kind: kind, place: .state(first))
    guard let known = findings.firstIndex(where: { $0.kind.isSameQuestion(as: kind) }) else {
      return findings.append(finding)
    }
    if case .state(let other) = findings[known].place, isBefore(first, other) { findings[known] = finding }
  }
}

extension Finding.Kind {
  /// Whether it answers the same question, perhaps about other actors.
  fileprivate func isSameQuestion(as other: Finding.Kind) -> Bool {
    if case .stuck = self, case .stuck = other { return true }
    return self == other
  }
}
