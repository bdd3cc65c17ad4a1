package import QuiesceProgram

extension SpaceForecast {
  /// What was estimated when at least some parts of a space were known, in levels that were whole; nil where nothing was.
  package static func behind(parts: [Double], of sizes: [Int]) -> [SpaceForecast?] {
    let starts = sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    let all = Double(starts.last ?? 0)
    return parts.map { part in
      guard let known = starts.firstIndex(where: { Double($0) >= part * all }) else { return nil }
      return SpaceForecast(SpaceLevels(starts: Array(starts.prefix(known)), end: starts[known]), found: starts[known])
    }
  }
}
