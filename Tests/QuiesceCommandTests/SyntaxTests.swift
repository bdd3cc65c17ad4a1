import FoundationEssentials
import QuiesceLanguage
import QuiesceTestSupport
import Testing

@testable import quiesce

/// What editors are told of the language.
@Suite struct SyntaxTests {
  private static let words = KeywordClass.allCases.flatMap(\.words)

  /// The words in quotes of the grammar; `removeAll` stands behind a dot only, as other operations of channels do. `Bool` and `Int` are
  /// names of types that the grammar need not know.
  @Test func theWordsAreThoseOfTheGrammar() throws {
    let text = try contents(of: Repository.root + "/Documentation/language.md")
    let grammar = try #require(text.split(separator: "```ebnf").dropFirst().first?.split(separator: "```").first)
    let words = Set(grammar.matches(of: /"([A-Za-z]+)"/).map { String($0.1) })
    #expect(words.subtracting(["removeAll"]) == Set(Self.words).subtracting(["Bool", "Int"]))
    #expect(Set(Self.words).count == Self.words.count, "a word has one class")
  }

  /// What the parser asks for in so many words.
  @Test func theParserAsksForNoOther() throws {
    let folder = Repository.root + "/Sources/QuiesceLanguage/Parsing"
    let files = Shell.run("ls *.swift | grep -v Habits", in: folder).lines
    let asked = try files.flatMap { file in
      try contents(of: folder + "/" + file).matches(of: /(?:word: |isWord\()"([a-z]+)"/).map { String($0.1) }
    }
    #expect(Set(asked).subtracting(Self.words) == [])
    #expect(Set(asked).isSuperset(of: ["actor", "until", "expect", "where"]), "the parser asks in another way")
  }

  /// Each word is shown by one rule as what it is, and no other word by any.
  @Test func theGrammarOfTextMateKnowsEachWord() throws {
    let text = try Scratch().run("quiesce syntax textmate").text
    let grammar = try JSONDecoder().decode(Grammar.self, from: Data(text.utf8))
    let rules = try grammar.patterns.compactMap { rule in
      try rule.match.flatMap { $0.hasPrefix(#"\b("#) && !$0.hasPrefix(#"\b(?"#) ? try Regex($0) : nil }
    }
    #expect(rules.count == KeywordClass.allCases.count - 1, "attributes stand behind '@'")
    for keyword in KeywordClass.allCases where keyword != .attribute {
      for word in keyword.words { #expect(rules.filter { word.wholeMatch(of: $0) != nil }.count == 1, "\(word)") }
    }
    for other in ["steps", "Model", "x", "source", "ends", "_in", "push"] {
      #expect(rules.allSatisfy { other.wholeMatch(of: $0) == nil }, "\(other)")
    }
    #expect(grammar.fileTypes == ["quiesce"] && grammar.scopeName == "source.quiesce")
  }

  private struct Grammar: Decodable {
    struct Rule: Decodable {
      var match: String?
    }
    var fileTypes: [String]
    var scopeName: String
    var patterns: [Rule]
  }

  /// Vim, asked for the group of each first word of a line, or of what stands at the `^` below it.
  @Test(.enabled(if: Readers.areRequired || hasVim, "vim is not installed, or knows no syntax"))
  func vimShowsEachWord() throws {
    var lines: [(text: String, column: Int, group: String)] = []
    for keyword in KeywordClass.allCases where keyword != .attribute {
      let name = "quiesce" + keyword.rawValue.prefix(1).uppercased() + keyword.rawValue.dropFirst()
      lines += keyword.words.map { ($0, 1, name) }
    }
    lines += ["steps", "Model", "push", "source", "_in"].map { ($0, 1, "") }
    lines += [
      ("step step when x", 6, "quiesceName"), ("step step when x", 11, "quiesceStatement"),
      ("x = .count", 6, "quiesceMember"), ("x in 0...count", 10, "quiesceQuantifier"),
      ("@source(\"if\")", 2, "quiesceAttribute"), ("@source(\"if\")", 10, "quiesceString"),
      ("\"a \\\" if\"", 8, "quiesceString"), ("x // if", 6, "quiesceComment"), ("/// if", 5, "quiesceDocumentation"),
      ("/* a /* b */ if */ if", 14, "quiesceComment"), ("/* a /* b */ if */ if", 20, "quiesceStatement"),
      ("x = 0x1_f", 7, "quiesceNumber"), ("x = 1_000", 6, "quiesceNumber"), ("x1 = y", 2, ""),
    ]
    let scratch = try Scratch(["words.quiesce": lines.map { $0.text + "\n" }.joined()])
    _ = scratch.run("mkdir syntax ftdetect && quiesce syntax vim > syntax/quiesce.vim")
    _ = scratch.run("quiesce syntax vim-filetype > ftdetect/quiesce.vim")
    let columns = lines.map { "\($0.column)" }.joined(separator: ",")
    let script = """
      set nocompatible runtimepath^=.
      filetype on
      syntax on
      edit words.quiesce
      call writefile(map([\(columns)], 'synIDattr(synID(v:key + 1, v:val, 1), "name")'), 'groups')
      quitall!

      """
    #expect(write(script, to: scratch.path + "/ask.vim"))
    let result = scratch.run("vim -es -u NONE -i NONE -S ask.vim < /dev/null")
    let groups = try scratch.text(of: "groups").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(groups.count == lines.count + 1, "\(result.text)")
    for (line, group) in zip(lines, groups) { #expect(group == line.group, "\(line.text)") }
  }

  private static var hasVim: Bool { Shell.run("vim --version | grep -q '+syntax'", in: "/").status == 0 }
}
