// A place that is one quiet line until what belongs there is told by the kernel.
// What draws it (notes.js, graph.js, …) comes before this file and defines drawInside; the two are one module.
function render({ model, el }) {
  const root = make("section", { class: "lp" });
  const line = make("p", { class: "lp-line" });
  const content = make("div", { class: "lp-content", tabindex: -1, "aria-live": model.get("can_show") ? "polite" : "off" });
  root.append(line, content);
  el.append(root);
  const callOff = whenPlaced(root, () => pageOf(root));
  let drawn = '""';

  function draw() {
    const told = model.get("content");
    if (JSON.stringify(told) !== drawn) { drawn = JSON.stringify(told); drawInside(content, told); }
    const within = line.contains(document.activeElement);
    line.hidden = told !== "" || !model.get("line");
    if (within && line.hidden) content.focus({ preventScroll: true });
    line.replaceChildren(`${model.get("line")} `, ...(model.get("can_show") ? [make("button", {
      type: "button", class: "lp-show", onclick: () => model.send({ type: "show" }),
    }, "Show it anyway")] : []));
  }
  const events = ["change:content", "change:line", "change:can_show"];
  for (const event of events) model.on(event, draw);
  draw();
  const look = () => model.send({ type: "hello" });
  hearAgain(model);
  look();
  // what a place says of the notebook's file is true again once that was saved
  const saved = model.widget_manager?.context?.saveState;
  const again = (_, state) => { if (state.startsWith("completed")) look(); };
  saved?.connect(again);
  return () => {
    callOff();
    saved?.disconnect(again);
    for (const event of events) model.off(event, draw);
  };
}

export default { render };
