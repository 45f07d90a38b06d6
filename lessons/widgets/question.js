// The frame around every question: confidence, buttons, hints, feedback, and the state in words.
// A face (choice.js, marker.js, …) follows this file and defines drawFace; the two are one module.

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

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

let frames = 0;
const unique = (stem) => `${stem}-${Date.now().toString(36)}-${(frames += 1)}`;

// one radio or checkbox with its text; the whole line is the target
function tick({ type, name, value, text, checked, disabled, change }) {
  const box = make("input", { type, name, value, checked, disabled, onchange: (event) => change(event.target.checked) });
  return make("label", { class: "lq-option" }, box, inline(text));
}

const SURE = [50, 60, 70, 80, 90, 100];
const SURE_WORDS = { 50: "50 % (a coin toss)", 100: "100 % (certain)" };

function drawConfidence(model, changed) {
  const group = make("fieldset", { class: "lq-sure" }, make("legend", {}, "How sure are you?"));
  const name = unique("sure");
  for (const percent of SURE) {
    group.append(tick({
      type: "radio", name, value: percent, text: SURE_WORDS[percent] ?? `${percent} %`,
      checked: model.get("confidence") === percent, disabled: model.get("locked"),
      change: () => { model.set("confidence", percent); changed(); },
    }));
  }
  return group;
}

// a lone line break is an author's margin; an empty line, or an indented one, is meant
const unwrap = (text) => text.replace(/([^\n])\n(?![\n ])/g, "$1 ");

const TONES = { right: "Right", wrong: "Look again", note: "Note" };

function drawRemarks(list, remarks) {
  list.replaceChildren(...remarks.map(({ tone, text }) =>
    make("li", { class: `lq-remark lq-${tone}` }, make("strong", { class: "lq-tone" }, `${TONES[tone]}: `), inline(unwrap(text)))));
}

function askToSave() {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const keys = { key: "s", code: "KeyS", keyCode: 83, ctrlKey: !mac, metaKey: mac, bubbles: true, cancelable: true };
  (document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden)") ?? document.body)
    .dispatchEvent(new KeyboardEvent("keydown", keys));
}

const ASLEEP = "This question is asleep. Choose Run ▸ Run All Cells in the menu above to wake it; what you answered before is kept.";

function render({ model, el }) {
  // arrow keys and letters belong to the question here, not to the notebook's shortcuts; saving still works
  const root = make("section", {
    class: "lq", role: "group", "aria-label": model.get("name"), "data-lm-suppress-shortcuts": "true",
    onkeydown: (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send("change"); askToSave(); }
      if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    },
  });
  const asleep = make("p", { class: "lq-asleep", role: "status", hidden: true }, ASLEEP);
  const body = make("div", { class: "lq-face" });
  const sure = make("div");
  const buttons = make("div", { class: "lq-buttons" });
  const hints = make("ol", { class: "lq-hints", "aria-label": "Hints taken" });
  const state = make("p", { class: "lq-state", role: "status", "aria-live": "polite" });
  const feedback = make("ul", { class: "lq-feedback", "aria-label": "Feedback" });
  root.append(asleep, body, sure, buttons, hints, make("div", { role: "status", "aria-live": "polite" }, feedback), state);
  el.append(root);

  let alive = false;             // whether a kernel has answered
  let value = model.get("value");
  let face = null;
  let timer = 0;

  // a change is sent soon after it is made, so that a closed lid costs at most half a second
  function changed(next) {
    if (next !== undefined) value = next;
    clearTimeout(timer);
    timer = setTimeout(() => { model.set("value", value); model.save_changes(); }, 300);
  }
  function send(type) {
    clearTimeout(timer);
    if (face.read) value = face.read();
    model.set("value", value);
    model.send({ type, value, confidence: model.get("confidence") });
    if (!alive) setTimeout(() => { asleep.hidden = alive; }, 1500);
    if (face.turns) drawBody();          // a deck shows its next card at once
  }
  function drawBody() {
    face = drawFace({ box: body, setup: model.get("setup"), value, locked: model.get("locked"), changed, send }) ?? {};
  }
  function drawSure() {
    sure.replaceChildren(...(model.get("ask_confidence") ? [drawConfidence(model, () => changed())] : []));
  }
  function drawButtons() {
    const total = model.get("hints_total"), taken = model.get("hints").length;
    const focused = document.activeElement?.dataset?.act;
    const row = [];
    if (model.get("button") && !model.get("locked")) row.push(["commit", model.get("button"), "lq-main"]);
    if (taken < total && !model.get("locked")) row.push(["hint", `Hint ${taken + 1} of ${total}`, ""]);
    if (model.get("can_show")) row.push(["show", "Show the answer", ""]);
    buttons.replaceChildren(...row.map(([type, text, look]) =>
      make("button", { type: "button", class: `lq-button ${look}`, "data-act": type, onclick: () => send(type) }, text)));
    if (focused) (buttons.querySelector(`[data-act=${focused}]`) ?? buttons.querySelector("button"))?.focus();
  }
  const drawState = () => { state.textContent = model.get("state"); };
  const drawHints = () => hints.replaceChildren(...model.get("hints").map((text) => make("li", {}, inline(text))));
  const drawFeedback = () => drawRemarks(feedback, model.get("feedback"));

  const redraws = {
    "change:value": () => {
      if (JSON.stringify(model.get("value")) === JSON.stringify(value)) return;
      value = model.get("value");
      drawBody();
    },
    "change:hints": () => { drawHints(); drawButtons(); },
    "change:feedback": drawFeedback,
    "change:state": drawState,
    "change:can_show": drawButtons,
    "change:button": drawButtons,
    "change:locked": () => { drawBody(); drawSure(); drawButtons(); },
  };
  for (const [event, redraw] of Object.entries(redraws)) model.on(event, redraw);
  drawBody(); drawSure(); drawButtons(); drawHints(); drawState(); drawFeedback();

  // a widget drawn from a saved file has no kernel behind it: say so before an answer is lost
  const waiting = setTimeout(() => { asleep.hidden = false; }, 12000);
  const heard = (message) => {
    if (message.type === "alive") { alive = true; clearTimeout(waiting); asleep.hidden = true; }
    if (message.type === "save") askToSave();
  };
  model.on("msg:custom", heard);
  model.send({ type: "hello" });
  return () => {
    clearTimeout(waiting);
    for (const [event, redraw] of Object.entries(redraws)) model.off(event, redraw);
    model.off("msg:custom", heard);
  };
}

export default { render };
