// The article to read: numbered paragraphs, labels to switch on and off, every sentence reachable by keyboard.
function render({ model, el }) {
  const claims = model.get("claims"), fields = model.get("fields");
  // arrows and letters are for this panel: the notebook would fold, cut or insert cells
  const root = make("section", { class: "lr", role: "group", "aria-label": "The article", "data-lm-suppress-shortcuts": "true",
    onkeydown: (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); } });
  const switches = make("fieldset", { class: "lr-switches" }, make("legend", {}, "Show the course's labels for"));
  const page = make("div", { class: "lr-page" });
  const said = make("div", { class: "lr-said", role: "status", "aria-live": "polite" });
  const sentences = [];
  if (Object.keys(fields).length) root.append(switches);
  root.append(page, said);
  el.append(root);

  for (const [field, { title }] of Object.entries(fields)) {
    const box = make("input", { type: "checkbox", onchange: (event) => {
      const shown = new Set(model.get("shown"));
      if (event.target.checked) shown.add(field); else shown.delete(field);
      model.set("shown", [...shown]);
      model.save_changes();
      draw();
    } });
    box.checked = model.get("shown").includes(field);
    switches.append(make("label", {}, box, ` ${title}`));
  }
  function draw() {
    const shown = model.get("shown");
    sentences.length = 0;
    page.replaceChildren(...model.get("paragraphs").map(({ number, sentences: parts }) => {
      const line = make(number === 0 ? "h3" : "p", {}, make("span", { class: "lr-number" }, `${number} `));
      for (const pieces of parts) line.append(drawSentence(pieces, shown), " ");
      return line;
    }));
    if (sentences.length) sentences[0].tabIndex = 0;
  }
  function drawSentence(pieces, shown) {
    const met = [...new Set(pieces.flatMap((piece) => piece.claims))];
    const node = make("span", { class: "lr-sentence", tabindex: -1 });
    for (const { text, claims: inside, ends, line } of pieces) {
      const word = make("span", { class: inside.length && shown.length ? "lr-claim" : "" }, text);
      node.append(line ? drawExplained(word, line) : word);
      for (const at of shown.length ? ends : []) node.append(make("span", { class: "lr-tag" }, words(at, shown).replace(/ \([^)]*\)/g, "")));
    }
    node.addEventListener("focus", () => tell(met, shown));
    node.addEventListener("click", () => move(sentences.indexOf(node)));
    node.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      move(sentences.indexOf(node) + by);
    });
    sentences.push(node);
    return node;
  }
  // a name or a word that opens its line where it stands
  function drawExplained(word, line) {
    const note = make("span", { class: "lr-line", hidden: true }, `(${line})`);
    const button = make("button", { type: "button", class: "lr-name", "aria-expanded": "false", onclick: (event) => {
      event.stopPropagation();
      note.hidden = !note.hidden;
      button.setAttribute("aria-expanded", String(!note.hidden));
    } }, word);
    return make("span", {}, button, note);
  }
  function words(at, shown) {
    return shown.map((field) => fields[field].words[claims[at].labels[field]] ?? claims[at].labels[field]).join(" · ");
  }
  function move(to) {
    const next = sentences[Math.max(0, Math.min(sentences.length - 1, to))];
    for (const node of sentences) node.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
  function tell(met, shown) {
    if (!shown.length) { said.replaceChildren(); return; }
    said.replaceChildren(make("strong", {}, `${met.length} claim${met.length === 1 ? "" : "s"} in this sentence`),
      make("ul", {}, ...met.map((at) => make("li", {}, `“${claims[at].quote}”: ${words(at, shown)}`))));
  }
  draw();
  return whenPlaced(root, () => pageOf(root));
}

export default { render };
