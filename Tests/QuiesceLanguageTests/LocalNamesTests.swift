import QuiesceModel
import Testing

@testable import QuiesceLanguage

/// Names that are bound at a place.
@Suite struct LocalNamesTests {
  private func name(_ text: String) -> Name { Name(text, at: SourceSpan(file: 0, start: 0, end: 0)) }

  /// A name that is bound twice, which is reported, stands for the inner one until its scope ends.
  @Test func theInnermostCounts() {
    var names = LocalNames(name("a"), 7)
    let depth = names.count
    names.bind(name("b"), 8)
    names.bind(name("a"), 9)
    #expect(names["a"]?.local == 9 && names["b"]?.local == 8 && names["c"] == nil)
    #expect(names.names == ["a", "b", "a"])
    names.endScopes(downTo: depth)
    #expect(names["a"]?.local == 7 && names["b"] == nil && names.count == 1)
    names.endScopes(downTo: 0)
    #expect(names["a"] == nil)
  }
}
