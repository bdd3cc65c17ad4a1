/// A page that needs nothing but itself: no network, no file beside it, and only its own script and style sheet, by their hashes.
struct Page {
  /// What the window is called.
  var title: String
  /// The script; nil for a page that needs none.
  var script: PageScript?
  /// The version of the tool that writes it.
  var version: String
  /// What stands in the body.
  var body: [Markup]

  /// The text of the file.
  var text: String {
    let style = PageStyle.page
    let policy = [
      "default-src 'none'", "style-src \(style.source)",
      script.map { "script-src \($0.source)" }, "base-uri 'none'", "form-action 'none'",
    ].compactMap { $0 }.joined(separator: "; ")
    let head = Markup(
      [
        .element("meta", ["charset": "utf-8"]),
        .element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
        .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .element("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("meta", ["name": "referrer", "content": "no-referrer"]),
        .element("meta", ["name": "generator", "content": "quiesce \(version)"]),
        .element("title", [:], Markup(title)), .style(style),
      ], separator: "\n")
    let content = Markup(
      body + [.element("footer", [:], "Written by quiesce \(version).")] + (script.map { [.script($0)] } ?? []),
      separator: "\n")
    let root = Markup.element("html", ["lang": "en"], .element("head", [:], head), .element("body", [:], content))
    return "<!DOCTYPE html>\n\(root.code)\n"
  }
}
