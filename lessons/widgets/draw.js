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
