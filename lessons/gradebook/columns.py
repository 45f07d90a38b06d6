"""gradebook.csv and problems.csv: a row a learner, a row a problem."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import get_args

from lessons.gradebook.cells import safe_cell
from lessons.gradebook.keys import Marking
from lessons.gradebook.model import Result, Status

STATUSES: tuple[str, ...] = get_args(Status)
_PERSON = ("id", "name", "email", "section")
_WHOLE = ("points", "after lateness", "out of", "late because", "handed in", "says who", "receipt")


class Columns:
    """Writes both files, one learner after another."""

    def __init__(self, folder: Path, marking: Marking) -> None:
        self._books = [
            (folder / name).open("w", encoding="utf-8-sig", newline="")
            for name in ("gradebook.csv", "problems.csv")
        ]
        self._marks, self._problems = (csv.writer(book) for book in self._books)
        exercises = [f"{marking.numbers[e.id]} {e.id} ({e.points:g})" for e in marking.items]
        self._marks.writerow([*_PERSON, *_WHOLE, *STATUSES, *exercises])
        self._problems.writerow(["learner", "name", "answers may be lost", "where", "found", "done"])

    def add(self, result: Result) -> None:
        """Points where there are points; everything else stays empty, never a zero."""
        learner, met = result.learner, Counter[str](item.status for item in result.items)
        person = [safe_cell(getattr(learner, name)) for name in _PERSON]
        late = safe_cell(result.late.because) if result.late else ""
        time = result.submitted.isoformat() if result.submitted else ""
        whole = [_number(result.raw), _number(result.adjusted), _number(result.out_of), late, time]
        counts, points = [met[status] for status in STATUSES], [_number(item.points) for item in result.items]
        self._marks.writerow([*person, *whole, result.submitted_by, result.receipt, *counts, *points])
        for problem in result.problems:
            told = (problem.where, problem.found, problem.done)
            row = [learner.id, learner.name, "yes" if problem.costs else "", *told]
            self._problems.writerow([safe_cell(cell) for cell in row])

    def close(self) -> None:
        """Write everything."""
        for book in self._books:
            book.close()


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"
