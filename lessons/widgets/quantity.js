// A number with its base and unit, or a range. value: {number, base, unit} or {low, high}.
function readNumber(text) {
  const plain = text.trim().replace(/\s/g, "").replace(/%$/, "");
  if (plain === "") return null;
  const dotted = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replace(/,/g, "") : plain.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(dotted) ? Number(dotted) : undefined;
}

function drawFace({ box, setup, value, locked, changed }) {
  const given = { ...(value ?? {}) };
  const trouble = make("p", { class: "lq-help", role: "status", "aria-live": "polite" });
  const field = (name, words) => make("label", { class: "lq-field" }, inline(words), " ",
    make("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", disabled: locked, value: given[name] ?? "",
      oninput: (event) => {
        const number = readNumber(event.target.value);
        trouble.textContent = number === undefined ? "Please type a number, such as 36 or 36.4." : "";
        given[name] = number ?? null; // what cannot be read is no answer, and not the one of before
        changed({ ...given });
      },
    }));
  const named = (name, legend, choices) => {
    const group = make("fieldset", { class: "lq-options" }, make("legend", {}, legend));
    const radios = unique(name);
    for (const [id, text] of Object.entries(choices)) {
      group.append(tick({
        type: "radio", name: radios, value: id, text, checked: given[name] === id, disabled: locked,
        change: () => { given[name] = id; changed({ ...given }); },
      }));
    }
    return group;
  };
  const parts = setup.interval
    ? [make("p", { class: "lq-help" }, setup.ask), make("div", { class: "lq-ends" }, field("low", "from"), field("high", "to"), ` ${setup.units.unit}`)]
    : [field("number", setup.ask)];
  if (!setup.interval && Object.keys(setup.units).length) parts.push(named("unit", "Measured in", setup.units));
  if (!setup.interval && Object.keys(setup.bases).length) parts.push(named("base", "Out of", setup.bases));
  box.replaceChildren(...parts, trouble);
}
