"""Who rests on whom: documented arrows solid, suspected ones dotted and marked “not known”."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Annotation

from lessons.charts.chart import ACCENT, INK, SOFT, Chart, Reading, new_figure

Place = tuple[float, float]
_WITHHELD = "withheld"


@dataclass(frozen=True)
class Arrow:
    """From the one who told to the one who passed it on."""

    start: str
    end: str
    documented: bool


COLUMN, LINE, WRAP = 1.62, 0.86, 16  #: inches from column to column, from box to box; letters on a line of a box


@dataclass(frozen=True)
class SourceGraph(Chart):
    """The graph as it stands still, and as plain data for a page that draws it."""

    drawing: Mapping[str, Any]


def source_graph(names: Mapping[str, str], arrows: Sequence[Arrow], withheld: Collection[str] = ()) -> SourceGraph:
    """Boxes in layers, origins on the left; ``names`` maps ids to what is printed.

    Of the ids in ``withheld`` it is not told, for now, from whom they have it.
    """
    places = _layout(names, arrows)
    columns = 1 + max(x for x, _ in places.values())
    lines = 1 + max(y for _, y in places.values())
    figure = new_figure(COLUMN * columns + 0.1, LINE * lines + 0.3)
    axes = figure.subplots()
    axes.axis("off")
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(-0.6, lines - 0.4))
    boxes = {id: _draw_box(axes, place, names[id]) for id, place in places.items()}
    # a box has its size once it is drawn, and an arrow ends at the edge of a box
    figure.draw_without_rendering()  # type: ignore[no-untyped-call,unused-ignore]
    for arrow in arrows:
        _draw_arrow(axes, boxes[arrow.start], boxes[arrow.end], arrow.documented)
    rows = tuple((names[a.start], names[a.end], _known(a)) for a in arrows)
    rows += tuple((_WITHHELD, names[id], _WITHHELD) for id in names if id in withheld)
    read = Reading(_summary(names, arrows, withheld), _alt(names, rows), ("who told", "whom", "known from"), rows)
    drawing = {
        **read.traits(),
        "names": [_boxed(id, names[id], places[id], id in withheld) for id in _in_order(names, arrows)],
        "arrows": [{"from": a.start, "to": a.end, "documented": a.documented} for a in arrows],
    }
    return SourceGraph(**vars(read), figure=figure, drawing=drawing)


def _boxed(id: str, name: str, place: Place, is_withheld: bool) -> dict[str, Any]:
    """A name as the page places it: its layer, and the half row on which its box begins."""
    layer, line = place
    return {"id": id, "name": name, "layer": int(layer), "row": round(2 * line + 1), "withheld": is_withheld}


def _digraph(names: Iterable[str], arrows: Iterable[Arrow]) -> Any:
    import networkx as nx  # late: a quarter of a second that most notebooks never need

    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from((arrow.start, arrow.end) for arrow in arrows)
    return graph


def _in_order(names: Mapping[str, str], arrows: Sequence[Arrow]) -> Iterator[str]:
    """Each name after all that it rests on, and where it can be, right after the last of them."""
    import networkx as nx

    ends = {arrow.end for arrow in arrows}
    # backwards, from the starting points on: who is left last stands first
    starts, others = [id for id in names if id not in ends], [id for id in names if id in ends]
    backwards = _digraph(reversed([*others, *starts]), reversed(arrows))
    order: list[str] = list(nx.dfs_postorder_nodes(backwards))
    return reversed(order)


def _layout(names: Mapping[str, str], arrows: Sequence[Arrow]) -> dict[str, Place]:
    import networkx as nx

    graph = _digraph(names, arrows)
    # two that rest on each other stand in one layer: a circle is drawn, not refused
    knots = nx.condensation(graph)
    layers = [
        [id for knot in generation for id in knots.nodes[knot]["members"]]
        for generation in nx.topological_generations(knots)
    ]
    tallest = max(map(len, layers))
    places: dict[str, Place] = {}
    for column, layer in enumerate(layers):
        told_by = {id: [places[t][1] for t in graph.predecessors(id) if t in places] for id in layer}
        ordered = sorted(layer, key=lambda id: (sum(told_by[id]) / max(len(told_by[id]), 1), id))
        step = tallest / len(ordered)
        places |= {id: (float(column), step * (row + 0.5) - 0.5) for row, id in enumerate(ordered)}
    return places


def _draw_box(axes: Axes, place: Place, name: str) -> Annotation:
    look = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": INK, "linewidth": 0.9}
    text = textwrap.fill(name, WRAP)
    return axes.annotate(text, place, ha="center", va="center", fontsize=9, color=INK, bbox=look, zorder=3)


def _draw_arrow(axes: Axes, start: Annotation, end: Annotation, documented: bool) -> None:
    style: Any = "solid" if documented else (0, (1.5, 2.5))
    look = {"arrowstyle": "-|>", "linestyle": style, "color": ACCENT if documented else SOFT, "linewidth": 1.6}
    # from box edge to box edge: the boxes themselves are where an arrow is clipped
    arrow = {**look, "patchA": start.get_bbox_patch(), "patchB": end.get_bbox_patch(), "shrinkA": 0, "shrinkB": 2}
    axes.annotate("", xy=end.xy, xytext=start.xy, arrowprops=arrow, zorder=2)
    if not documented:
        middle = ((start.xy[0] + end.xy[0]) / 2, (start.xy[1] + end.xy[1]) / 2 + 0.16)
        white = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        note: dict[str, Any] = {"fontsize": 8, "style": "italic", "color": "#595959", "ha": "center"}
        axes.text(*middle, "not known", None, bbox=white, zorder=4, **note)


def _known(arrow: Arrow) -> str:
    return "a published report" if arrow.documented else "not known"


def _summary(names: Mapping[str, str], arrows: Sequence[Arrow], withheld: Collection[str]) -> str:
    documented = sum(arrow.documented for arrow in arrows)
    told = {arrow.end for arrow in arrows if arrow.documented} | set(withheld)
    roots = sum(1 for id in names if id not in told)
    return (
        f"{_counted(len(names), 'name')}, {_counted(documented, 'documented arrow')}, "
        f"{len(arrows) - documented} not known; {_counted(roots, 'name')} for which no published report shows "
        f"an earlier origin.{_hidden(names, withheld)}"
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _hidden(names: Mapping[str, str], withheld: Collection[str]) -> str:
    whose = ", ".join(name for id, name in names.items() if id in withheld)
    return f" Withheld until the hand-ins are graded: the arrows to {whose}." if whose else ""


def _alt(names: Mapping[str, str], rows: Sequence[tuple[str, str, str]]) -> str:
    told: dict[str, list[str]] = {}
    for start, end, known in rows:
        if known not in ("not known", _WITHHELD):
            told.setdefault(start, []).append(end)
    shown = {end for _, end, known in rows if known != "not known"}
    return " ".join(
        [
            "Graph of who told whom.",
            *(f"{start} told {len(whom)}: {'; '.join(whom)}." for start, whom in told.items()),
            *(f"Whether {start} told {end} is not known." for start, end, known in rows if known == "not known"),
            f"No documented arrow comes in to: {'; '.join(name for name in names.values() if name not in shown)}.",
        ]
    )
