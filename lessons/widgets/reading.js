// A number as a person types it, read in one way by every field.
// Each line is a decision, tried by tests/browser/test_reading_numbers.py; what is asked back reads as “?”.
//
//   «53.1» 53.1          «53,1» 53.1          «.5» 0.5             «5.» 5               «-7» -7
//   «1,129» 1129         «12,345» 12345       «1,129.5» 1129.5     «1,129,000» 1129000  three figures behind a comma are thousands
//   «0,576» 0.576        «1234,567» 1234.567  «1,1290» 1.129       unless what stands before it is 0, or more than three figures
//   «1.129» 1.129        «1.129,5» 1129.5     «1.129.000» 1129000  a lone point is a decimal point, as the course writes it
//   «1 309» 1309         «1\u00a0309» 1309    «1\u202f309,5» 1309.5  «1'309» 1309       «1’309.5» 1309.5
//   «½» 0.5              «3½» 3.5             «-3 1/2» -3.5        «¾ %» 0.75           «1⁄4» 0.25
//   «５３．１» 53.1      «٥٣٫١» 53.1          «١٬٣٠٩» 1309         «५३» 53              «𝟓𝟑» 53
//   «−5» -5              «–5» -5              «+5» 5               «- 5» -5             «1e3» 1000
//   «\u200b53\ufeff» 53  «5\u00ad3» 53        «\u200f53\u200e» 53  «\u206653\u2069» 53  «  53  » 53
//   «53 %» 53            «53％» 53            «53 Percent» 53      «53 per cent.» 53    «٥٣٪» 53
//   «57 6» ?             «0 576» ?            «1 30 9» ?           «1,5,3» ?            «1.12,5» ?          «1,12.5» ?
//   «5-6» ?              «5–6» ?              «about 5» ?          «~5» ?               «>5» ?              «5 or 6» ?
//   «5²» ?               «①» ?               «五十三» ?           «fifty» ?            «0x10» ?            «1/0» ?
//   «Infinity» ?         «1e999» ?            «.» ?                «-» ?                «%» ?               «$5» ?
//   «53 soldiers» ?      «53 %%» ?            «5 %-6 %» ?          (the field of this table is measured in percent)

const PERCENT = ["%", "٪", "per cent", "pct"];
const GROUPED = /^[1-9]\d{0,2}(?:([ '])\d{3}(?:\1\d{3})*(?:[.,]\d+)?|(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/;
const PLAIN = /^(?:\d+[.,]?\d*|[.,]\d+)(?:e[-+]?\d+)?$/i;

// what was typed -> {number, unit, said}: the number or null, the unit behind it, and what to say beside the field
function readNumber(typed, units = []) {
  const plain = plainly(typed);
  if (!plain) return { number: null, unit: "", said: "" };
  const [, figures, behind] = plain.match(/^(.*\d[.,]?)? ?(\D*)$/);
  const number = numberOf(figures ?? "");
  if (number === null) return { number, unit: "", said: `“${shown(typed)}” cannot be read as one number. Type figures alone, such as 36, 36.4 or 1309.` };
  const unit = behind ? units.find((name) => unitForm(name) === unitForm(behind)) : "";
  if (unit === undefined) return { number: null, unit: "", said: otherUnit(shown(behind), units) };
  return { number, unit, said: Number(figures) === number ? "" : `Read as ${number}.` };
}

// without what nobody sees, and with the figures, signs and spaces of all scripts as these: 0-9 - ' / and a space
function plainly(typed) {
  return typed.replace(/[\p{Cf}\u034f\ufe00-\ufe0f]/gu, "")
    .replace(/\p{No}/gu, (sign) => (/⁄/.test(sign.normalize("NFKC")) ? ` ${sign.normalize("NFKC")}` : "?"))
    .normalize("NFKC").replace(/\p{Nd}/gu, figure)
    .replace(/[⁄∕]/g, "/").replace(/[’‘ʼ٬]/g, "'").replace(/٫/g, ".").replace(/،/g, ",")
    .replace(/\s+/g, " ").trim().replace(/^[−‐–]/, "-");
}

// in every script the ten figures stand in a row: as many as stand before this one, so much it is worth
function figure(sign) {
  let worth = 0;
  while (worth < 9 && /\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - worth - 1))) worth += 1;
  return worth;
}

function numberOf(figures) {
  const [, sign, size] = figures.match(/^([-+]?) ?(.*)$/);
  const read = sizeOf(size);
  return Number.isFinite(read) ? (sign === "-" && read ? -read : read) : null;
}

function sizeOf(figures) {
  if (GROUPED.test(figures)) return Number(figures.replaceAll(figures.match(/[ ',.]/)[0], "").replace(",", "."));
  if (PLAIN.test(figures)) return Number(figures.replace(",", "."));
  const parts = figures.match(/^(?:(\d+) )?(\d+)\/(\d+)$/);
  return parts ? Number(parts[1] ?? 0) + parts[2] / parts[3] : NaN;
}

function unitForm(name) {
  const form = plainly(name).toLowerCase().replace(/\.$/, "");
  return PERCENT.includes(form) ? "percent" : form.replace(/s$/, "");
}

function otherUnit(behind, units) {
  if (!units.length) return `Type the number alone, without “${behind}” behind it.`;
  return `You typed “${behind}”, and this number is in ${units.join(" or ")}. Type it so, or type the number alone.`;
}

const shown = (typed) => (typed.trim().length > 40 ? `${typed.trim().slice(0, 40)}…` : typed.trim());

// `read` is called with what stands in a field, at every change, but never in the middle of a composition (IME)
function whenTyped(read) {
  return {
    oninput: (event) => { if (!event.isComposing) read(event.target.value); },
    oncompositionend: (event) => read(event.target.value),
  };
}

// A field for a number, and beside it what could not be read. `take` gets {number, unit}; `outside` says why a number
// will not do; `units` are those that may stand behind it now. What was typed stays as long as it means the value.
function numberField({ box, name, words, behind = "", value, locked, units, outside = () => "", take }) {
  const said = make("span", { class: "lq-help lq-said", id: unique("said"), role: "status", "aria-live": "polite" });
  const read = (typed) => {
    const found = readNumber(typed, units());
    const why = found.number === null ? "" : outside(found.number);
    return why ? { number: null, unit: "", said: why } : found;
  };
  const tell = (found) => {
    said.textContent = found.said;
    input.setAttribute("aria-invalid", found.number === null && found.said ? "true" : "false");
  };
  const reread = () => { const found = read(input.value); tell(found); take(found); };
  const input = make("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", disabled: locked, "data-field": name, "aria-describedby": said.id,
    ...whenTyped(reread),
  });
  const before = box.querySelector(`[data-field="${name}"]`)?.value ?? "";
  const means = (typed) => read(typed).number === (value ?? null);
  input.value = means(before) ? before : value == null ? "" : String(value);
  tell(read(input.value));
  return { node: make("div", { class: "lq-field-row" }, make("label", { class: "lq-field" }, inline(words), " ", input, behind), " ", said), reread };
}
