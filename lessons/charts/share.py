"""A part of a whole, with the range its two figures allow: words and alt text, and a picture that stands still."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from lessons.charts.chart import ACCENT, INK, SOFT, Chart, Reading, in_style, new_figure


@dataclass(frozen=True)
class Amount:
    """A number of people or things, and the ends between which it may lie."""

    label: str
    value: float
    low: float
    high: float

    def counted(self) -> str:
        """The number, with its range where it has one."""
        within = f", within a range from {self.low:,.0f} to {self.high:,.0f}" if self.low < self.high else ""
        return f"{self.value:,.0f}{within}"

    def row(self, what: str) -> tuple[str, ...]:
        """Its row in the table."""
        return (f"{what}: {self.label}", *(f"{number:,.0f}" for number in (self.value, self.low, self.high)))


@dataclass(frozen=True)
class PartOfWhole:
    """Two figures, counted in one unit, of which one is put over the other."""

    part: Amount
    whole: Amount
    unit: str

    @property
    def share(self) -> Amount:
        """In percent: least as the least part of the greatest whole, greatest the other way round."""
        low, high = self.part.low / self.whole.high, self.part.high / self.whole.low
        return Amount("the share", 100 * self.part.value / self.whole.value, 100 * low, 100 * high)


def read_share(shown: PartOfWhole) -> Reading:
    """What is read of a share instead of its picture, or beside it."""
    return Reading(_summary(shown), _alt(shown), ("", "figure", "least", "most"), _rows(shown))


def share_chart(shown: PartOfWhole) -> Chart:
    """Two bars on one scale, and the share they make from 0 to 100 percent, each with its range."""
    figure = new_figure(4.8, 3.2)
    counted, percent = figure.subplots(2, height_ratios=(2, 1))
    part, whole, share = shown.part, shown.whole, shown.share
    _lane(counted, 1, f"out of {whole.value:,.0f}", whole, "white")
    _lane(counted, 0, f"the part: {part.value:,.0f}", part, ACCENT)
    counted.set(xlabel=shown.unit, xlim=(0, 1.1 * max(part.high, whole.high)))
    percent.barh([0], [100], height=0.4, color="white", edgecolor=SOFT)
    inside = Amount("", *(min(end, 100) for end in (share.value, share.low, share.high)))
    _lane(percent, 0, f"the share: {_percent(share.value)}", inside, ACCENT)
    percent.set(xlabel="percent of the base", xlim=(0, 100))
    for axes, top in ((counted, 1.75), (percent, 0.75)):
        axes.set(yticks=[], ylim=(-0.5, top))
        in_style(axes)
        axes.spines["left"].set_visible(False)
    counted.xaxis.set_major_formatter("{x:,.0f}")
    return read_share(shown).drawn(figure)


def _lane(axes: Axes, place: float, words: str, shown: Amount, fill: str) -> None:
    axes.barh([place], [shown.value], height=0.4, color=fill, edgecolor=INK if fill == "white" else fill)
    if shown.low < shown.high:
        axes.plot([shown.low, shown.high], [place - 0.32] * 2, color=INK, marker="|", linewidth=1.4)
    axes.text(0, place + 0.28, words, color=INK, fontsize=11, weight="bold")


def what_moved(pinned: PartOfWhole, now: PartOfWhole) -> str:
    """What differs between a pinned share and this one, and by how many points the share went."""
    moves = [_moved("the part", pinned.part, now.part), _moved("the base", pinned.whole, now.whole)]
    if not any(moves):
        return "Both views are the same: move something, and what moved is said here."
    points = _points(pinned.share.value, now.share.value)
    return f"Against the pinned view {' and '.join(filter(None, moves))}: {points}."


def _moved(what: str, before: Amount, after: Amount) -> str:
    if before == after:
        return ""
    other = "is another one" if before.label != after.label else "moved"
    return f"{what} {other} ({before.value:,.0f}, now {after.value:,.0f})"


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


def _range(share: Amount) -> str:
    low, high = _percent(share.low), _percent(share.high)
    return f", anywhere from {low} to {high} within the ends chosen" if low != high else ""


def _summary(shown: PartOfWhole) -> str:
    part, whole, share = shown.part, shown.whole, shown.share
    impossible = " More than the whole: these two cannot belong together." if share.value > 100 else ""
    return (
        f"{part.value:,.0f} out of {whole.value:,.0f} {shown.unit} is "
        f"{_percent(share.value)}{_range(share)}.{impossible}"
    )


def _alt(shown: PartOfWhole) -> str:
    part, whole, share = shown.part, shown.whole, shown.share
    stops = " The bar stops at 100 percent." if share.value > 100 else ""
    return (
        f"Three bars. Two on one scale in {shown.unit} that begins at zero: the base, {whole.label}: "
        f"{whole.counted()}; the part, {part.label}: {part.counted()}. Below, on a scale from 0 to 100 percent of "
        f"the base, the share: {_percent(share.value)}{_range(share)}.{stops}"
    )


def _rows(shown: PartOfWhole) -> tuple[tuple[str, ...], ...]:
    share = shown.share
    percent = (_percent(share.value), _percent(share.low), _percent(share.high))
    return shown.part.row("part"), shown.whole.row("base"), ("share", *percent)
