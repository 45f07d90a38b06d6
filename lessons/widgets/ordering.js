// Items in an order, moved by buttons. value: [id, …], first to last; null until it is somebody's order.
function drawFace({ box, setup, value, locked, changed }) {
  let order = value?.length ? [...value] : Object.keys(setup.items);
  const list = make("ol", { class: "lq-order" });
  // nobody has said yet that this is the order: pressing the button by itself does not say so
  const leave = make("button", { type: "button", class: "lq-small", "data-move": "none", onclick: () => { tell(); list.querySelector("button:not([disabled])").focus(); } }, "It is in my order already");
  const said = make("p", { class: "lq-help", role: "status", "aria-live": "polite" });
  box.replaceChildren(make("p", { class: "lq-help" }, `From ${setup.first} (top) to ${setup.last} (bottom).`), list, said, ...(value?.length || locked ? [] : [leave]));
  draw();

  function plain(text) { return inline(text).textContent; }
  function draw(focus) {
    list.replaceChildren(...order.map((id, at) => make("li", {},
      button(id, at, -1, "up", at === 0), button(id, at, 1, "down", at === order.length - 1), make("span", { class: "lq-item", dir: "auto" }, inline(setup.items[id])))));
    if (focus) (list.querySelector(focus) ?? list.querySelector("button:not([disabled])")).focus();
  }
  function button(id, at, by, way, end) {
    return make("button", {
      type: "button", class: "lq-small", disabled: locked || end, "data-move": `${id}-${way}`, "aria-label": `Move ${way}: ${plain(setup.items[id])}`,
      onclick: () => {
        [order[at], order[at + by]] = [order[at + by], order[at]];
        const still = by < 0 ? at + by > 0 : at + by < order.length - 1;
        draw(still ? `[data-move="${id}-${way}"]` : `[data-move="${id}-${way === "up" ? "down" : "up"}"]`);
        said.textContent = `Now at place ${at + by + 1} of ${order.length}: ${plain(setup.items[id])}`;
        tell();
      },
    }, way === "up" ? "▲" : "▼");
  }
  function tell() {
    leave.remove();
    changed([...order]);
  }
}
