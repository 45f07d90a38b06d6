// A label for each item. value: {item: label}. Few labels are radios, many a drop-down list.
function drawFace({ box, setup, value, locked, changed }) {
  const given = { ...(value ?? {}) };
  const labels = Object.entries(setup.labels);
  const set = (item, label) => { given[item] = label; changed({ ...given }); };
  const rows = Object.entries(setup.items).map(([item, text], index) => {
    const row = make("fieldset", { class: "lq-row" }, make("legend", { dir: "auto" }, `${index + 1}. `, inline(text)));
    row.append(labels.length > 5 ? drawList(item, labels, given, set, locked, text) : drawRadios(item, labels, given, set, locked));
    return row;
  });
  box.replaceChildren(...rows);
}

function drawRadios(item, labels, given, set, locked) {
  const name = unique("label");
  return make("div", { class: "lq-labels" }, ...labels.map(([label, text]) => tick({
    type: "radio", name, value: label, text, checked: given[item] === label, disabled: locked,
    change: () => set(item, label),
  })));
}

function drawList(item, labels, given, set, locked, text) {
  const list = make("select", { disabled: locked, "aria-label": `Label for: ${text}`, onchange: (event) => set(item, event.target.value) },
    make("option", { value: "" }, "choose a label …"),
    ...labels.map(([label, words]) => make("option", { value: label, selected: given[item] === label }, words)));
  return list;
}
