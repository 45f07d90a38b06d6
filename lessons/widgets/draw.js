// Scales: from numbers to places in a drawing, evenly, or so that equal steps are equal factors.
function scale([low, high], [from, to], log = false) {
  const by = log ? Math.log : (number) => number;
  return (number) => from + ((by(number) - by(low)) / (by(high) - by(low) || 1)) * (to - from);
}
// Round numbers from low to high, about so many: 0, 500, 1,000 or, by factors, 200, 500, 1,000.
function ticks(low, high, about, log = false) {
  const found = [], power = (number) => 10 ** Math.floor(Math.log10(number));
  if (log) {
    for (let ten = power(low); ten <= high; ten *= 10) found.push(...[1, 2, 5].map((by) => by * ten));
    return found.filter((number) => number >= low && number <= high);
  }
  const rough = (high - low) / about || 1, step = [1, 2, 5, 10].map((by) => by * power(rough)).find((by) => by >= rough * 0.999);
  for (let at = Math.ceil(low / step); at * step <= high; at += 1) found.push(at * step);
  return found;
}
// Middles of labels of some widths, moved apart so that none lies on another, and kept between two ends.
function apart(labels, [from, to], gap = 6) {
  const sorted = labels.map(({ at, wide }, place) => ({ at, wide, place })).sort((a, b) => a.at - b.at);
  let edge = from;
  for (const one of sorted) edge = (one.at = Math.max(one.at, edge + one.wide / 2)) + one.wide / 2 + gap;
  edge = to;
  for (const one of sorted.toReversed()) edge = (one.at = Math.min(one.at, edge - one.wide / 2)) - one.wide / 2 - gap;
  return sorted.sort((a, b) => a.place - b.place).map(({ at }) => at);
}
const grouped = (number) => Number(number).toLocaleString("en", { maximumFractionDigits: 2 });

// Drawing: svg and its shapes, made as "dom" makes other elements.
function shape(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// A box is { x, y, width, height }; of an element, within the element it is placed in.
const boxOf = (node) => ({ x: node.offsetLeft, y: node.offsetTop, width: node.offsetWidth, height: node.offsetHeight });
const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
// where the way from the middle of a box to a point leaves the box, or a little before
function edge(box, to, gap = 0) {
  const at = middle(box), dx = to.x - at.x, dy = to.y - at.y;
  const far = Math.max(Math.abs(dx) / (box.width / 2 + gap), Math.abs(dy) / (box.height / 2 + gap), 1);
  return { x: at.x + dx / far, y: at.y + dy / far };
}

// An arrow from point to point, bent towards a third; a sign, or words on lines, stand on its middle.
function arrow(start, by, end, look, sign = "") {
  const round = (number) => Math.round(number * 10) / 10, at = ({ x, y }) => `${round(x)} ${round(y)}`;
  const way = Math.atan2(end.y - by.y, end.x - by.x);
  const back = (turn, far) => ({ x: end.x - far * Math.cos(way + turn), y: end.y - far * Math.sin(way + turn) });
  const parts = [shape("path", { class: "ld-line", d: `M${at(start)} Q${at(by)} ${at(back(0, 6))}` }),
    shape("path", { class: "ld-head", d: `M${at(end)} L${at(back(0.45, 11))} L${at(back(-0.45, 11))} Z` })];
  const x = round((start.x + 2 * by.x + end.x) / 4), y = round((start.y + 2 * by.y + end.y) / 4), lines = sign.split("\n");
  if (sign) parts.push(shape("text", { class: "ld-sign", x, y }, ...lines.map((line, at) => shape("tspan", { x, dy: at ? "1.1em" : `${0.9 - 0.55 * lines.length}em` }, line))));
  return shape("g", { class: `ld-arrow ${look}` }, ...parts);
}

// A drawing alone on a sheet of paper. It lives in the page and not in the notebook, so that Lab's own print cannot have it.
function printAlone(root) {
  const frame = make("iframe", { title: "For the printer", tabindex: -1, style: "position: fixed; width: 0; height: 0; border: 0" });
  document.body.append(frame);
  const { contentDocument: sheet, contentWindow: printer } = frame;
  const looks = [...document.querySelectorAll("style")].filter((one) => one.textContent.includes("--lessons-"));
  sheet.documentElement.lang = document.documentElement.lang;
  sheet.head.append(...[...looks, make("title", {}, root.getAttribute("aria-label"))].map((one) => sheet.importNode(one, true)));
  sheet.body.append(sheet.importNode(root, true));
  printer.addEventListener("afterprint", () => frame.remove());
  printer.print();
}
