/// The candidate that a misspelt name most likely meant, or nil if none is near.
///
///     closest(to: "drianed", among: ["drained", "stopped"])   // "drained"
///
/// Near means an edit distance of at most a third of the name's length (at least 1, at most 3); a swap of neighbours
/// is one edit, and a difference in upper and lower case only is none. Of equally near candidates the first wins.
package func closest(to name: String, among candidates: some Sequence<String>) -> String? {
  let word = Array(name.utf8.prefix(longestCompared))
  let limit = min(max(word.count / 3, 1), 3)
  let folded = word.map(lowercase)
  var best: (distance: Int, candidate: String)?
  for candidate in candidates where candidate != name {
    let other = Array(candidate.utf8.prefix(longestCompared))
    guard abs(other.count - word.count) <= limit else { continue }
    let distance = editDistance(folded, other.map(lowercase))
    // A name of one or two letters is near to everything; only its case may differ.
    guard distance <= limit, distance < max(word.count, other.count) - 1 || distance == 0 else { continue }
    if distance < best?.distance ?? Int.max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// Names are compared up to here, so that a malformed input cannot make the comparison slow.
private let longestCompared = 64

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in 0..<right.count {
      var cost = previous[column] + (left[row] == right[column] ? 0 : 1)
      cost = min(cost, previous[column + 1] + 1, current[column] + 1)
      let isSwap = row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
      if isSwap { cost = min(cost, beforePrevious[column - 1] + 1) }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
