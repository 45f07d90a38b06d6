"""What is read of a drawing of a series instead of its picture, and the sizes that both go by."""

from __future__ import annotations

from calendar import month_name

from lessons.charts.chart import axis_ends, say_axis
from lessons.charts.drawing import Drawing, Line
from lessons.charts.months import say, say_spacing


def sentence(drawing: Drawing) -> str:
    """The line below the picture: title, first and last month where it has not both, and how much is withheld."""
    first, last = drawing.months[0], drawing.months[-1]
    named = {part for month in (first, last) for part in (month[:4], month_name[int(month[5:])])}
    period = "" if all(part in drawing.title for part in named) else f", {say(first)} to {say(last)}"
    said = f"{drawing.title or 'A chart'}{period}."
    if drawing.withheld:
        said += f" Withheld until the hand-ins are graded: {drawing.withheld} of its values."
    return said


def alt_text(drawing: Drawing) -> str:
    """What is drawn, and how, for whoever is asked about the drawing and cannot see it."""
    if drawing.kind == "pictogram":
        return _alt_of_squares(drawing)
    kind = {"line": "Line chart", "bar": "Bar chart"}[drawing.kind]
    second = f" {drawing.second.name}: an axis of its own on the right, from 0." if drawing.second else ""
    said = " ".join(f"{line.name}: {_listed(drawing, line)}." for line in lines_of(drawing))
    axis = say_axis(axis_begins(drawing), drawing.scale == "log")
    return f"{kind}. {axis}{second} {say_spacing(drawing.months)}{_gaps(drawing)} {said}"


def _listed(drawing: Drawing, line: Line) -> str:
    return ", ".join(
        f"{month} {say_value(value)}" for month, value in zip(drawing.months, line.values, strict=True)
    )


def _gaps(drawing: Drawing) -> str:
    """Where a month has its place and no value."""
    gaps = [
        say(month)
        for at, month in enumerate(drawing.months)
        if any(line.values[at] is None for line in drawing.lines)
    ]
    drawn = "the line breaks" if drawing.kind == "line" else "there is no bar"
    return f" No value at {', '.join(gaps)}: {drawn} there." if gaps else ""


def _alt_of_squares(drawing: Drawing) -> str:
    squares = "; ".join(
        f"{say(month)} {say_value(value)}, side {100 * side:.3g}, area {100 * side**2:.3g}"
        for month, value, side in squares_of(drawing)
    )
    return (
        f"Squares side by side on one line, for {drawing.lines[0].name}. Each with its value, and "
        f"with its side and area as drawn, in percent of the largest square’s: {squares}."
    )


def lines_of(drawing: Drawing) -> tuple[Line, ...]:
    """All that is drawn, the line with an axis of its own last."""
    return (*drawing.lines, *([drawing.second] if drawing.second else []))


def axis_begins(drawing: Drawing) -> float:
    """Where the value axis begins: a logarithmic one, which has no zero, just below its lowest value."""
    if drawing.scale == "linear":
        return drawing.axis_from
    return axis_ends([value for line in drawing.lines for value in line.values], from_zero=False)[0]


def squares_of(drawing: Drawing) -> list[tuple[str, float, float]]:
    """Of each value its month, itself, and the side of its square; the largest square has a side of 1."""
    values = zip(drawing.months, drawing.lines[0].values, strict=True)
    shown = [(month, value) for month, value in values if value is not None]
    power, most = (1.0 if drawing.scaled_by == "side" else 0.5), max(value for _, value in shown)
    return [(month, value, (value / most) ** power) for month, value in shown]


def say_value(value: float | None) -> str:
    """A value as table and picture print it; a gap in words."""
    return "no value" if value is None else f"{value:,.0f}" if abs(value) >= 20 else f"{value:g}"
