"""A trend between two months: one line chart, made once and told what to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons.charts.chart import ACCENT, BAND, INK, SOFT, Chart, new_figure, plain_numbers
from lessons.charts.plot import MONTHS


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
    return Change(first, last, _months_between(window.start, window.end))


def _months_between(start: str, end: str) -> int:
    # by the calendar: a month that the series leaves out has passed all the same
    (year, month), (last_year, last_month) = (map(int, name.split("-")) for name in (start, end))
    return 12 * (last_year - year) + last_month - month


def say(month: str) -> str:
    """``2024-05`` as May 2024."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


@dataclass
class TrendChart:
    """The whole series in grey, the chosen stretch in colour, the writer's two months marked."""

    figure: Figure = field(default_factory=lambda: new_figure(7.4, 3.4))

    def __post_init__(self) -> None:
        self._axes: Axes = self.figure.subplots()
        self._axes.spines[["top", "right"]].set_visible(False)
        (self._whole,) = self._axes.plot([], [], color=SOFT, marker="o", markersize=3, linewidth=1)
        (self._part,) = self._axes.plot([], [], color=ACCENT, marker="o", linewidth=2.5)
        (self._writer,) = self._axes.plot(
            [], [], "D", color=BAND, markeredgecolor=INK, markersize=9, label="the article's two months"
        )
        self._axes.legend(loc="upper left", frameon=False, fontsize=9)

    def show(self, window: Window) -> Chart:
        """Move lines and axis to a window, and say its change in words and numbers."""
        places = list(range(len(window.months)))
        shown = [float("nan") if value is None else value for value in window.values]
        low, high = (window.months.index(month) for month in (window.start, window.end))
        self._whole.set_data(places, shown)
        self._part.set_data(places[low : high + 1], shown[low : high + 1])
        marked = [window.months.index(month) for month in window.writer if month in window.months]
        self._writer.set_data(marked, [shown[place] for place in marked])
        self._scale(window, [value for value in window.values if value is not None])
        self._axes.set_xticks(
            places[::2], [say(month) for month in window.months[::2]], rotation=35, ha="right", fontsize=8
        )
        self._axes.set_ylabel(window.unit)
        return Chart(self.figure, _summary(window), _alt(window), ("month", window.unit), _rows(window))

    def _scale(self, window: Window, values: Sequence[float]) -> None:
        self._axes.set_yscale("log" if window.log else "linear")
        plain_numbers(self._axes.yaxis)
        positive = [value for value in values if value > 0] or [1.0]
        top = 1.12 * max(positive)
        bottom = 0.8 * min(positive) if window.log or not window.from_zero else 0.0
        self._axes.set(ylim=(bottom, top), xlim=(-0.5, len(window.months) - 0.5))


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
    scale = "logarithmic scale" if window.log else f"axis {'from zero' if window.from_zero else 'not from zero'}"
    listed = ", ".join(f"{month} {value}" for month, value in _rows(window))
    return f"Line chart of {window.unit} by month, {scale}: {listed}. {_summary(window)}"


def _rows(window: Window) -> tuple[tuple[str, str], ...]:
    return tuple(
        (month, "no value" if value is None else f"{value:,.0f}")
        for month, value in zip(window.months, window.values, strict=True)
    )
