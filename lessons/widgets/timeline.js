// Pages as marks in a table: a row for each date, a column for the steps back to the one who said it first.
function drawInside(box, told) {
  const marks = told.pages.map((page, at) => make("button", { type: "button", class: lookOf(page), tabindex: at ? -1 : 0, "data-page": page.id, "aria-label": says(page).join(" "),
    onfocus: () => choose(at), onclick: () => choose(at), onkeydown: (event) => walk(event, at) }, make("span", {}, page.opened ? String(page.opened) : "")));
  const said = make("div", { class: "lt-said" });
  const opened = told.pages.filter((page) => page.opened).sort((a, b) => a.opened - b.opened);
  const before = box.contains(document.activeElement) ? document.activeElement.dataset.page : "";
  const root = make("div", { class: "lt ld", role: "group", "aria-label": "Timeline", "aria-live": "off", "data-lm-suppress-shortcuts": "true", onkeydown: keep },
    make("p", {}, told.summary), legend(), make("p", { class: "lt-help" }, "Choose a mark: its page stands beside it. By keyboard: Tab, then ← and → through all pages, ↑ and ↓ in a column, Escape to close."), table(),
    make("p", {}, make("strong", {}, opened.length ? "What you opened, by its number:" : "You have opened no page in a hunt yet.")),
    make("ol", {}, ...opened.map((page) => make("li", {}, `${page.name}, ${page.date} (${page.steps})`))),
    make("details", {}, make("summary", {}, `All ${told.pages.length} pages as a table`), all()), said);
  box.replaceChildren(root);
  choose(-1);
  marks.find((mark) => mark.dataset.page === before)?.focus({ preventScroll: true });

  // what is said of a page

  function whenOf(page) { return told.rows[page.row].when; }
  function lookOf(page) { return `lt-page lt-${whenOf(page)}${page.opened ? " lt-opened" : ""}`; }
  function back(page) { return page.chain.length ? `Back to the first speaker: ${page.chain.join(", from ")}.` : page.steps === "withheld" ? "From whom: withheld until the hand-ins are graded." : "No page shows from whom it has this."; }
  function says(page) {
    return [`${page.name}, ${page.date}.`, ...(whenOf(page) === "after" ? ["Published after the article's day."] : []),
      ...(page.opened ? [`You opened it, as number ${page.opened}.`] : []), ...(page.chain.length && page.steps !== "withheld" ? [`${page.steps} back.`] : [])];
  }

  // choosing

  function choose(at) {
    const page = told.pages[at];
    marks.forEach((mark, n) => {
      mark.setAttribute("tabindex", n === Math.max(at, 0) ? 0 : -1);
      mark.setAttribute("aria-current", n === at);
    });
    said.hidden = !page;
    if (!page) return;
    said.replaceChildren(make("p", {}, make("strong", {}, says(page)[0]), ` ${says(page).slice(1).join(" ")}`), make("p", {}, back(page)), make("p", {}, page.says));
    const frame = root.getBoundingClientRect(), mark = marks[at].getBoundingClientRect(), below = mark.bottom - frame.top + 6, above = mark.top - frame.top - 6 - said.offsetHeight;
    // below its mark; in the lower half above it, so that nothing runs over the end
    said.style.top = `${below < frame.height / 2 ? below : above}px`;
    said.scrollIntoView({ block: "nearest" });
  }
  function walk(event, at) {
    if (event.key === "Escape") return choose(-1);
    const column = told.pages.map((page, n) => [page, n]).filter(([page]) => page.steps === told.pages[at].steps).map(([, n]) => n), place = column.indexOf(at);
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: column[place - 1], ArrowDown: column[place + 1], Home: 0, End: marks.length - 1 };
    if (!(event.key in next)) return;
    event.preventDefault();
    marks[next[event.key]]?.focus();
  }
  function keep(event) { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); }

  // drawing

  function table() {
    const head = make("tr", {}, make("th", { scope: "col", class: "lt-date" }, "date"), ...told.columns.map((name) => make("th", { scope: "col" }, name)));
    const rows = told.rows.flatMap((row, at) => {
      const cells = told.columns.map((name) => make("td", {}, ...told.pages.flatMap((page, n) => (page.row === at && page.steps === name ? [marks[n]] : []))));
      const isFirst = row.when === "after" && told.rows[at - 1]?.when !== "after";
      return [...(isFirst ? [make("tr", { class: "lt-when" }, make("th", { colspan: told.columns.length + 1, scope: "colgroup" }, `${told.when.after[0].toUpperCase()}${told.when.after.slice(1)}.`))] : []),
        make("tr", { class: `lt-row lt-${row.when}` }, make("th", { scope: "row" }, row.label, ...(row.when === "day" ? [make("br"), "the article's day"] : [])), ...cells)];
    });
    return make("table", { "aria-label": "Pages by date, and by steps back to the first speaker" }, make("thead", {}, head), make("tbody", {}, ...rows));
  }
  function legend() {
    const kinds = [...["before", "after", "open"].filter((kind) => told.rows.some((row) => row.when === kind)).map((kind) => [`lt-${kind}`, { before: "up to the article's day", after: "after it", open: "no day printed" }[kind], ""]), ["lt-opened", "opened in your hunts", "1"]];
    return make("ul", { class: "lt-legend" }, ...kinds.map(([look, words, number]) => make("li", {}, make("span", { class: `lt-page ${look}`, "aria-hidden": "true" }, make("span", {}, number)), words)));
  }
  function all() {
    const row = (tag, cells) => make("tr", {}, ...cells.map((cell) => make(tag, tag === "th" ? { scope: "col" } : {}, cell)));
    return make("table", {}, make("thead", {}, row("th", ["date", "page", "steps back", "from whom"])), make("tbody", {}, ...told.pages.map((page) => row("td", [page.date, page.name, page.steps, page.chain.join(", from ")]))));
  }
}
