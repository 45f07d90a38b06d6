"""What a chart of a series is to show, as plain values; drawn elsewhere, so that reading it costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChartKind = Literal["line", "bar", "pictogram"]


@dataclass(frozen=True)
class Line:
    """Values by month under one name; ``None`` is a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart of months: what is drawn, and the choices by which it may mislead."""

    kind: ChartKind
    months: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    title: str = ""
    y_label: str = ""
    axis_from: float = 0.0
    scale: Literal["linear", "log"] = "linear"
    scaled_by: Literal["side", "area"] = "area"
    #: a line with an axis of its own, on the right
    second: Line | None = None
    #: how many of the values are not told, for now
    withheld: int = 0

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last value of the first line."""
        values = [value for value in self.lines[0].values if value is not None]
        if len(values) < 2:
            raise ValueError("a change needs two values; this chart has fewer")
        return values[0], values[-1]
