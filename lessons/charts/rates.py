"""A ratio beside published base rates, and a band that holds most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from lessons.charts.chart import ACCENT, BAND, INK, SOFT, Chart, Reading, in_style, new_figure


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
    figure = new_figure(4.8, 1.5 + 0.42 * len(ordered))
    axes = figure.subplots()
    for place, rate in enumerate(ordered):
        _draw(axes, place, rate)
    if band is not None:
        axes.axvspan(band.low, band.high, facecolor=BAND, edgecolor=SOFT, alpha=0.6, zorder=0)
        axes.text(band.low, len(ordered) - 0.05, f" {band.label}: {_ends(band)}", fontsize=11, style="italic")
    axes.set(xlabel=unit, xlim=(0, None), ylim=(-0.6, len(ordered) + 0.6), yticks=[])
    figure.suptitle(title, x=0.02, ha="left", fontsize=12)
    in_style(axes)
    rows = tuple((rate.label, _ends(rate), rate.origin) for rate in (*ordered, *([band] if band else [])))
    summary, alt = _summary(ordered, band, unit), _alt(title, unit, ordered, band)
    return Reading(summary, alt, ("", unit, "published by"), rows).drawn(figure)


def _draw(axes: Axes, place: int, rate: Rate) -> None:
    """A rate, and its name and numbers right above it."""
    color, shape, weight = (INK, "D", "bold") if rate.own else (ACCENT, "o", "normal")
    axes.plot([rate.low, rate.high], [place, place], color=color, marker=shape, linewidth=3, markersize=7)
    named = f" {rate.label}: {_ends(rate)}"
    axes.text(0, place + 0.25, named, fontsize=11, color=INK, weight=weight)


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
    return (
        f"Dot chart, {title}, in {unit}, on an even axis that begins at 0. "
        f"From lowest, at the foot, to highest: {listed}.{held}"
    )
