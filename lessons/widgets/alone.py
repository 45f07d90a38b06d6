"""The look of a page that stands alone: the tokens of the widgets, and what all such pages share."""

from __future__ import annotations

from importlib import resources


def page_style() -> str:
    """Style sheets for the head of such a page; its own rules come after them."""
    folder = resources.files("lessons").joinpath("widgets")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("tokens.css", "alone.css"))
