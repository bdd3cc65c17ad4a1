/// A style sheet. Colours have a contrast of at least 4.5 to what they stand on, and nothing is told by colour alone.
struct PageStyle {
  /// The rules.
  let text: String
  /// What a policy calls it by.
  let source: String

  private init(text: String) {
    self.text = text
    source = SHA256.source(of: text)
  }

  /// Of a picture that stands alone.
  static let diagram = PageStyle(text: colours(of: ".diagram") + figure)

  /// Of a page.
  static let page = PageStyle(text: colours(of: ":root") + layout + figure + narrow + paper)

  private static func colours(of selector: String) -> String {
    """
    \(selector) { --ground: #ffffff; --raised: #f4f6f8; --ink: #1b1f24; --faint: #56606b; --line: #c3cad2; --accent: #0b57a4;
      --good: #17663a; --bad: #ad1f14; --new: #fff1bf; --mark: #dcebfb; }
    @media (prefers-color-scheme: dark) { \(selector) { --ground: #14171b; --raised: #1e2329; --ink: #e7eaee;
      --faint: #a3adb8; --line: #454e58; --accent: #7db8ff; --good: #7fd6a0; --bad: #ff9d90; --new: #473a08;
      --mark: #1c3a5c; } }

    """
  }

  private static let figure = """
    .diagram { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; background: var(--ground); }
    .diagram text { text-anchor: middle; fill: var(--ink); unicode-bidi: plaintext; white-space: pre; }
    .diagram .life { stroke: var(--line); }
    .diagram .life.queue { stroke-dasharray: 3 4; }
    .diagram .lane { fill: var(--raised); stroke: var(--line); }
    .diagram .lane.queue { stroke-dasharray: 4 3; }
    .diagram .title { font-weight: bold; }
    .diagram .band { fill: transparent; }
    .diagram .box { fill: var(--raised); stroke: var(--faint); }
    .diagram .box.fault { stroke: var(--bad); stroke-width: 2; }
    .diagram .arrow, .diagram path.cycle { fill: none; stroke: var(--accent); stroke-width: 1.5; }
    .diagram .number, .diagram .location, .diagram text.cycle { fill: var(--faint); }
    .diagram .value { paint-order: stroke; stroke: var(--ground); stroke-width: 5px; }
    .diagram .fault, .diagram .fails, .diagram text.no-return { fill: var(--bad); }
    .diagram path.no-return { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 4; }
    .diagram text.no-return { paint-order: stroke; stroke: var(--ground); stroke-width: 8px; }
    .diagram .box.fault { fill: var(--raised); }
    .diagram .holds { fill: var(--good); }

    """

  private static let layout = """
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1.5rem; max-width: 110rem; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, "DejaVu Sans", sans-serif; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
    h3 { font-size: 1.05rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
    h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
    p, ul, ol, dl { margin: 0 0 .75rem; }
    a { color: var(--accent); }
    a:focus-visible, button:focus-visible, .scroll:focus-visible, summary:focus-visible
      { outline: 3px solid var(--accent); outline-offset: 2px; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .25rem .5rem; }
    code, pre, td, .mono { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875rem; }
    code, td, dd { overflow-wrap: anywhere; }
    pre { background: var(--raised); padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 .75rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; }
    dt { color: var(--faint); }
    dd { margin: 0; }
    .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
    figure { margin: 0; }
    figcaption, .note, footer { color: var(--faint); font-size: .875rem; }
    figcaption { margin-top: .375rem; }
    footer { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: .75rem; }
    table { border-collapse: collapse; width: 100%; margin: 0 0 .75rem; table-layout: fixed; }
    caption { text-align: start; color: var(--faint); padding: .25rem 0; }
    th, td { text-align: start; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); }
    th[scope=row] { font-weight: normal; font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875rem;
      overflow-wrap: anywhere; }
    tr.new > * { background: var(--new); }
    .good { color: var(--good); }
    .bad { color: var(--bad); }
    .good, .bad, .doubtful { font-weight: bold; }
    article { border-top: 1px solid var(--line); padding: 1rem 0; }
    article:target { border-top: 3px solid var(--accent); }
    article.state:not(:target) { display: none; }
    .controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0 0 1rem; }
    .controls[hidden] { display: none; }
    button { font: inherit; color: var(--ink); background: var(--raised); border: 1px solid var(--faint); border-radius: 6px;
      padding: .25rem .75rem; }
    button[aria-pressed=true] { background: var(--mark); }
    .stepping article.step:not(.current), .away article.step { display: none; }
    .diagram a.row:hover .band { fill: var(--raised); }
    .diagram a.row[aria-current] .band { fill: var(--mark); }
    .diagram a.row[aria-current] .value { stroke: var(--mark); }
    .diagram a.row:focus-visible .band { stroke: var(--accent); stroke-width: 3; }
    .views { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2rem; }
    .matrix { table-layout: auto; width: auto; margin: 0; }
    .matrix caption { padding: .5rem; }
    .matrix th, .matrix td { padding: .25rem .75rem; white-space: nowrap; vertical-align: bottom; }
    .matrix th:first-child, .matrix td:first-child { white-space: normal; min-width: 16rem; }
    .matrix.verdicts th:not(:first-child) { writing-mode: vertical-rl; padding: .5rem .25rem; }
    .matrix tbody tr:hover { background: var(--raised); }
    article.state:focus { outline: none; }

    """

  private static let narrow = """
    @media screen and (min-width: 70.01rem) { .views > section { position: sticky; top: 1rem; align-self: start; }
      .views > section .scroll { max-height: calc(100vh - 9rem); overflow: auto; } }
    @media (max-width: 70rem) { .views { grid-template-columns: minmax(0, 1fr); gap: 0; } }
    @media (max-width: 40rem) { body { padding: .75rem; } dl { grid-template-columns: 1fr; } dd { margin: 0 0 .375rem; } }

    """

  /// On paper everything stands one below the other: the picture, then every step.
  private static let paper = """
    @media print { :root { --ground: #fff; --raised: #fff; --ink: #000; --faint: #444; --line: #999; --accent: #000;
        --good: #000; --bad: #000; --new: #eee; --mark: #fff; }
      body { padding: 0; font-size: 10pt; } .views { display: block; } .controls, .skip { display: none; }
      .stepping article.step:not(.current), .away article.step { display: block; } article.state { display: none; }
      .scroll { overflow: visible; border: 0; } .diagram { max-width: 100%; height: auto; }
      article, tr { break-inside: avoid; } a { color: inherit; } }

    """
}
