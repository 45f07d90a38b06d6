// A monthly series: the whole of it thin, the chosen stretch thick with its two values, the writer's months under a bracket.
const TOP = 58, TALL = 220, MONTHS = 36, LETTER = 7;

function render(at) {
  const { model } = at, months = Object.entries(model.get("months")), place = Object.fromEntries(months.map(([month], at) => [month, at]));
  const options = Object.fromEntries(model.get("knobs").map((knob) => [knob.name, knob.options]));
  const column = (view) => model.get("columns")[view.unit][view.rule];
  const isCut = (view) => view.axis !== "zero" || view.scale === "log";

  const turned = (view, name, setting) => ({ ...view, [name]: setting });
  const caption = (view) => `${options.from[view.from]} to ${options.to[view.to]}, ${view.unit} ${options.rule[view.rule]}${view.scale === "log" ? ", logarithmic scale" : ""}${isCut(view) ? ", axis not from zero" : ""}`;

  // two views of the same unit on the same scale stand on one axis, so that heights compare
  function ends(view, views) {
    const all = views.filter((other) => other.unit === view.unit && other.scale === view.scale && isCut(other) === isCut(view)).map(column);
    const most = Math.max(...all.flatMap(({ values }) => values.filter((value) => value !== null)), 1);
    return [isCut(view) ? Math.min(...all.map(({ lowest }) => lowest)) : 0, most];
  }
  function axis([low, high], y, width, left, log) {
    const numbers = ticks(low, high, 6, log).filter((number) => number === low || Math.abs(y(number) - y(low)) > 14);
    if (!numbers.includes(low)) numbers.unshift(low);
    return numbers.flatMap((number) => [shape("line", { class: "lk-grid", x1: left, x2: width, y1: y(number), y2: y(number) }),
      shape("text", { class: "lk-tick lk-value", x: left - 6, y: y(number) + 4 }, grouped(number))]);
  }
  function foot(x, width) {
    const every = [1, 2, 3, 6, 12].find((some) => (width / months.length) * some >= 34) ?? 12;
    let year = "";
    return months.filter((_, at) => at % every === 0).flatMap(([month, words]) => {
      const [name, of] = words.split(" "), isNew = of !== year;
      year = of;
      return [shape("path", { class: "lk-axis", d: `M${x(place[month])} ${TOP + TALL}v5` }), shape("text", { class: "lk-tick", x: x(place[month]), y: TOP + TALL + 18 }, name),
        ...(isNew ? [shape("text", { class: "lk-tick", x: x(place[month]), y: TOP + TALL + 33 }, of)] : [])];
    });
  }
  // where there is no value, the line breaks
  const path = (points) => points.map((point, at) => (point ? `${at && points[at - 1] ? "L" : "M"}${point[0]} ${point[1]}` : "")).join("");
  function bracket(points, x, [left, right]) {
    const marks = model.get("writer").map((month) => place[month]), shown = marks.filter((mark) => points[mark]);
    if (!marks.length) return [];
    const [from, to] = [x(Math.min(...marks)), x(Math.max(...marks))], words = "the article's months", wide = words.length * LETTER;
    return [...shown.map((mark) => shape("line", { class: "lk-drop", x1: x(mark), x2: x(mark), y1: 30, y2: points[mark][1] })),
      shape("path", { class: "lk-bracket", d: `M${from} 36V30H${to}v6` }),
      shape("text", { class: "lk-article", x: apart([{ at: (from + to) / 2, wide }], [left, right])[0], y: 24 }, words),
      ...shown.map((mark) => { const [a, b] = points[mark]; return shape("path", { class: "lk-writer", d: `M${a - 8} ${b}L${a} ${b - 8}L${a + 8} ${b}L${a} ${b + 8}Z` }); })];
  }
  function numbers(view, values, points, [left, right]) {
    const chosen = [...new Set([view.from, view.to])].map((month) => place[month]).filter((at) => points[at]);
    const words = chosen.map((at) => grouped(values[at])), wide = (text) => text.length * LETTER * 1.15;
    const middles = apart(chosen.map((at, n) => ({ at: points[at][0], wide: wide(words[n]) })), [left, right], 4);
    return chosen.flatMap((at, n) => [shape("circle", { class: "lk-chosen", cx: points[at][0], cy: points[at][1], r: 5 }),
      shape("text", { class: "lk-number", x: middles[n], y: points[at][1] - 13 }, words[n])]);
  }
  function drawn(views, at, width) {
    const view = views[at], { values } = column(view), log = view.scale === "log", [low, high] = ends(view, views);
    const left = 12 + LETTER * grouped(high).length, right = width - 14;
    const x = scale([0, Math.max(months.length - 1, 1)], [left + 12, right]), y = scale([low, high], [TOP + TALL, TOP], log);
    const points = values.map((value, n) => (value === null || value < low ? null : [x(n), y(value)]));
    const stretch = points.map((point, n) => (n >= place[view.from] && n <= place[view.to] ? point : null));
    return [TOP + TALL + MONTHS, [
      shape("text", { class: "lk-unit", x: 0, y: 11 }, `${view.unit}${log ? ", logarithmic scale" : ""}${low > 0 ? `, axis from ${grouped(low)}` : ""}`),
      ...axis([low, high], y, width, left, log), ...foot(x, right - left),
      shape("path", { class: "lk-series", d: path(points) }), ...points.filter(Boolean).map(([a, b]) => shape("circle", { class: "lk-dot", cx: a, cy: b, r: 2.5 })),
      shape("path", { class: "lk-stretch", d: path(stretch) }), ...bracket(points, x, [left, width]), ...numbers(view, values, points, [left, width])]];
  }
  return handled(at, { knobs: () => model.get("knobs"), turned, caption, drawn });
}

export default { render };
