import QuiesceProgram

/// What was found in a level, each kind once, however many workers have found it.
struct LevelFindings {
  private(set) var findings: [Finding] = []

  /// Takes note of what was found.
  mutating func add(_ kind: Finding.Kind, at place: Finding.Place) {
    if findings.contains(where: { $0.kind == kind }) { return }
    findings.append(Finding(kind: kind, place: place, path: nil))
  }

  /// Takes all of another list.
  mutating func add(_ other: LevelFindings) { for finding in other.findings { add(finding.kind, at: finding.place) } }

  /// Gives the findings in an order that does not depend on who has found which first, and forgets them.
  mutating func takeAll() -> [Finding] {
    defer { findings = [] }
    return findings.sorted { $0.kind.rank.lexicographicallyPrecedes($1.kind.rank) }
  }
}

extension Finding.Kind {
  /// Numbers that tell all kinds apart which single states and transitions show.
  fileprivate var rank: [Int] {
    switch self {
    case .property(let property): [0, property]
    case .deadlock: [1]
    case .fault(let site, let property): [2, site, property ?? -1]
    case .unreachable(let property): [3, property]
    case .stuck(let actors): [4] + actors
    }
  }
}
