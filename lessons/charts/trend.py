"""A trend between two months: one line chart, made once and told what to show."""

from __future__ import annotations

from dataclasses import dataclass

from lessons.charts.chart import (
    ACCENT,
    INK,
    SOFT,
    Chart,
    Reading,
    axis_ends,
    in_style,
    new_figure,
    plain_numbers,
    say_axis,
)
from lessons.charts.months import month_ticks, months_between, say, say_spacing


@dataclass(frozen=True)
class Window:
    """A stretch of a monthly series: what is counted, from where to where, and the writer's own choice."""

    unit: str
    months: tuple[str, ...]
    values: tuple[float | None, ...]
    start: str
    end: str
    writer: tuple[str, str]
    log: bool = False
    from_zero: bool = True
    #: changes, from month to month, that are not told for now
    withheld: tuple[tuple[str, str], ...] = ()

    @property
    def is_log(self) -> bool:
        """Whether its value axis is logarithmic: that needs a value above zero."""
        return self.log and any(value is not None and value > 0 for value in self.values)

    @property
    def axis(self) -> tuple[float, float]:
        """Where its value axis begins and what it reaches; a logarithmic axis has no zero."""
        return axis_ends(self.values, self.from_zero and not self.is_log)

    def value(self, month: str) -> float | None:
        """What was counted in a month; ``None`` where nothing was."""
        return self.values[self.months.index(month)]


@dataclass(frozen=True)
class Change:
    """One change said in three ways at once."""

    first: float
    last: float
    months: int

    @property
    def ratio(self) -> float:
        """How many times as many."""
        return self.last / self.first

    @property
    def percent(self) -> float:
        """By how many percent."""
        return 100 * (self.ratio - 1)

    @property
    def per_month(self) -> float:
        """Percent a month, if it had been the same each month."""
        return float(100 * (self.ratio ** (1 / self.months) - 1))


def change_of(window: Window) -> Change | str:
    """The change, or one sentence on why there is none to give."""
    places = [window.months.index(month) for month in (window.start, window.end)]
    if places[0] == places[1]:
        return "From and to are the same month: choose two months, and there is a change to look at."
    if places[0] > places[1]:
        return "The stretch ends before it begins: choose a later month to end with."
    if (window.start, window.end) in window.withheld:
        return "This change is withheld until the hand-ins are graded: a question asks for it."
    for month in (window.start, window.end):
        value = window.value(month)
        if value is None:
            return f"{say(month)} has no value for {window.unit} in this data: choose another month or unit."
        if value <= 0:
            return f"{say(month)} has {value:g} {window.unit}: no ratio can be taken from that."
    first, last = window.value(window.start), window.value(window.end)
    assert first is not None
    assert last is not None
    return Change(first, last, months_between(window.start, window.end))


def read_trend(window: Window) -> Reading:
    """What is read of a trend instead of its picture, or beside it."""
    return Reading(_summary(window), _alt(window), ("month", window.unit), _rows(window))


def trend_chart(window: Window) -> Chart:
    """The whole series thin, the chosen stretch thick with its two values, the writer's two months as diamonds."""
    figure = new_figure(4.8, 3.2)
    axes = figure.subplots()
    places, (low, high) = range(len(window.months)), map(window.months.index, (window.start, window.end))
    shown = [float("nan") if value is None else value for value in window.values]
    axes.plot(places, shown, color=SOFT, marker="o", markersize=3, linewidth=1)
    axes.plot(places[low : high + 1], shown[low : high + 1], color=ACCENT, marker="o", linewidth=2.5)
    for place in (window.months.index(month) for month in window.writer if month in window.months):
        axes.plot([place], [shown[place]], "D", color="white", markeredgecolor=INK, markersize=9)
        named = f"the article:\n{say(window.months[place])}"
        axes.annotate(named, (place, shown[place]), (4, 16), textcoords="offset points", ha="right", fontsize=11)
    axes.set_yscale("log" if window.is_log else "linear")
    bottom, top = window.axis
    axes.set(ylim=(bottom, 1.12 * top), xlim=(-0.5, len(window.months) - 0.5), ylabel=window.unit)
    plain_numbers(axes.yaxis)
    axes.set_xticks(places[::3], month_ticks(window.months, 3))
    in_style(axes)
    return read_trend(window).drawn(figure)


def _summary(window: Window) -> str:
    change = change_of(window)
    if isinstance(change, str):
        return change
    ends = (
        f"From {say(window.start)} ({change.first:,.0f}) to {say(window.end)} ({change.last:,.0f} {window.unit})"
    )
    shares = f"{change.percent:+,.0f} percent, {change.per_month:+.0f} percent a month"
    return f"{ends}: {change.ratio:.1f} times as many, {shares}."


def _alt(window: Window) -> str:
    listed = ", ".join(f"{month} {value}" for month, value in _rows(window))
    marked = " and ".join(say(month) for month in window.writer if month in window.months)
    article = f" Marked as the article's own: {marked}." if marked else ""
    return (
        f"Line chart of {window.unit} by month. {say_axis(window.axis[0], window.is_log)} "
        f"{say_spacing(window.months)} {window.unit}: {listed}. "
        f"Drawn thicker: {say(window.start)} to {say(window.end)}.{article} {_summary(window)}"
    )


def _rows(window: Window) -> tuple[tuple[str, str], ...]:
    return tuple(
        (month, "no value" if value is None else f"{value:,.0f}")
        for month, value in zip(window.months, window.values, strict=True)
    )
