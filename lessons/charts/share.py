"""A part of a whole, with the range its two figures allow: words and alt text, and a picture that stands still."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from lessons.charts.chart import ACCENT, INK, SOFT, Chart, Reading, in_style, new_figure


@dataclass(frozen=True)
class PartOfWhole:
    """Two figures, each with the ends between which it may lie."""

    part: str
    whole: str
    unit: str
    part_value: float
    part_low: float
    part_high: float
    whole_value: float
    whole_low: float
    whole_high: float

    @property
    def share(self) -> float:
        """In percent."""
        return 100 * self.part_value / self.whole_value

    @property
    def low(self) -> float:
        """The smallest share the ends allow: the least part of the greatest whole."""
        return 100 * self.part_low / self.whole_high

    @property
    def high(self) -> float:
        """The greatest share the ends allow."""
        return 100 * self.part_high / self.whole_low


def read_share(shown: PartOfWhole) -> Reading:
    """What is read of a share instead of its picture, or beside it."""
    return Reading(_summary(shown), _alt(shown), ("", "figure", "least", "most"), _rows(shown))


def share_chart(shown: PartOfWhole) -> Chart:
    """Two bars on one scale, and the share they make from 0 to 100 percent, each with its range."""
    figure = new_figure(4.8, 3.2)
    counted, percent = figure.subplots(2, height_ratios=(2, 1))
    part, whole = f"the part: {shown.part_value:,.0f}", f"out of {shown.whole_value:,.0f}"
    _lane(counted, 1, whole, (shown.whole_value, shown.whole_low, shown.whole_high), "white")
    _lane(counted, 0, part, (shown.part_value, shown.part_low, shown.part_high), ACCENT)
    counted.set(xlabel=shown.unit, xlim=(0, 1.1 * max(shown.part_high, shown.whole_high)))
    percent.barh([0], [100], height=0.4, color="white", edgecolor=SOFT)
    share = f"the share: {_percent(shown.share)}"
    _lane(percent, 0, share, (min(shown.share, 100), min(shown.low, 100), min(shown.high, 100)), ACCENT)
    percent.set(xlabel="percent of the base", xlim=(0, 100))
    for axes, top in ((counted, 1.75), (percent, 0.75)):
        axes.set(yticks=[], ylim=(-0.5, top))
        in_style(axes)
        axes.spines["left"].set_visible(False)
    counted.xaxis.set_major_formatter("{x:,.0f}")
    return read_share(shown).drawn(figure)


def _lane(axes: Axes, place: float, words: str, ends: tuple[float, float, float], fill: str) -> None:
    value, low, high = ends
    axes.barh([place], [value], height=0.4, color=fill, edgecolor=INK if fill == "white" else fill)
    if low < high:
        axes.plot([low, high], [place - 0.32] * 2, color=INK, marker="|", linewidth=1.4)
    axes.text(0, place + 0.28, words, color=INK, fontsize=11, weight="bold")


def what_moved(pinned: PartOfWhole, now: PartOfWhole) -> str:
    """What differs between a pinned share and this one, and by how many points the share went."""
    moves = [
        _moved("the part", (pinned.part, pinned.part_value), (now.part, now.part_value)),
        _moved("the base", (pinned.whole, pinned.whole_value), (now.whole, now.whole_value)),
    ]
    if not any(moves):
        return "Both views are the same: move something, and what moved is said here."
    return f"Against the pinned view {' and '.join(filter(None, moves))}: {_points(pinned.share, now.share)}."


def _moved(what: str, before: tuple[str, float], after: tuple[str, float]) -> str:
    if before == after:
        return ""
    other = "is another one" if before[0] != after[0] else "moved"
    return f"{what} {other} ({before[1]:,.0f}, now {after[1]:,.0f})"


def _points(before: float, after: float) -> str:
    if _percent(before) == _percent(after):
        return f"the share stays at {_percent(after)}"
    apart = _percent(abs(after - before)).removesuffix(" %")
    points = "percentage point" if apart in ("1", "1.0") else "percentage points"
    return (
        f"the share went from {_percent(before)} to {_percent(after)}, "
        f"{apart} {points} {'more' if after > before else 'less'}"
    )


def _percent(number: float) -> str:
    return f"{number:.0f} %" if number >= 10 else f"{number:.1f} %"


def _range(shown: PartOfWhole) -> str:
    low, high = _percent(shown.low), _percent(shown.high)
    return f", anywhere from {low} to {high} within the ends chosen" if low != high else ""


def _summary(shown: PartOfWhole) -> str:
    impossible = " More than the whole: these two cannot belong together." if shown.share > 100 else ""
    return (
        f"{shown.part_value:,.0f} out of {shown.whole_value:,.0f} {shown.unit} is "
        f"{_percent(shown.share)}{_range(shown)}.{impossible}"
    )


def _alt(shown: PartOfWhole) -> str:
    part = _counted(shown.part_value, shown.part_low, shown.part_high)
    whole = _counted(shown.whole_value, shown.whole_low, shown.whole_high)
    stops = " The bar stops at 100 percent." if shown.share > 100 else ""
    return (
        f"Three bars. Two on one scale in {shown.unit} that begins at zero: the base, {shown.whole}: {whole}; "
        f"the part, {shown.part}: {part}. Below, on a scale from 0 to 100 percent of the base, "
        f"the share: {_percent(shown.share)}{_range(shown)}.{stops}"
    )


def _counted(value: float, low: float, high: float) -> str:
    return f"{value:,.0f}" + (f", within a range from {low:,.0f} to {high:,.0f}" if low < high else "")


def _rows(shown: PartOfWhole) -> tuple[tuple[str, ...], ...]:
    return (
        (f"part: {shown.part}", *(f"{n:,.0f}" for n in (shown.part_value, shown.part_low, shown.part_high))),
        (
            f"base: {shown.whole}",
            *(f"{n:,.0f}" for n in (shown.whole_value, shown.whole_low, shown.whole_high)),
        ),
        ("share", _percent(shown.share), _percent(shown.low), _percent(shown.high)),
    )
