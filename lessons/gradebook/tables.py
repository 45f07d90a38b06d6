"""gradebook.sqlite: the gradebook for those who ask it questions; whole results stand in marks.jsonl."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from lessons.errors import GradingError
from lessons.results.model import Result

MARKS = "marks.jsonl"
# place: the byte of marks.jsonl at which the learner's line begins
_SCHEMA = """
create table learners (
    id text primary key, name text, email text, login text, section text, lms_id text,
    points real, after_lateness real, out_of real, waiting integer,
    submitted text, submitted_by text, late_seconds integer, late_why text, receipt text, place integer
) without rowid;
create table marks (
    learner text, exercise text, status text, points real, out_of real, why text,
    answer_hash text, marker text, primary key (learner, exercise)
) without rowid;
create table problems (learner text, place text, found text, done text, costs integer);
create table copies (learner text, exercise text, other text, primary key (learner, exercise)) without rowid;
"""

Cells = tuple[str | float | int | None, ...]


class Rows(NamedTuple):
    """Rows of some learners, by table."""

    learners: list[Cells]
    marks: list[Cells]
    problems: list[Cells]


def rows(results: Sequence[Result]) -> Rows:
    """A row for each learner, for each of their exercises and for each problem."""
    return Rows(
        [_learner(result) for result in results],
        [
            (r.learner.id, i.exercise, i.status, i.points, i.out_of, i.why, i.answer_hash, i.marker)
            for r in results
            for i in r.items
        ],
        [(r.learner.id, p.where, p.found, p.done, p.costs) for r in results for p in r.problems],
    )


def _learner(result: Result) -> Cells:
    learner, late = result.learner, result.late
    person = (learner.id, learner.name, learner.email, learner.login, learner.section, learner.lms_id)
    points = (result.raw, result.adjusted, result.out_of, result.waiting)
    time = result.submitted.isoformat() if result.submitted else None
    lateness = (late.seconds, late.because) if late else (None, None)
    return (*person, *points, time, result.submitted_by, *lateness, result.receipt)


class Tables:
    """Writes the rows of some learners after those of others."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(path)
        # a file that is renamed into place only when whole needs no journal to mend it
        self._rows.executescript("pragma synchronous = off; pragma journal_mode = off;" + _SCHEMA)

    def add(self, some: Rows, places: Sequence[int]) -> None:
        """Rows, and for each learner the byte of marks.jsonl at which their line begins."""
        learners = [(*row, place) for row, place in zip(some.learners, places, strict=True)]
        for table, cells in (("learners", learners), ("marks", some.marks), ("problems", some.problems)):
            if cells:
                asked = ", ".join("?" * len(cells[0]))
                self._rows.executemany(f"insert into {table} values ({asked})", cells)

    def copies(self, copied: Mapping[tuple[str, str], str]) -> None:
        """Keep which records stand in two hand-ins, for grading again."""
        rows = [(*place, other) for place, other in sorted(copied.items())]
        self._rows.executemany("insert into copies values (?, ?, ?)", rows)

    def close(self) -> None:
        """Write everything."""
        self._rows.commit()
        self._rows.close()


class Results(Mapping[str, Result]):
    """The results of a gradebook by learner, read one at a time: a course of thousands fits."""

    def __init__(self, folder: Path) -> None:
        self._rows = sqlite3.connect(folder / "gradebook.sqlite")
        self._marks = folder / MARKS

    def __getitem__(self, learner: str) -> Result:
        row = self._rows.execute("select place from learners where id = ?", (learner,)).fetchone()
        if row is None:
            raise KeyError(learner)
        with self._marks.open("rb") as lines:
            lines.seek(row[0])
            return self._read(lines.readline(), learner)

    def _read(self, line: bytes, learner: str) -> Result:
        with suppress(ValidationError):
            result = Result.model_validate_json(line)
            if result.learner.id == learner:
                return result
        raise GradingError(
            f"{self._marks}: the line of “{learner}” is not where it was written. "
            "Somebody changed this file: grade again, with “lessons grade”."
        )

    def __iter__(self) -> Iterator[str]:
        return (id for (id,) in self._rows.execute("select id from learners order by id"))

    def __len__(self) -> int:
        return int(self._rows.execute("select count(*) from learners").fetchone()[0])

    @property
    def waiting(self) -> set[str]:
        """The exercises in which somebody's answer waits for a person, or was marked by one."""
        asked = (
            "select distinct exercise from marks where status in ('needs a person', 'ungradable') or marker <> ''"
        )
        return {exercise for (exercise,) in self._rows.execute(asked)}

    @property
    def copies(self) -> dict[tuple[str, str], str]:
        """Which records stand in two hand-ins."""
        return {
            (learner, exercise): other for learner, exercise, other in self._rows.execute("select * from copies")
        }
