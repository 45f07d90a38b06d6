"""The trend explorer: which months, which unit, which rule, which axis."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lessons.case.series import Series
from lessons.case.settings import Trend
from lessons.charts.chart import Chart
from lessons.charts.trend import TrendChart, Window, say
from lessons.widgets import KnobsWidget

_RULES = {"start": "by the date an attack began", "end": "by the date it ended"}
_SCALES = {"linear": "linear", "log": "logarithmic"}
_AXES = {"zero": "from zero", "lowest": "from just below the lowest value"}


class TrendExplorer:
    """Lists above a line; the chart is made once and follows, and never raises at a learner."""

    def __init__(self, trend: Trend, series: Series) -> None:
        self.trend, self.series = trend, series
        self._chart = TrendChart()
        months = {month: say(month) for month in series.months}
        self.widget = KnobsWidget(
            name=trend.title,
            knobs=[
                _list("from", "from", months),
                _list("to", "to", months),
                _list("unit", "count", {unit: unit for unit in trend.units}),
                _list("rule", "count each", _RULES),
                _list("scale", "scale", _SCALES),
                _list("axis", "axis", _AXES),
            ],
            value={
                "from": trend.start,
                "to": trend.end,
                "unit": next(iter(trend.units)),
                "rule": "start",
                "scale": "linear",
                "axis": "zero",
            },
        )
        first = self._draw()
        self.widget.chart, self.widget.still_chart = first.traits(), first.html()
        self.widget.observe(self._moved, names="value")

    def _moved(self, _: object) -> None:
        self.widget.chart = self._draw().traits()

    def _column(self) -> tuple[str, str]:
        """The column to show, and a sentence where what was wished for cannot be had."""
        chosen, rules = self.widget.value, self.trend.units[self.widget.value["unit"]]
        if chosen["rule"] == "end" and not rules.end:
            lacking = f" By the end date, {chosen['unit']} are not in this data; by the start date they are."
            return rules.start, lacking
        no_zero = (
            " A logarithmic axis has no zero." if chosen["scale"] == "log" and chosen["axis"] == "zero" else ""
        )
        return (rules.end if chosen["rule"] == "end" else rules.start), no_zero

    def _draw(self) -> Chart:
        chosen, (column, lacking) = self.widget.value, self._column()
        window = Window(
            unit=chosen["unit"],
            months=self.series.months,
            values=tuple(self.series.number(month, column) for month in self.series.months),
            start=chosen["from"],
            end=chosen["to"],
            writer=(self.trend.start, self.trend.end),
            log=chosen["scale"] == "log",
            from_zero=chosen["axis"] == "zero",
            withheld=self.trend.withheld,
        )
        chart = self._chart.show(window)
        return replace(chart, summary=chart.summary + lacking + self._hidden(column))

    def _hidden(self, column: str) -> str:
        number = sum(self.series.withholds(month, column) for month in self.series.months)
        return f" Withheld until the hand-ins are graded: {number} of the values." if number else ""


def _list(name: str, label: str, options: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options}
