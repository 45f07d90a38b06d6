// A chart with controls: drop-down lists and sliders above a picture, its words and its table.
function render({ model, el }) {
  // arrows and letters are for this panel: the notebook would fold, cut or insert cells
  const root = make("section", { class: "lk", role: "group", "aria-label": model.get("name"), "data-lm-suppress-shortcuts": "true",
    onkeydown: (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); } });
  const controls = make("div", { class: "lk-controls" });
  const picture = make("img", { class: "lk-picture" });
  const words = make("p", { class: "lk-words", role: "status", "aria-live": "polite" });
  const data = make("details", {}, make("summary", {}, "The numbers as a table"));
  const table = make("table");
  data.append(table);
  root.append(controls, picture, words, data);
  el.append(root);

  let timer = 0;
  function set(name, value) {
    model.set("value", { ...model.get("value"), [name]: value });
    clearTimeout(timer);
    timer = setTimeout(() => model.save_changes(), 25);
  }
  function drawControls() {
    const focused = document.activeElement?.dataset?.knob;
    controls.replaceChildren(...model.get("knobs").map((knob) => (knob.options ? list(knob) : slider(knob))));
    if (focused) controls.querySelector(`[data-knob="${focused}"]`)?.focus();
  }
  function list({ name, label, options }) {
    const box = make("select", { "data-knob": name, onchange: (event) => { set(name, event.target.value); tell(); } });
    for (const [id, text] of Object.entries(options)) box.append(make("option", { value: id }, text));
    box.value = model.get("value")[name];
    // a closed list cuts a long choice off: it stands below, whole
    const whole = make("small", { class: "lk-whole", "aria-hidden": "true" });
    const tell = () => { whole.textContent = options[box.value]?.length > 60 ? options[box.value] : ""; };
    tell();
    return make("label", {}, make("span", {}, label), box, whole);
  }
  function slider({ name, label, min, max, step, unit }) {
    const shown = make("output", {}, say(model.get("value")[name], unit));
    const range = make("input", {
      type: "range", "data-knob": name, min, max, step, "aria-label": label,
      oninput: (event) => {
        shown.textContent = say(Number(event.target.value), unit);
        range.setAttribute("aria-valuetext", shown.textContent);
        set(name, Number(event.target.value));
      },
    });
    range.value = model.get("value")[name];
    range.setAttribute("aria-valuetext", shown.textContent);
    return make("label", {}, make("span", {}, label), range, shown);
  }
  function say(number, unit) { return `${Number(number).toLocaleString("en")} ${unit}`; }
  function drawChart() {
    const { image, alt, summary, columns, rows } = model.get("chart");
    picture.src = image;
    picture.alt = alt;
    words.textContent = summary;
    table.replaceChildren(make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name))),
      ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, String(cell))))));
  }
  model.on("change:knobs", drawControls);
  model.on("change:chart", drawChart);
  drawControls();
  drawChart();
  return () => { model.off("change:knobs", drawControls); model.off("change:chart", drawChart); };
}

export default { render };
