// What is answered on the page, the reason for it, and the code that holds it all.
const setup = JSON.parse(document.getElementById("setup").textContent);
const [LESSON, WORDING, PHONE, CHECK] = setup.lengths;
const SHELF = `according-to-${setup.lesson}-${setup.wording}`;
const forms = [...document.querySelectorAll("form.asking")];
const kept = recalled();

// an open file may have no memory in some browsers: then the page forgets, and works all the same
function recalled() {
  try { const found = JSON.parse(localStorage.getItem(SHELF)); if (found?.phone) return found; } catch { /* as if new */ }
  const drawn = crypto.getRandomValues(new Uint8Array(PHONE));
  return { phone: [...drawn].map((byte) => setup.letters[byte & 31]).join(""), answers: {} };
}
function keep() { try { localStorage.setItem(SHELF, JSON.stringify(kept)); } catch { /* told nowhere: the code is on the page */ } }

const letters = (number, count) => Array.from({ length: count }, (_, at) => setup.letters[Number(BigInt(number) >> BigInt(5 * (count - 1 - at)) & 31n)]).join("");
function code(values) {
  let whole = 0n, most = 1n, check = 0, length = 1;
  setup.sizes.forEach((size, at) => { whole = whole * BigInt(size) + BigInt(values[at]); most *= BigInt(size); });
  while (32n ** BigInt(length) < most) length += 1;
  const told = letters(setup.lesson, LESSON) + letters(setup.wording, WORDING) + kept.phone + letters(whole, length);
  for (const letter of told) check = (check * 33 + setup.letters.indexOf(letter) + 1) % 1048573;
  return [setup.version, ...(told + letters(check, CHECK)).match(/.{1,4}/g)].join("-");
}
// an answer as numbers, each one more than its place: 0 says nothing
function numbers(form) {
  const rows = [...form.querySelectorAll("select")], inputs = [...form.querySelectorAll("input")];
  if (rows.length) return rows.map((row) => row.selectedIndex);
  if (inputs[0].type === "radio") return [1 + inputs.findIndex((input) => input.checked)];
  const mask = inputs.reduce((sum, input, at) => sum + (input.checked ? 2 ** at : 0), 0);
  return [mask && mask + 1];
}
function fill(form, values) {
  const rows = [...form.querySelectorAll("select")], inputs = [...form.querySelectorAll("input")];
  rows.forEach((row, at) => { row.selectedIndex = values[at]; });
  inputs.forEach((input, at) => { input.checked = input.type === "radio" ? values[0] === at + 1 : Boolean((values[0] - 1) >> at & 1); });
}
function explain(form) {
  for (const row of form.querySelectorAll(".row")) {
    const chosen = row.querySelector("select").value, reasons = [...row.querySelectorAll("[data-for]")];
    const fitting = reasons.find((reason) => reason.dataset.for === chosen) ?? reasons.at(-1);
    if (fitting) fitting.hidden = false;
  }
  for (const input of form.querySelectorAll("input")) {
    for (const reason of form.querySelectorAll(`[data-for="${CSS.escape(input.value)}"]`)) reason.hidden = input.checked === (reason.dataset.tone === "note");
  }
  for (const reason of form.querySelectorAll('[data-for="*all"]')) reason.hidden = false;
}
function close(form) {
  for (const control of form.querySelectorAll("input, select, button")) control.disabled = true;
  explain(form);
  const next = forms[forms.indexOf(form) + 1];
  if (next?.dataset.again) next.hidden = false;
  return next;
}
function tell() {
  const values = forms.flatMap((form, at) => kept.answers[at] ?? numbers(form).map(() => 0));
  const text = code(values), grid = qr(text), done = Object.keys(kept.answers).length;
  document.getElementById("count").textContent = `${done} of ${forms.length} answered.`;
  for (const id of ["told", "code", "copy", "qr"]) document.getElementById(id).toggleAttribute("hidden", !done);
  document.getElementById("code").textContent = text;
  document.getElementById("copied").textContent = "";
  const picture = document.getElementById("qr");
  if (!grid) { picture.toggleAttribute("hidden", true); return; }
  picture.setAttribute("viewBox", `-4 -4 ${grid.length + 8} ${grid.length + 8}`);
  picture.firstElementChild.setAttribute("d", grid.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join(""));
}
function answer(form) {
  const values = numbers(form), open = values.filter((value) => !value).length;
  form.querySelector(".ask").textContent = !open ? "" : values.length > 1 ? `${open} of ${values.length} rows have no label yet.` : "Choose an answer first, then press the button.";
  if (open) return;
  kept.answers[forms.indexOf(form)] = values;
  keep();
  const next = close(form);
  tell();
  // the button is gone: whoever works by keyboard goes on where the reason stands, or where the second vote begins
  (next?.dataset.again ? next : form).focus({ preventScroll: true });
}
async function copy() {
  const text = document.getElementById("code").textContent;
  try { await navigator.clipboard.writeText(text); document.getElementById("copied").textContent = "Copied."; } catch {
    getSelection().selectAllChildren(document.getElementById("code"));
    document.getElementById("copied").textContent = "The code is selected: copy it by hand.";
  }
}
for (const form of forms) form.addEventListener("submit", (event) => { event.preventDefault(); answer(form); });
document.getElementById("copy").addEventListener("click", copy);
for (const [at, values] of Object.entries(kept.answers)) { fill(forms[at], values); close(forms[at]); }
tell();
