"""A place on the page that opens when its time has come, and stays open."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import traitlets

from lessons.widgets.base import StillWidget, script, style


class PlaceWidget(StillWidget):
    """One quiet line until ``content`` (HTML) is there; ``shown_still`` stands, folded, where no kernel runs."""

    _esm = script("dom", "place")
    _css = style("place")

    # told to the page
    line = traitlets.Unicode("").tag(sync=True)
    content = traitlets.Unicode("").tag(sync=True)
    can_show = traitlets.Bool(False).tag(sync=True)

    def __init__(self, shown_still: str = "", **traits: Any) -> None:
        super().__init__(**traits)
        self.shown_still = shown_still
        self._look: Callable[[], None] | None = None
        self._show: Callable[[], None] | None = None
        self.on_msg(self._hear)

    def listen(self, look: Callable[[], None], show: Callable[[], None]) -> None:
        """Call ``look`` when a page draws this place, ``show`` when somebody wants it open all the same."""
        self._look, self._show = look, show

    def _hear(self, _: object, message: dict[str, Any], __: object) -> None:
        called = {"hello": self._look, "show": self._show}.get(str(message.get("type")))
        if called is not None:
            called()

    def still(self) -> str:
        if not self.shown_still:
            return f"<p><small>{html.escape(self.line)}</small></p>"
        summary = html.escape(self.line or "More")
        return f"<details><summary>{summary}</summary>{self.shown_still}</details>"
