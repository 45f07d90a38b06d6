"""A place on the page that opens when its time has come, and stays open."""

from __future__ import annotations

import html
from typing import Any

import traitlets

from lessons.widgets.base import WaitingWidget, script, style


class PlaceWidget(WaitingWidget):
    """One quiet line until ``content`` is there; ``shown_still`` stands, folded, where no kernel runs."""

    _esm = script("page", "notes", "place")
    _css = style("place")

    # told to the page
    #: HTML, or what the script of a drawing needs; empty as long as it is closed
    content: Any = traitlets.Any("").tag(sync=True)

    def __init__(self, shown_still: str = "", **traits: Any) -> None:
        super().__init__(**traits)
        self.shown_still = shown_still

    def still(self) -> str:
        if not self.shown_still:
            return f"<p><small>{html.escape(self.line)}</small></p>"
        if not self.line:
            return self.shown_still
        return f"<details><summary>{html.escape(self.line)}</summary>{self.shown_still}</details>"


class GraphWidget(PlaceWidget):
    """Names in layers and the arrows between them; the chain of a chosen name is lit up."""

    _esm = script("page", "draw", "graph", "place")
    _css = style("place", "draw", "graph")


class TimelineWidget(PlaceWidget):
    """Pages by date and by steps back to the one who said it first; what was opened is numbered."""

    _esm = script("page", "timeline", "place")
    _css = style("place", "draw", "timeline")
