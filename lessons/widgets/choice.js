// One option, or several: radios or checkboxes in a fieldset. value: an id, or a list of ids.
function drawFace({ box, setup, value, locked, changed }) {
  const name = unique("choice");
  const picked = new Set(setup.several ? value ?? [] : value ? [value] : []);
  const type = setup.several ? "checkbox" : "radio";
  const legend = make("legend", {}, setup.several ? "Tick all that belong" : "Choose one");
  const group = make("fieldset", { class: "lq-options" }, legend);
  for (const [id, text] of Object.entries(setup.options)) {
    group.append(tick({
      type, name, value: id, text, checked: picked.has(id), disabled: locked,
      change: (on) => {
        if (!setup.several) picked.clear();
        if (on) picked.add(id); else picked.delete(id);
        const order = Object.keys(setup.options).filter((option) => picked.has(option));
        changed(setup.several ? order : id);
      },
    }));
  }
  box.replaceChildren(group);
}
