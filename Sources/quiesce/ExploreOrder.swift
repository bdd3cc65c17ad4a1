/// What somebody who explores a model asks for, a line each.
enum ExploreOrder: Equatable {
  /// Take the step with this number in the list.
  case number(Int)
  /// Take the step that is called so.
  case take(String)
  /// Take steps back (less than 0) or again.
  case move(Int)
  /// Begin anew, in the initial state with this number.
  case begin(Int)
  /// Go to the nearest state in which this holds.
  case jump(String)
  /// Show where we stand.
  case show
  /// Say why steps are not enabled: of this actor, or of all.
  case why(String?)
  /// Show the way as a table.
  case trace
  /// Write the way as a result that can be replayed.
  case save(String)
  /// Say what can be asked.
  case help
  /// End.
  case quit

  /// Reads a line; nil for an empty one or a comment.
  init?(_ line: String) throws(Refusal) {
    let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let word = words.first, !word.hasPrefix("#") else { return nil }
    let rest = words.count > 1 ? String(words[1].reversed().drop(while: \.isWhitespace).reversed()) : nil
    switch word {
    case "take": self = .take(try ExploreOrder.given(rest, "take STEP"))
    case "back", "b": self = .move(-(try ExploreOrder.count(rest, "back N")))
    case "forward", "f": self = .move(try ExploreOrder.count(rest, "forward N"))
    case "start": self = .begin(try ExploreOrder.count(rest, "start N"))
    case "jump", "j": self = .jump(try ExploreOrder.given(rest, "jump CONDITION"))
    case "show", "s": self = .show
    case "why", "w": self = .why(rest)
    case "trace", "t": self = .trace
    case "save": self = .save(try ExploreOrder.given(rest, "save FILE"))
    case "help", "h", "?": self = .help
    case "quit", "q": self = .quit
    default:
      guard let number = Int(word), rest == nil else {
        throw Refusal("there is no order '\(word)'; 'help' lists them")
      }
      self = .number(number)
    }
  }

  private static func given(_ text: String?, _ usage: String) throws(Refusal) -> String {
    guard let text else { throw Refusal("something is missing: \(usage)") }
    return text
  }

  /// A number behind an order; 1 where none is given.
  private static func count(_ text: String?, _ usage: String) throws(Refusal) -> Int {
    guard let text else { return 1 }
    guard let number = Int(text), number > 0 else { throw Refusal("'\(text)' is no number: \(usage)") }
    return number
  }

  /// What can be asked, for people.
  static let summary = """
    N               take the step with this number
    take STEP       take the step that is called so: take driver.flush
    back [N]        take steps back
    forward [N]     take them again
    start [N]       back to the beginning, or to another initial state
    jump CONDITION  go the shortest way from here to a state in which it is true
    show            show where we are
    why [ACTOR]     say what keeps steps from being enabled
    trace           show the way as a table
    save FILE       write the way as JSON, for 'quiesce replay FILE'
    quit            end

    """
}
