"""How pages are made: templates, and Markdown in which nothing a learner writes wakes up."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template
    from markdown_it import MarkdownIt

#: a lone line break is an author's margin; an empty line, or an indented one, is meant
_MARGIN = re.compile(r"([^\n])\n(?![\n ])")


@cache
def template(room: str, name: str) -> Template:
    """A template of a room, compiled once: a class has ten thousand pages."""
    from jinja2 import Environment, StrictUndefined  # late: only who writes pages needs it

    page = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(source(room, name))


def source(room: str, name: str) -> str:
    """A template as it is written."""
    return resources.files(room).joinpath(name).read_text(encoding="utf-8")


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
