"""A chart: a figure made once, the table behind it, and an alt text computed from that table."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

INK, SOFT, ACCENT, BAND = "#222222", "#767676", "#2a5d84", "#f0c36d"
Row = Sequence[object]


@dataclass(frozen=True)
class Chart:
    """What is seen, what is read instead of it, and the rows both come from."""

    figure: Figure
    summary: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def image(self) -> str:
        """The picture as a ``data:`` address."""
        return f"data:image/png;base64,{base64.b64encode(_png(self.figure)).decode()}"

    def traits(self) -> dict[str, Any]:
        """The chart as plain data, for a widget."""
        rows = [[str(cell) for cell in row] for row in self.rows]
        return {
            "image": self.image(),
            "alt": self.alt,
            "summary": self.summary,
            "columns": list(self.columns),
            "rows": rows,
        }

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
