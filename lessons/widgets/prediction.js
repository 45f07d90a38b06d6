// A guess to commit to: an option's id, or a number with its unit.
function drawFace({ box, setup, value, locked, changed }) {
  const name = unique("guess");
  if (Object.keys(setup.options).length) {
    box.replaceChildren(make("fieldset", { class: "lq-options" }, make("legend", {}, "Before you look: what do you expect?"),
      ...Object.entries(setup.options).map(([id, text]) => tick({
        type: "radio", name, value: id, text, checked: value === id, disabled: locked, change: () => changed(id),
      }))));
    return;
  }
  box.replaceChildren(make("label", { class: "lq-field" }, "Before you look, your guess: ",
    make("input", {
      type: "number", step: "any", min: setup.low, max: setup.high, disabled: locked, value: value ?? "",
      oninput: (event) => { if (event.target.value !== "") changed(Number(event.target.value)); },
    }), ` ${setup.unit}`));
}
