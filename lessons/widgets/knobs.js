// A drawing with controls: lists and sliders above it; drawn here from rows the kernel sent once. Its words are the kernel's.
// An instrument gives knobs(view), turned(view, name, setting), caption(view) and drawn(views, at, width, options).
const WAIT = 40, PATIENCE = 400;
const WAITING = "The picture is right already. Its sentence follows when the kernel answers.";

function handled({ model, el }, instrument) {
  // arrows and letters are for this panel: the notebook would fold, cut or insert cells
  const root = make("section", { class: "lk", role: "group", "aria-label": model.get("name"), "data-lm-suppress-shortcuts": "true",
    onkeydown: (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); } });
  const controls = make("div", { class: "lk-controls" }), buttons = make("div", { class: "lk-buttons" });
  const pictures = make("div", { class: "lk-pictures" });
  const words = make("p", { class: "lk-words" }), moved = make("p", { class: "lk-moved" });
  const table = make("table"), data = make("details", {}, make("summary", {}, "The numbers as a table"), make("div", { class: "lk-table" }, table));
  root.append(controls, buttons, pictures, make("div", { role: "status" }, words, moved), data);
  el.append(root);

  const same = (one, other) => Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
  let view = model.get("value"), pinned = model.get("pinned"), timer = 0, patience = 0;
  const isPinned = () => Object.keys(pinned).length > 0;

  // what the hand moves is drawn at once; the kernel hears of it when the hand rests
  function move(next, nextPinned = pinned) {
    view = next;
    pinned = nextPinned;
    drawPictures();
    clearTimeout(timer);
    timer = setTimeout(() => { model.set("value", view); model.set("pinned", pinned); model.save_changes(); timer = 0; }, WAIT);
    clearTimeout(patience);
    patience = setTimeout(tell, PATIENCE);
  }
  const set = (name, setting) => move(instrument.turned(view, name, setting));
  const hasSliders = () => instrument.knobs(view).some((knob) => !knob.options);

  function drawControls() {
    const focused = root.contains(document.activeElement) && document.activeElement.dataset.knob;
    controls.replaceChildren(...instrument.knobs(view).map((knob) => (knob.options ? list(knob) : slider(knob))));
    if (focused) controls.querySelector(`[data-knob="${focused}"]`)?.focus();
  }
  function list({ name, label, options }) {
    // another choice may bring sliders of its own
    const choose = () => { const had = hasSliders(); set(name, box.value); tellWhole(); if (had || hasSliders()) drawControls(); };
    const box = make("select", { "data-knob": name, onchange: choose });
    for (const [id, text] of Object.entries(options)) box.append(make("option", { value: id }, text));
    box.value = view[name];
    // a closed list cuts a long choice off: it stands below, whole
    const whole = make("small", { class: "lk-whole", "aria-hidden": "true" });
    const tellWhole = () => { whole.textContent = options[box.value]?.length > 60 ? options[box.value] : ""; };
    tellWhole();
    return make("label", {}, make("span", {}, label), box, whole);
  }
  function slider({ name, label, min, max, unit }) {
    const shown = make("output", {}), range = make("input", { type: "range", "data-knob": name, min, max, step: 1, "aria-label": label,
      oninput: () => { say(); set(name, Number(range.value)); } });
    const say = () => { shown.textContent = `${grouped(range.value)} ${unit}`; range.setAttribute("aria-valuetext", shown.textContent); };
    range.value = view[name];
    say();
    return make("label", {}, make("span", {}, label), range, shown);
  }
  function drawButtons() {
    const button = (text, act) => make("button", { type: "button", class: "lk-button", "data-act": text, onclick: act }, text);
    const opening = model.get("opening");
    buttons.replaceChildren(button("Pin this view", () => pin(view)),
      ...(opening ? [button(`Pin ${opening}`, () => pin(model.get("first")))] : []), button("Take the pin out", () => pin({})));
    buttons.lastChild.hidden = !isPinned();
  }
  function pin(what) {
    move(view, { ...what });
    if (!isPinned() && root.contains(document.activeElement)) buttons.firstChild.focus();
    buttons.lastChild.hidden = !isPinned();
  }

  let width = 0;
  function drawPictures() {
    const views = isPinned() ? [pinned, view] : [view];
    pictures.classList.toggle("lk-two", views.length > 1);
    const wide = views.length > 1 && width >= 640 ? Math.floor((width - 24) / 2) : width;
    pictures.replaceChildren(...views.map((shown, at) => {
      const head = views.length > 1 ? [make("figcaption", {}, make("strong", {}, at ? "Now: " : "Pinned: "), instrument.caption(shown))] : [];
      const [tall, parts] = instrument.drawn(views, at, wide);
      return make("figure", { class: "lk-view" }, ...head,
        shape("svg", { role: "img", "aria-label": alt(shown, at < views.length - 1), width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}` }, ...parts));
    }));
  }
  const isTold = () => { const { of, pinned: by } = model.get("told"); return of && same(of, view) && same(by, pinned); };
  function alt(shown, isThePin) {
    const told = model.get("told");
    return isTold() ? (isThePin ? told.pinned_alt : told.alt) : `${instrument.caption(shown)}. ${WAITING}`;
  }
  function tell() {
    const told = model.get("told");
    if (timer || (!isTold() && !patience)) return;
    words.textContent = isTold() ? told.summary : WAITING;
    moved.textContent = isTold() ? told.moved : "";
    pictures.querySelectorAll("svg").forEach((picture, at, all) => picture.setAttribute("aria-label", alt(at < all.length - 1 ? pinned : view, at < all.length - 1)));
    data.hidden = !isTold();
    if (!isTold()) return;
    const row = (tag, cells) => make("tr", {}, ...cells.map((cell) => (cell ? make(tag, tag === "th" ? { scope: "col" } : {}, cell) : make("td"))));
    table.replaceChildren(row("th", told.columns), ...told.rows.map((cells) => row("td", cells)));
  }
  function hear() {
    if (isTold()) { clearTimeout(patience); tell(); }
  }
  // another view of this instrument was moved, or the page was drawn anew
  function follow() {
    if (timer || (same(view, model.get("value")) && same(pinned, model.get("pinned")))) return;
    view = model.get("value");
    pinned = model.get("pinned");
    drawAll();
  }
  function drawAll() { drawControls(); drawButtons(); drawPictures(); tell(); }

  // drawn anew at every width, never shrunk: its words stay readable
  const watch = new ResizeObserver(() => {
    const now = Math.floor(pictures.clientWidth);
    if (now && now !== width) { width = now; drawPictures(); }
  });
  watch.observe(pictures);
  const events = { "change:value": follow, "change:pinned": follow, "change:told": hear };
  for (const [event, act] of Object.entries(events)) model.on(event, act);
  // a page that is not in sight has no width yet, and may be printed all the same
  width = Math.floor(pictures.clientWidth) || 600;
  drawAll();
  hearAgain(model);
  return () => { watch.disconnect(); clearTimeout(patience); for (const [event, act] of Object.entries(events)) model.off(event, act); };
}
