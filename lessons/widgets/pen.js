// A pen for words: the items are stretches of one or two paragraphs, the labels lie beside them.
// Choose a label, then the words; or the words, then the label. Keys: arrows to the next words, a number for the label.
function drawPen({ setup, given, set, locked, say }) {
  const labels = Object.keys(setup.labels);
  const bands = labels.map((_, at) => band(at % PATTERNS.length));
  let held = "", chosen = null;      // the label in hand; the words that wait for one
  const stretches = [];              // in the order of the text
  const pens = labels.map((label, at) => make("button", { type: "button", class: "ll-pen", disabled: locked, tabindex: at ? -1 : 0, "data-cell": `${label} pen`,
    onclick: () => take(label), onkeydown: (event) => press(event, pens, at) }, keyCap(at), ink(make("span", { class: "ll-swatch" }), label), make("span", { dir: "auto" }, inline(setup.labels[label]))));
  const text = setup.passages.map(drawPassage);
  const reasons = make("ul", { class: "lq-feedback ll-reasons", "aria-label": "What is said of each" });
  const help = make("p", { class: "lq-help" }, "Choose a label, then words that are underlined; or the words, then the label. ",
    make("span", { class: "ll-keys" }, `By keyboard: the arrow keys go from words to words, 1 to ${Math.min(labels.length, 9)} label them.`));
  const node = make("div", { class: "ll" }, help, make("div", { class: "ll-pens", role: "toolbar", "aria-label": "Labels" }, ...pens), ...text, reasons);
  show();
  return { node, remark };

  function keyCap(at) { return at < 9 ? make("kbd", { "aria-hidden": "true" }, String(at + 1)) : ""; }
  function ink(one, label) {
    const at = labels.indexOf(label);
    one.style.setProperty("--ll-pen", at < 0 ? "" : `var(--lessons-${at % PATTERNS.length})`);
    one.style.setProperty("--ll-band", at < 0 ? "" : bands[at]);
    return one;
  }
  function drawPassage({ number, text: whole, items }) {
    const letters = Array.from(whole);     // code points, as the kernel counts them
    const line = make("p", { class: "lq-text ll-text", dir: "auto", role: "group", "aria-label": `Paragraph ${number}` }, make("span", { class: "lq-number", "aria-hidden": "true" }, `${number} `));
    let last = 0;
    for (const { item, start, end } of items) {
      line.append(letters.slice(last, start).join(""), drawStretch(item, letters.slice(start, end).join("")));
      last = end;
    }
    line.append(letters.slice(last).join(""));
    return line;
  }
  // a word is a box of its own, so that its band breaks with the line; the last one keeps its tag beside it
  function drawStretch(item, quote) {
    const tag = make("span", { class: "ll-tag" }), at = stretches.length;
    const one = { item, quote, tag, verdict: "", node: make("span", { class: "ll-stretch", role: "button", tabindex: at ? -1 : 0, "data-cell": `${item} words`,
      onclick: () => choose(one), onkeydown: (event) => press(event, stretches.map((other) => other.node), at, one) }) };
    const pieces = quote.match(/\s+|\S{1,24}/gu).map((piece) => (piece.trim() ? make("span", { class: "ll-word" }, piece) : piece));
    one.node.append(...pieces.slice(0, -1), make("span", { class: "ll-end" }, pieces.at(-1), tag));
    stretches.push(one);
    return one.node;
  }
  function show() {
    for (const one of stretches) {
      const label = given[one.item], words = setup.labels[label];
      ink(one.node, label).classList.toggle("ll-marked", !!words);
      one.node.classList.toggle("ll-chosen", one === chosen);
      one.node.setAttribute("aria-pressed", one === chosen);
      one.tag.replaceChildren(...(words ? [keyCap(labels.indexOf(label))] : []), make("span", { class: "ll-words" }, ` [${words ?? "no label yet"}]`), ...signOf(one));
    }
    pens.forEach((pen, at) => pen.setAttribute("aria-pressed", labels[at] === held));
    node.classList.toggle("ll-holding", !!held);
  }
  function signOf({ verdict }) {
    return verdict === "right" || verdict === "wrong" ? [make("span", { class: `lq-${verdict}` }, make("strong", { class: "lq-tone" }, make("span", { class: "ll-hidden" }, ` ${TONES[verdict]}`)))] : [];
  }
  function take(label) {
    if (chosen) { mark(chosen, label); chosen = null; show(); return; }
    held = held === label ? "" : label;
    say(held ? `In hand: ${setup.labels[label]}. Choose the words.` : "No label in hand.");
    show();
  }
  function choose(one) {
    if (locked) return;
    if (held) { mark(one, held); return; }
    chosen = chosen === one ? null : one;
    if (chosen) say(`“${one.quote}”: choose a label.`);
    show();
  }
  function mark(one, label) {
    set(one.item, label);
    say(`“${one.quote}”: ${setup.labels[label]}.`);
    show();
  }
  function press(event, all, at, one = null) {
    const n = Number(figureOf(event)) - 1, onward = getComputedStyle(all[at]).direction === "rtl" ? -1 : 1;
    const by = { ArrowRight: onward, ArrowLeft: -onward, ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (by) go(all, Math.max(0, Math.min(all.length - 1, at + by)));
    else if (labels[n] && !locked) { if (one) { chosen = null; mark(one, labels[n]); go(all, Math.min(all.length - 1, at + 1)); } else take(labels[n]); }
    else if (one && (event.key === " " || event.key === "Enter")) choose(one);
    else if (event.key === "Escape" && (held || chosen)) { held = ""; chosen = null; say("Laid down."); show(); }
    else return;
    event.preventDefault();
  }
  function go(all, to) {
    for (const other of all) other.tabIndex = other === all[to] ? 0 : -1;
    all[to].focus();
  }
  function remark(remarks, right) {
    const about = (one) => remarks.find(({ item }) => item === one.item);
    reasons.replaceChildren(...stretches.flatMap((one) => {
      const told = about(one);
      one.verdict = right.includes(one.item) ? "right" : told?.tone ?? "";
      one.node.removeAttribute("aria-describedby");
      if (!told) return [];
      const line = drawRemark("li", told.tone, `“${one.quote}”: ${told.why}`);
      line.id = unique("why");
      one.node.setAttribute("aria-describedby", line.id);
      return [line];
    }));
    show();
    return remarks.filter(({ item }) => !item);
  }
}
