"""One quiet field, for what a teacher's list calls somebody."""

from __future__ import annotations

from typing import Any

from lessons.widgets.base import script, style
from lessons.widgets.question import QuestionWidget


class NamingWidget(QuestionWidget):
    """A line of text in a question's frame, without button or verdict; ``value`` is the text."""

    face = "naming"
    _esm = script("page", "keeping", "question", "reading", "naming")
    _css = style("question", "naming")

    def __init__(self, **traits: Any) -> None:
        super().__init__(name="Your name or number, if you like", **traits)

    def still(self) -> str:
        return ""
