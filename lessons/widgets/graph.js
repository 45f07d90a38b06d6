// Names in layers, each right of (or, on a narrow page, below) all that it rests on, and the arrows between them.
const LAYER = 116;                         // px that a layer needs, or all stand in one list, each set in by its layer

function drawInside(box, told) {
  if (!told) return box.replaceChildren();
  const by = Object.fromEntries(told.names.map((one) => [one.id, one])), layers = 1 + Math.max(...told.names.map((one) => one.layer));
  const lines = shape("svg", { "aria-hidden": "true" });
  const names = told.names.map((one, at) => make("button", { type: "button", class: "ld-name", dir: "auto", tabindex: at ? -1 : 0, "data-name": one.id, "aria-label": `${one.name}. ${says(one.id).join(" ")}`,
    style: `--lg-layer: ${one.layer}; grid-column: ${one.layer + 1}; grid-row: ${one.row} / span 2`,
    onfocus: () => choose(at), onclick: () => choose(at), onkeydown: (event) => walk(event, at) }, one.name));
  const field = make("div", { class: "lg", role: "group", "aria-label": told.summary }, lines, ...names);
  const said = make("div", { class: "lg-said" });
  const list = make("details", {}, make("summary", {}, "The same as a table"), tableOf(told.columns, told.rows));
  box.replaceChildren(make("div", { class: "lg-box ld", "aria-live": "off", "data-lm-suppress-shortcuts": "true", onkeydown: keep },
    make("p", {}, told.summary), make("p", { class: "lg-help" }, "A solid arrow: a published text shows it. A dotted one, “not known” or “?”: no text does."), field, said, list));
  let chosen = -1;
  choose(-1);
  new ResizeObserver(draw).observe(field);

  // what is known of one name

  function from(id, documented = true) { return told.arrows.filter((one) => one.to === id && one.documented === documented).map((one) => one.from); }
  function to(id, documented = true) { return told.arrows.filter((one) => one.from === id && one.documented === documented).map((one) => one.to); }
  function all(id, step) {
    const found = new Set();
    for (const next of [id]) walkOn(next);
    function walkOn(one) { for (const next of step(one)) if (!found.has(next)) { found.add(next); walkOn(next); } }
    return found;
  }
  function called(ids) { return ids.map((id) => by[id].name).join("; "); }
  function says(id) {
    const back = [...all(id, from)], starts = back.filter((one) => !from(one).length && !by[one].withheld);
    const unknown = [...from(id, false).map((one) => `from ${by[one].name}`), ...to(id, false).map((one) => `to ${by[one].name}`)];
    return [
      by[id].withheld ? "From whom: withheld until the hand-ins are graded." : from(id).length ? `From: ${called(from(id))}.` : "A starting point: no solid arrow comes in.",
      ...(to(id).length ? [`To: ${called(to(id))}.`] : []),
      ...(unknown.length ? [`Not known: ${unknown.join("; ")}.`] : []),
      ...(starts.length ? [`The chain starts at: ${called(starts)}.`] : []),
    ];
  }

  // choosing

  function choose(at) {
    chosen = at;
    const id = told.names[at]?.id, lit = id ? new Set([id, ...all(id, from), ...all(id, to)]) : new Set();
    names.forEach((name, n) => {
      name.setAttribute("tabindex", n === Math.max(at, 0) ? 0 : -1);
      name.setAttribute("aria-current", n === at);
      name.classList.toggle("lg-lit", lit.has(told.names[n].id));
    });
    said.replaceChildren(...(id ? [make("p", {}, make("strong", {}, by[id].name)), ...says(id).map((line) => make("p", {}, line))]
      : [make("p", { class: "lg-help" }, "Choose a name: its chain lights up. By keyboard: Tab, then ← and → along the arrows, ↑ and ↓ through all names.")]));
    draw();
  }
  function walk(event, at) {
    const index = (id) => told.names.findIndex((one) => one.id === id), id = told.names[at].id;
    const next = { ArrowLeft: () => index(from(id)[0]), ArrowRight: () => index(to(id)[0]), ArrowUp: () => at - 1, ArrowDown: () => at + 1, Home: () => 0, End: () => names.length - 1 }[event.key];
    if (!next) return;
    event.preventDefault();
    names[next()]?.focus();
  }
  function keep(event) { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); }

  // drawing

  function draw() {
    if (!field.clientWidth) return;
    const isList = field.clientWidth < layers * LAYER;
    field.classList.toggle("lg-list", isList);
    const boxes = names.map(boxOf), at = (id) => told.names.findIndex((one) => one.id === id);
    const lit = (one) => one.documented && [one.from, one.to].every((id) => names[at(id)].classList.contains("lg-lit"));
    lines.replaceChildren(...told.arrows.map((one) => [one, lit(one)]).sort((a, b) => a[1] - b[1]).map(([one, isLit]) =>
      arrow(...(isList ? down(boxes, at(one.from), at(one.to)) : across(boxes[at(one.from)], boxes[at(one.to)])),
        `${isLit ? "lg-lit" : ""} ${one.documented ? "" : "lg-open"}`, one.documented ? "" : isList ? "?" : "not\nknown")));
  }
  // from the right of a box to the left of another; in one layer, straight from box to box
  function across(one, other) {
    if (other.x < one.x + one.width) return [edge(one, middle(other)), middle(one), edge(other, middle(one), 2)];
    const start = { x: one.x + one.width, y: middle(one).y }, end = { x: other.x - 2, y: middle(other).y };
    return [start, { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }, end];
  }
  // down and in; where a name that is not set in further stands between, round it on the right
  function down(boxes, at, to) {
    const one = boxes[at], other = boxes[to], between = boxes.slice(Math.min(at, to) + 1, Math.max(at, to));
    if (at < to && between.every((box) => box.x > one.x)) {
      const x = one.x + 10, y = middle(other).y;
      return [{ x, y: one.y + one.height }, { x, y }, { x: other.x - 2, y }];
    }
    const start = { x: one.x + one.width, y: middle(one).y }, end = { x: other.x + other.width + 2, y: middle(other).y };
    const bulge = Math.min(Math.max(...[one, ...between, other].map((box) => box.x + box.width)) + 12, field.clientWidth - 6);
    return [start, { x: 2 * bulge - (start.x + end.x) / 2, y: (start.y + end.y) / 2 }, end];
  }
}

function tableOf(columns, rows) {
  const row = (tag, cells) => make("tr", {}, ...cells.map((cell) => make(tag, tag === "th" ? { scope: "col" } : {}, cell)));
  return make("table", {}, make("thead", {}, row("th", columns)), make("tbody", {}, ...rows.map((cells) => row("td", cells))));
}
