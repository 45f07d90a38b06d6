"""Figures by reference: of a number, a report, a cell of the series, or a sum of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lessons.ledger import WITHHELD, Number, Report

if TYPE_CHECKING:
    from lessons.case.model import Case


@dataclass(frozen=True)
class Figure:
    """A number and the ends between which it may lie."""

    value: float
    low: float
    high: float


class WithheldFigure(KeyError):
    """A figure that is there and not told until the hand-ins are graded."""


def figure(case: Case, reference: str) -> Figure:
    """The figure of ``number:id``, ``report:id``, ``series:month:column`` or ``sum:a+b``."""
    kind, _, rest = reference.partition(":")
    if kind == "sum":
        parts = [figure(case, part) for part in rest.split("+")]
        return Figure(*(sum(getattr(part, end) for part in parts) for end in ("value", "low", "high")))
    if kind == "series":
        return _cell(case, *rest.split(":"))
    if kind not in ("number", "report"):
        raise KeyError(f"“{reference}” (begin with number:, report:, series: or sum:)")
    return _entry(case.number(rest) if kind == "number" else case.report(rest), reference)


def _cell(case: Case, month: str, column: str) -> Figure:
    value = case.series.month(month).get(column) if case.series else None
    if value == WITHHELD:
        raise WithheldFigure(f"{column} of {month}")
    if not isinstance(value, float):
        raise KeyError(f"no number in column “{column}” of month {month}")
    return Figure(value, value, value)


def _entry(entry: Number | Report, reference: str) -> Figure:
    if "low" in entry.withheld:
        raise WithheldFigure(reference)
    ends = [end for end in (entry.low, entry.high) if end is not None]
    if not ends:
        raise KeyError(f"“{reference}” has no figure")
    return Figure(ends[0], ends[0], ends[-1])
