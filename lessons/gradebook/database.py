"""gradebook.sqlite: opened by one program at a time, what is asked of it, and what is put into it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from lessons.answers import Place, Record, place_of
from lessons.errors import GradingError
from lessons.exercises import Remark
from lessons.gradebook.by_hand import HandMark
from lessons.gradebook.results import Item, Lateness, Result
from lessons.handins import Problem
from lessons.handins.people import Learner

FILE, VERSION = "gradebook.sqlite", 2
_UNWRITABLE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_AGAIN = "Grade the hand-ins once more, into a new folder: lessons grade … -o FOLDER."
_LEARNER = "id, name, email, login, section, team, lms_id, on_list"
_WHOLE = (
    *("points", "after_lateness", "out_of", "waiting"),
    *("submitted", "submitted_by", "late_seconds", "late_keeps", "late_why"),
)
_RECORD = (
    *("exercise", "round", "answer", "asked", "confidence", "attempt", "committed", "hints", "shown"),
    *("number", "time", "who", "course"),
)
#: the columns that ``record_of`` reads, in its order
RECORD = ", ".join(_RECORD)
#: a row as it stands in a table
Row = tuple[Any, ...]
_ANY = Record(exercise="any")


class Rows:
    """An open gradebook; every ``with rows:`` is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._open = connection
        self.ask = connection.execute

    def __enter__(self) -> None:
        self.ask("begin")

    def __exit__(self, kind: object, *_: object) -> None:
        # a full disk ends a transaction by itself
        (self._open.rollback if kind else self._open.commit)()

    def put(self, table: str, rows: Iterable[Row], *, how: str = "insert") -> None:
        """Write rows, every column of them; ``how``: what becomes of a row that is there."""
        if told := list(rows):
            self._open.executemany(f"{how} into {table} values ({', '.join('?' * len(told[0]))})", told)

    def __getitem__(self, setting: str) -> Any:
        """A setting; empty where there is none."""
        return next((value for (value,) in self.ask("select value from settings where name = ?", (setting,))), "")

    def __setitem__(self, setting: str, value: str | bytes) -> None:
        self.put("settings", [(setting, value)], how="replace")

    def learners(self, where: str = "true") -> Iterator[Learner]:
        """Some learners, or all, in the order of their ids."""
        for row in self.ask(f"select {_LEARNER} from learners where {where} order by id").fetchall():
            yield Learner(*row)

    def add_learner(self, learner: Learner) -> None:
        """Put a learner in, or what the class list says of them now; they must be marked."""
        told = (learner.id, learner.name, learner.email, learner.login, learner.section, learner.group)
        anew = ", ".join(f"{name} = excluded.{name}" for name in _LEARNER.split(", ")[1:])
        asked = f"insert into learners ({_LEARNER}, stale) values (?, ?, ?, ?, ?, ?, ?, ?, 1)"
        self.ask(
            f"{asked} on conflict (id) do update set {anew}, stale = 1", (*told, learner.lms_id, learner.on_list)
        )

    def records(self, learner: str, where: str = "true") -> list[Row]:
        """The records kept of a learner, oldest hand-in first, as ``record_of`` reads them: the id goes before."""
        asked = f"select id, {RECORD} from answers where learner = ? and {where} order by id"
        return self.ask(asked, (learner,)).fetchall()

    def counted(self, learner: str) -> dict[Place, Record]:
        """The record of a learner that counts for each question."""
        return {place_of(record): record for record in map(record_of, self.records(learner, "counts"))}

    def keep(self, hand_in: int, records: Iterable[Row]) -> None:
        """Add what a hand-in holds; what was read of it before stays."""
        known = self.ask(f"select {RECORD} from records where hand_in = ?", (hand_in,)).fetchall()
        new = [(None, hand_in, *row) for row in records if row[: len(_RECORD)] not in {*known}]
        self.put("records", new)

    def marks_by_hand(self, where: str = "true", *given: str) -> tuple[HandMark, ...]:
        """Some marks by hand, or all."""
        asked = "select learner, exercise, answer_hash, levels, points, comment, marker, time from marks_by_hand"
        rows = self.ask(f"{asked} where {where}", given).fetchall()
        return tuple(_mark_by_hand(*row) for row in rows)

    def add_mark(self, mark: HandMark) -> None:
        """Put a mark by hand in, in place of the same marker's for the same answer."""
        told = (mark.learner, mark.exercise, mark.answer, mark.marker, json.dumps(dict(mark.levels)))
        self.put("marks_by_hand", [(*told, mark.points, mark.comment, mark.time)], how="replace")

    def problems(self, learner: str, where: str = "true") -> tuple[Problem, ...]:
        """What was odd about a learner's work, each once."""
        asked = f"select place, found, done, costs from problems where learner = ? and {where} order by rowid"
        return tuple(dict.fromkeys(Problem(*row) for row in self.ask(asked, (learner,)).fetchall()))

    def doubts(self, learner: str) -> Iterator[Problem]:
        """What was doubtful about whose a learner's hand-ins are."""
        asked = "select name, doubts from hand_ins where learner = ? and doubts <> '[]' order by id"
        for name, told in self.ask(asked, (learner,)).fetchall():
            yield from (Problem(name, *doubt) for doubt in json.loads(told))

    def add_problems(self, learner: str, hand_in: int | None, problems: Iterable[Problem]) -> None:
        """Say what was odd, in place of what was said before of the same hand-in, or of its marking."""
        self.ask("delete from problems where learner = ? and hand_in is ?", (learner, hand_in))
        self.put("problems", ((learner, hand_in, p.where, p.found, p.done, p.costs) for p in problems))

    def result(self, learner: Learner) -> Result:
        """What a learner's work came to when it was last marked."""
        asked = f"select receipt, {', '.join(_WHOLE[4:])} from learners where id = ?"
        receipt, when, who, *late = self.ask(asked, (learner.id,)).fetchone()
        return Result(
            learner,
            self.items(learner.id),
            tuple(dict.fromkeys((*self.doubts(learner.id), *self.problems(learner.id)))),
            datetime.fromisoformat(when) if when else None,
            who or "",
            Lateness(*late) if late[2] else None,
            receipt or "",
        )

    def items(self, learner: str) -> tuple[Item, ...]:
        """The marks of a learner, in the order of the course."""
        asked = "select * from marks where learner = ? order by place"
        return tuple(_item(*row[2:]) for row in self.ask(asked, (learner,)).fetchall())

    def add_result(self, result: Result) -> None:
        """Write a learner's result in place of the one before."""
        learner, late = result.learner.id, result.late
        self.ask("delete from marks where learner = ?", (learner,))
        self.put("marks", (_mark(learner, place, item) for place, item in enumerate(result.items)))
        self.add_problems(learner, None, result.problems)
        time = result.submitted.isoformat() if result.submitted else None
        lateness = (late.seconds, late.keeps, late.because) if late else (None, None, None)
        points = (result.raw, result.adjusted, result.out_of, result.waiting)
        set_all = ", ".join(f"{name} = ?" for name in _WHOLE)
        told = (*points, time, result.submitted_by, *lateness, learner)
        self.ask(f"update learners set stale = 0, {set_all} where id = ?", told)


def row_of(record: Record) -> Row:
    """A record as the database keeps it."""
    told = [getattr(record, name) for name in _RECORD]
    told[2] = json.dumps(record.answer, ensure_ascii=False, sort_keys=True)
    return tuple(told)


def record_of(row: Row) -> Record:
    """A record as it was; it was checked when it was read."""
    told = dict(zip(_RECORD, row[1:], strict=True))
    yes_or_no = {name: bool(told[name]) for name in ("committed", "shown")}
    return _ANY.model_copy(update=told | yes_or_no | {"answer": json.loads(told["answer"])})


def _mark_by_hand(learner: str, exercise: str, answer: str, levels: str, *told: Any) -> HandMark:
    return HandMark(learner, exercise, answer, json.loads(levels), *told)


def _mark(learner: str, place: int, item: Item) -> Row:
    reasons = json.dumps([[reason.tone, reason.text] for reason in item.reasons], ensure_ascii=False)
    judged = (item.exercise, item.status, item.points, item.out_of, reasons, item.why)
    return (learner, place, *judged, item.answer_hash, item.answered, item.marker, item.comment)


def _item(exercise: str, status: Any, points: float | None, out_of: float, reasons: str, *told: str) -> Item:
    return Item(exercise, status, points, out_of, tuple(Remark(*reason) for reason in json.loads(reasons)), *told)


@contextmanager
def opened(out: Path, *, begin: bool = False) -> Iterator[Rows]:
    """The gradebook in a folder, and nobody else's until it is closed; ``begin``: make it where there is none."""
    _refuse_foreign(out, begin=begin)
    try:
        out.mkdir(parents=True, exist_ok=True)
        # a second to wait: of two that begin in the same moment one goes on
        with closing(sqlite3.connect(out / FILE, timeout=1, isolation_level=None)) as connection:
            connection.executescript("pragma locking_mode = exclusive; begin exclusive; commit;")
            yield _checked(Rows(connection), out)
    except sqlite3.DatabaseError as error:
        raise _told(out, error) from None
    except OSError as error:
        raise unwritable(out, error) from None


def _checked(rows: Rows, out: Path) -> Rows:
    if rows.ask("select count(*) from sqlite_schema").fetchone() == (0,):
        schema = resources.files("lessons.gradebook").joinpath("schema.sql").read_text(encoding="utf-8")
        # whole or not at all: the version is written with the tables
        rows.ask("pragma foreign_keys = off").connection.executescript(
            f"begin; {schema} pragma user_version = {VERSION}; commit;"
        )
    if rows.ask("pragma user_version").fetchone() != (VERSION,):
        raise GradingError(f"{out} is a gradebook of another version of this course. {_AGAIN}")
    return rows


def _refuse_foreign(out: Path, *, begin: bool) -> None:
    if (out / FILE).is_file():
        return
    if begin and not out.is_file() and not (out.is_dir() and any(out.iterdir())):
        return
    done = (
        "Nothing was written; choose another -o."
        if begin
        else "Expected the folder that “lessons grade … -o” wrote."
    )
    raise GradingError(f"{out} is no gradebook: there is no {FILE} in it. {done}")


def _told(out: Path, error: sqlite3.DatabaseError) -> Exception:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return GradingError(
            f"Another program is at work in {out / FILE}. Wait for it, or close it; then try again."
        )
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return GradingError(f"{out / FILE} cannot be read ({error}). {_AGAIN}")
    return unwritable(out, error) if name.startswith(_UNWRITABLE) else error


def unwritable(folder: Path, error: Exception) -> GradingError:
    """The one sentence for a full disk, a read-only folder and the like."""
    reason = getattr(error, "strerror", None) or str(error)
    return GradingError(
        f"Cannot write in {folder} ({reason}). Make room there or choose another -o. "
        "What was there before is still there; the same command goes on where this one stopped."
    )
