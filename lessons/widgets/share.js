// A part over a base, each within its ends: two bars on one scale, and the share they make from 0 to 100 percent.
const LANE = 58, BAR = 18, FOOT = 36, EDGE = 8;

function render(at) {
  const { model } = at, cards = { part: model.get("parts"), base: model.get("bases") }, unit = model.get("unit");
  const all = [...cards.part, ...cards.base], most = Math.max(...all.map((card) => card.high));
  const card = (view, which) => cards[which][view[which]];
  const percent = (number) => `${Number(number).toLocaleString("en", { ...digits(number), useGrouping: false, roundingMode: "halfEven" })} %`;
  const digits = (number) => { const some = number >= 10 ? 0 : 1; return { minimumFractionDigits: some, maximumFractionDigits: some }; };
  const between = (low, high, say) => (low < high && say(low) !== say(high) ? ` (${say(low)} to ${say(high)})` : "");

  function knobs(view) {
    return ["part", "base"].flatMap((which) => {
      const { low, high } = card(view, which), name = which === "part" ? "the part" : "out of";
      const list = { name: which, label: name, options: Object.fromEntries(cards[which].map(({ label }, place) => [place, label])) };
      return low < high ? [list, { name: `${which}_figure`, label: `the ${which}, within its ends`, min: low, max: high, unit }] : [list];
    });
  }
  // another card brings its own figure along
  function turned(view, name, setting) {
    if (!(name in cards)) return { ...view, [name]: setting };
    return { ...view, [name]: Number(setting), [`${name}_figure`]: cards[name][setting].value };
  }
  const caption = (view) => `${card(view, "part").label}, out of ${card(view, "base").label}`;

  // a bar, its words above it, and below it a bracket from one end of its range to the other
  function lane(y, words, place, { value, low, high, end }, look) {
    const stop = (number) => place(Math.min(number, end));
    const range = low < high ? [shape("path", { class: "lk-range", d: `M${stop(low)} ${y + BAR + 3}v8M${stop(low)} ${y + BAR + 7}H${stop(high)}M${stop(high)} ${y + BAR + 3}v8` })] : [];
    return [shape("text", { class: "lk-label", x: place(0), y: y - 6 }, words),
      shape("rect", { class: look, x: place(0), y, width: Math.max(stop(value) - place(0), 1), height: BAR }), ...range];
  }
  function axis(y, place, numbers, name, say) {
    return [shape("path", { class: "lk-axis", d: `M${place(numbers[0])} ${y}H${place(numbers.at(-1))}${numbers.map((number) => `M${place(number)} ${y}v5`).join("")}` }),
      ...numbers.map((number, at) => shape("text", { class: `lk-tick${at ? (at === numbers.length - 1 ? " lk-end" : "") : " lk-start"}`, x: place(number), y: y + 17 }, say(number))),
      shape("text", { class: "lk-tick lk-start", x: place(numbers[0]), y: y + 31 }, name)];
  }
  function drawn(views, at, width) {
    const view = views[at], part = card(view, "part"), base = card(view, "base");
    const share = 100 * view.part_figure / view.base_figure, low = 100 * part.low / base.high, high = 100 * part.high / base.low;
    const steps = ticks(0, most * 1.2, Math.max(2, Math.min(6, width / 90))), last = steps.find((number) => number >= most) ?? steps.at(-1);
    const numbers = steps.filter((number) => number <= last), scaled = scale([0, last], [EDGE, width - EDGE]), hundred = scale([0, 100], [EDGE, width - EDGE]);
    const of = (name, value, range) => `${name} ${grouped(value)} ${unit}${between(range.low, range.high, grouped)}`;
    return [3 * LANE + 2 * FOOT + 14, [
      ...lane(20, of("out of", view.base_figure, base), scaled, { ...base, value: view.base_figure, end: last }, "lk-base"),
      ...lane(20 + LANE, of("the part:", view.part_figure, part), scaled, { ...part, value: view.part_figure, end: last }, "lk-part"),
      ...axis(20 + 2 * LANE - 16, scaled, numbers, unit, grouped),
      shape("rect", { class: "lk-whole-bar", x: hundred(0), y: 34 + 2 * LANE + FOOT, width: hundred(100) - hundred(0), height: BAR }),
      ...lane(34 + 2 * LANE + FOOT, `the share: ${percent(share)}${between(low, high, percent)}${share > 100 ? ", more than the whole" : ""}`, hundred, { value: share, low, high, end: 100 }, "lk-part"),
      ...axis(34 + 3 * LANE + FOOT - 26, hundred, [0, 25, 50, 75, 100], "percent of the base", grouped)]];
  }
  return handled(at, { knobs, turned, caption, drawn });
}

export default { render };
