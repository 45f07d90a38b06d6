// A function written in the notebook: what it takes, what it gives, examples. value: its source.
function drawFace({ box, setup }) {
  box.replaceChildren(make("p", {}, inline(setup.about)),
    make("ul", { class: "lq-code" }, ...setup.examples.map((line) => make("li", {}, make("code", {}, line)))),
    make("p", { class: "lq-help" }, `Write it in the cell above, run that cell (Shift+Enter), then press the button.`));
}
