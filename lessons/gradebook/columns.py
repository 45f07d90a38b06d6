"""gradebook.csv and problems.csv: a row a learner, a row a problem."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import get_args

from lessons.classlist.cells import safe_cell
from lessons.results.keys import Marking
from lessons.results.model import Result, Status

STATUSES: tuple[str, ...] = get_args(Status)
_PERSON = ("id", "name", "email", "section")
_WHOLE = ("points", "after lateness", "out of", "late because", "handed in", "says who", "receipt")


#: lines of gradebook.csv and of problems.csv
Lines = tuple[str, str]
_FILES = ("gradebook.csv", "problems.csv")


class Columns:
    """Writes both files, some learners after others."""

    def __init__(self, folder: Path, marking: Marking) -> None:
        self._books = [(folder / name).open("w", encoding="utf-8-sig", newline="") for name in _FILES]
        exercises = [f"{marking.numbers[e.id]} {e.id} ({e.points:g})" for e in marking.items]
        csv.writer(self._books[0]).writerow([*_PERSON, *_WHOLE, *STATUSES, *exercises])
        csv.writer(self._books[1]).writerow(["learner", "name", "answers may be lost", "where", "found", "done"])

    def add(self, lines: Lines) -> None:
        """Write the lines of some learners."""
        for book, text in zip(self._books, lines, strict=True):
            book.write(text)

    def close(self) -> None:
        """Write everything."""
        for book in self._books:
            book.close()


def lines(results: Sequence[Result]) -> Lines:
    """The lines of some learners in both files."""
    marks, problems = StringIO(), StringIO()
    csv.writer(marks).writerows(map(_marks, results))
    csv.writer(problems).writerows(chain.from_iterable(map(_problems, results)))
    return marks.getvalue(), problems.getvalue()


def _marks(result: Result) -> list[object]:
    """Points where there are points; everything else stays empty, never a zero."""
    learner, met = result.learner, Counter[str](item.status for item in result.items)
    person = [safe_cell(getattr(learner, name)) for name in _PERSON]
    late = safe_cell(result.late.because) if result.late else ""
    time = result.submitted.isoformat() if result.submitted else ""
    whole = [_number(result.raw), _number(result.adjusted), _number(result.out_of), late, time]
    counts, points = [met[status] for status in STATUSES], [_number(item.points) for item in result.items]
    return [*person, *whole, result.submitted_by, result.receipt, *counts, *points]


def _problems(result: Result) -> Iterator[list[str]]:
    for problem in result.problems:
        told = (problem.where, problem.found, problem.done)
        row = [result.learner.id, result.learner.name, "yes" if problem.costs else "", *told]
        yield [safe_cell(cell) for cell in row]


def _number(points: float | None) -> str:
    return "" if points is None else f"{points:g}"
