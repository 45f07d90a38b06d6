"""Who rests on whom: documented arrows solid, suspected ones dotted and marked “not known”."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from lessons.charts.chart import ACCENT, INK, SOFT, Chart, new_figure

Place = tuple[float, float]


@dataclass(frozen=True)
class Arrow:
    """From the one who told to the one who passed it on."""

    start: str
    end: str
    documented: bool


def source_graph(names: Mapping[str, str], arrows: Sequence[Arrow]) -> Chart:
    """Boxes in layers, origins on the left; ``names`` maps ids to what is printed."""
    places = _layout(names, arrows)
    height = max(sum(1 for p in places.values() if p[0] == x) for x in {p[0] for p in places.values()})
    figure = new_figure(9.2, 1.0 + 0.95 * height)
    axes = figure.subplots()
    axes.axis("off")
    for arrow in arrows:
        _draw_arrow(axes, places[arrow.start], places[arrow.end], arrow.documented)
    for id, place in places.items():
        _draw_box(axes, place, names[id])
    axes.set(xlim=(-0.45, max(x for x, _ in places.values()) + 0.45), ylim=(-0.6, height - 0.4))
    rows = tuple((names[a.start], names[a.end], _known(a)) for a in arrows)
    return Chart(figure, _summary(names, arrows), _alt(rows), ("who told", "whom", "known from"), rows)


def _layout(names: Mapping[str, str], arrows: Sequence[Arrow]) -> dict[str, Place]:
    import networkx as nx  # late: a quarter of a second that most notebooks never need

    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from((arrow.start, arrow.end) for arrow in arrows)
    layers = list(nx.topological_generations(graph))
    tallest = max(map(len, layers))
    places: dict[str, Place] = {}
    for column, layer in enumerate(layers):
        told_by = {id: [places[t][1] for t in graph.predecessors(id)] for id in layer}
        ordered = sorted(
            layer, key=lambda id: (sum(told_by[id]) / len(told_by[id]) if told_by[id] else 0, id)
        )
        step = tallest / len(ordered)
        places |= {id: (float(column), step * (row + 0.5) - 0.5) for row, id in enumerate(ordered)}
    return places


def _draw_arrow(axes: Axes, start: Place, end: Place, documented: bool) -> None:
    style = "solid" if documented else (0, (1.5, 2.5))
    axes.annotate(
        "",
        xy=(end[0] - 0.37, end[1]),
        xytext=(start[0] + 0.37, start[1]),
        arrowprops={
            "arrowstyle": "-|>",
            "linestyle": style,
            "color": ACCENT if documented else SOFT,
            "linewidth": 1.6,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    if not documented:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        axes.text(
            *middle,
            "not known",
            fontsize=8,
            style="italic",
            color="#5a5a5a",
            ha="center",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )


def _draw_box(axes: Axes, place: Place, name: str) -> None:
    axes.text(
        *place,
        textwrap.fill(name, 22),
        ha="center",
        va="center",
        fontsize=9,
        color=INK,
        bbox={"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": INK, "linewidth": 0.9},
    )


def _known(arrow: Arrow) -> str:
    return "a published report" if arrow.documented else "not known"


def _summary(names: Mapping[str, str], arrows: Sequence[Arrow]) -> str:
    documented = sum(arrow.documented for arrow in arrows)
    told = {arrow.end for arrow in arrows if arrow.documented}
    roots = sum(1 for id in names if id not in told)
    return (
        f"{len(names)} voices, {documented} documented arrows, {len(arrows) - documented} not known; "
        f"{roots} voices for which no published report shows an earlier origin."
    )


def _alt(rows: Sequence[tuple[str, str, str]]) -> str:
    return "Graph of who told whom. " + " ".join(
        f"{start} to {end} ({'documented' if known != 'not known' else 'not known'})."
        for start, end, known in rows
    )
