import QuiesceTestSupport
import Testing

/// The page of a trace, in a browser.
@Suite("show --html", .enabled(if: Browser.isExpected, Comment(rawValue: Browser.absence)))
struct TracePageTests {
  private let scratch: Scratch
  private let browser: Browser

  init() throws {
    scratch = try Scratch(["post.quiesce": ShowTests.post])
    _ = scratch.run("quiesce check post.quiesce --format json > r.json")
    browser = try Browser(profile: scratch.path + "/profile")
  }

  private func page(_ options: String = "") throws -> String {
    #expect(scratch.run("quiesce show r.json --property delivered --html page.html \(options)").status == 0)
    return scratch.path + "/page.html"
  }

  private func number(_ expression: String) throws -> Double {
    guard case .number(let number) = try browser.value(expression) else { return -1 }
    return number
  }

  /// How many elements a selector finds that take room.
  private func seen(_ selector: String) throws -> Double {
    try number("Array.from(document.querySelectorAll('\(selector)')).filter((e) => e.getClientRects().length).length")
  }

  /// The script and the style sheet are let through by their hashes, nothing is asked of a network, and nobody complains.
  @Test func nothingIsNeededAndNothingBlocked() throws {
    try browser.open(page("--graph"))
    #expect(try browser.value("document.body.classList.contains('stepping')") == .bool(true))
    #expect(try browser.value("getComputedStyle(document.body).margin") != .text("8px"))
    #expect(browser.complaints.isEmpty)
    // The policy is in force: a script that is not the page's own does not run.
    _ = try browser.value(
      "(() => { const s = document.createElement('script'); s.textContent = 'window.caught = 1'; document.body.append(s) })()"
    )
    #expect(try browser.value("typeof window.caught") == .text("undefined"))
    #expect(browser.complaints.count == 1)
  }

  @Test func textOfAModelStaysText() throws {
    try browser.open(page("--graph"))
    #expect(try number("document.querySelectorAll('script').length") == 1)
    #expect(try number("document.querySelectorAll('b, img, i').length") == 0)
    guard case .text(let text) = try browser.value("document.body.textContent") else { return }
    #expect(text.contains("</script><img src=x onerror=alert(1)> \"quotes\" & 'more'"))
    #expect(text.contains("\u{5e9}\u{5dc}\u{5d5}\u{5dd}"))
    // What would turn the direction of the rest of the line is a number.
    #expect(text.contains("<U+202E>") && !text.contains("\u{202e}"))
    let links = try browser.value(
      "Array.from(document.querySelectorAll('a[rel]')).map((a) => a.protocol).join()")
    #expect(links == .text("https:,https:"), "of both steps that write, and of no other scheme")
  }

  @Test func keysGoThroughTheSteps() throws {
    try browser.open(page())
    let current = "document.querySelector('article.current').id + ' ' + location.hash"
    for (key, place) in [
      ("j", "step-1 #step-1"), ("j", "step-2 #step-2"), ("k", "step-1 #step-1"), ("G", "step-3 #step-3"),
      ("j", "step-3 #step-3"), ("g", "step-0 #step-0"), ("k", "step-0 #step-0"),
    ] {
      try browser.press(key)
      #expect(try browser.value(current) == .text(place))
      #expect(try seen("article.step") == 1)
    }
    _ = try browser.value("document.getElementById('next').click()")
    #expect(try browser.value("document.getElementById('status').textContent") == .text("Step 1 of 3"))
    #expect(try number("document.querySelectorAll('svg a[aria-current=step]').length") == 1)
    // Whoever sees all steps at once may type as he likes.
    _ = try browser.value("document.getElementById('all').click()")
    try browser.press("j")
    #expect(try browser.value(current) == .text("step-1 #step-1"))
    #expect(try seen("article.step") == 4)
  }

  @Test func anAddressLeadsToAStepAndToAStateBesideTheTrace() throws {
    let path = try page("--graph")
    try browser.open(path, place: "#step-1")
    #expect(try browser.value("document.querySelector('article.current').id") == .text("step-1"))
    _ = try browser.value("document.querySelector('article.current ul a[href^=\\\"#state-\\\"]').click()")
    try browser.wait(for: "document.querySelector('article.state:target') !== null")
    #expect(try seen("article.step") == 0)
    #expect(try seen("article.state") == 1)
    _ = try browser.value("history.back()")
    try browser.wait(for: "document.querySelector('article.state:target') === null")
    #expect(try browser.value("document.querySelector('article.current').id") == .text("step-1"))
  }

  /// Without a script, and on paper, all steps stand one below the other.
  @Test func everythingCanBeReadWithoutAScriptAndOnPaper() throws {
    try browser.allowScripts(false)
    let path = try page()
    try browser.open(path)
    #expect(try seen("article.step") == 4)
    #expect(try seen("#controls") == 0)
    try browser.allowScripts(true)
    try browser.open(path)
    #expect(try seen("article.step") == 1)
    try browser.look(media: "print")
    #expect(try seen("article.step") == 4)
    #expect(try seen("#controls") == 0)
  }

  /// Text against what it stands on (WCAG 2.1, 1.4.3), in both schemes; and nothing sticks out of a narrow page.
  @Test(arguments: ["light", "dark"]) func itCanBeReadInBothSchemesAndOnAPhone(scheme: String) throws {
    try browser.look(scheme: scheme, width: 360)
    try browser.open(page("--graph"))
    #expect(try number("document.documentElement.scrollWidth") <= 360)
    let worst = """
      (() => {
        const light = (c) => { const v = c.map((x) => x / 255).map((x) => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
          return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
        const parse = (text) => text.match(/[0-9.]+/g).map(Number);
        const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
          if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
        return Math.min(...Array.from(document.querySelectorAll("body *:not(svg *)")).map((e) => {
          const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
          return (Math.max(a, b) + .05) / (Math.min(a, b) + .05); }));
      })()
      """
    #expect(try number(worst) >= 4.5)
    let ground = scheme == "dark" ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)"
    #expect(try browser.value("getComputedStyle(document.body).backgroundColor") == .text(ground))
  }

  /// Headings follow each other without gaps, tables say what their columns are, and everything that can be pressed has a name.
  @Test func itCanBeHeard() throws {
    try browser.open(page("--graph"))
    let levels = try browser.value(
      "Array.from(document.querySelectorAll('h1, h2, h3, h4')).map((h) => h.tagName[1]).join('')")
    guard case .text(let text) = levels else { return }
    #expect(text.hasPrefix("12"))
    #expect(zip(text, text.dropFirst()).allSatisfy { ($1.wholeNumberValue ?? 9) <= ($0.wholeNumberValue ?? 0) + 1 })
    #expect(try number("document.querySelectorAll('table:not(:has(caption)), th:not([scope])').length") == 0)
    #expect(
      try number(
        "Array.from(document.querySelectorAll('a, button')).filter((e) => !(e.textContent || e.ariaLabel)).length") == 0
    )
    #expect(try browser.value("document.documentElement.lang") == .text("en"))
  }
}
