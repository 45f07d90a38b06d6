// Arrows between nodes, one a line. value: [[from, to], …]; an end that is not chosen yet is an empty text.
function drawFace({ box, setup, value, locked, changed }) {
  let lines = value?.length ? value.map((pair) => [...pair]) : [["", ""]];
  const rows = make("div", { class: "lq-links" });
  const more = make("button", { type: "button", class: "lq-small", disabled: locked, onclick: () => { lines.push(["", ""]); draw(lines.length - 1); } }, "Add a line");
  const said = make("p", { class: "lq-help", role: "status", "aria-live": "polite" });
  box.replaceChildren(rows, more, said);
  draw();

  const begun = () => lines.filter(([from, to]) => from || to);
  function tell() {
    const half = lines.findIndex(([from, to]) => !from !== !to), round = lines.findIndex(([from, to]) => from && from === to);
    said.textContent = half >= 0 ? `Line ${half + 1} has one end only: it is no arrow yet.`
      : round >= 0 ? `Line ${round + 1} ends where it begins: choose another end, or remove it.` : "";
    changed(begun());
  }
  function draw(focus) {
    rows.replaceChildren(...lines.map((line, at) => make("div", { class: "lq-link" },
      ends(line, 0, `Line ${at + 1}: who`), make("span", {}, ` ${setup.verb} `), ends(line, 1, `Line ${at + 1}: whom`),
      make("button", { type: "button", class: "lq-small", disabled: locked, "aria-label": `Remove line ${at + 1}`, onclick: () => remove(at) }, "remove"))));
    if (focus !== undefined) rows.children[focus]?.querySelector("select").focus();
  }
  function ends(line, side, label) {
    return make("select", { disabled: locked, "aria-label": label, onchange: (event) => { line[side] = event.target.value; tell(); } },
      make("option", { value: "" }, "choose …"),
      ...Object.entries(setup.nodes).map(([id, text]) => make("option", { value: id, selected: line[side] === id }, text)));
  }
  function remove(at) {
    lines.splice(at, 1);
    if (!lines.length) lines.push(["", ""]);
    draw(Math.max(0, at - 1));
    tell();
  }
}
