"""Questions where no kernel runs: the same words as plain HTML lists."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Setup = Mapping[str, Any]


def still_question(face: str, setup: Setup) -> str:
    """What a face would show, as HTML that needs neither script nor kernel, and how to wake it."""
    wake = _line("Run this cell to answer: Shift+Enter, or Run ▸ Run All Cells in the menu.")
    look = "border-left:4px solid #2a5d84;padding:0.2em 1em;max-width:60em"
    return f'<div style="{look}">{on_paper(face, setup)}<small>{wake}</small></div>'


def on_paper(face: str, setup: Setup) -> str:
    """A question for a sheet of paper."""
    return _STILLS[face](setup)


def _list(texts: Iterable[object], tag: str = "ul") -> str:
    items = "".join(f"<li>{html.escape(str(text))}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>"


def _line(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _choice(setup: Setup) -> str:
    first = "Tick all that belong:" if setup["several"] else "Choose one:"
    return _line(first) + _list(setup["options"].values())


def _labels(setup: Setup) -> str:
    labels = _line("Labels: " + " · ".join(setup["labels"].values()))
    return _list(setup["items"].values(), "ol") + labels


def _marker(setup: Setup) -> str:
    lines = [f"{paragraph['number']}  {paragraph['text']}" for paragraph in setup["paragraphs"]]
    return _line(f"Mark {setup['find']} in:") + "".join(map(_line, lines))


def _quantity(setup: Setup) -> str:
    parts = [_line(setup["ask"])]
    for name, legend in (("units", "Measured in:"), ("bases", "Out of:")):
        if setup[name]:
            parts.append(_line(legend) + _list(setup[name].values()))
    return "".join(parts)


def _ordering(setup: Setup) -> str:
    return _line(f"Put in order, from {setup['first']} to {setup['last']}:") + _list(setup["items"].values())


def _links(setup: Setup) -> str:
    return _line(f"Draw arrows: who {setup['verb']} whom?") + _list(setup["nodes"].values())


def _prediction(setup: Setup) -> str:
    return _list(setup["options"].values()) if setup["options"] else _line(f"Your guess, in {setup['unit']}.")


def _deck(setup: Setup) -> str:
    # folded: a deck is read one card at a time, with a vote between
    cards = "".join(
        f"<details><summary>Card {number}: {html.escape(card['title'])}</summary>{_line(card['text'])}</details>"
        for number, card in enumerate(setup["cards"], 1)
    )
    return cards + _line("After each card, vote:") + _list(setup["options"].values())


def _function(setup: Setup) -> str:
    return _line(setup["about"]) + _list(setup["examples"])


def _search(setup: Setup) -> str:
    first = _line(setup["question"]) + _line(f"A search box over {len(setup['pages'])} pages. You may conclude:")
    return first + _list(setup["choices"].values())


def _writing(setup: Setup) -> str:
    return _line(f"About {setup['words']} words. What will be looked at:") + _list(setup["criteria"])


_STILLS: dict[str, Callable[[Setup], str]] = {
    "choice": _choice,
    "labels": _labels,
    "marker": _marker,
    "quantity": _quantity,
    "ordering": _ordering,
    "links": _links,
    "prediction": _prediction,
    "deck": _deck,
    "function": _function,
    "search": _search,
    "writing": _writing,
}
