// Items in an order, moved by buttons. value: [id, …], first to last.
function drawFace({ box, setup, value, locked, changed }) {
  let order = value?.length ? [...value] : Object.keys(setup.items);
  const list = make("ol", { class: "lq-order" });
  box.replaceChildren(make("p", { class: "lq-help" }, `From ${setup.first} (top) to ${setup.last} (bottom).`), list);
  draw();

  function draw(focus) {
    list.replaceChildren(...order.map((id, at) => make("li", {},
      button(id, at, -1, "up", at === 0), button(id, at, 1, "down", at === order.length - 1), make("span", { class: "lq-item" }, inline(setup.items[id])))));
    if (focus) (list.querySelector(focus) ?? list.querySelector("button:not([disabled])")).focus();
  }
  function button(id, at, by, way, end) {
    return make("button", {
      type: "button", class: "lq-small", disabled: locked || end, "data-move": `${id}-${way}`, "aria-label": `Move ${way}: ${setup.items[id]}`,
      onclick: () => {
        [order[at], order[at + by]] = [order[at + by], order[at]];
        const still = by < 0 ? at + by > 0 : at + by < order.length - 1;
        draw(still ? `[data-move="${id}-${way}"]` : `[data-move="${id}-${way === "up" ? "down" : "up"}"]`);
        changed([...order]);
      },
    }, way === "up" ? "▲" : "▼");
  }
  return { read: () => [...order] };
}
