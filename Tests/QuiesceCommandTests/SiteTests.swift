import QuiesceTestSupport
import Testing

/// `quiesce report`: a result as a folder of pages.
@Suite struct SiteTests {
  private func result() throws -> Scratch {
    let scratch = try Scratch([
      "post.quiesce": ShowTests.post,
      "counter.quiesce": CommandModels.counter + "check counter { expect pass of small where limit in 1...3 }\n",
    ])
    _ = scratch.run("quiesce check post.quiesce counter.quiesce --format json > r.json 2>/dev/null")
    return scratch
  }

  /// A page for the models, one for each model, and one for each trace.
  @Test func everyVerdictWithATraceLeadsToIt() throws {
    let scratch = try result()
    #expect(scratch.run("quiesce report r.json --html site").lines.isEmpty)
    let pages = scratch.run("ls site").lines
    let traces = scratch.run("quiesce show r.json").lines
    #expect(Set(pages).isSuperset(of: ["index.html", "post.html", "counter.html"]))
    #expect(pages.count == 3 + traces.count)
    let links = scratch.run("grep -oh 'href=\"[^\"#]*\"' site/*.html | grep -v https: | sort -u").lines
    #expect(links.map { String($0.dropFirst(6).dropLast()) } == pages.sorted())
    // Each setting of 'limit' is a row; at a limit of 3 the count gets too large.
    let counter = try scratch.text(of: "site/counter.html")
    #expect(counter.components("<tr>") == 5)
    #expect(counter.components("<span class=\"bad\">violated</span></a><strong> NOT as expected</strong>") == 2)
  }

  @Test(.enabled(if: Browser.isExpected, Comment(rawValue: Browser.absence)))
  func thePagesNeedNothing() throws {
    let scratch = try result()
    _ = scratch.run("quiesce report r.json --html site")
    let browser = try Browser(profile: scratch.path + "/profile")
    let trace = scratch.run("cd site && basename -s .html post-*.html").line(0)
    for page in ["index", "counter", trace] { try browser.open("\(scratch.path)/site/\(page).html") }
    #expect(browser.complaints.isEmpty)
    #expect(try browser.value("document.querySelector('nav a').textContent") == .text("post"))
  }

  @Test func aFolderIsReplacedIfItIsOurs() throws {
    let scratch = try result()
    let again = scratch.run(
      "mkdir site && quiesce report r.json --html site/ && cp site/index.html site/old.html && quiesce report r.json --html site && ls site/old.html; ls"
    )
    #expect(again.lines.dropFirst() == ["counter.quiesce", "post.quiesce", "r.json", "site"])
    let kept = scratch.run(
      "echo mine > site/notes.html; quiesce report r.json --html site; echo $?; ls | grep site; cat site/notes.html")
    #expect(
      kept.lines == [
        "quiesce: error: 'site' cannot be written: it has other files than the pages of a report; name another folder",
        "2", "site", "mine",
      ])
  }

  /// Nothing is left of a folder that is not written whole.
  @Test func aStaleTraceLeavesNoFolder() throws {
    let scratch = try result()
    let stale = scratch.run("echo '// edited' >> post.quiesce; quiesce report r.json --html site; echo $?; ls")
    #expect(stale.line(0).hasSuffix("is stale: 'post.quiesce' was changed since the trace was made"))
    #expect(stale.lines.dropFirst() == ["2", "counter.quiesce", "post.quiesce", "r.json"])
  }

  @Test(arguments: [
    ("", "'report' needs a folder to write to: --html DIR"),
    ("--html r.json", "'r.json' cannot be written: it is no folder"),
    ("--html nowhere/site", "'nowhere/site' cannot be written: No such file or directory"),
  ])
  func aPlaceThatCannotBeIsRefused(options: String, message: String) throws {
    let refused = try result().run("quiesce report r.json \(options)")
    #expect(refused.lines == ["quiesce: error: \(message)"])
    #expect(refused.status == 2)
  }
}

extension String {
  /// Into how many pieces a text cuts this one.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count + 1 }
}
