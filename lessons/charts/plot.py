"""Drawings of a series as charts, and how much each exaggerates."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lessons.charts.chart import ACCENT, SOFT, Chart, Reading, in_style, new_figure, plain_numbers
from lessons.charts.drawing import Drawing, Line
from lessons.charts.months import month_ticks, say
from lessons.charts.said import alt_text, axis_begins, lines_of, say_value, sentence, squares_of

_COLORS = (ACCENT, "#9c4310", "#146c3e", SOFT)
_MARKERS = ("o", "s", "^", "D")


def plot(drawing: Drawing) -> Chart:
    """Draw it as told, flaws included; table and alt text always give the values themselves."""
    figure, _ = _drawn(drawing)
    if drawing.kind == "pictogram":
        # squares stay squares: only the second layout finds room for the words around them
        figure.draw_without_rendering()  # type: ignore[no-untyped-call,unused-ignore]
    columns = ("month", *(line.name for line in lines_of(drawing)))
    values = ([say_value(value) for value in line.values] for line in lines_of(drawing))
    rows = tuple(zip(drawing.months, *values, strict=True))
    return Reading(sentence(drawing), alt_text(drawing), columns, rows).drawn(figure)


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


def _drawn(drawing: Drawing) -> tuple[Figure, Axes]:
    figure = new_figure(4.8, 3.4)
    axes = figure.subplots()
    if drawing.kind == "pictogram":
        _pictogram(axes, drawing)
    else:
        _plotted(axes, drawing)
    in_style(axes)
    if drawing.kind == "pictogram":
        axes.spines["left"].set_visible(False)
    if drawing.title:
        figure.suptitle(textwrap.fill(drawing.title, 44), x=0.02, ha="left", fontsize=12)
    return figure, axes


def _plotted(axes: Axes, drawing: Drawing) -> None:
    places = range(len(drawing.months))
    for line, color, marker in zip(drawing.lines, _COLORS, _MARKERS, strict=False):
        if drawing.kind == "bar":
            heights = [(float("nan") if v is None else v) - drawing.axis_from for v in line.values]
            axes.bar(places, heights, bottom=drawing.axis_from, color=color, width=0.65)
        else:
            axes.plot(places, _drawable(line), color=color, marker=marker, linewidth=2)
    axes.set_yscale(drawing.scale)
    axes.set_ylim(bottom=axis_begins(drawing))
    plain_numbers(axes.yaxis)
    every = 1 + (len(drawing.months) - 1) // 8
    axes.set_xticks(places[::every], month_ticks(drawing.months, every))
    axes.set_ylabel(drawing.y_label)
    if len(drawing.lines) > 1 and drawing.kind == "line":
        _name_lines(axes, drawing.lines)
    if drawing.second:
        _second(axes, drawing.second)


def _drawable(line: Line) -> list[float]:
    return [float("nan") if value is None else value for value in line.values]


def _name_lines(axes: Axes, lines: Sequence[Line]) -> None:
    """Each line's name at its end, the upper one's above it, the others' below: no legend to look up."""
    ended = [
        (line, color, _last(line)) for line, color in zip(lines, _COLORS, strict=False) if _last(line)[0] >= 0
    ]
    most = max((value for _, _, (_, value) in ended), default=0.0)
    for line, color, (place, value) in ended:
        _name(axes, line, color, (place, value), "bottom" if value == most else "top")


def _last(line: Line) -> tuple[int, float]:
    return max(((at, value) for at, value in enumerate(line.values) if value is not None), default=(-1, 0.0))


def _name(axes: Axes, line: Line, color: str, end: tuple[int, float], stands: str) -> None:
    axes.annotate(
        textwrap.fill(line.name, 14),
        end,
        (9, 3 if stands == "bottom" else -3),
        textcoords="offset points",
        color=color,
        fontsize=11,
        va=stands,
        annotation_clip=False,
    )


def _second(axes: Axes, line: Line) -> None:
    """A line whose values stand on an axis of its own, in its colour, on the right."""
    right = axes.twinx()
    right.plot(range(len(line.values)), _drawable(line), color=_COLORS[1], marker=_MARKERS[1], linewidth=2)
    right.set_ylim(bottom=0)
    right.set_ylabel(line.name)
    plain_numbers(right.yaxis)
    in_style(right)
    right.spines["right"].set(visible=True, color=_COLORS[1])
    right.yaxis.label.set_color(_COLORS[1])


def _pictogram(axes: Axes, drawing: Drawing) -> None:
    shown = squares_of(drawing)
    for place, (_, _, side) in enumerate(shown):
        axes.add_patch(Rectangle((place * 1.25 + (1 - side) / 2, 0), side, side, color=ACCENT))
    axes.set(xlim=(-0.2, 1.25 * len(shown)), ylim=(0, 1.05), yticks=[], aspect="equal")
    places = [place * 1.25 + 0.5 for place in range(len(shown))]
    axes.set_xticks(places, [f"{say(month)}\n{say_value(value)}" for month, value, _ in shown])
