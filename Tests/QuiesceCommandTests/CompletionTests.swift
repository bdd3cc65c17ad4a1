import Testing

@Suite("completions") struct CompletionTests {
  private static let files = [
    "m.quiesce": """
    model m
    param depth : 1...3 = 2
    param flush : enum { none, both } = none
    param wide : 0...1000 = 7
    var x : 0...3 = 0
    actor a { initial final state s { step go when x < depth && flush == .none && wide > 0 { x += 1 } } }
    property small: invariant x < 4
    property deep: reachable x == 2
    """
  ]

  @Test func theNamesOfTheFilesAreListed() throws {
    let scratch = try Scratch(CompletionTests.files)
    #expect(
      scratch.run("quiesce list --names set m.quiesce").lines == [
        "depth=1", "depth=2", "depth=3", "flush=none", "flush=both", "wide=",
      ], "a thousand values are no choice")
    #expect(
      scratch.run("quiesce list --names property m.quiesce").lines == ["deep", "small", "deadlock", "stuck", "fault"])
  }

  /// What bash offers for the last of the words; it takes '=' for one.
  @Test(
    .enabled(if: Shell.has("bash")),
    arguments: [
      ("m.quiesce --set dep", "depth=1 depth=2 depth=3"), ("m.quiesce --set depth =", "1 2 3"),
      ("m.quiesce --set flush = b", "both"), ("m.quiesce --property d", "deep deadlock"),
      ("m.quiesce --format = j", "json"), ("m.quiesce --format j", "json"), ("--set w", ""),
    ])
  func bashOffersThem(words: String, offered: String) throws {
    let script = """
      source <(quiesce completions bash)
      COMP_WORDS=(quiesce check \(words)); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _quiesce; echo "${COMPREPLY[@]}"
      """
    let scratch = try Scratch(CompletionTests.files.merging(["t.sh": script]) { $1 })
    #expect(scratch.run("bash t.sh").lines == [offered])
  }

  @Test(.enabled(if: Shell.has("zsh"))) func zshOffersThem() throws {
    let script = """
      compdef() { }
      compadd() { shift; print -- "$@" }
      eval "$(quiesce completions zsh)"
      words=(check m.quiesce --set "")
      _quiesce_names set
      _quiesce_names property
      """
    let scratch = try Scratch(CompletionTests.files.merging(["t.zsh": script]) { $1 })
    #expect(
      scratch.run("zsh -f t.zsh").lines == [
        "depth=1 depth=2 depth=3 flush=none flush=both wide=", "deep small deadlock stuck fault",
      ])
  }

  @Test(.enabled(if: Shell.has("fish"))) func fishOffersThem() throws {
    let script = """
      quiesce completions fish | source
      complete -C 'quiesce check m.quiesce --set fl' | string split -f 1 \\t
      complete -C 'quiesce check m.quiesce --property de' | string split -f 1 \\t
      """
    let scratch = try Scratch(CompletionTests.files.merging(["t.fish": script]) { $1 })
    #expect(scratch.run("fish t.fish").lines == ["flush=both", "flush=none", "deadlock", "deep"])
  }
}
