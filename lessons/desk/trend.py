"""The trend explorer: which months, which unit, which rule, which axis."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lessons.case.series import Series
from lessons.case.settings import Trend
from lessons.charts.chart import axis_ends
from lessons.charts.months import say
from lessons.charts.trend import Change, Window, change_of, read_trend, trend_chart
from lessons.widgets import TrendWidget

_RULES = {"start": "by the date an attack began", "end": "by the date it ended"}
_SCALES = {"linear": "linear", "log": "logarithmic"}
_AXES = {"zero": "from zero", "lowest": "from just below the lowest value"}

View = Mapping[str, str]


class TrendExplorer:
    """Sends the series once; the page draws what the lists choose, and this says it in words."""

    def __init__(self, trend: Trend, series: Series) -> None:
        self.trend, self.series = trend, series
        months = {month: say(month) for month in series.months}
        units = {unit: unit for unit in trend.units}
        view = {
            "from": trend.start,
            "to": trend.end,
            "unit": next(iter(units)),
            "rule": "start",
            "scale": "linear",
            "axis": "zero",
        }
        self.widget = TrendWidget(
            name=trend.title,
            months=months,
            columns={unit: {rule: self._column(unit, rule) for rule in _RULES} for unit in units},
            writer=[month for month in (trend.start, trend.end) if month in months],
            knobs=[
                _list("from", "from", months),
                _list("to", "to", months),
                _list("unit", "count", units),
                _list("rule", "count each", _RULES),
                _list("scale", "scale", _SCALES),
                _list("axis", "axis", _AXES),
            ],
            value=view,
            first=view,
            opening="the article's choice",
        )
        self._tell(None)
        self.widget.observe(self._tell, names=["value", "pinned"])
        chart = trend_chart(self._window(view))
        self.widget.still_chart = replace(chart, summary=self._summary(view)).html()

    def _name(self, unit: str, rule: str) -> str:
        rules = self.trend.units[unit]
        return rules.end if rule == "end" and rules.end else rules.start

    def _column(self, unit: str, rule: str) -> dict[str, Any]:
        values = self._values(unit, rule)
        return {"values": values, "lowest": axis_ends(values, from_zero=False)[0]}

    def _values(self, unit: str, rule: str) -> list[float | None]:
        return [self.series.number(month, self._name(unit, rule)) for month in self.series.months]

    def _window(self, view: View) -> Window:
        return Window(
            unit=view["unit"],
            months=self.series.months,
            values=tuple(self._values(view["unit"], view["rule"])),
            start=view["from"],
            end=view["to"],
            writer=(self.trend.start, self.trend.end),
            log=view["scale"] == "log",
            from_zero=view["axis"] == "zero",
            withheld=self.trend.withheld,
        )

    def _tell(self, _: object) -> None:
        value, pinned = self.widget.value, self.widget.pinned
        self.widget.told = {
            **read_trend(self._window(value)).traits(),
            "summary": self._summary(value),
            "pinned_alt": read_trend(self._window(pinned)).alt if pinned else "",
            "moved": self._moved(pinned, value) if pinned else "",
            "of": value,
            "pinned": pinned,
        }

    def _summary(self, view: View) -> str:
        return read_trend(self._window(view)).summary + self._lacking(view) + self._hidden(view)

    def _lacking(self, view: View) -> str:
        """A sentence where what was wished for cannot be had."""
        if view["rule"] == "end" and not self.trend.units[view["unit"]].end:
            return f" By the end date, {view['unit']} are not in this data; by the start date they are."
        if view["scale"] == "log" and view["axis"] == "zero":
            return " A logarithmic axis has no zero."
        return ""

    def _hidden(self, view: View) -> str:
        column = self._name(view["unit"], view["rule"])
        number = sum(self.series.withholds(month, column) for month in self.series.months)
        return f" Withheld until the hand-ins are graded: {number} of the values." if number else ""

    def _moved(self, pinned: View, now: View) -> str:
        """Which knobs stand elsewhere than in the pinned view, and what that did to the ratio."""
        moves = [
            f"{knob['label']}: {knob['options'][pinned[knob['name']]]}, now {knob['options'][now[knob['name']]]}"
            for knob in self.widget.knobs
            if pinned[knob["name"]] != now[knob["name"]]
        ]
        if not moves:
            return "Both views are the same: move something, and what moved is said here."
        before, after = (change_of(self._window(view)) for view in (pinned, now))
        return f"Against the pinned view – {'; '.join(moves)}. {_ratios(before, after)}"


def _ratios(before: Change | str, after: Change | str) -> str:
    if isinstance(before, str) or isinstance(after, str):
        return "The two have no ratio to compare: one of them gives none."
    if before == after:
        return f"The picture moved, no number did: {after.ratio:.1f} times as many in both."
    return f"The ratio was {before.ratio:.1f} times as many; now it is {after.ratio:.1f}."


def _list(name: str, label: str, options: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options}
