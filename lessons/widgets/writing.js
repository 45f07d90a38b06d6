// A few sentences of one's own, with what will be looked at in sight. value: the text.
function drawFace({ box, setup, value, locked, changed }) {
  const count = make("p", { class: "lq-help", "aria-live": "off" });
  const tell = (text) => {
    const words = text.trim() ? text.trim().split(/\s+/).length : 0;
    count.textContent = `${words} of about ${setup.words} words`;
  };
  const area = make("textarea", {
    rows: 5, disabled: locked, "aria-label": "Your text",
    oninput: (event) => { tell(event.target.value); changed(event.target.value); },
    onkeydown: (event) => event.stopPropagation(),
  });
  area.value = value ?? "";
  tell(area.value);
  box.replaceChildren(make("p", { class: "lq-help" }, "What will be looked at:"),
    make("ul", { class: "lq-criteria" }, ...setup.criteria.map((text) => make("li", {}, inline(text)))), area, count);
}
