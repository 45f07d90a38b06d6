"""A ratio beside published base rates, and a band that holds most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from lessons.charts.chart import ACCENT, BAND, INK, Chart, new_figure


@dataclass(frozen=True)
class Rate:
    """A ratio from low to high, who published it, and whether it is the article's own."""

    label: str
    low: float
    high: float
    origin: str
    own: bool = False


def compare_rates(title: str, unit: str, rates: Sequence[Rate], band: Rate | None) -> Chart:
    """Dots or short lines, one a rate; the article's own in another colour and shape."""
    ordered = sorted(rates, key=lambda rate: (rate.low + rate.high) / 2)
    figure = new_figure(7.6, 1.2 + 0.34 * len(ordered))
    axes = figure.subplots()
    if band is not None:
        axes.axvspan(band.low, band.high, color=BAND, alpha=0.45, label=f"{band.label}: {_ends(band)}")
        figure.legend(loc="outside lower right", fontsize=9, frameon=False)
    for place, rate in enumerate(ordered):
        _draw(axes, place, rate)
    axes.set_yticks(range(len(ordered)), [rate.label for rate in ordered], fontsize=9)
    axes.set(xlabel=unit, xlim=(0, None))
    figure.suptitle(title, x=0.02, ha="left", fontsize=12)
    axes.spines[["top", "right"]].set_visible(False)
    rows = tuple((rate.label, _ends(rate), rate.origin) for rate in (*ordered, *([band] if band else [])))
    return Chart(
        figure,
        _summary(ordered, band, unit),
        _alt(title, unit, ordered, band),
        ("", unit, "published by"),
        rows,
    )


def _draw(axes: Axes, place: int, rate: Rate) -> None:
    color, shape = (INK, "D") if rate.own else (ACCENT, "o")
    axes.plot([rate.low, rate.high], [place, place], color=color, marker=shape, linewidth=3, markersize=7)


def _ends(rate: Rate) -> str:
    return f"{rate.low:g}" if rate.low == rate.high else f"{rate.low:g} to {rate.high:g}"


def _summary(rates: Sequence[Rate], band: Rate | None, unit: str) -> str:
    said = ["; ".join(f"{rate.label}: {_ends(rate)}" for rate in rates if rate.own) + f" {unit}"]
    if others := [rate for rate in rates if not rate.own]:
        low, high = min(rate.low for rate in others), max(rate.high for rate in others)
        said.append(f"published rates run from {low:g} to {high:g}")
    held = f", the band from {_ends(band)}" if band else ""
    return f"{'; '.join(said)}{held}."


def _alt(title: str, unit: str, rates: Sequence[Rate], band: Rate | None) -> str:
    listed = "; ".join(f"{rate.label} {_ends(rate)}" for rate in rates)
    held = f" A shaded band shows {band.label}, {_ends(band)}." if band else ""
    return f"Dot chart, {title}, in {unit}, from lowest to highest: {listed}.{held}"
