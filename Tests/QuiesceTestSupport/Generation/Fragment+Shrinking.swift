extension Fragment {
  /// A smaller program for which `isInteresting` still says true, found greedily; at most `attempts` programs are asked about.
  package func shrunk(attempts: Int = 4000, while isInteresting: (Fragment) -> Bool) -> Fragment {
    var best = self
    var left = attempts
    var progressed = true
    while progressed && left > 0 {
      progressed = false
      var position = 0
      while position < best.count, left > 0 {
        var replaced = false
        for candidate in best.replacements(at: position) {
          left -= 1
          guard candidate.text.utf8.count < best.text.utf8.count, isInteresting(candidate) else { continue }
          best = candidate
          replaced = true
          progressed = true
          break
        }
        if !replaced { position += 1 }
      }
    }
    return best
  }

  /// The number of fragments in it, itself included.
  private var count: Int { pieces.reduce(1) { $0 + ($1.fragment?.count ?? 0) } }

  /// The programs in which the fragment at a position (in order of appearance) is replaced by something smaller, smallest first.
  private func replacements(at position: Int) -> [Fragment] {
    var rest = position
    guard let target = fragment(at: &rest) else { return [] }
    return target.smaller.map { replacement in
      var rest = position
      return replacing(at: &rest, with: replacement)
    }
  }

  private var smaller: [Fragment] {
    switch role {
    case .fixed: []
    case .optional: [""]
    case .statement: [""] + descendants { $0 == .statement }
    case .expression(let type, let simplest):
      (text == simplest ? [] : [Fragment([.text(simplest)], role: role)])
        + descendants {
          guard case .expression(type, _) = $0 else { return false }
          return true
        }
    }
  }

  private func descendants(where accepts: (Role) -> Bool) -> [Fragment] {
    pieces.compactMap(\.fragment).flatMap { inner in
      (accepts(inner.role) ? [inner] : []) + inner.descendants(where: accepts)
    }
  }

  private func fragment(at position: inout Int) -> Fragment? {
    if position == 0 { return self }
    position -= 1
    for piece in pieces {
      guard let inner = piece.fragment else { continue }
      if let found = inner.fragment(at: &position) { return found }
    }
    return nil
  }

  private func replacing(at position: inout Int, with replacement: Fragment) -> Fragment {
    if position == 0 {
      position = -1
      return replacement
    }
    position -= 1
    var result = self
    for (index, piece) in pieces.enumerated() {
      guard position >= 0, let inner = piece.fragment else { continue }
      result.pieces[index] = .fragment(inner.replacing(at: &position, with: replacement))
    }
    return result
  }
}

extension Fragment.Piece {
  fileprivate var fragment: Fragment? {
    if case .fragment(let fragment) = self { fragment } else { nil }
  }
}
