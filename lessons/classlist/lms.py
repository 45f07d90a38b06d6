"""Points back into the LMS: the instructor's own export, with the grade cells filled in and nothing else changed.

A cell is filled only where it is certain. It stays as it was where nothing was graded, where an exercise still
waits for a person, where the LMS has locked the grade, and where it holds a word such as “EX” (excused). Points
are scaled where the LMS's maximum is not ours, and a note says so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lessons.classlist.cells import number_cell, number_in, safe_cell
from lessons.classlist.lms_row import Scored, cell, filled_row
from lessons.classlist.roster import Roster
from lessons.classlist.targets import Target, choose

FOLDER = "lms"
_MOST_NAMES = 20


@dataclass(frozen=True)
class LmsFile:
    """A file to give to the LMS, and what its reader should know."""

    name: str
    content: bytes
    notes: tuple[str, ...] = ()


def write_lms(folder: Path, roster: Roster, results: Mapping[str, Scored], assignment: str = "") -> list[str]:
    """Write the file for the LMS into a gradebook's folder; gives back the notes."""
    made = rewrite(roster, results, assignment=assignment or None)
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / made.name).write_bytes(made.content)
    return list(made.notes)


def check_target(roster: Roster, assignment: str = "") -> None:
    """Refuse, before any work, an export in which it is not certain where points go."""
    if roster.kind != "plain":
        choose(roster.kind, roster.headers, assignment, roster.file.name)


def rewrite(roster: Roster, results: Mapping[str, Scored], *, assignment: str | None = None) -> LmsFile:
    """The roster's own file with the points in it; for a plain roster, a table of points to import."""
    plain = roster.kind == "plain"
    content, notes = _points(roster, results) if plain else _export(roster, results, assignment or "")
    strangers = [id for id in results if id not in roster.ids]
    if strangers:
        notes.append(_told("not in the file, so their points are in gradebook.csv only", strangers))
    return LmsFile("points.csv" if plain else f"{roster.kind.replace(' ', '-')}.csv", content, tuple(notes))


def _export(roster: Roster, results: Mapping[str, Scored], assignment: str) -> tuple[bytes, list[str]]:
    target = choose(roster.kind, roster.headers, assignment, roster.file.name)
    mark, most = _decimal_mark(roster, target), _points_possible(roster, target)
    names = {learner.id: learner.name for learner in roster.learners}
    cells, told, left = dict[tuple[int, int], str](), dict[str, None](), dict[str, list[str]]()
    for number, row in enumerate(roster.file.rows()):
        result = results.get(roster.rows.get(number, ""))
        if result is None:
            continue
        filled = filled_row(target, row, result, most, mark)
        cells.update({(number, column): text for column, text in filled.cells.items()})
        told.update(dict.fromkeys(filter(None, [filled.scaled])))
        if filled.why_not:
            left.setdefault(filled.why_not, []).append(names[roster.rows[number]])
    stayed = [_told(f"left as it was, {why}", who) for why, who in left.items()]
    return roster.file.changed(cells), [*told, *stayed]


def _told(what: str, who: Sequence[str]) -> str:
    more = f" and {len(who) - _MOST_NAMES} more" if len(who) > _MOST_NAMES else ""
    return f"{what[0].upper()}{what[1:]}: {'; '.join(who[:_MOST_NAMES])}{more}."


def _points_possible(roster: Roster, target: Target) -> float | None:
    """Canvas' maximum, which stands in a row of its own."""
    rows = roster.file.rows() if roster.kind == "canvas" else ()
    of = (cell(row, target.grade) for row in rows if row[0].strip().casefold() == "points possible")
    return number_in(next(of, ""))


def _decimal_mark(roster: Roster, target: Target) -> str:
    """The mark in the file's own grades; where they have none, what goes with its delimiter."""
    for row in roster.file.rows():
        for grade in (cell(row, target.grade), cell(row, target.maximum)):
            if number_in(grade) is not None and set(",.") & set(grade):
                return "," if "," in grade else "."
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
        result = results.get(learner.id)
        if result is not None and result.waiting:
            waiting.append(learner.name)
            result = None
        points = "" if result is None or result.adjusted is None else number_cell(result.adjusted)
        writer.writerow(
            [*map(safe_cell, (learner.name, own_ids[learner.id] or learner.id, learner.email)), points]
        )
    notes = [_told("left empty, as an answer waits for a person or could not be read", waiting)] if waiting else []
    return table.getvalue().encode("utf-8-sig"), notes
