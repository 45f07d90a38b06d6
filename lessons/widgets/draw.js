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
