// What tells labels apart in a map and in a text: a pattern each; its colour, by the same number, is in patterns.css.
// Solid, slanted, chequered, empty, upright, level: told apart without colour as well.
// The path of a tile that is 6 wide, the width of its lines (0: filled), and its height.
const PATTERNS = [
  ["M0 0h6v6h-6z", 0, 6], ["M-1 1l2-2M0 6l6-6M5 7l2-2", 2, 6], ["M1.5 0v3M4.5 3v3", 2, 6], ["", 0, 6], ["M3 0v6", 2, 6], ["M0 2h6", 1.2, 3.5],
];
const tile = ([path, line], ink, more = {}) => shape("path", { d: path, ...(line ? { fill: "none", stroke: ink, "stroke-width": line } : { fill: ink }), ...more });

// fillings for drawings, by the names mine-0, mine-1 …; they begin at this height
function patterns(mine, top) {
  return shape("defs", {}, ...PATTERNS.map((one, at) => shape("pattern",
    { id: `${mine}-${at}`, class: `lm-ink-${at}`, y: top, width: 6, height: one[2], patternUnits: "userSpaceOnUse" },
    shape("rect", { width: 6, height: one[2], class: "lm-ground" }), tile(one, "currentColor"))));
}

// the same as a band for the words of a text, framed above and below: a mask, for the page to colour
function band(at) {
  const frame = tile(["M0 .5h6M0 7.5h6", 1], "currentColor");
  const svg = shape("svg", { width: 6, height: 8, viewBox: "0 0 6 8" }, tile(PATTERNS[at], "currentColor", { transform: "translate(0 1)" }), frame);
  return `url("data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}")`;
}
