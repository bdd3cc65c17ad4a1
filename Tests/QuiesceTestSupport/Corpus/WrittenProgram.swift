/// Programs written for what random ones hardly ever have.
enum WrittenProgram {
  /// Their texts, by their numbers; a compiler takes long for what comes after the first three.
  static let texts = [large(0, steps: 3), notes, extremes, large(1, steps: 20), large(2, steps: 20)]

  /// 500 slots, which take more words than there are registers, and an index that reaches all of them; a hundred transitions for each
  /// step.
  private static func large(_ salt: Int, steps count: Int) -> String {
    let steps = (0..<count).map { step in
      """
          step s\(step) when x[(i * 4 + \(step)) % 400] < \(step % 5 + 1) && x[y] != \(step % 3 + 5) {
            x[(y + \(step + salt)) % 400] = (x[i] + \(step)) % 8
            y = (y + \(step * (97 + salt)) + x[i + \(step)]) % 400
            if x[y] == 7 { assert y != 77 }
          }
      """
    }
    return """
      model large
      var x : [0..<400: 0...7] = 0
      var y : 0..<400 = 0
      actor a[i in 0..<100] {
        initial state go {
      \(steps.joined(separator: "\n"))
        }
      }
      property small: invariant x[y] < 7
      """
  }

  /// More transitions at one location than a word has bits, in which others are committed, faults, flags and marks.
  private static let notes = """
    model notes
    event many(n: 0..<100)
    var level : 0..<200 = 0
    actor a {
      initial state go {
        step jump(n in 0..<100) when level < 100 && level % 100 <= n {
          assert n != 70
          emit many(n)
          level = n
        }
        step hurry when level > 90 -> hurrying
        step rest when level == 3 -> done
      }
      committed state hurrying { step back { level = 100 / (level - 95) } -> go }
      final state done
    }
    actor b { initial final state watch { step see when level > 95 { level = 0 } } }
    property low: invariant level > 0 implies 10 / level < 20
    property never: never many(n) when n == 99
    property some: reachable level == 3
    """

  /// The least number, which is no literal of C.
  private static let extremes = """
    model extremes
    var x : -2...2 = 0
    actor a {
      initial state go {
        step far when x * 4611686018427387904 > -9223372036854775807 - 1 { x -= 1 }
        step near when x - 9223372036854775807 < 0 { x = if x * 9223372036854775807 < 0 then 2 else -2 }
      }
    }
    """
}
