"""Drawings of a series as charts, and how much each exaggerates."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.charts.chart import ACCENT, INK, SOFT, Chart, new_figure, plain_numbers
from lessons.charts.drawing import Drawing, Line
from lessons.charts.months import month_ticks, say

_COLORS = (ACCENT, "#b3531b", "#1a7f4b", SOFT)


def plot(drawing: Drawing) -> Chart:
    """Draw it as told, flaws included; table and alt text always give the values themselves."""
    figure, _ = _drawn(drawing)
    if drawing.kind == "pictogram":
        # squares stay squares: only the second layout finds room for the words around them
        figure.draw_without_rendering()  # type: ignore[no-untyped-call,unused-ignore]
    columns = ("month", *(line.name for line in _lines(drawing)))
    rows = tuple(
        (month, *(_cell(line.values[at]) for line in _lines(drawing))) for at, month in enumerate(drawing.months)
    )
    return Chart(figure, _summary(drawing), _alt(drawing), columns, rows)


def lie_factor(drawing: Drawing) -> float:
    """The size of the change as drawn over its size in the data, measured on the drawing itself."""
    first, last = drawing.ends
    if first == last or not first:
        raise ValueError("there is no change here, or one from nothing: a factor needs a change")
    _, axes = _drawn(drawing)
    if drawing.kind == "pictogram":
        areas = [patch.get_width() * patch.get_height() for patch in axes.patches if isinstance(patch, Rectangle)]
        shown = areas[-1] / areas[0] - 1
    else:
        axes.autoscale_view()  # else the ends of the axis are settled only when it is drawn
        floor = axes.transAxes.transform((0, 0))[1]
        low, high = (axes.transData.transform((0, value))[1] - floor for value in (first, last))
        shown = high / low - 1
    return float(shown / (last / first - 1))


def _lines(drawing: Drawing) -> tuple[Line, ...]:
    return (*drawing.lines, *([drawing.second] if drawing.second else []))


def _drawn(drawing: Drawing) -> tuple[Figure, Axes]:
    figure = new_figure(6.8, 3.3)
    axes = figure.subplots()
    if drawing.kind == "pictogram":
        _pictogram(axes, drawing)
    else:
        _plotted(axes, drawing)
    if drawing.title:
        axes.set_title(drawing.title, loc="left", fontsize=12)
    return figure, axes


def _plotted(axes: Axes, drawing: Drawing) -> None:
    places = range(len(drawing.months))
    for line, color in zip(drawing.lines, _COLORS, strict=False):
        values = [float("nan") if value is None else value for value in line.values]
        if drawing.kind == "bar":
            axes.bar(
                places,
                [v - drawing.axis_from for v in values],
                bottom=drawing.axis_from,
                color=color,
                width=0.65,
                label=line.name,
            )
        else:
            axes.plot(places, values, color=color, marker="o", linewidth=2, label=line.name)
    axes.set_yscale(drawing.scale)
    if drawing.scale == "linear":
        axes.set_ylim(bottom=drawing.axis_from)
    plain_numbers(axes.yaxis)
    axes.set_xticks(list(places), month_ticks(drawing.months), fontsize=9)
    axes.set_ylabel(drawing.y_label)
    axes.spines[["top", "right"]].set_visible(False)
    if drawing.second:
        _second(axes, drawing.second)
    if len(_lines(drawing)) > 1:
        axes.figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)


def _second(axes: Axes, line: Line) -> None:
    right = axes.twinx()
    values = [float("nan") if value is None else value for value in line.values]
    right.plot(range(len(values)), values, color=_COLORS[1], marker="s", linewidth=2, label=line.name)
    right.set_ylim(bottom=0)
    plain_numbers(right.yaxis)


def _pictogram(axes: Axes, drawing: Drawing) -> None:
    ticked = zip(month_ticks(drawing.months), drawing.lines[0].values, strict=True)
    shown = [(tick, value) for tick, value in ticked if value is not None]
    power, most = (1.0 if drawing.scaled_by == "side" else 0.5), max(value for _, value in shown)
    for place, (_, value) in enumerate(shown):
        side = (value / most) ** power
        axes.add_patch(Rectangle((place * 1.25 + (1 - side) / 2, 0), side, side, color=ACCENT))
    axes.set(xlim=(-0.2, 1.25 * len(shown)), ylim=(0, 1.05), yticks=[], aspect="equal")
    places = [place * 1.25 + 0.5 for place in range(len(shown))]
    axes.set_xticks(places, [f"{tick}\n{_cell(value)}" for tick, value in shown], color=INK)
    axes.spines[["top", "left", "right"]].set_visible(False)


def _cell(value: float | None) -> str:
    return "no value" if value is None else f"{value:,.0f}" if abs(value) >= 20 else f"{value:g}"


def _summary(drawing: Drawing) -> str:
    said = f"{drawing.title or 'A chart'}, {say(drawing.months[0])} to {say(drawing.months[-1])}."
    if drawing.withheld:
        said += f" Withheld until the hand-ins are graded: {drawing.withheld} of its values."
    return said


def _alt(drawing: Drawing) -> str:
    kind = {"line": "Line chart", "bar": "Bar chart", "pictogram": "Squares"}[drawing.kind]
    lines = "; ".join(
        f"{line.name}: "
        + ", ".join(f"{month} {_cell(value)}" for month, value in zip(drawing.months, line.values, strict=True))
        for line in _lines(drawing)
    )
    scale = ", logarithmic scale" if drawing.scale == "log" else ""
    axis = f", value axis from {drawing.axis_from:,.0f}" if drawing.kind != "pictogram" and scale == "" else ""
    return f"{kind}{scale}{axis}. {lines}."
