// A search box over a pack of pages; every move goes on record. value: {moves: [{move, …}]}.
function drawFace({ box, setup, value, locked, changed }) {
  const moves = [...(value?.moves ?? [])];
  const byId = new Map(setup.pages.map((page) => [page.id, page]));
  const opened = () => [...new Set(moves.filter((m) => m.move === "open").map((m) => m.page))];
  const last = (kind) => [...moves].reverse().find((m) => m.move === kind);
  const add = (move) => { moves.push(move); changed({ moves: [...moves] }); };

  const words = make("input", { type: "search", class: "lq-search", "aria-label": "Search words", disabled: locked, dir: "auto", placeholder: "type one to three words" });
  words.value = box.querySelector(".lq-search")?.value ?? "";      // what is typed is not lost when it is drawn again
  const go = make("button", { type: "submit", class: "lq-button", disabled: locked }, "Search");
  const form = make("form", { class: "lq-searching", onsubmit: (event) => { event.preventDefault(); search(); } }, words, go);
  const said = make("p", { class: "lq-help", role: "status", "aria-live": "polite" }, `${setup.pages.length} pages are in the pack. About ${setup.minutes} minutes.`);
  const results = make("ul", { class: "lq-results", "aria-label": "Pages found" });
  const reading = make("div", { class: "lq-pages", role: "group", "aria-label": "Pages opened" });
  const desk = make("div"), pair = ["", ""];
  box.replaceChildren(make("p", {}, inline(setup.question)), form, said, results, reading, desk);
  drawOpened(); drawDesk();

  function search() {
    const asked = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (!asked.length) { said.textContent = "Type a word first."; return; }
    add({ move: "search", words: words.value.trim() });
    const found = setup.pages.filter((page) => {
      const text = [page.publisher, page.date, page.says, page.unit, page.attribution].join(" ").toLowerCase();
      return asked.every((word) => text.includes(word));
    });
    const shown = found.slice(0, 12);
    said.textContent = found.length === 0 ? "Nothing found. Fewer words, or other ones, find more."
      : `${found.length} page${found.length === 1 ? "" : "s"} found${found.length > 12 ? "; the first 12 are shown. One word more narrows it" : ""}.`;
    results.replaceChildren(...shown.map((page) => make("li", {},
      make("button", { type: "button", class: "lq-small", "data-page": page.id, onclick: () => { add({ move: "open", page: page.id }); drawOpened(page.id); drawDesk(); } },
        `Open: ${page.publisher}, ${page.date}`), ` ${page.says.slice(0, 70)}…`)));
  }
  function drawOpened(newest) {
    reading.replaceChildren(...opened().reverse().map((id) => {
      const page = byId.get(id);
      if (!page) return "";
      const card = make("article", { class: "lq-card", tabindex: -1 }, make("h4", {}, `${page.publisher}, ${page.date}`), make("p", {}, inline(page.says)),
        make("p", { class: "lq-help" }, page.attribution ? `It names: ${page.attribution}. ` : "It names no source. ",
          make("a", { href: page.address, target: "_blank", rel: "noopener noreferrer" }, "address")));
      if (id === newest) queueMicrotask(() => card.focus());
      return card;
    }));
  }
  function pages(label, chosen, change) {
    return make("select", { "aria-label": label, disabled: locked, onchange: (event) => change(event.target.value) },
      make("option", { value: "" }, "choose a page …"),
      ...opened().map((id) => make("option", { value: id, selected: id === chosen }, `${byId.get(id)?.publisher}, ${byId.get(id)?.date}`)));
  }
  function drawDesk() {
    const compare = make("button", { type: "button", class: "lq-small", disabled: locked, onclick: () => {
      if (!pair[0] || !pair[1] || pair[0] === pair[1]) { beside.replaceChildren("Choose two different pages."); return; }
      add({ move: "compare", pages: [...pair] });
      beside.replaceChildren(...pair.map((id) => make("div", { class: "lq-card" }, make("h4", {}, `${byId.get(id).publisher}, ${byId.get(id).date}`), make("p", {}, inline(byId.get(id).says)))));
    } }, "Lay side by side");
    const beside = make("div", { class: "lq-beside", "aria-live": "polite" });
    const name = unique("conclusion");
    desk.replaceChildren(
      make("p", { class: "lq-step" }, "Compare two pages: ", pages("First page", pair[0], (id) => { pair[0] = id; }), " ", pages("Second page", pair[1], (id) => { pair[1] = id; }), " ", compare), beside,
      make("p", { class: "lq-step" }, "The page I trust most for this question: ", pages("The page I trust most", last("choose")?.page, (id) => { if (id) add({ move: "choose", page: id }); })),
      make("fieldset", { class: "lq-options" }, make("legend", {}, "What I conclude"), ...Object.entries(setup.choices).map(([id, text]) => tick({
        type: "radio", name, value: id, text, checked: last("conclude")?.choice === id, disabled: locked, change: () => add({ move: "conclude", choice: id }),
      }))));
  }
}
