"""A monthly series: the data behind a chart, with its own account of where it comes from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lessons.errors import NotInCase
from lessons.ledger import WITHHELD

Cell = float | str | None


@dataclass(frozen=True)
class Series:
    """Rows by month; a cell is a number, a text, or nothing."""

    #: the header comment: origin, counting rule, credit
    about: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]

    @classmethod
    def from_text(cls, text: str) -> Series:
        """Read comma-separated text whose first lines begin with ``#``; a crooked row is a ``ValueError``."""
        lines = text.splitlines()
        comment = [line.lstrip("# ") for line in lines if line.startswith("#")]
        table = csv.DictReader(line for line in lines if line and not line.startswith("#"))
        rows = sorted((_row(row, table.line_num) for row in table), key=lambda row: str(row.get("month")))
        months = [row.get("month") for row in rows]
        if doubled := [month for month, after in pairwise(months) if month == after]:
            raise ValueError(f"two rows for month {doubled[0]}")
        return cls("\n".join(comment), tuple(table.fieldnames or ()), tuple(rows))

    @property
    def months(self) -> tuple[str, ...]:
        """Every month there is, in order."""
        return tuple(str(row.get("month")) for row in self.rows)

    def number(self, month: str, column: str) -> float | None:
        """A cell that is a number or nothing."""
        if column not in self.columns:
            raise NotInCase(f"no column “{column}”; there are {', '.join(self.columns)}")
        value = self.month(month)[column]
        return value if isinstance(value, float) else None

    def withholds(self, month: str, column: str) -> bool:
        """Whether a cell is there and not told until the hand-ins are graded."""
        return self.month(month).get(column) == WITHHELD

    def month(self, name: str) -> Mapping[str, Cell]:
        """The row of a month written ``2024-05``."""
        months = {row.get("month"): row for row in self.rows}
        if name not in months:
            first, *_, last = *months, *months
            there = f"there are {first} to {last}" if self.rows else "the series is empty"
            raise NotInCase(f"no month “{name}”; {there}")
        return months[name]


def _row(row: Mapping[str | None, Any], line: int) -> Mapping[str, Cell]:
    if None in row:
        raise ValueError(f"more cells than columns in row {line}")
    return {str(name): _cell(value) for name, value in row.items()}


def _cell(value: str | None) -> Cell:
    if not value:
        return None
    try:
        return float(value)
    except ValueError:
        return value
