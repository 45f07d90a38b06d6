// A few sentences of one's own, with what will be looked at in sight. value: the text.
function drawFace({ box, setup, value, locked, changed }) {
  const count = make("p", { class: "lq-help", "aria-live": "off" });
  const tell = (text) => { count.textContent = `${countWords(text)} of about ${setup.words} words`; };
  const area = make("textarea", {
    rows: 5, dir: "auto", disabled: locked, "aria-label": "Your text",
    ...whenTyped((text) => { tell(text); changed(text); }),
    onkeydown: (event) => event.stopPropagation(),
  });
  area.value = value ?? "";
  tell(area.value);
  box.replaceChildren(make("p", { class: "lq-help" }, "What will be looked at:"),
    make("ul", { class: "lq-criteria" }, ...setup.criteria.map((text) => make("li", {}, inline(text)))), area, count);
}

// scripts that put no space between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

function countWords(text) {
  const pieces = text.split(/\s+/).filter(Boolean);
  if (!globalThis.Intl?.Segmenter) return pieces.length;
  const words = new Intl.Segmenter(undefined, { granularity: "word" });
  const inside = (piece) => [...words.segment(piece)].filter((part) => part.isWordLike).length;
  return pieces.reduce((sum, piece) => sum + (UNSPACED.test(piece) ? inside(piece) : 1), 0);
}
