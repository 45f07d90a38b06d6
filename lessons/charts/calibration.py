"""Sure and right: how often answers of each sureness were right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lessons.charts.chart import ACCENT, INK, SOFT, Chart, Reading, in_style, new_figure

#: how sure, in percent, and the share that was right
Rated = tuple[float, float]


def calibration(rated: Sequence[Rated]) -> Chart:
    """A dot for each sureness that was given; on the dashed line sureness and rightness go together."""
    groups = {sure: [right for given, right in rated if given == sure] for sure in sorted({s for s, _ in rated})}
    rows = tuple((f"{sure:g} %", f"{sum(rights):.3g} of {len(rights)}") for sure, rights in groups.items())
    figure = new_figure(4.4, 3.4)
    axes = figure.subplots()
    axes.plot([0, 100], [0, 100], linestyle="--", color=SOFT)
    axes.scatter(
        list(groups),
        [100 * sum(r) / len(r) for r in groups.values()],
        color=ACCENT,
        zorder=3,
        s=[40 + 30 * len(r) for r in groups.values()],
    )
    axes.set(xlim=(-5, 105), ylim=(-5, 105), xlabel="how sure, in percent", ylabel="right, in percent")
    along: dict[str, Any] = {"rotation": 45, "rotation_mode": "anchor", "transform_rotates_text": True}
    axes.text(4, 1, "sure and right alike", fontsize=11, color=INK, va="top", **along)
    in_style(axes)
    said = "; ".join(f"{sure} sure: {right} right" for sure, right in rows)
    return Reading(
        f"First answers, by how sure you were. {said}.",
        "Dots of sureness against rightness, first answers: both axes are even and run from 0 to 100 percent, and "
        f"a larger dot stands for more answers. On a dashed line sure and right go together. {_beside(groups)}",
        ("how sure", "right"),
        rows,
    ).drawn(figure)


def _beside(groups: Mapping[float, Sequence[float]]) -> str:
    """Each dot, and on which side of the line it lies: more often right than one was sure, or less often."""
    dots = [(sure, sum(rights), len(rights)) for sure, rights in groups.items()]
    return " ".join(
        f"{sure:g} % sure: {right:.3g} of {all} right, {_side(100 * right / all, sure)}."
        for sure, right, all in dots
    )


def _side(right: float, sure: float) -> str:
    return "on the line" if right == sure else "above the line" if right > sure else "below the line"
