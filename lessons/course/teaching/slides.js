// Slides by keyboard; counts of votes are typed in and kept in this browser; nothing is sent.
"use strict";
const all = [...document.querySelectorAll("main > section")];
const store = `lessons-slides-${document.body.dataset.name}`;
const early = new Set();  // the votes whose first result was asked for before the second
let counts = {}, clock = null, at = 0, part = 0;
try { counts = JSON.parse(localStorage.getItem(store)) ?? {}; } catch { /* a browser that keeps nothing */ }

function keep() { try { localStorage.setItem(store, JSON.stringify(counts)); } catch { /* as above */ } }
function counted(vote, round) { return counts[vote]?.[round] ?? []; }
function sum(row) { return row.reduce((total, one) => total + (one || 0), 0); }
function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children);
  return node;
}

// a first vote that is seen pulls the room to the commonest answer
function isOpen(vote) { return early.has(vote) || sum(counted(vote, "second")) > 0; }

function show(number, end = false) {
  at = Math.max(0, Math.min(all.length - 1, number));
  part = end ? Infinity : 0;
  all.forEach((slide, place) => { slide.hidden = place !== at; });
  history.replaceState(null, "", `#s${at}`);
  draw(all[at]);
  const [field] = fields(all[at]);
  (field && column(field) === part ? field : all[at].querySelector("h1")).focus({ preventScroll: true });
  scrollTo(0, 0);
}

// a slide's parts are columns: how far one lies from the next, and in which of them something stands
const box = () => all[at].querySelector(".parts");
const step = () => box().clientWidth + (parseFloat(getComputedStyle(box()).columnGap) || 0);
const column = (node) => Math.floor((node.getBoundingClientRect().left - box().getBoundingClientRect().left + box().scrollLeft) / step());
const fields = (slide) => [...slide.querySelectorAll("input")];
function stand() {
  const parts = Math.max(1, Math.ceil((box().scrollWidth - 1) / step()));
  part = Math.max(0, Math.min(part, parts - 1));
  box().scrollLeft = part * step();
  document.getElementById("where").textContent = `${at + 1} of ${all.length}${parts > 1 ? ` · part ${part + 1} of ${parts}` : ""}`;
  return parts;
}
function turn(by) {
  const next = part + by;
  if (next < 0) show(at - 1, at > 0);
  else if (next >= stand()) show(at + 1);
  else { part = next; stand(); }
}

function draw(slide) {
  const { kind, vote, round } = slide.dataset;
  slide.classList.toggle("open", isOpen(vote));
  if (kind === "count") drawCounts(slide, vote, round);
  if (kind === "both") drawBars(slide, vote);
  stand();
}

function drawCounts(slide, vote, round) {
  const row = counted(vote, round), votes = sum(row);
  fields(slide).forEach((field, place) => { if (document.activeElement !== field) field.value = row[place] ?? ""; });
  slide.querySelector(".told").textContent = votes ? `${votes} have voted.` : "Count fingers or cards, and type the numbers in.";
}

function bar(round, row, place) {
  const votes = sum(row), share = votes ? (row[place] || 0) / votes : 0;
  const length = make("i");
  length.style.width = `${Math.round(60 * share)}%`;
  return make("div", `bar ${round}`, length, make("span", "", `${round} ${row[place] || 0} of ${votes}`));
}

function drawBars(slide, vote) {
  const first = counted(vote, "first"), second = counted(vote, "second");
  const box = slide.querySelector(".bars"), told = slide.querySelector(".told");
  const open = isOpen(vote);
  box.replaceChildren();
  told.textContent = open ? "" : sum(first)
    ? "The first vote stays hidden until the second. To show it now, press R."
    : "Nothing has been counted yet.";
  if (!open) return;
  JSON.parse(box.dataset.options).forEach((option, place) => {
    box.append(make("p", "", `${place + 1}. ${option}`));
    if (sum(first)) box.append(bar("first", first, place));
    if (sum(second)) box.append(bar("second", second, place));
  });
}

function typed(slide) {
  const row = fields(slide).map((field) => {
    field.value = field.value.replace(/\D/g, "");
    return field.value ? Number(field.value) : null;
  });
  counts[slide.dataset.vote] = { ...counts[slide.dataset.vote], [slide.dataset.round]: row };
  keep();
  drawCounts(slide, slide.dataset.vote, slide.dataset.round);
}

function tell(slide, left) {
  const face = slide.querySelector(".clock"), whole = Number(face.dataset.seconds);
  face.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Time";
  slide.querySelector(".run div").style.width = `${100 * left / whole}%`;
  slide.querySelector(".start").textContent = clock ? "Stop" : "Start";
}

function startOrStop(slide) {
  const whole = Number(slide.querySelector(".clock").dataset.seconds);
  if (clock) { clearInterval(clock); clock = null; tell(slide, whole); return; }
  const end = Date.now() + 1000 * whole;  // a clock that slept tells the right time
  clock = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (!left) { clearInterval(clock); clock = null; }
    tell(slide, left);
  }, 250);
  tell(slide, whole);
}

function nextField(slide, field) {
  const after = fields(slide)[fields(slide).indexOf(field) + 1];
  if (after) after.focus(); else show(at + 1);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const slide = all[at], field = event.target.matches("input") ? event.target : null, key = event.key.toLowerCase();
  if (field && key === "enter") nextField(slide, field);
  else if (key === "pagedown" || (!field && key === "arrowright")) turn(1);
  else if (key === "pageup" || (!field && key === "arrowleft")) turn(-1);
  else if (key === "escape" && field) slide.querySelector("h1").focus();
  else if (field) return;
  else if (key === "home") show(0);
  else if (key === "end") show(all.length - 1);
  else if (key === "s" && slide.dataset.kind === "talk") startOrStop(slide);
  else if (key === "r" && slide.dataset.vote) { early.add(slide.dataset.vote); draw(slide); }
  else return;
  event.preventDefault();
});
document.addEventListener("input", (event) => { if (event.target.matches(".counts input")) typed(all[at]); });
document.getElementById("back").addEventListener("click", () => turn(-1));
document.getElementById("next").addEventListener("click", () => turn(1));
document.getElementById("clear").addEventListener("click", () => {
  counts = {}; early.clear(); keep();
  document.getElementById("cleared").textContent = "Cleared.";
});
for (const slide of all.filter((one) => one.dataset.kind === "talk")) {
  tell(slide, Number(slide.querySelector(".clock").dataset.seconds));
  slide.querySelector(".start").addEventListener("click", () => startOrStop(slide));
}
addEventListener("resize", stand);
document.addEventListener("focusin", ({ target }) => { if (box().contains(target)) { part = column(target); stand(); } });
addEventListener("hashchange", () => show(Number(location.hash.slice(2)) || 0));
show(Number(location.hash.slice(2)) || 0);
