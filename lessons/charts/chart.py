"""A chart: a figure made once, the table behind it, and an alt text computed from that table."""

from __future__ import annotations

import base64
import html
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

INK, SOFT, ACCENT, BAND = "#222222", "#767676", "#2a5d84", "#ffe08a"
Row = Sequence[object]


@dataclass(frozen=True)
class Reading:
    """What is read instead of a picture, or beside it, and the rows it comes from."""

    summary: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def drawn(self, figure: Figure) -> Chart:
        """The chart of a figure that these words go with."""
        return Chart(self.summary, self.alt, self.columns, self.rows, figure)

    def traits(self) -> dict[str, Any]:
        """The words as plain data, for a widget."""
        rows = [[str(cell) for cell in row] for row in self.rows]
        return {"alt": self.alt, "summary": self.summary, "columns": list(self.columns), "rows": rows}


@dataclass(frozen=True)
class Chart(Reading):
    """What is seen, beside what is read instead of it."""

    figure: Figure

    def image(self) -> str:
        """The picture as a ``data:`` address."""
        return f"data:image/png;base64,{base64.b64encode(_png(self.figure)).decode()}"

    def html(self) -> str:
        """Picture, sentence and table as HTML that is shown even where nothing may run."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        alt, source = html.escape(self.alt, quote=True), self.image()
        return (
            f'<figure><img alt="{alt}" src="{source}" style="max-width:100%">'
            f"<figcaption>{html.escape(self.summary)}</figcaption></figure>"
            f"<details><summary>The numbers as a table</summary><table><tr>{head}</tr>{body}</table></details>"
        )

    def __repr__(self) -> str:
        return f"<Chart: {self.summary}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}


def new_figure(width: float, height: float) -> Figure:
    """An empty figure in inches, drawn by Agg and never by pyplot, which costs a second to import."""
    return Figure(figsize=(width, height), dpi=100, layout="constrained", facecolor="white")


def in_style(axes: Axes) -> None:
    """The one look of all charts: two quiet edges, and letters that are still read where the picture is narrow."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(SOFT)
    axes.tick_params(labelsize=11, color=SOFT, labelcolor=INK)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set(fontsize=11, color=INK)


def axis_ends(values: Sequence[float | None], from_zero: bool) -> tuple[float, float]:
    """Where a value axis begins and what it must reach: at zero, or at a round number below the lowest value."""
    positive = [value for value in values if value is not None and value > 0] or [1.0]
    if from_zero:
        return 0.0, max(positive)
    least = 0.95 * min(positive)
    round_to = 10.0 ** math.floor(math.log10(least))
    return math.floor(least / round_to) * round_to, max(positive)


def say_axis(begins: float, log: bool) -> str:
    """Where a value axis begins and what its steps are, for whoever cannot see it."""
    steps = "logarithmic (equal steps up are equal factors)" if log else "even"
    return f"The value axis is {steps} and begins at {begins:,g}{'' if log or not begins else ', not at 0'}."


def plain_numbers(axis: Axis) -> None:
    """Ticks as people write numbers, on a logarithmic scale too: 3,000 and not 3 × 10³."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}" if abs(value) >= 10 else f"{value:g}"))
    if axis.get_scale() == "log":
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_minor_formatter(NullFormatter())


def _png(figure: Figure) -> bytes:
    picture = io.BytesIO()
    canvas = FigureCanvasAgg(figure)
    # by the canvas itself: “savefig” would lay everything out and draw it twice
    canvas.print_png(picture, metadata={"Software": None})  # type: ignore[no-untyped-call,unused-ignore]
    figure.set_layout_engine("none")  # laid out once: doing it again costs half of every update
    return picture.getvalue()
