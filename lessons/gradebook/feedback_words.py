"""The words of a feedback page, and how pages are made: nothing a learner writes wakes up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from lessons.gradebook.asked import Asked
from lessons.gradebook.results import Item
from lessons.handins.names import some_of

if TYPE_CHECKING:
    from jinja2 import Template
    from markdown_it import MarkdownIt

#: the tone of a reason as a word: colour alone reaches not everybody
TONES = {"right": "Right", "wrong": "Look again", "note": "Note"}
_STATUS = {
    "blank": "not answered",
    "missing": "not handed in",
    # why is not told: it may speak of somebody else's hand-in
    "needs a person": "a person still has to look at this",
    "ungradable": "could not be read",
}
#: how the questions without points are told at the top
_OPEN = {
    "needs a person": "A person still has to look at",
    "ungradable": "Could not be read (your teacher knows)",
    "blank": "Not answered",
    "missing": "Not handed in",
}
#: a lone line break is an author's margin; an empty line, or an indented one, is meant
_MARGIN = re.compile(r"([^\n])\n(?![\n ])")


def out_of(points: float | None, most: float) -> str:
    """Points and how many there are; none is not zero."""
    return f"no points yet, of {most:g}" if points is None else f"{points:g} of {most:g}"


def status(item: Item, limit: int) -> str:
    """What came of a question, in words."""
    if item.status == "graded":
        return f"{item.points:g} of {item.out_of:g} point{'s' * (item.out_of != 1)}"
    if item.status == "ungradable" and item.why and limit:
        return f"could not be read: {clipped(item.why, limit)}"
    return _STATUS[item.status]


def still_open(asked: Sequence[Asked]) -> Iterator[str]:
    """The questions without points, by what they wait for."""
    for kind, words in _OPEN.items():
        numbers = [question.number for question in asked if question.item.status == kind]
        if numbers:
            yield f"{words}: {some_of(numbers, 40)}"


def in_words(item: Item) -> str:
    """Points, or what stands in their place, then each reason on a line of its own; for other tools."""
    head = status(item, 300)
    reasons = [f"{TONES[reason.tone]}: {reason.text}" for reason in item.reasons]
    return "\n".join([f"{head[:1].upper()}{head[1:]}.", *reasons])


@cache
def template(name: str) -> Template:
    """A page's template, compiled once: a class has ten thousand pages."""
    from jinja2 import Environment, StrictUndefined  # late: only who writes pages needs these

    from lessons.widgets.alone import page_style
    from lessons.widgets.still import inline

    page = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page.filters |= {"clipped": clipped, "shortened": shortened, "paragraphs": paragraphs, "line": line}
    page.filters["inline"] = inline
    told = {"style": page_style(), "status": status, "out_of": out_of, "tones": TONES}
    return page.from_string(source(name), told)


def source(name: str) -> str:
    """A template as it is written."""
    return resources.files("lessons.gradebook").joinpath(name).read_text(encoding="utf-8")


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink"])


@lru_cache(maxsize=2048)
def paragraphs(markdown: str) -> str:
    """What an author wrote, as HTML without links, pictures or HTML of its own."""
    return str(_markdown().render(markdown))


@lru_cache(maxsize=2048)
def line(markdown: str) -> str:
    """A sentence or a few, as HTML to stand in a line; its empty lines are kept as line breaks."""
    return str(_markdown().renderInline(_MARGIN.sub(r"\1 ", markdown.strip())))


def shortened(text: str, limit: int) -> str:
    """A text that ends at the limit, and says that it does."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rstrip()}… [shortened; the whole has {len(text):,} characters]"


def clipped(text: str, limit: int) -> str:
    """A text that ends at the limit with three dots."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()}…"
