/// The script of a page. Without it the page shows all it has; with it the keys go from step to step.
struct PageScript {
  /// The code.
  let text: String
  /// What a policy calls it by.
  let source: String

  private init(text: String) {
    self.text = text
    source = SHA256.source(of: text)
  }

  /// Goes through the steps of a trace: `j` and `k`, `g` and `G`, buttons, links, and the address of a step.
  static let stepping = PageScript(
    text: """
      "use strict";
      (() => {
        const steps = Array.from(document.querySelectorAll("article.step"));
        const marks = Array.from(document.querySelectorAll("svg a.row"));
        const bar = document.getElementById("controls");
        const status = document.getElementById("status");
        const all = document.getElementById("all");
        let current = 0;
        let isStepping = true;

        const show = (index, remember = true) => {
          current = Math.max(0, Math.min(steps.length - 1, index));
          document.body.classList.remove("away");
          steps.forEach((step, i) => step.classList.toggle("current", i === current));
          marks.forEach((mark, i) => {
            if (i === current) mark.setAttribute("aria-current", "step");
            else mark.removeAttribute("aria-current");
          });
          status.textContent = "Step " + current + " of " + (steps.length - 1);
          if (remember) history.replaceState(null, "", "#" + steps[current].id);
          if (!isStepping) steps[current].scrollIntoView({ block: "nearest" });
          if (marks[current]) marks[current].scrollIntoView({ block: "nearest", inline: "nearest" });
        };
        const go = {
          first: () => show(0), previous: () => show(current - 1),
          next: () => show(current + 1), last: () => show(steps.length - 1),
        };
        const keys = { j: go.next, k: go.previous, g: go.first, G: go.last };
        const follow = () => {
          const id = decodeURIComponent(location.hash.slice(1));
          const index = steps.findIndex((step) => step.id === id);
          if (index >= 0) show(index, false);
          else document.body.classList.toggle("away", document.querySelector("article.state:target") !== null);
        };

        for (const name of Object.keys(go)) document.getElementById(name).addEventListener("click", go[name]);
        all.addEventListener("click", () => {
          isStepping = !isStepping;
          document.body.classList.toggle("stepping", isStepping);
          all.setAttribute("aria-pressed", String(!isStepping));
          show(current);
        });
        document.addEventListener("keydown", (event) => {
          if (!isStepping || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
          event.preventDefault();
          keys[event.key]();
        });
        window.addEventListener("hashchange", follow);
        bar.hidden = false;
        document.body.classList.add("stepping");
        show(0, false);
        follow();
      })();
      """)
}
