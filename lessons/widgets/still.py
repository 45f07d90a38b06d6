"""Questions where no kernel runs: the same words as plain HTML lists and tables."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Setup = Mapping[str, Any]
Remark = Mapping[str, str]
#: the class of what a live widget hides: it shows the same itself
STILL = "lessons-still"
WAKE = "To answer, choose Run ▸ Run All Cells in the menu. If nothing wakes, open the course with: lessons lab"
TONES = {"right": "Right", "wrong": "Look again", "note": "Note"}

_LOOK = "border-left:4px solid #2a5d84;padding:0.2em 1em;max-width:60em"
_CLAIM = ' dir="auto" style="font-weight:normal;text-align:start;unicode-bidi:plaintext"'
_MARKUP = re.compile(r"(?P<mark>\*\*|\*(?!\s)|`)(?P<text>[^*`]+)(?P=mark)")
#: a lone line break is an author's margin; an empty line, or an indented one, is meant
_MARGIN = re.compile(r"([^\n])\n(?![\n ])")


def still_question(face: str, setup: Setup) -> str:
    """What a face would show, as HTML that needs neither script nor kernel, and how to wake it."""
    return f'<div style="{_LOOK}">{on_paper(face, setup)}<small>{_line(WAKE)}</small></div>'


def still_answer(
    answer: str, sure: float | None, hints: Sequence[str], remarks: Sequence[Remark], state: str
) -> str:
    """What was answered to a question and said of it, as HTML to stand below :func:`still_question`."""
    given = f"{answer} ({sure:g} % sure)" if sure is not None else answer
    parts = [_part("Your answer: ", given)] if answer else []
    parts += [_part(f"Hint {number}: ", _joined(hint)) for number, hint in enumerate(hints, 1)]
    parts += [_part(f"{TONES[remark['tone']]}: ", _joined(remark["text"])) for remark in remarks]
    parts += [_part("", state)] if answer else []
    return f'<div class="{STILL}" style="{_LOOK}">{"".join(parts)}</div>'


def _part(head: str, text: str) -> str:
    return f'<p style="white-space:pre-line"><strong>{html.escape(head)}</strong>{inline(text)}</p>'


def _joined(text: str) -> str:
    return _MARGIN.sub(r"\1 ", text)


def inline(text: str) -> str:
    """*Emphasis*, **strong** and `code` of a text as HTML, as the page draws them; all else is text."""
    return _MARKUP.sub(_marked, html.escape(text))


def _marked(found: re.Match[str]) -> str:
    tag = {"**": "strong", "*": "em", "`": "code"}[found["mark"]]
    return f"<{tag}>{found['text']}</{tag}>"


def on_paper(face: str, setup: Setup) -> str:
    """A question for a sheet of paper."""
    return _STILLS[face](setup)


def _list(texts: Iterable[object], tag: str = "ul") -> str:
    items = "".join(f"<li>{inline(str(text))}</li>" for text in texts)
    return f"<{tag}>{items}</{tag}>"


def _line(text: str) -> str:
    return f"<p>{inline(text)}</p>"


def _choice(setup: Setup) -> str:
    first = "Tick all that belong:" if setup["several"] else "Choose one:"
    return _line(first) + _list(setup["options"].values())


def _labels(setup: Setup) -> str:
    head = '<th scope="col" style="text-align:start;width:40%">What is labelled</th>'
    for label in setup["labels"].values():
        head += f'<th scope="col" style="text-align:center">{inline(label)}</th>'
    empty = '<td style="text-align:center">○</td>' * len(setup["labels"])
    rows = enumerate(setup["items"].values(), 1)
    body = "".join(f'<tr><th scope="row"{_CLAIM}>{row}. {inline(text)}</th>{empty}</tr>' for row, text in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


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
