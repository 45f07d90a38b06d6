"""A part of a whole, with the range its two figures allow."""

from __future__ import annotations

from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons.charts.chart import ACCENT, BAND, INK, SOFT, Chart, new_figure


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


@dataclass
class ShareChart:
    """One bar from 0 to 100 percent; made once, then told a new part and whole."""

    figure: Figure = field(default_factory=lambda: new_figure(6.6, 1.9))

    def __post_init__(self) -> None:
        self._axes: Axes = self.figure.subplots()
        self._axes.set(xlim=(0, 100), ylim=(-0.5, 0.5), yticks=[], xlabel="percent of the base")
        self._axes.spines[["top", "left", "right"]].set_visible(False)
        self._axes.barh([0], [100], height=0.46, color="#e9e9e9")
        self._bar = self._axes.barh([0], [0], height=0.46, color=ACCENT)[0]
        self._band = self._axes.barh([0], [0], height=0.2, color=BAND, edgecolor=INK, linewidth=0.6)[0]
        self._words = self._axes.text(0, 0.33, "", color=INK, fontsize=11, weight="bold")
        self._axes.text(100, -0.42, "the whole base", color=SOFT, fontsize=9, ha="right")

    def show(self, shown: PartOfWhole) -> Chart:
        """Move the bar and the band, and say in words and numbers what they now show."""
        self._bar.set_width(min(shown.share, 100))
        self._band.set_x(min(shown.low, 100))
        self._band.set_width(max(min(shown.high, 100) - min(shown.low, 100), 0))
        self._words.set_text(_percent(shown.share))
        self._words.set_x(min(max(shown.share - 4, 0), 88))
        return Chart(self.figure, _summary(shown), _alt(shown), ("", "figure", "least", "most"), _rows(shown))


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
    return (
        f"Bar of a share: {shown.part} out of {shown.whole}, {_percent(shown.share)} of the base{_range(shown)}."
    )


def _rows(shown: PartOfWhole) -> tuple[tuple[str, ...], ...]:
    return (
        (f"part: {shown.part}", *(f"{n:,.0f}" for n in (shown.part_value, shown.part_low, shown.part_high))),
        (
            f"base: {shown.whole}",
            *(f"{n:,.0f}" for n in (shown.whole_value, shown.whole_low, shown.whole_high)),
        ),
        ("share", _percent(shown.share), _percent(shown.low), _percent(shown.high)),
    )
