// Names on a field, and arrows drawn between them. value: [[from, to], …]; an end that is not chosen yet is an empty text.
const SIGNS = { right: "✓", wrong: "✗", missing: "+" };
// how far towards the middle an arrow bends, but to a neighbour no more than this part of its length; px, less is a click
const BEND = 0.7, ASIDE = 0.35, DRAGGED = 6;
// where an arrow would run through a third name, the first of these that does not
const BENDS = [1, 1.3, 1.6, 2, 0.35, 0];

function drawFace({ box, setup, value, locked, changed }) {
  const arrows = (value ?? []).map((pair) => [...pair]);
  let chosen = arrows.find(([from, to]) => from && !to)?.[0] ?? "";
  let drag = null, dropped = false, told = [], right = [];
  const text = (id) => setup.nodes[id] ?? "…", words = ([from, to]) => `“${text(from)}” ${setup.verb} “${text(to)}”`;
  const item = (pair) => pair.join(" → "), about = (pair) => told.find((one) => one.item === item(pair));
  const isWhole = ([from, to]) => from && to;

  const ids = Object.keys(setup.nodes), lines = shape("svg", { "aria-hidden": "true" });
  const names = ids.map((id, at) => make("button", { type: "button", class: "ld-name", dir: "auto", disabled: locked, "data-name": id, "aria-pressed": "false",
    onclick: ({ detail }) => { if (!detail || !dropped) choose(id); }, onkeydown: (event) => walk(event, at),
    onpointerdown: (event) => hold(event, id), onpointermove: pull, onpointerup: drop, onpointercancel: letGo }, setup.nodes[id]));
  const field = make("div", { class: "la ld", role: "group", "aria-label": "Names: choose one, then another" }, lines, ...names);
  const list = make("ol", { class: "la-list ld", "aria-label": "Your arrows" });
  const said = make("p", { class: "lq-help", role: "status", "aria-live": "polite" });
  box.replaceChildren(make("p", { class: "lq-help" }, `An arrow says: the first ${setup.verb} the second. Drag from name to name; or choose one, then the other (Tab or arrow keys, Enter).`), field, said, list);
  let boxes = {};
  new ResizeObserver(fit).observe(field);
  fit();

  // drawing

  function fit() {
    if (field.clientWidth) boxes = ring(field, names);
    draw();
  }
  function draw() {
    lines.replaceChildren(...everything().map(({ pair, mark }) => line(pair, mark)).filter(Boolean));
    names.forEach((name, at) => name.setAttribute("aria-pressed", ids[at] === chosen));
    list.replaceChildren(...everything().map(({ pair, mark, at }) => make("li", {}, words(pair),
      ...(at < 0 || locked ? [] : [make("button", { type: "button", class: "lq-small", "aria-label": `Remove: ${words(pair)}`, onclick: () => remove(at) }, "remove")]), ...reason(pair, mark))));
  }
  function everything() {
    const missing = ids.flatMap((from) => ids.map((to) => [from, to])).filter((pair) => about(pair)?.tone === "note" && !arrows.some((one) => same(one, pair)));
    return [...arrows.map((pair, at) => ({ pair, at, mark: markOf(pair) })), ...missing.map((pair) => ({ pair, at: -1, mark: "missing" }))];
  }
  // once the answer is shown, what is in it is right, and what is not is wrong
  function markOf(pair) {
    if (right.includes(item(pair)) || about(pair)?.tone === "note") return "right";
    return about(pair) || (isWhole(pair) && told.some(({ item, tone }) => item && tone === "note")) ? "wrong" : "";
  }
  function reason(pair, mark) {
    if (!mark) return [];
    const why = about(pair)?.why ?? (mark === "wrong" ? "The answer has no such arrow." : "");
    return [mark === "missing" ? drawRemark("p", "note", `This arrow was missing. ${why}`) : drawRemark("p", mark, why)];
  }
  function line([from, to], mark) {
    if (!boxes[from] || !boxes[to] || from === to) return null;
    const both = arrows.some((one) => same(one, [to, from])) ? 14 : 0;
    const start = middle(boxes[from]), end = middle(boxes[to]), centre = { x: field.clientWidth / 2, y: field.clientHeight / 2 };
    const way = Math.atan2(end.y - start.y, end.x - start.x), half = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    const inward = { x: centre.x - half.x, y: centre.y - half.y }, length = ({ x, y }) => Math.hypot(x, y);
    const apart = Math.abs(ids.indexOf(from) - ids.indexOf(to)), areNext = apart === 1 || apart === ids.length - 1;
    const bend = areNext ? Math.min(BEND, ASIDE * length({ x: end.x - start.x, y: end.y - start.y }) / (length(inward) || 1)) : BEND;
    const via = (part) => ({ x: half.x + part * inward.x - both * Math.sin(way), y: half.y + part * inward.y + both * Math.cos(way) });
    const others = ids.filter((id) => id !== from && id !== to).map((id) => boxes[id]);
    const by = [bend, ...BENDS].map(via).find((one) => !others.some((box) => crosses(start, one, end, box))) ?? via(bend);
    return arrow(edge(boxes[from], by), by, edge(boxes[to], by, 3), mark ? `ld-${mark}` : "", SIGNS[mark]);
  }

  // choosing one name, then another

  function choose(id) {
    if (!chosen) begin(id);
    else if (chosen === id) give(`Let go: no arrow from “${text(id)}”.`);
    else add(chosen, id);
  }
  function begin(id) {
    chosen = id;
    arrows.push([id, ""]);
    tell(`From “${text(id)}”: this arrow has one end only. Choose the other, or “${text(id)}” again to let it go.`);
  }
  function add(from, to) {
    const old = arrows.some((one) => same(one, [from, to]));
    clear();
    if (!old) arrows.push([from, to]);
    tell(old ? `That arrow is there already: ${words([from, to])}.` : `Drawn: ${words([from, to])}.`);
  }
  function give(why) {
    clear();
    tell(why);
  }
  function clear() {
    const half = arrows.findIndex(([from, to]) => from === chosen && !to);
    if (chosen && half >= 0) arrows.splice(half, 1);
    chosen = "";
  }
  function remove(at) {
    const [gone] = arrows.splice(at, 1);
    if (gone[0] === chosen && !gone[1]) chosen = "";
    tell(`Removed: ${words(gone)}.`);
    (list.querySelectorAll("button")[Math.min(at, arrows.length - 1)] ?? names[0]).focus();
  }
  function tell(what) {
    said.textContent = what;
    draw();
    changed(arrows.map((pair) => [...pair]));
  }
  function walk(event, at) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) names.at((at + by) % names.length).focus();
    else if (event.key === "Escape" && chosen) give(`Let go: no arrow from “${text(chosen)}”.`);
    else return;
    event.preventDefault();
  }

  // dragging from one name to another, by mouse, pen or finger

  function hold(event, id) {
    dropped = false;
    if (locked || event.button) return;
    drag = { id, x: event.clientX, y: event.clientY, far: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function pull(event) {
    if (!drag || !(drag.far ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > DRAGGED)) return;
    const place = field.getBoundingClientRect(), end = { x: event.clientX - place.left, y: event.clientY - place.top };
    lines.querySelector(".la-drag")?.remove();
    lines.append(arrow(edge(boxes[drag.id], end), middle(boxes[drag.id]), end, "la-drag"));
    names.forEach((name) => name.classList.toggle("la-under", name === under(event)));
  }
  function drop(event) {
    const { id, far } = drag ?? {}, name = under(event);
    letGo();
    if (!far) return;
    dropped = true;                        // the click that a mouse makes of it chooses nothing
    if (name && name.dataset.name !== id) add(id, name.dataset.name);
    else said.textContent = "No other name was there: the arrow was let go.";
  }
  function letGo() {
    drag = null;
    lines.querySelector(".la-drag")?.remove();
    for (const name of names) name.classList.remove("la-under");
  }
  const under = (event) => names.find((name) => name.contains(document.elementFromPoint(event.clientX, event.clientY)));

  function remark(remarks, good) {
    [told, right] = [remarks, good];
    draw();
    const judged = arrows.map(markOf).filter(Boolean);
    if (judged.length) said.textContent = `${judged.filter((mark) => mark === "right").length} of ${judged.length} right; what is said of each arrow stands below it.`;
    return remarks.filter((one) => !one.item);
  }
  return { remark };
}

// names in a ring, each on a height of its own, so that no arrow must run through a third; as flat as they do not touch
function ring(field, names) {
  const sizes = names.map(boxOf), last = Math.max(names.length - 1, 1), most = (side) => Math.max(...sizes.map((size) => size[side]));
  const wide = field.clientWidth, across = Math.min((wide - most("width")) / 2, 16 * 16);
  let placed = [], step = 40;
  do {
    placed = sizes.map((size, at) => {
      const onRight = 2 * at <= names.length, row = onRight ? Math.max(2 * at - 1, 0) : 2 * (names.length - at), high = 2 * row / last - 1;
      const side = (onRight ? 1 : -1) * across * Math.sqrt(1 - high * high);
      return { ...size, x: wide / 2 + side - size.width / 2, y: 4 + (most("height") - size.height) / 2 + step * row };
    });
    step += 4;
  } while (step < 400 && placed.some((one, at) => placed.some((other, to) => to > at && touch(one, other, 12))));
  field.style.height = `${(step - 4) * last + most("height") + 8}px`;
  names.forEach((name, at) => Object.assign(name.style, { left: `${placed[at].x}px`, top: `${placed[at].y}px` }));
  return Object.fromEntries(names.map((name, at) => [name.dataset.name, placed[at]]));
}
// whether an arrow so bent runs through a box
function crosses(start, by, end, { x, y, width, height }) {
  return Array.from({ length: 40 }, (_, n) => n / 40).some((t) => {
    const at = (side) => (1 - t) ** 2 * start[side] + 2 * t * (1 - t) * by[side] + t ** 2 * end[side];
    return at("x") > x && at("x") < x + width && at("y") > y && at("y") < y + height;
  });
}
function touch(one, other, gap) {
  return Math.abs(middle(one).x - middle(other).x) < (one.width + other.width) / 2 + gap && Math.abs(middle(one).y - middle(other).y) < (one.height + other.height) / 2 + gap;
}
