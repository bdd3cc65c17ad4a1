@testable import QuiesceProgram
@testable import QuiesceSearch

/// One entry of a table that a reduction relies on, made wrong.
struct Corruption {
  /// Which table.
  enum Kind: CaseIterable {
    /// Transitions accord although one disables the other: a bit of a row of conflicts is missing.
    case accordance
    /// What decides the value that an effect leaves in a slot is not looked at.
    case slices
    /// A transition that makes a condition true is missing in its row.
    case enabling
    /// A guard that may fail to evaluate is taken for one that cannot.
    case failures
    /// A transition that begins, or ends, the violation of a property is missing.
    case visibility
    /// A property is not asked again although a transition writes what it reads.
    case reads
    /// A property that is open at first is taken for a decided one.
    case notability
    /// An answer leads to the set that is remembered for another one.
    case questions
    /// Fewer transitions are fired than are in the set.
    case choice
    /// A state whose successors all lead back to it is not expanded in full.
    case proviso

    /// Whether what was made wrong may be searched only in programs without arrays: transitions that are not enabled fire.
    var firesAnything: Bool { self == .questions }
  }

  /// What is made wrong, and when.
  enum Change {
    /// What is known of the program.
    case dependencies((Program, Dependencies) throws -> Dependencies)
    /// What is asked.
    case watch((inout PropertyWatch) -> Void)
    /// An entry of the ways to the only way on, as a whole search has learnt them.
    case singles(position: Int, entry: Int32)
    /// What was written down of a search.
    case record((inout ReductionRecord) -> Void)
  }

  let title: String
  let change: Change

  /// All entries of a table, each made wrong by itself.
  static func all(
    _ kind: Kind, of example: AuditExample, after search: AuditExample.Search
  ) throws -> [Corruption] {
    let dependencies = example.dependencies
    switch kind {
    case .accordance:
      return bits(of: dependencies.conflicts, dependencies.width).filter { $0.row != $0.member }.map { row, member in
        changing("\(row) accords with \(member)") { $0.conflicts.clear(member, row, $0.width) }
      }
    case .enabling:
      return bits(of: dependencies.enablers, dependencies.width).map { row, member in
        changing("\(member) is not in row \(row)") { $0.enablers.clear(member, row, $0.width) }
      }
    case .failures:
      return dependencies.blockers.indices.flatMap { variant in
        dependencies.blockers[variant].indices.compactMap { position in
          guard case .failure = dependencies.blockers[variant][position] else { return nil }
          return changing("\(variant) cannot fail") { $0.blockers[variant].remove(at: position) }
        }
      }
    case .visibility:
      return dependencies.visibility.indices.flatMap { property in
        bits(of: dependencies.visibility[property].begin, dependencies.width).map { _, member in
          changing("\(member) does not begin \(property)") { $0.visibility[property].begin.clear(member, 0, $0.width) }
        }
          + bits(of: dependencies.visibility[property].end, dependencies.width).map { _, member in
            changing("\(member) does not end \(property)") { $0.visibility[property].end.clear(member, 0, $0.width) }
          }
      }
    case .slices:
      let clock = RunClock(RunControl())
      let specialization = try Specialization(example.program, clock: clock)
      let relations = try Interference(specialization.program, clock: clock)
      return relations.subjects.flatMap { subject in
        subject.writes.members.filter { !EffectSlice(subject.effect, for: SlotSet($0)).needed.isEmpty }.map { slot in
          Corruption(
            title: "\(subject.transition) needs nothing for \(slot)",
            change: .dependencies { _, _ in
              var relations = relations
              let part = relations.part(of: subject, for: SlotSet(slot))
              relations.parts[subject.transition, subject.effect, SlotSet(slot)] =
                EffectParts.Part(part.statements, needed: SlotSet())
              return try Dependencies(specialization, relations, clock: clock)
            })
        }
      }
    case .reads:
      let affected = PropertyQuestions(example.program).affected
      return bits(of: affected, 1).map { transition, property in
        Corruption(
          title: "\(transition) does not affect \(property)",
          change: .watch { $0.questions.affected.clear(property, transition, 1) })
      }
    case .notability:
      let watch = PropertyWatch(example.program, checksDeadlock: true)
      return bits(of: [watch.openAtFirst], 1).map { _, property in
        Corruption(title: "\(property) is decided", change: .watch { $0.openAtFirst.clear(property) })
      }
    case .questions:
      return wrongEntries(of: search.singles, search.answerCounts).map { position, entry in
        Corruption(title: "entry \(position) is \(entry)", change: .singles(position: position, entry: entry))
      }
    case .choice:
      return search.record.states.flatMap { position, reduced in
        reduced.fired.count < 2
          ? []
          : reduced.fired.map { transition in
            Corruption(
              title: "\(transition) is not fired in the state at \(position)",
              change: .record { $0.states[position]?.fired.removeAll { $0 == transition } })
          }
      }
    case .proviso:
      return search.record.expandedAfterAll.map { position, reduced in
        Corruption(
          title: "the state at \(position) is not expanded in full",
          change: .record { $0.states[position] = reduced })
      }
    }
  }

  /// For each answer to a question, the sets that the other answers lead to.
  private static func wrongEntries(of tree: DecisionTree, _ answerCounts: [Int]) -> [(position: Int, entry: Int32)] {
    var result: [(position: Int, entry: Int32)] = []
    for node in tree.nodes {
      let positions = Int(node.entries)..<Int(node.entries) + answerCounts[Int(node.question)]
      let known = Set(positions.map { tree.entries[$0] }).filter { $0 < -1 }.sorted()
      for position in positions {
        for entry in known where entry != tree.entries[position] { result.append((position, entry)) }
      }
    }
    return result
  }

  private static func changing(_ title: String, _ change: @escaping (inout Dependencies) -> Void) -> Corruption {
    Corruption(
      title: title,
      change: .dependencies { _, dependencies in
        var dependencies = dependencies
        change(&dependencies)
        return dependencies
      })
  }

  private static func bits(of rows: [UInt64], _ width: Int) -> [(row: Int, member: Int)] {
    rows.indices.flatMap { word in
      (0..<64).filter { rows[word] & (1 << UInt64($0)) != 0 }.map { (word / width, word % width * 64 + $0) }
    }
  }
}

extension UInt64 {
  fileprivate mutating func clear(_ bit: Int) { self &= ~(1 << UInt64(bit)) }
}

extension [UInt64] {
  fileprivate mutating func clear(_ member: Int, _ row: Int, _ width: Int) {
    self[row * width + member >> 6].clear(member & 63)
  }
}
