/// What the parser tells the formatter of a token, which its kind alone does not say.
struct LayoutMark: OptionSet, Sendable {
  let rawValue: UInt8

  /// A declaration, member, step, statement, field or case begins here; other tokens at the start of a line go on
  /// with one.
  static let startsElement = LayoutMark(rawValue: 1)
  /// No space before it: the parenthesis of a call, the bracket of an index, a postfix operator.
  static let tightBefore = LayoutMark(rawValue: 2)
  /// No space behind it: a prefix operator, the opening brace of a set.
  static let tightAfter = LayoutMark(rawValue: 4)
  /// The colon of a declaration, which has a space before it.
  static let spacedColon = LayoutMark(rawValue: 8)
  /// Neither before nor behind: a member's dot, a range's dots.
  static let tight: LayoutMark = [.tightBefore, .tightAfter]
}
