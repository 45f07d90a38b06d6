// Cards turned up one at a time; the same question after each. value: [id, …], one vote a card.
function drawFace({ box, setup, value, locked, send }) {
  const within = box.contains(document.activeElement);
  const votes = [...(value ?? [])];
  const open = Math.min(votes.length, setup.cards.length - 1);
  let picked = "", cast = votes;
  const said = make("p", { class: "lq-help", role: "status", "aria-live": "polite" });
  const cards = setup.cards.slice(0, open + 1).map(({ title, text }, at) => make("div", { class: "lq-card", tabindex: -1 },
    make("h4", {}, `Card ${at + 1} of ${setup.cards.length}: `, make("bdi", {}, title)), make("p", { dir: "auto" }, inline(text)),
    ...(at < votes.length ? [make("p", { class: "lq-voted" }, "Your vote: ", inline(setup.options[votes[at]] ?? ""))] : [])));
  box.replaceChildren(...cards);
  if (within) cards.at(-1).focus();
  if (votes.length >= setup.cards.length || locked) return { read: () => votes };
  const name = unique("vote");
  const group = make("fieldset", { class: "lq-options" }, make("legend", {}, "What do the words on this card say?"),
    ...Object.entries(setup.options).map(([id, text]) => tick({ type: "radio", name, value: id, text, checked: false, change: () => { picked = id; } })));
  // half a deck is a draft: it is handed in with its last vote
  const last = votes.length === setup.cards.length - 1;
  const vote = make("button", {
    type: "button", class: "lq-button lq-main",
    onclick: () => {
      if (!picked) { said.textContent = "Vote first, then the next card is turned up."; return; }
      cast = [...votes, picked];
      send(last ? "commit" : "change");
    },
  }, last ? "Vote" : "Vote and turn up the next card");
  box.append(group, vote, said);
  return { turns: true, read: () => cast };
}
