"""Charts that a case describes, as drawings ready to be plotted."""

from __future__ import annotations

from itertools import accumulate

from lessons.case.series import Series
from lessons.case.settings import ChartOf
from lessons.charts.drawing import Drawing, Line

Values = tuple[float | None, ...]


def drawing(chart: ChartOf, series: Series) -> Drawing:
    """The drawing a chart of the case describes; what the series lacks is a ``KeyError`` in words."""
    months = chart.months or _between(series, chart.start, chart.end)
    names = chart.columns or (chart.column,)
    return Drawing(
        kind=chart.kind,
        months=months,
        lines=tuple(_line(name, months, chart, series) for name in names),
        unit=chart.unit,
        title=chart.title,
        y_label=chart.y_label,
        axis_from=chart.axis_from,
        scale=chart.scale,
        scaled_by=chart.scaled_by,
        second=_line(chart.second, months, chart, series) if chart.second else None,
        withheld=sum(series.withholds(month, name) for month in months for name in {*names, chart.second}),
    )


def _between(series: Series, start: str, end: str) -> tuple[str, ...]:
    months = series.months
    for month in filter(None, (start, end)):
        series.month(month)
    first = months.index(start) if start else 0
    last = months.index(end) if end else len(months) - 1
    return months[first : last + 1]


def _line(column: str, months: tuple[str, ...], chart: ChartOf, series: Series) -> Line:
    values: Values = tuple(series.number(month, column) for month in months)
    if chart.percent_of:
        base = series.number(chart.percent_of, column)
        values = tuple(100 * value / base if value is not None and base else None for value in values)
    if chart.cumulative:
        values = tuple(accumulate(value or 0 for value in values))
    hidden = (None if month in chart.hide else value for month, value in zip(months, values, strict=True))
    return Line(chart.names.get(column, column.replace("_", " ")), tuple(hidden))
