// An article as a page in small: a thin line for its words, a bar for each row, coloured and patterned by a label.
const PER_LINE = 100, PITCH = 14, BAR = 11, GAP = 7, TOP = 4, LEFT = 28, RIGHT = 20, REACH = 12;
let drawn = 0;

// where the lines of a paragraph break: no line is longer than the page is wide
function lines(letters) {
  const found = [];
  let start = 0;
  while (letters.length - start > PER_LINE) {
    const space = letters.lastIndexOf(" ", start + PER_LINE);
    const end = space > start ? space + 1 : start + PER_LINE;
    found.push([start, end]);
    start = end;
  }
  return [...found, [start, letters.length]];
}

function render({ model, el }) {
  const mine = `lm-${(drawn += 1)}`;
  // code points, as the kernel counts: a letter may take two places in a text of the browser
  const paragraphs = model.get("paragraphs").map((text) => Array.from(text));
  const root = make("section", { class: "lm", role: "group", "aria-label": model.get("title"), "data-lm-suppress-shortcuts": "true",
    onkeydown: (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); } });
  const line = make("p", { class: "lm-line", role: "status" });
  const legend = make("div", { class: "lm-legend" }), page = make("div", { class: "lm-page" }), said = make("div", { class: "lm-said" });
  const table = make("table"), marked = make("ul"), list = make("details", { class: "lm-list", ontoggle: () => drawList() },
    make("summary", {}, "The same as a table"), table, marked);
  root.append(make("p", { class: "lm-title" }, model.get("title")), line, make("div", { class: "lm-parts" }, legend, page, said), list,
    make("button", { type: "button", class: "lm-show lm-print", onclick: () => printAlone(root) }, "Print this map"));
  el.append(root);
  let bars = [], boxes = [], chosen = -1, width = 0;

  const words = (label) => model.get("labels")[label] ?? "no label yet";
  const order = (label) => Object.keys(model.get("labels")).indexOf(label);
  const text = ({ paragraph }, start, end) => paragraphs[paragraph].slice(start, end).join("");
  const told = (row) => [row.mine && `you: ${words(row.mine)}`, row.label && `ledger: ${words(row.label)}`].filter(Boolean).join("; ");

  function paint(label) {
    if (!label) return { class: "lm-none" };
    if (label === "withheld") return { class: "lm-withheld" };
    return { class: `lm-bar lm-ink-${order(label)}`, fill: `url(#${mine}-${order(label)})` };
  }
  function bar(row, x, y, wide) {
    const box = { x, y, width: wide, rx: 1 };
    // a slit on both sides: a claim inside another of the same label is still seen
    const slit = shape("rect", { x: x - 1.5, y, width: wide + 3, height: BAR, class: "lm-ground" });
    if (!row.mine || !row.label || row.mine === row.label) return [slit, shape("rect", { ...box, height: BAR, ...paint(row.label || row.mine) })];
    return [slit, shape("rect", { ...box, height: BAR / 2, ...paint(row.mine) }), shape("rect", { ...box, y: y + BAR / 2, height: BAR / 2, ...paint(row.label) })];
  }
  function drawPage() {
    const had = bars.includes(document.activeElement);
    const rows = model.get("rows"), step = (width - LEFT - RIGHT) / PER_LINE, marks = new Set();
    const behind = shape("g", { "aria-hidden": "true" }), before = shape("g", { "aria-hidden": "true" });
    const fills = rows.map(() => shape("g"));
    const items = rows.map((row, at) => shape("g", { role: "option", tabindex: -1, "aria-selected": "false", "aria-label": `Paragraph ${row.paragraph}: “${text(row, row.start, row.end)}”. ${told(row) || "no label yet"}`,
      onfocus: () => choose(at) }));
    let y = TOP;
    boxes = [];
    paragraphs.forEach((letters, number) => {
      behind.append(shape("text", { x: LEFT - 8, y: y + BAR - 1, class: "lm-number" }, String(number)));
      for (const [start, end] of lines(letters)) {
        behind.append(shape("line", { x1: LEFT, x2: LEFT + step * (end - start), y1: y + BAR / 2, y2: y + BAR / 2, class: "lm-words" }));
        rows.forEach((row, at) => {
          const from = Math.max(row.start, start), to = Math.min(row.end, end);
          if (row.paragraph !== number || from >= to) return;
          const x = LEFT + step * (from - start), wide = step * (to - from);
          boxes.push({ at, x, y, wide, whole: row.end - row.start });
          fills[at].append(...bar(row, x, y, wide));
          items[at].append(shape("rect", { x: x - 1, y: y - 1, width: wide + 2, height: BAR + 2, rx: 2, class: `lm-frame${row.mine ? " lm-mine" : ""}` }));
          if (row.differs && from === row.start) marks.add(y);
        });
        for (const one of model.get("marks")) {
          if (one.paragraph !== number || one.start < start || one.start >= end) continue;
          before.append(shape("text", { x: LEFT + step * (one.start - start), y: y + BAR - 1, class: "lm-sign" }, one.sign));
        }
        y += PITCH;
      }
      y += GAP;
    });
    for (const at of marks) before.append(shape("text", { x: width - RIGHT + 5, y: at + BAR - 1, class: "lm-differs" }, "≠"));
    // a claim inside another lies on top of it
    const long = (at) => rows[at].end - rows[at].start;
    behind.append(...rows.map((_, at) => at).sort((a, b) => long(b) - long(a)).map((at) => fills[at]));
    const all = shape("g", { role: "listbox", "aria-label": model.get("alt"), "aria-orientation": "horizontal" }, ...items);
    page.replaceChildren(shape("svg", { viewBox: `0 0 ${width} ${y}`, width, height: y, onkeydown: walk,
      onpointermove: (event) => { const at = nearest(event); if (at >= 0) choose(at); },
      onclick: (event) => { const at = nearest(event); if (at >= 0) bars[at].focus({ preventScroll: true }); } }, patterns(mine, TOP), behind, all, before));
    bars = items;
    if (bars.length) choose(chosen, had);
  }
  function nearest(event) {
    const place = page.firstChild.getBoundingClientRect(), x = event.clientX - place.left, y = event.clientY - place.top;
    const far = (box) => Math.hypot(Math.max(box.x - x, 0, x - box.x - box.wide), Math.max(box.y - y, 0, y - box.y - BAR));
    const near = boxes.map((box) => [far(box), box.whole, box.at]).filter(([off]) => off <= REACH).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return near.length ? near[0][2] : -1;
  }
  function walk(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!by) return;
    event.preventDefault();
    bars[Math.max(0, Math.min(bars.length - 1, bars.indexOf(document.activeElement) + by))].focus();
    uncover(document.activeElement.getBoundingClientRect(), said.getBoundingClientRect());
  }
  // where the sentence sticks to the foot of the window, it must not hide the bar it speaks of
  function uncover(one, other) {
    if (one.left < other.right && one.top < other.bottom && one.bottom > other.top) document.activeElement.scrollIntoView({ block: "center" });
  }
  function choose(at, focus = false) {
    bars.forEach((node, n) => {
      node.setAttribute("tabindex", n === Math.max(at, 0) ? 0 : -1);
      node.setAttribute("aria-selected", n === at);
    });
    chosen = at;
    tell();
    if (focus) bars[at].focus();
  }
  function tell() {
    const row = model.get("rows")[chosen];
    if (!row) { said.replaceChildren(make("p", { class: "lm-help" }, "Point at a bar, tap it, or walk with Tab and the arrow keys: its sentence stands here.")); return; }
    const labels = [["You", row.mine], ["Ledger", row.label]].filter(([, label]) => label);
    said.replaceChildren(
      make("p", { class: "lm-help" }, `Paragraph ${row.paragraph}, claim ${chosen + 1} of ${model.get("rows").length}`),
      make("p", { class: "lm-sentence" }, text(row, row.from, row.start), make("mark", {}, text(row, row.start, row.end)), text(row, row.end, row.to)),
      ...labels.map(([who, label]) => make("p", {}, swatch(label), ` ${who}: `, make("strong", {}, words(label)))),
      ...(labels.length ? [] : [make("p", {}, "No label yet.")]), ...(row.note ? [make("p", {}, row.note)] : []),
      ...model.get("marks").filter((one) => one.paragraph === row.paragraph && one.start >= row.from && one.start < row.to).map(sign));
  }
  function sign({ sign: look, words: said }) {
    return make("p", { class: "lm-help" }, `${look} ${said}`);
  }
  function swatch(label) {
    return shape("svg", { class: "lm-swatch", width: 30, height: BAR + 2, viewBox: `0 ${TOP - 1} 30 ${BAR + 2}`, "aria-hidden": "true" }, shape("rect", { x: 1, y: TOP, width: 28, height: BAR, rx: 1, ...paint(label) }));
  }
  function drawLegend() {
    const rows = model.get("rows"), has = (what) => rows.some((row) => row[what]);
    const columns = [["you", "mine"], ["ledger", "label"]].filter(([, what]) => has(what));
    const count = (what, label) => rows.filter((row) => row[what] === label).length;
    const labels = [...Object.keys(model.get("labels")), ""].filter((label) => label ? label !== "withheld" || count("label", label) : rows.some((row) => !row.mine && !row.label));
    const cells = (label) => columns.map(([, what]) => make("td", {}, label ? String(count(what, label)) : ""));
    legend.replaceChildren(make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "label"), ...columns.map(([who]) => make("th", { scope: "col" }, who)))),
      make("tbody", {}, ...labels.map((label) => make("tr", {}, make("th", { scope: "row" }, swatch(label), make("span", {}, words(label))), ...cells(label))))),
      ...Object.entries(model.get("signs")).map(([look, meaning]) => sign({ sign: look, words: meaning })),
      ...(has("mine") ? [make("p", { class: "lm-help" }, "A frame: you labelled it.")] : []),
      ...(rows.some((row) => row.mine && row.label && row.mine !== row.label) ? [make("p", { class: "lm-help" }, "Two halves: above is yours, below the ledger's. ≠ in the margin: they differ.")] : []));
  }
  function drawList() {
    if (!list.open) return;
    marked.replaceChildren(...model.get("marks").map((one) => make("li", {}, `Paragraph ${one.paragraph}: ${one.sign} ${one.words}`)));
    const row = (tag, ...cells) => make("tr", {}, ...cells.map((cell) => make(tag, tag === "th" ? { scope: "col" } : {}, cell)));
    table.replaceChildren(row("th", "paragraph", "claim", "you", "ledger"), ...model.get("rows").map((one) =>
      row("td", String(one.paragraph), text(one, one.start, one.end), one.mine && words(one.mine), `${one.label && words(one.label)}${one.differs ? " ≠" : ""}`)));
  }
  function drawAll() {
    line.replaceChildren(`${model.get("line")} `, ...(model.get("can_show") ? [make("button", { type: "button", class: "lm-show", onclick: () => model.send({ type: "show" }) }, "Show it anyway")] : []));
    drawLegend();
    if (width) drawPage();
    tell();
    drawList();
  }
  // the bars are drawn anew at every width, and never shrunk: their numbers stay readable
  function fit() {
    const now = Math.floor(page.clientWidth);
    if (now && now !== width) { width = now; drawPage(); }
  }
  const watch = new ResizeObserver(fit);
  watch.observe(page);
  const events = ["change:rows", "change:labels", "change:line", "change:can_show"];
  for (const event of events) model.on(event, drawAll);
  drawAll();
  fit();
  hearAgain(model);
  model.send({ type: "hello" });
  return () => { watch.disconnect(); for (const event of events) model.off(event, drawAll); };
}

export default { render };
