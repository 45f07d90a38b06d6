// A guess to commit to: an option's id, or a number within the range that is stated. Emptied, it is no guess.
function drawFace({ box, setup, value, locked, changed }) {
  const name = unique("guess");
  if (Object.keys(setup.options).length) {
    box.replaceChildren(make("fieldset", { class: "lq-options" }, make("legend", {}, "Before you look: what do you expect?"),
      ...Object.entries(setup.options).map(([id, text]) => tick({
        type: "radio", name, value: id, text, checked: value === id, disabled: locked, change: () => changed(id),
      }))));
    return;
  }
  const low = setup.low ?? -Infinity, high = setup.high ?? Infinity;
  const range = low > -Infinity && high < Infinity ? `from ${low} to ${high}` : low > -Infinity ? `${low} or more` : high < Infinity ? `${high} or less` : "";
  const guess = numberField({
    box, name: "guess", words: "Before you look, your guess:", behind: ` ${[setup.unit, range].filter(Boolean).join(", ")}`, value, locked,
    units: () => [setup.unit].filter(Boolean),
    outside: (number) => (number < low || number > high ? `${number} is not ${range}: type another number.` : ""),
    take: ({ number }) => changed(number),
  });
  box.replaceChildren(guess.node);
}
