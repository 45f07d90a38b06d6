"""The share explorer: which part, which base, and where each lies within its ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lessons.case import Case
from lessons.case.settings import Card, Share
from lessons.charts.share import Amount, PartOfWhole, read_share, share_chart, what_moved
from lessons.widgets import ShareWidget


class ShareExplorer:
    """Sends the figures once; the page draws what the knobs choose, and this says it in words."""

    def __init__(self, share: Share, case: Case, note: str = "") -> None:
        self._note = note
        parts, bases = ([_row(card, case) for card in cards] for cards in (share.parts, share.bases))
        view = {"part": 0, "base": 0, "part_figure": parts[0]["value"], "base_figure": bases[0]["value"]}
        self.widget = ShareWidget(
            name=share.title, unit=share.unit, parts=parts, bases=bases, value=view, first=view
        )
        self._tell(None)
        self.widget.observe(self._tell, names=["value", "pinned"])
        chart = share_chart(self._shown(view))
        self.widget.still_chart = replace(chart, summary=chart.summary + note).html()

    def _shown(self, view: Mapping[str, Any]) -> PartOfWhole:
        part, base = self.widget.parts[view["part"]], self.widget.bases[view["base"]]
        return PartOfWhole(
            Amount(**{**part, "value": view["part_figure"]}),
            Amount(**{**base, "value": view["base_figure"]}),
            self.widget.unit,
        )

    def _tell(self, _: object) -> None:
        value, pinned = self.widget.value, self.widget.pinned
        now, beside = self._shown(value), self._shown(pinned) if pinned else None
        words = read_share(now).traits()
        self.widget.told = {
            **words,
            "summary": words["summary"] + self._note,
            "pinned_alt": read_share(beside).alt if beside else "",
            "moved": what_moved(beside, now) if beside else "",
            "of": value,
            "pinned": pinned,
        }


def _row(card: Card, case: Case) -> dict[str, Any]:
    """A figure, with the ends that the case gives its card."""
    figure = case.figure(card.of)
    low = case.figure(card.least).low if card.least else figure.low
    high = case.figure(card.most).high if card.most else figure.high
    value = figure.value
    return {"label": card.label, "value": value, "low": min(low, value), "high": max(high, value)}
