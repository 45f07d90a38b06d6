"""Blocks of HTML on numbered pages of paper: how high each is, and which of them share a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from math import ceil

from lessons.case.pages import filled

#: millimetres of a page that fits A4 and US Letter, and those that its head and foot take
HEIGHT, FRAME = 250, 13
#: letters on a line and millimetres from line to line, in the widest of the usual fonts
LETTERS, LINE = 90, 4.7
#: how much longer a text grows in the narrow head of a column or a row
_NARROW = 2
_ABOVE = {
    "p": 1.7,
    "li": 0.5,
    "tr": 1.9,
    "h1": 4.0,
    "h2": 5.5,
    "h3": 2.0,
    "img": 60.0,
    "br": 0.0,
    "ul": 1.7,
    "ol": 1.7,
    "table": 1.7,
    "blockquote": 1.7,
}


@dataclass(frozen=True)
class Document:
    """A file to print: its name, what stands on each page, and the words at the foot."""

    name: str
    title: str
    pages: tuple[str, ...]
    kind: str = ""

    @property
    def sheets(self) -> int:
        """The sheets of paper, printed on both sides."""
        return ceil(len(self.pages) / 2)


class _Ruler(HTMLParser):
    """Adds up the lines of text, block by block; what has a height of its own says so in ``data-mm``."""

    def __init__(self) -> None:
        super().__init__()
        self.height, self.letters, self.columns, self.narrow = 0.0, 0, 1, 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _ABOVE:
            self._close()
            self.height += _ABOVE[tag] / self.columns
        if tag == "td":
            self.letters += 6  # the lines of a table's cells do not end together
        self.narrow = _NARROW if tag == "th" else self.narrow
        if tag in ("ul", "ol"):
            self.columns = 2 if given.get("class") == "two" else 1
        self.height += float(given.get("data-mm") or 0)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ABOVE:
            self._close()
            self.columns = 1 if tag in ("ul", "ol") else self.columns
        self.narrow = 1 if tag == "th" else self.narrow

    def handle_data(self, data: str) -> None:
        self.letters += self.narrow * len(data.strip())

    def _close(self) -> None:
        self.height += LINE * ceil(self.letters * self.columns / LETTERS) / self.columns
        self.letters = 0


def height(html: str) -> float:
    """About how many millimetres a block takes on paper."""
    ruler = _Ruler()
    ruler.feed(html)
    ruler.close()
    return ruler.height


def on_pages(blocks: Iterable[str], last: str = "") -> tuple[str, ...]:
    """Blocks in their order on as few pages as hold them, evenly filled; ``last`` fills each."""
    rows = [(block, height(block)) for block in blocks]
    most = HEIGHT - FRAME
    fewest = len(_filled(rows, most))
    least = next(free for free in range(1, most + 1) if len(_filled(rows, free)) == fewest)
    return tuple("\n".join([*page, last]) for page in _filled(rows, least))


def _filled(rows: Iterable[tuple[str, float]], room: int) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    free = float(room)
    for block, tall in rows:
        if tall > free and pages[-1]:
            pages.append([])
            free = float(room)
        pages[-1].append(block)
        free -= tall
    return pages


def printed(document: Document, language: str) -> str:
    """The whole file: one HTML that needs no other, and prints page by page."""
    return filled("course/teaching/pages.html.j2", document=document, language=language, height=HEIGHT)
