// Mark stretches of text, word by word. value: [{paragraph, start, end, quote}], in code points;
// a mark whose last word is not chosen yet is its first word, and begun: true.
// Mouse: drag, or click the first and the last word. Keyboard: arrow keys, Space or Enter. Esc lets go.
function drawFace({ box, setup, value, locked, changed }) {
  let marks = (value ?? []).filter((mark) => !mark.begun).map((mark) => ({ ...mark }));
  let open = null;               // the word a mark begins at, while its end is not yet chosen
  let dragged = null;
  const words = [];              // every word on the page: {node, paragraph, start, end}
  const texts = {};

  const help = make("p", { class: "lq-help" }, `Mark ${setup.find}: click the first word, then the last (or drag). `
    + "By keyboard: arrow keys to move, Space to begin and to end. Click a mark to take it away.");
  const said = make("p", { class: "lq-help", role: "status", "aria-live": "polite" });
  const list = make("ul", { class: "lq-marks", "aria-label": "Your marks" });
  box.replaceChildren(help, ...setup.paragraphs.map(drawParagraph), said, list);
  const begun = value?.find((mark) => mark.begun);
  if (begun && !locked) begin(words.find((word) => within(word, begun)));
  paint();

  function drawParagraph({ number, text, words: places }) {
    const letters = Array.from(text);     // code points, as the kernel counts them
    texts[number] = letters;
    const line = make("p", { class: "lq-text", dir: "auto", role: "group", "aria-label": `Paragraph ${number}` },
      make("span", { class: "lq-number", "aria-hidden": "true" }, `${number} `));
    let last = 0;
    for (const [start, end] of places) {
      line.append(letters.slice(last, start).join(""));
      const word = { paragraph: number, start, end, node: null };
      word.node = make("span", {
        class: "lq-word", role: "button", tabindex: words.length === 0 ? 0 : -1,
        onmousedown: () => { dragged = word; }, onmouseup: () => lift(word), onkeydown: (event) => press(event, word),
      }, letters.slice(start, end).join(""));
      words.push(word);
      line.append(word.node);
      last = end;
    }
    line.append(letters.slice(last).join(""));
    return line;
  }
  function lift(word) {
    const from = dragged;
    dragged = null;
    if (locked) return;
    if (from && from !== word && from.paragraph === word.paragraph) { open = null; add(from, word); } else pick(word);
  }
  function pick(word) {
    const inside = marks.find((mark) => within(word, mark));
    if (open && open.paragraph === word.paragraph) { const from = open; open = null; add(from, word); }
    else if (inside) { marks = marks.filter((mark) => mark !== inside); tell(`Taken away: “${inside.quote}”.`); done(); }
    else { begin(word); done(); }
  }
  function begin(word) {
    open = word ?? null;
    if (open) tell(`A mark begins at “${word.node.textContent}”. Choose its last word; the same word again for one word.`);
  }
  function press(event, word) {
    const at = words.indexOf(word);
    const onward = getComputedStyle(word.node).direction === "rtl" ? -1 : 1;
    const move = { ArrowRight: onward, ArrowLeft: -onward, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (move) focus(words[Math.max(0, Math.min(words.length - 1, at + move))], word);
    else if ((event.key === " " || event.key === "Enter") && !locked) pick(word);
    else if (event.key === "Escape" && open) { open = null; tell("Let go."); done(); }
    else return;
    event.preventDefault();
    event.stopPropagation();     // or the notebook would take the key for itself
  }
  function focus(word, before) {
    before.node.tabIndex = -1;
    word.node.tabIndex = 0;
    word.node.focus();
  }
  function add(a, b) {
    const [first, last] = a.start <= b.start ? [a, b] : [b, a];
    const mark = { paragraph: first.paragraph, start: first.start, end: last.end };
    mark.quote = texts[mark.paragraph].slice(mark.start, mark.end).join("");
    marks = marks.filter((old) => old.paragraph !== mark.paragraph || old.end <= mark.start || old.start >= mark.end);
    marks.push(mark);
    marks.sort((x, y) => x.paragraph - y.paragraph || x.start - y.start);
    tell(`Marked: “${mark.quote}”.`);
    done();
  }
  function within(word, mark) {
    return word.paragraph === mark.paragraph && word.start >= mark.start && word.end <= mark.end;
  }
  function tell(words) { said.textContent = words; }
  function done() {
    paint();
    const first = open && { paragraph: open.paragraph, start: open.start, end: open.end, quote: open.node.textContent, begun: true };
    changed([...marks.map((mark) => ({ ...mark })), ...(first ? [first] : [])]);
  }
  function paint() {
    for (const word of words) {
      const on = marks.some((mark) => within(word, mark));
      word.node.classList.toggle("lq-marked", on);
      word.node.classList.toggle("lq-open", word === open);
      word.node.setAttribute("aria-pressed", on ? "true" : "false");
    }
    list.replaceChildren(...marks.map((mark) => make("li", {}, `“${mark.quote}” `,
      make("button", {
        type: "button", class: "lq-small", disabled: locked, "aria-label": `Take away the mark “${mark.quote}”`,
        onclick: () => {
          marks = marks.filter((other) => other !== mark);
          done();
          (list.querySelector("button") ?? words.find((word) => word.node.tabIndex === 0)?.node)?.focus();
        },
      }, "take away"))));
  }
}
