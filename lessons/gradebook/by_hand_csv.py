"""Marks by hand as CSV: the gradebook's own file, and what a marking page or a spreadsheet made of it."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from lessons.gradebook.by_hand import HandMark, Marks
from lessons.handins import Problem
from lessons.handins.csv_file import number_in, read_csv, safe_cell

COLUMNS = ("learner", "exercise", "answer", "levels", "points", "comment", "marker", "time")
#: before the hash of an answer: a spreadsheet takes some hashes for numbers, and rounds them
TAG = "a-"
_TIMES = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M")


class _Damaged(Exception):
    """A row that cannot be read: what was found, what was expected."""


def read_marks(path: Path, learners: Mapping[str, str]) -> Marks:
    """The marks of a by_hand.csv, or of a marking page, whose codes stand for these learners of a gradebook.

    A damaged row is a problem and costs no other.
    """
    marks, problems = list[HandMark](), list[Problem]()
    for number, cells in read_csv(path).table(COLUMNS[1:]):
        where = f"{path.name}, row {number}"
        try:
            marks.append(_mark(cells, learners))
        except _Damaged as damaged:
            done = "This row was left out. Mend it and take the file once more."
            problems.append(Problem(where=where, found=f"Found {damaged}.", done=done, costs=True))
        else:
            problems += _timeless(where, cells["time"], marks[-1])
    return Marks(tuple(marks), tuple(problems))


def _timeless(where: str, cell: str, mark: HandMark) -> Iterator[Problem]:
    if not mark.time:
        found = f"Found the time “{cell[:40]}”; expected one such as 2026-05-04T09:30Z."
        done = "The mark counts, but as older than any other of this marker."
        yield Problem(where=where, found=found, done=done)


def _mark(cells: Mapping[str, str], learners: Mapping[str, str]) -> HandMark:
    who = "code" if "code" in cells else "learner"
    if missing := [name for name in (who, *COLUMNS[1:]) if name not in cells]:
        raise _Damaged(f"{len(cells)} cells; expected one for each column, {missing[0]} among them")
    if empty := [name for name in (who, "exercise") if not cells[name]]:
        raise _Damaged(f"no {empty[0]}; expected one")
    if who == "code" and cells[who] not in learners:
        raise _Damaged(f"the code “{cells[who]}”; expected one of this gradebook")
    if not re.fullmatch(f"(?:{TAG})?[0-9a-f]+", cells["answer"]):
        raise _Damaged(f"the answer “{cells['answer'][:40]}”; expected its hash, such as {TAG}1f3c…")
    return HandMark(
        learner=learners[cells[who]] if who == "code" else cells[who],
        exercise=cells["exercise"],
        answer=cells["answer"].removeprefix(TAG),
        levels=_levels(cells["levels"]),
        points=_points(cells["points"]),
        comment=cells["comment"],
        marker=cells["marker"],
        time=_time(cells["time"]),
    )


def _levels(cell: str) -> dict[str, int]:
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    found = [re.fullmatch(r"([^=;]+?)\s*=\s*([0-4])", part) for part in parts]
    for part, match in zip(parts, found, strict=True):
        if match is None:
            raise _Damaged(f"the level “{part[:40]}”; expected criterion=level, with a level from 0 to 4")
    return {match[1]: int(match[2]) for match in found if match}


def _points(cell: str) -> float | None:
    points = number_in(cell)
    if cell and (points is None or points < 0 or not math.isfinite(points)):
        raise _Damaged(f"“{cell[:40]}” points; expected a number from 0 up, or nothing")
    return points


def _time(cell: str) -> str:
    # a time nobody can read makes a mark the oldest, and never loses it
    moments = filter(None, (_moment(cell), *(_moment(cell, form) for form in _TIMES)))
    return next((m.astimezone(UTC).isoformat(timespec="milliseconds") for m in moments), "")


def _moment(cell: str, form: str = "") -> datetime | None:
    try:
        moment = datetime.strptime(cell, form) if form else datetime.fromisoformat(cell)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def csv_of_marks(marks: Iterable[HandMark]) -> str:
    """Marks as the text of a by_hand.csv."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in _cells(mark)] for mark in marks)
    return text.getvalue()


def _cells(mark: HandMark) -> Iterator[str]:
    levels = ";".join(f"{name}={level}" for name, level in mark.levels.items())
    points = "" if mark.points is None else f"{mark.points:g}"
    yield from (mark.learner, mark.exercise, TAG + mark.answer, levels, points)
    yield from (_without_controls(mark.comment), mark.marker, mark.time)


def _without_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text)
