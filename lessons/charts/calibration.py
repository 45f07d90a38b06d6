"""Sure and right: how often answers of each sureness were right."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.charts.chart import ACCENT, SOFT, Chart, new_figure

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
    axes.spines[["top", "right"]].set_visible(False)
    said = "; ".join(f"{sure} sure: {right} right" for sure, right in rows)
    return Chart(
        figure,
        f"First answers, by how sure you were. {said}.",
        f"Dots of sureness against rightness, first answers. {said}.",
        ("how sure", "right"),
        rows,
    )
