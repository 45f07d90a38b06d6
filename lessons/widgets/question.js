// The frame around every question: confidence, buttons, hints, feedback, and the state in words.
// A face (choice.js, marker.js, …) follows this file and defines drawFace; the two are one module.

// *emphasis*, **strong** and `code` of a text, as elements; never as HTML
function inline(text) {
  const line = make("span");
  for (const piece of String(text).split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)/)) {
    if (piece.startsWith("**") && piece.length > 4) line.append(make("strong", {}, piece.slice(2, -2)));
    else if (/^\*[^*]+\*$/.test(piece)) line.append(make("em", {}, piece.slice(1, -1)));
    else if (/^`[^`]+`$/.test(piece)) line.append(make("code", {}, piece.slice(1, -1)));
    else line.append(piece);
  }
  return line;
}

// one radio or checkbox with its text; the whole line is the target
function tick({ type, name, value, text, checked, disabled, change }) {
  const box = make("input", { type, name, value, checked, disabled, onchange: (event) => change(event.target.checked) });
  return make("label", { class: "lq-option" }, box, inline(text));
}

const sureWords = (percent, at) => `${percent} %${percent === 100 ? " (certain)" : at === 0 ? " (a blind guess)" : ""}`;

function drawConfidence(steps, sure, locked, change) {
  const name = unique("sure");
  return make("fieldset", { class: "lq-sure" }, make("legend", {}, "How sure are you?"), ...steps.map((percent, at) => tick({
    type: "radio", name, value: percent, text: sureWords(percent, at),
    checked: sure === percent, disabled: locked, change: () => change(percent),
  })));
}

// a lone line break is an author's margin; an empty line, or an indented one, is meant
const unwrap = (text) => text.replace(/([^\n])\n(?![\n ])/g, "$1 ");

const TONES = { right: "Right", wrong: "Look again", note: "Note" };

const drawRemark = (tag, tone, text) =>
  make(tag, { class: `lq-remark lq-${tone}` }, make("strong", { class: "lq-tone" }, `${TONES[tone]}${text && ": "}`), inline(unwrap(text)));

const ASLEEP = "This question is asleep. Choose Run ▸ Run All Cells in the menu above to wake it; what you answered before is kept.";
const UNHEARD = "Nobody has answered: what runs this notebook (its “kernel”) may have stopped. Your answer is kept in this page. Choose Run ▸ Run All Cells in the menu above, and it is handed over.";
const BUSY = "The notebook is still at work on another cell. Your answer waits in this page and is taken up as soon as it is free.";
const PAUSE = { draft: 300, longest: 2000, answer: 2500, again: 3000, asleep: 12000 };      // milliseconds

// a click on a question's words leaves the keys with the question: to the notebook, x would mean “cut this cell”
function keepKeys(root) {
  const area = root.closest(".jp-OutputArea");
  if (!area || area.dataset.lessons) return;
  area.dataset.lessons = "keys";
  area.addEventListener("click", ({ target }) => {
    if (target.closest(".lq, a, button, input, summary") || !getSelection().isCollapsed) return;
    const questions = [...area.querySelectorAll(".lq")];
    const follows = (question) => target.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING;
    (questions.find(follows) ?? questions.at(-1))?.focus({ preventScroll: true });
  });
}

// what is asked stands above as an output of its own: a reader who comes to the question hears it
function tieText(root) {
  let asked = root.closest(".jp-OutputArea-child");
  while (asked && !asked.querySelector(".jp-RenderedMarkdown > h3")) asked = asked.previousElementSibling;
  const texts = [...(asked?.querySelectorAll(".jp-RenderedMarkdown > :not(h3, details)") ?? [])];
  for (const text of texts) text.id ||= unique("asked");
  if (texts.length) root.setAttribute("aria-describedby", texts.map(({ id }) => id).join(" "));
}

function render({ model, el }) {
  const keeper = keeperOf(model);
  const room = waitingRoom(model.get("place"));
  // arrow keys and letters belong to the question here, not to the notebook's shortcuts; saving and running still work
  const root = make("section", {
    class: "lq", role: "group", tabindex: "-1", "aria-label": model.get("name"), "data-lm-suppress-shortcuts": "true",
    onkeydown: (event) => {
      if (event.repeat && event.target.localName === "button") event.preventDefault();      // a key held down is one press
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) pass();
      const runs = event.key === "Enter" && event.shiftKey && event.target === root;
      if (!runs && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    },
  });
  const asleep = make("p", { class: "lq-asleep", role: "status", hidden: true }, ASLEEP);
  const body = make("div", { class: "lq-face" });
  const sureness = make("div");
  const buttons = make("div", { class: "lq-buttons" });
  const hints = make("ol", { class: "lq-hints", "aria-label": "Hints taken", "aria-live": "polite" });
  const state = make("p", { class: "lq-state", role: "status", "aria-live": "polite" });
  const feedback = make("ul", { class: "lq-feedback", "aria-label": "Feedback" });
  const waits = make("p", { class: "lq-waits" });
  const inner = make("div", {}, body, sureness, buttons, asleep, hints, make("div", { role: "status", "aria-live": "polite" }, feedback), state);
  root.append(waits, inner);
  el.append(root);

  const waited = room.acts.at(-1);         // answered in this page before, and heard by nobody yet
  let value = waited ? waited.value : model.get("value");
  let sure = waited ? waited.confidence : model.get("confidence");
  let face = null, alive = false, gone = false;
  let typing = 0, since = 0, listening = 0;
  const told = new Set();                  // the acts that were sent from here
  let before = "";                         // what was said when the button was pressed

  // a change is kept at once, and told soon after it is made: at a pause, and every two seconds of steady typing
  function changed(next) {
    if (next !== undefined) value = next;
    note("change");
    clearTimeout(typing);
    since ||= Date.now();
    typing = setTimeout(pass, Math.min(PAUSE.draft, Math.max(0, since + PAUSE.longest - Date.now())));
  }
  function note(type) {
    keeper?.touch();
    room.add({ id: unique("act"), type, value, confidence: sure }, model.get("number"), told);
  }
  function send(type) {
    if (face.read) value = face.read();
    before = state.textContent;
    note(type);
    pass();
    if (face.turns) keepFocus(drawBody);   // a deck shows its next card at once
  }
  function pass() {
    clearTimeout(typing);
    since = 0;
    for (const act of room.acts) {
      if (!told.has(act.id)) { told.add(act.id); tell(act); }
    }
    if (room.acts.length) listen(PAUSE.answer);
  }
  function tell(message) {
    try { model.send(message); } catch { /* the wire is cut: it stays in the waiting room */ }
  }
  function listen(milliseconds) {
    clearTimeout(listening);
    listening = setTimeout(() => {
      if (gone || !room.acts.length) return;
      asleep.textContent = keeper?.busy() ? BUSY : UNHEARD;
      asleep.hidden = false;
      tell({ type: "hello" });             // whoever hears this is handed what waits
      listen(PAUSE.again);
    }, milliseconds);
  }
  const handOver = () => tell({ type: "late", acts: room.acts, number: room.number });

  function drawBody() {
    face = drawFace({ box: body, setup: model.get("setup"), value, locked: model.get("locked"), changed, send }) ?? {};
    if (face.remark) drawFeedback();       // a face that was drawn anew knows nothing of them
  }
  function drawSure() {
    const choose = (percent) => { sure = percent; changed(); };
    const steps = model.get("sureness");
    sureness.replaceChildren(...(steps.length ? [drawConfidence(steps, sure, model.get("locked"), choose)] : []));
  }
  // the second click of a double click is no second try
  function drawButtons() {
    const total = model.get("hints_total"), taken = model.get("hints").length;
    const focused = document.activeElement?.dataset?.act;
    const row = [];
    if (model.get("button") && !model.get("locked")) row.push(["commit", model.get("button"), "lq-main"]);
    if (taken < total && !model.get("locked")) row.push(["hint", `Hint ${taken + 1} of ${total}`, ""]);
    if (model.get("can_show")) row.push(["show", "Show the answer", ""]);
    buttons.replaceChildren(...row.map(([type, text, look]) =>
      make("button", { type: "button", class: `lq-button ${look}`, "data-act": type, onclick: ({ detail }) => { if (detail < 2) send(type); } }, text)));
    if (focused) (buttons.querySelector(`[data-act=${focused}]`) ?? buttons.querySelector("button"))?.focus();
  }
  function drawWaits() {
    const line = model.get("waits");
    waits.hidden = !line;
    inner.hidden = !!line;
    waits.replaceChildren(`${line} `, make("button", { type: "button", class: "lq-plain", onclick: () => send("open") }, "Show it anyway"));
  }
  const drawState = () => { state.textContent = model.get("state"); };
  // the same answer checked again has the same reply: only what is new in a page is announced
  function sayAgain() { state.textContent = ""; setTimeout(drawState, 50); }
  // only a hint that is new is announced
  function drawHints() {
    const taken = model.get("hints");
    if (taken.length < hints.children.length) hints.replaceChildren();
    hints.append(...taken.slice(hints.children.length).map((text) => make("li", {}, inline(text))));
  }
  // a face may say a remark where it belongs, and gives back those that belong to the whole
  function drawFeedback() {
    const remarks = model.get("feedback");
    const whole = face.remark ? face.remark(remarks, model.get("right")) : remarks;
    feedback.replaceChildren(...whole.map(({ tone, text }) => drawRemark("li", tone, text)));
  }
  function count(how) {
    const page = pageOf(root), counted = model.get("progress") ?? [];
    if (counted.length) page?.[how](counted);
  }
  // what is said of an answer is in sight, and so is the button that was pressed: reasons in a table push both down
  function showReply() {
    if (!root.contains(document.activeElement)) return;
    for (const one of [feedback.firstChild ?? state, buttons]) one.scrollIntoView({ block: "nearest" });
  }
  const keep = () => { if (Object.keys(model.get("kept") ?? {}).length) keeper?.keep(model.get("place"), model.get("kept")); };
  // what comes back is older than what was just done here, until that was heard
  const isNews = (name, mine) => !room.acts.length && !same(model.get(name), mine);

  const redraws = {
    "change:progress": () => count("show"),
    "change:value": () => { if (isNews("value", value)) { value = model.get("value"); drawBody(); } },
    "change:confidence": () => { if (isNews("confidence", sure)) { sure = model.get("confidence"); drawSure(); } },
    "change:hints": () => { drawHints(); drawButtons(); },
    "change:feedback": drawFeedback,
    "change:right": drawFeedback,
    "change:state": drawState,
    "change:waits": drawWaits,
    "change:kept": keep,
    "change:can_show": drawButtons,
    "change:button": drawButtons,
    "change:locked": () => { drawBody(); drawSure(); drawButtons(); },
  };
  // whatever is drawn anew, who was in the question by keyboard stays in it
  function keepFocus(redraw) {
    const within = root.contains(document.activeElement);
    redraw();
    if (within && !root.contains(document.activeElement)) root.focus({ preventScroll: true });
  }
  for (const [event, redraw] of Object.entries(redraws)) {
    redraws[event] = () => keepFocus(redraw);
    model.on(event, redraws[event]);
  }
  drawBody(); drawSure(); drawButtons(); drawHints(); drawState(); drawFeedback(); drawWaits(); keep();
  // what stands around the question is there once the page has drawn it
  const callOff = whenPlaced(root, () => { keepKeys(root); tieText(root); count("showMost"); });

  // a widget drawn from a saved file has no kernel behind it: say so before an answer is lost
  const opening = setTimeout(() => { asleep.hidden = alive; }, PAUSE.asleep);
  const heard = (message) => {
    if (message.type === "alive") {
      alive = true;
      if (room.acts.length) handOver();
      else asleep.hidden = true;
    }
    if (message.type === "heard") {
      const act = room.heard(message.id);
      if (act?.type === "commit" && state.textContent === before) sayAgain();
      if (act?.type === "commit") showReply();
      if (act) keeper?.saveIn(SAVED_AFTER[act.type === "change" ? "draft" : "act"]);
      if (!room.acts.length) asleep.hidden = true;
    }
  };
  model.on("msg:custom", heard);
  hearAgain(model);
  tell({ type: "hello" });
  return () => {
    gone = true;
    callOff();
    clearTimeout(opening);
    clearTimeout(listening);
    for (const [event, redraw] of Object.entries(redraws)) model.off(event, redraw);
    model.off("msg:custom", heard);
  };
}

export default { render };
