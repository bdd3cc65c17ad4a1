import QuiesceLanguage
import Testing

/// Parses a text and gives the tree with the diagnostics as "line:column message".
func parsed(_ text: String) -> (syntax: FileSyntax, messages: [String]) {
  let file = SourceFile(path: "test.quiesce", text: text)
  var diagnostics: [Diagnostic] = []
  let syntax = parse(file, id: 0, diagnostics: &diagnostics)
  let messages = diagnostics.map { diagnostic in
    let position = file.position(of: Int(diagnostic.span?.start ?? 0))
    return "\(position.line):\(position.column) \(diagnostic.message)"
  }
  return (syntax, messages)
}

@Suite struct ParserTests {
  @Test func everythingInTheLanguagePageParses() {
    let model = parsed(Samples.model)
    #expect(model.messages == [])
    #expect(model.syntax.model?.text == "pri_unbind")
    #expect(
      model.syntax.documentation
        == "A PCIe function stops using a PASID while its page requests are still queued.")
    #expect(model.syntax.imports.map(\.path) == ["common/pri-device.quiesce"])
    // 4 params, 3 types, enum, struct, 3 variables, 2 queues, signal, event, 3 actors.
    #expect(model.syntax.declarations.count == 19)
    let properties = parsed(Samples.properties)
    #expect(properties.messages == [])
    #expect(properties.syntax.declarations.count == 4)
  }
}
