"""Where a pupil answers on paper: boxes to tick or number, a field to draw in, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from lessons.exercises import AnyExercise, Page
from lessons.exercises.stages import ROUNDS
from lessons.widgets.still import inline, on_paper

Setup = Mapping[str, Any]
BOX = '<span class="box"></span>'
#: letters of an item, its tags among them, that fit into half the width of a page
_SHORT = 85


def field(exercise: AnyExercise, page: Page, cards: Iterable[str] = ()) -> str:
    """What stands below a question; ``cards``: the names of the cards that are printed apart."""
    setup = exercise.traits(page)
    if exercise.face == "deck":
        names = tuple(cards)
        body = _ballot(setup, (card_name(c["title"], names, n) for n, c in enumerate(setup["cards"], 1)))
    elif exercise.face == "choice" and exercise.stage in ROUNDS:
        body = _ballot(setup, (f"{name.capitalize()} vote" for name in ROUNDS[exercise.stage]))
    elif exercise.face in _FIELDS:
        body = _FIELDS[exercise.face](setup)
    else:
        body = on_paper(exercise.face, setup)
    return body + _lines(exercise) + _sureness(exercise.sureness)


def _list(tag: str, texts: Iterable[str], before: str = "") -> str:
    """A list in two columns, where every line is short."""
    rows = [f"<li>{before}{inline(text)}</li>" for text in texts]
    columns = "two" if max(map(len, rows), default=0) < _SHORT else "one"
    return f'<{tag} class="{columns}">{"".join(rows)}</{tag}>'


def _ballot(setup: Setup, rows: Iterable[str]) -> str:
    """Options by number, as many fingers are held up for each; and a row of boxes for each time one is chosen."""
    boxes = "".join(f"<td>{BOX} {number}</td>" for number, _ in enumerate(setup["options"], 1))
    told = "".join(f"<tr><th>{escape(row)}</th>{boxes}</tr>" for row in rows)
    return _list("ol", setup["options"].values()) + f'<table class="votes">{told}</table>'


def _choice(setup: Setup) -> str:
    several = "<p>Tick all that belong:</p>" if setup["several"] else ""
    return several + _list("ul", setup["options"].values(), f"{BOX} ")


def _prediction(setup: Setup) -> str:
    if setup["options"]:
        return _list("ul", setup["options"].values(), f"{BOX} ")
    return f"<p>Your guess: ____________ {inline(setup['unit'])}</p>"


def _quantity(setup: Setup) -> str:
    parts = [f"<p>{inline(setup['ask'])}: ____________</p>"]
    for name, told in (("units", "Measured in:"), ("bases", "Out of:")):
        if setup[name]:
            parts.append(f"<p>{told}</p>" + _list("ul", setup[name].values(), f"{BOX} "))
    return "".join(parts)


def card_name(title: str, names: Iterable[str], number: int) -> str:
    """The name that a card of a deck has where the cards are printed; its number, where it is not among them."""
    return next((name for name in names if name.endswith(f"· {title}")), f"Card {number} · {title}")


def _links(setup: Setup) -> str:
    names = "".join(f"<span>{inline(name)}</span>" for name in setup["nodes"].values())
    first = f"<p>Draw arrows: who {inline(setup['verb'])} whom? There is room to add your own names.</p>"
    return f'{first}<div class="drawing room" data-mm="64">{names}</div>'


def _ordering(setup: Setup) -> str:
    last = len(setup["items"])
    told = f"<p>Number the boxes: 1 is {inline(setup['first'])}, {last} is {inline(setup['last'])}.</p>"
    rows = "".join(f"<li>{BOX} {inline(text)}</li>" for text in setup["items"].values())
    return f'{told}<ul class="one">{rows}</ul>'


def _lines(exercise: AnyExercise) -> str:
    count = 0 if exercise.face in _FIELDS else exercise.paper_lines or 0
    return f'<div class="lines room" data-mm="{8 * count}"></div>' if count else ""


def _sureness(steps: Iterable[int]) -> str:
    told = " · ".join(f"{step} %" for step in steps)
    return f'<p class="small">How sure are you? {told}</p>' if told else ""


_FIELDS: dict[str, Callable[[Setup], str]] = {
    "choice": _choice,
    "links": _links,
    "ordering": _ordering,
    "prediction": _prediction,
    "quantity": _quantity,
}
