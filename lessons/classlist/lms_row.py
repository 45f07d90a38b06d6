"""What goes into one row of an LMS's export: the points and a comment, or why nothing does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from lessons.classlist.cells import number_cell, number_in, safe_cell
from lessons.classlist.targets import Target

#: a comment of ours, which may be written over; a teacher's own never is
_OURS = re.compile(r"[\d.,]+ of [\d.,]+ points(?:, [\d.,]+ before lateness)?\.")


class Scored(Protocol):
    """What is asked of a result here: a ``Result``, or a row that holds no more than this."""

    @property
    def raw(self) -> float | None:
        """Points before lateness."""

    @property
    def adjusted(self) -> float | None:
        """Points after lateness."""

    @property
    def out_of(self) -> float:
        """Points there are."""

    @property
    def waiting(self) -> int:
        """How many exercises a person must still look at."""


@dataclass(frozen=True)
class Filled:
    """What goes into one row, cells by column; or in a few words why nothing does."""

    cells: Mapping[int, str] = field(default_factory=dict)
    why_not: str = ""
    scaled: str = ""


def cell(row: Sequence[str], place: int | None) -> str:
    """A cell of a row; empty where the row has none there."""
    return row[place] if place is not None and place < len(row) else ""


def filled_row(target: Target, row: Sequence[str], result: Scored, most: float | None, mark: str) -> Filled:
    """Fill one row, where it is certain that it may be."""
    if result.adjusted is None and not result.waiting:
        return Filled()
    if target.maximum is not None:
        most = number_in(cell(row, target.maximum))
    if why := _why_not(target, row, result, most):
        return Filled(why_not=why)
    points, scaled = _scaled(result, most, mark)
    cells = {target.grade: number_cell(points, mark)}
    if target.comment is not None and _may_write(row, target.comment):
        cells[target.comment] = safe_cell(_comment(result, mark))
    return Filled(cells, scaled=scaled)


def _why_not(target: Target, row: Sequence[str], result: Scored, most: float | None) -> str:
    if target.grade >= len(row):
        return "as the row is shorter than the headers"
    if cell(row, target.changeable).strip().casefold() == "no":
        return "as the LMS says the grade cannot be changed"
    there = row[target.grade].strip()
    if there not in ("", "-") and number_in(there) is None:
        return f"as the cell says “{there[:40]}”"
    if target.maximum is not None and most is None:
        return "as the maximum is no number"
    return "as an answer waits for a person or could not be read" if result.waiting else ""


def _scaled(result: Scored, most: float | None, mark: str) -> tuple[float, str]:
    points, ours = result.adjusted or 0.0, number_cell(result.out_of, mark)
    if not most or not result.out_of:
        return points, f"The file states no maximum: the points are out of {ours}. Set the same one in the LMS."
    if abs(most - result.out_of) < 0.005:
        return points, ""
    note = f"Points are scaled from {ours} to the LMS's maximum of {number_cell(most, mark)}."
    return points * most / result.out_of, note


def _may_write(row: Sequence[str], place: int) -> bool:
    # Moodle gives a comment back in tags of its own
    there = re.sub(r"<[^>]*>", "", cell(row, place)).strip()
    return not there or bool(_OURS.fullmatch(there))


def _comment(result: Scored, mark: str) -> str:
    points, raw = result.adjusted or 0.0, result.raw or 0.0
    before = f", {number_cell(raw, mark)} before lateness" if raw != points else ""
    return f"{number_cell(points, mark)} of {number_cell(result.out_of, mark)} points{before}."
