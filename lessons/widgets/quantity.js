// A number with its base and unit, or a range. value: {number, base, unit} or {low, high}; null where all is empty.
function drawFace({ box, setup, value, locked, changed }) {
  const given = { ...(value ?? {}) };
  const tell = () => changed(Object.values(given).some((part) => part !== null && part !== "") ? { ...given } : null);
  const field = (name, words, units, take, behind) => numberField({ box, name, words, units, behind, value: given[name], locked, take });
  if (setup.interval) drawRange(); else drawNumber();

  function drawRange() {
    const end = (name, words, behind) => field(name, words, () => [setup.units.unit], ({ number }) => { given[name] = number; tell(); }, behind);
    box.replaceChildren(make("p", { class: "lq-help" }, setup.ask),
      make("div", { class: "lq-ends" }, end("low", "from").node, end("high", "to", ` ${setup.units.unit}`).node));
  }
  function drawNumber() {
    // a unit that is typed is chosen with it; once one is chosen, another one behind the number is asked back
    const units = () => (setup.units[given.unit] ? [setup.units[given.unit]] : Object.values(setup.units));
    const number = field("number", setup.ask, units, (read) => {
      given.number = read.number;
      const typed = Object.keys(setup.units).find((id) => setup.units[id] === read.unit);
      if (typed && !given.unit) choose("unit", typed);
      tell();
    });
    const groups = { unit: drawGroup("unit", "Measured in", setup.units), base: drawGroup("base", "Out of", setup.bases) };
    box.replaceChildren(number.node, ...Object.values(groups).filter((group) => group.querySelector("input")));

    function choose(name, id) {
      given[name] = id;
      groups[name].querySelector(`input[value="${CSS.escape(id)}"]`).checked = true;
    }
    function drawGroup(name, legend, choices) {
      const radios = unique(name);
      return make("fieldset", { class: "lq-options" }, make("legend", {}, legend), ...Object.entries(choices).map(([id, text]) => tick({
        type: "radio", name: radios, value: id, text, checked: given[name] === id, disabled: locked,
        change: () => { given[name] = id; number.reread(); },
      })));
    }
  }
}
