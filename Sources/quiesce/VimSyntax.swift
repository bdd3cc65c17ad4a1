import QuiesceLanguage
import QuiesceModel

/// How Vim shows the language in colours.
enum VimSyntax {
  /// What `filetype.vim` needs to know files by their names: `ftdetect/quiesce.vim`.
  static let fileType = "autocmd BufRead,BufNewFile *.quiesce setfiletype quiesce\n"

  /// `syntax/quiesce.vim`
  static func text() -> String {
    let keywords = KeywordClass.allCases.filter { $0 != .attribute }
    return #"""
      " Vim syntax of the Quiesce language; 'quiesce syntax vim' wrote it.
      if exists("b:current_syntax")
        finish
      endif
      syntax case match

      \#(keywords.map { "syntax keyword \(group($0)) \($0.words.joined(separator: " "))\(behind($0))\n" }.joined())
      " Any word may be the name of what is declared, of a case behind a dot, or of a field.
      syntax match quiesceName /\h\w*/ contained
      syntax match quiesceMember /\.\@1<!\.\h\w*/
      syntax match quiesceNumber /\<\%(0x[0-9a-fA-F_]\+\|\d[0-9_]*\)\>/
      syntax match quiesceAttribute /@\%(\#(KeywordClass.attribute.words.joined(separator: #"\|"#))\)\>/
      syntax match quiesceEscape /\\["\\nt]/ contained
      syntax region quiesceString start=/"/ skip=/\\./ end=/"/ oneline contains=quiesceEscape
      syntax keyword quiesceTodo TODO FIXME contained
      syntax match quiesceComment /\/\/.*$/ contains=quiesceTodo,@Spell
      syntax match quiesceDocumentation /\/\/\/.*$/ contains=quiesceTodo,@Spell
      syntax region quiesceComment start=/\/\*/ end=/\*\// contains=quiesceComment,quiesceTodo,@Spell

      \#(links.map { "highlight default link \($0.0) \($0.1)\n" }.joined())
      let b:current_syntax = "quiesce"

      """#
  }

  private static func group(_ keyword: KeywordClass) -> String {
    "quiesce" + keyword.rawValue.prefix(1).uppercased() + keyword.rawValue.dropFirst()
  }

  /// A name follows what declares it.
  private static func behind(_ keyword: KeywordClass) -> String {
    keyword == .declaration ? " nextgroup=quiesceName skipwhite" : ""
  }

  private static let links =
    KeywordClass.allCases.map { (group($0), standardGroup(of: $0)) } + [
      ("quiesceName", "Identifier"), ("quiesceNumber", "Number"), ("quiesceString", "String"),
      ("quiesceEscape", "SpecialChar"), ("quiesceTodo", "Todo"), ("quiesceComment", "Comment"),
      ("quiesceDocumentation", "SpecialComment"),
    ]

  private static func standardGroup(of keyword: KeywordClass) -> String {
    switch keyword {
    case .declaration: "Keyword"
    case .modifier: "StorageClass"
    case .statement: "Statement"
    case .operator, .quantifier: "Operator"
    case .property, .expectation: "Statement"
    case .attribute: "PreProc"
    case .constant: "Constant"
    case .type: "Type"
    }
  }
}
