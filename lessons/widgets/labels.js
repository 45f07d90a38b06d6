// A label for each item: in a table or, where the items are words of one or two paragraphs, with a pen in the text.
// value: {item: label}, the same from both.
function drawFace({ box, setup, value, locked, changed }) {
  const given = { ...(value ?? {}) };
  const said = make("p", { class: "ll-hidden", role: "status", "aria-live": "polite" });
  const say = (words) => { said.textContent = words; };
  let view, remarks = [], right = [];
  draw();
  return { remark };

  function set(item, label) {
    given[item] = label;
    if (right.includes(item)) { right = right.filter((name) => name !== item); view.remark(remarks, right); }      // it was said of the label before
    changed({ ...given });
  }
  function draw() {
    const inText = setup.passages?.length && box.dataset.view !== "table";
    view = (inText ? drawPen : drawTable)({ setup, given, set, locked, say });
    const turn = make("button", { type: "button", class: "lq-plain ll-turn", "data-cell": "turn",
      onclick: () => { box.dataset.view = inText ? "table" : "text"; draw(); view.remark(remarks, right); } }, inText ? "As a table" : "In the text");
    const focus = focusIn(box);
    box.replaceChildren(...(setup.passages?.length ? [turn] : []), view.node, said);
    focus();
  }
  function remark(...told) {
    [remarks, right] = told;
    say(sentence(Object.keys(setup.items), remarks, right));
    return view.remark(remarks, right);
  }
}

// what is drawn anew keeps the focus that was in it
function focusIn(box) {
  const { cell } = box.contains(document.activeElement) ? document.activeElement.dataset : {};
  return () => { if (cell) [...box.querySelectorAll("[data-cell]")].find((node) => node.dataset.cell === cell)?.focus({ preventScroll: true }); };
}

// a number key of any keyboard: with figures in the upper case, too
const figureOf = ({ key, code, ctrlKey, metaKey, altKey }) =>
  ctrlKey || metaKey || altKey ? "" : /^\d$/.test(key) ? key : /^Digit(\d)$/.exec(code)?.[1] ?? "";

// "rows 1, 3 and 4"
function rowsInWords(numbers) {
  const last = numbers.at(-1);
  return numbers.length > 1 ? `rows ${numbers.slice(0, -1).join(", ")} and ${last}` : `row ${last}`;
}

// the result in a sentence, for whoever does not see the rows
function sentence(names, remarks, right) {
  const rows = (wanted) => names.flatMap((name, at) => (wanted(name) ? [at + 1] : []));
  const wrong = rows((name) => remarks.some(({ item, tone }) => item === name && tone === "wrong"));
  const good = rows((name) => right.includes(name));
  if (!remarks.length || (!wrong.length && !good.length)) return "";
  return `${good.length ? `Right: ${rowsInWords(good)}. ` : ""}${wrong.length ? `Look again: ${rowsInWords(wrong)}; the reason stands in the row.` : ""}`;
}
