"""Points back into the LMS: the instructor's own export, with the grade cells filled in and nothing else changed.

A cell is filled only where it is certain. It stays as it was where nothing was graded, where an exercise still
waits for a person, where the LMS has locked the grade, and where it holds a word such as “EX” (excused). Points
are scaled where the LMS's maximum is not ours, and a note says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lessons.handins.assignments import Target, possible, target_of
from lessons.handins.columns import table
from lessons.handins.csv_file import decimal_mark, number_cell, number_in, safe_cell
from lessons.handins.names import some_of
from lessons.handins.roster import Roster

#: a comment of ours, which may be written over; a teacher's own never is
_OURS = re.compile(r"[\d.,]+ of [\d.,]+ points(?:, [\d.,]+ before lateness)?\.")


#: learners that a note names
_MOST_NAMES = 20


class Scored(NamedTuple):
    """What is asked of a result here."""

    #: points before lateness, and after it
    raw: float | None
    adjusted: float | None
    out_of: float
    #: how many questions a person must still look at
    waiting: int


def cell(row: Sequence[str], place: int | None) -> str:
    """A cell of a row; empty where the row has none there."""
    return row[place] if place is not None and place < len(row) else ""


def _why_not(target: Target, row: Sequence[str], result: Scored, most: float | None) -> str:
    if target.grade >= len(row):
        return "as the row is shorter than the headers"
    if cell(row, target.changeable).strip().casefold() in table()["words"]["no"]:
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


@dataclass(frozen=True)
class LmsFile:
    """A file to give to the LMS, and what its reader should know."""

    name: str
    content: bytes
    notes: tuple[str, ...] = ()


def check_target(roster: Roster, assignment: str = "") -> None:
    """Refuse, before any work, an export in which it is not certain where points go."""
    if roster.kind != "plain":
        target_of(roster.kind, roster.headers, assignment, roster.file.name, roster.body)


def lms_file(roster: Roster, results: Mapping[str, Scored], assignment: str = "") -> LmsFile:
    """The roster's own file with the points in it; for a plain roster, a table of points to import."""
    plain = roster.kind == "plain"
    content, notes = _points(roster, results) if plain else _export(roster, results, assignment)
    strangers = [id for id in results if id not in roster.ids]
    if strangers:
        notes.append(_told("not in the file, so their points are in gradebook.csv only", strangers))
    return LmsFile("points.csv" if plain else f"{roster.kind.replace(' ', '-')}.csv", content, tuple(notes))


def _export(roster: Roster, results: Mapping[str, Scored], assignment: str) -> tuple[bytes, list[str]]:
    target = target_of(roster.kind, roster.headers, assignment, roster.file.name, roster.body)
    mark, most = _decimal_mark(roster, target), _points_possible(roster, target)
    names = {learner.id: learner.name for learner in roster.learners}
    cells, told, left = dict[tuple[int, int], str](), dict[str, None](), dict[str, list[str]]()
    for number, row in enumerate(roster.file.rows()):
        result = results.get(roster.rows.get(number, ""))
        if result is None or (result.adjusted is None and not result.waiting):
            continue
        if target.maximum is not None:
            most = number_in(cell(row, target.maximum))
        if why := _why_not(target, row, result, most):
            left.setdefault(why, []).append(names[roster.rows[number]])
            continue
        points, note = _scaled(result, most, mark)
        told |= {note: None} if note else {}
        cells[number, target.grade] = number_cell(points, mark)
        if target.comment is not None and _may_write(row, target.comment):
            cells[number, target.comment] = safe_cell(_comment(result, mark))
    stayed = [_told(f"left as it was, {why}", who) for why, who in left.items()]
    return roster.file.changed(cells), [*told, *stayed]


def _told(what: str, who: Sequence[str]) -> str:
    return f"{what[0].upper()}{what[1:]}: {some_of(who, _MOST_NAMES, '; ')}."


def _points_possible(roster: Roster, target: Target) -> float | None:
    """Canvas' maximum, which stands in a row of its own."""
    return number_in(possible(roster.body, target.grade)) if roster.kind == "canvas" else None


def _decimal_mark(roster: Roster, target: Target) -> str:
    """The mark in the file's own grades; where they have none, what goes with its delimiter."""
    for row in roster.file.rows():
        for grade in (cell(row, target.grade), cell(row, target.maximum)):
            if mark := decimal_mark(grade):
                return mark
    return "," if roster.file.delimiter == ";" else "."


def _points(roster: Roster, results: Mapping[str, Scored]) -> tuple[bytes, list[str]]:
    """Name, id, e-mail and points of everybody, which any gradebook can import."""
    own_ids = {
        roster.rows.get(number): roster.roles.read("id", row) for number, row in enumerate(roster.file.rows())
    }
    table, waiting = io.StringIO(), list[str]()
    writer = csv.writer(table)
    writer.writerow(["name", "id", "email", "points"])
    for learner in roster.learners:
        result, own_id = results.get(learner.id), own_ids[learner.id] or learner.id
        waits = result is not None and bool(result.waiting)
        waiting += [learner.name] if waits else []
        points = number_cell(None if waits or result is None else result.adjusted)
        writer.writerow([*map(safe_cell, (learner.name, own_id, learner.email)), points])
    notes = [_told("left empty, as an answer waits for a person or could not be read", waiting)] if waiting else []
    return table.getvalue().encode("utf-8-sig"), notes
