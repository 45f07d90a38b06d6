// Labels as a table: the labels are its columns, an item is a row, a cell is one target.
// A label that is two others at once ("a+b") has no column: its two are ticked, and what is kept is "a+b".
// which label each set of ticks stands for; a column for each label that is not made of others
function columnsOf(labels) {
  const parts = (label) => label.split("+");
  const whole = (label) => parts(label).length > 1 && parts(label).every((part) => part in labels);
  const columns = Object.keys(labels).filter((label) => !whole(label));
  const both = Object.keys(labels).filter(whole);
  // labels that are figures are chosen by themselves, others by their place
  const figures = columns.every((label) => /^\d$/.test(labels[label]));
  const keys = columns.map((label, at) => (figures ? labels[label] : at < 9 ? String(at + 1) : ""));
  return { columns, keys, both, parts, figures };
}

function drawTable({ setup, given, set, locked, say }) {
  const { labels } = setup, names = Object.keys(setup.items);
  const { columns, keys, both, parts, figures } = columnsOf(labels);
  const ticks = both.length > 0;
  const rows = names.map(drawRow);
  const look = `ll${columns.length > 5 ? " ll-many" : ""}${figures ? " ll-figures" : ""}`;
  const head = make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "What is labelled"), ...columns.map((label, at) =>
    make("th", { scope: "col", dir: "auto" }, ...keyCap(at), inline(labels[label])))));
  const widths = make("colgroup", {}, make("col", { class: "ll-items" }), make("col", { span: columns.length }));
  const help = make("p", { class: "lq-help" },
    ticks ? `Tick what holds in each row; two ticks: ${both.map((label) => labels[label]).join(", ")}. ` : "Choose a label for each row. ",
    make("span", { class: "ll-keys" }, `By keyboard: ${keys[0]} to ${keys.findLast(Boolean)} ${ticks ? "tick, the arrow keys move." : "choose, and the next row follows."}`));
  const node = make("div", { class: look }, help, make("table", {}, make("caption", { class: "ll-hidden" }, "A label for each row"), widths, head, ...rows.map(({ body }) => body)));
  return { node, names, remark };

  function keyCap(at) { return keys[at] && !figures ? [make("kbd", { "aria-hidden": "true" }, keys[at])] : []; }
  function drawRow(item, at) {
    const claim = unique("claim"), why = make("td", { id: unique("why"), colspan: columns.length + 1 });
    const name = unique("label");
    const boxes = columns.map((label) => make("input", { type: ticks ? "checkbox" : "radio", name, value: label, "data-cell": `${item} ${label}`,
      checked: holds(item, label), disabled: locked, "aria-describedby": why.id, onchange: () => take(label) }));
    const targets = columns.map((label, n) => make("label", { class: "ll-target" }, boxes[n], ...keyCap(n), make("span", { class: "ll-name", dir: "auto" }, inline(labels[label]))));
    const words = make("th", { scope: "row", dir: "auto" }, make("span", { id: claim }, `${at + 1}. `, inline(setup.items[item])));
    const group = make("div", { class: "ll-targets", role: ticks ? "group" : "radiogroup", "aria-labelledby": claim }, ...targets);
    const reason = make("tr", { class: "ll-reason", hidden: true }, why);
    const body = make("tbody", { class: "lq-row", "data-item": item, onkeydown: (event) => press(event) },
      make("tr", {}, words, make("td", { class: "ll-cells", colspan: columns.length }, group)), reason);
    return { body, show, enter };

    function take(label) {
      if (ticks) { set(item, ticked(boxes, label)); boxes.forEach((box) => { box.checked = holds(item, box.value); }); }
      else set(item, label);
    }
    function press(event) {
      const n = keys.indexOf(figureOf(event) || null);
      if (n >= 0 && !locked) choose(n);
      else if (!ticks || !walk(event)) return;
      event.preventDefault();
    }
    function choose(n) {
      boxes[n].checked = ticks ? !boxes[n].checked : true;
      take(columns[n]);
      say(`Row ${at + 1}: ${labels[given[item]] ?? "no label"}.`);
      (ticks ? boxes[n] : rows[at + 1]?.enter() ?? boxes[n]).focus();
    }
    // radios have their arrow keys from the browser; ticks move like cells of a table
    function walk({ key, target }) {
      const n = boxes.indexOf(target), onward = getComputedStyle(body).direction === "rtl" ? -1 : 1;
      const to = { ArrowDown: rows[at + 1]?.enter(n), ArrowUp: rows[at - 1]?.enter(n), ArrowRight: boxes[n + onward], ArrowLeft: boxes[n - onward] }[key];
      to?.focus();
      return key.startsWith("Arrow");
    }
    function enter(n) { return boxes[n] ?? boxes.find((box) => box.checked) ?? boxes[0]; }
    function show(tone = "", text = "") {
      reason.hidden = !tone;
      why.replaceChildren(...(tone ? [drawRemark("p", tone, text)] : []));
    }
  }
  function holds(item, label) { return given[item] === label || (both.includes(given[item]) && parts(given[item]).includes(label)); }
  // two ticks that are a label together stay; any other second tick takes the place of the first
  function ticked(boxes, label) {
    const on = boxes.filter((box) => box.checked).map((box) => box.value);
    const pair = both.find((one) => on.length === 2 && on.every((part) => parts(one).includes(part)));
    return pair ?? (on.includes(label) ? label : on[0] ?? "");
  }
  function remark(remarks, right) {
    for (const [at, name] of names.entries()) {
      const about = remarks.find(({ item }) => item === name);
      if (about) rows[at].show(about.tone, about.why);
      else if (right.includes(name)) rows[at].show("right");
      else rows[at].show();
    }
    return remarks.filter(({ item }) => !item);
  }
}
