"""Work in progress: what is graded so far, on the disk after every batch, so that a killed grading resumes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lessons.errors import GradingError
from lessons.results.copies import Print
from lessons.results.model import Filed, Result


class Graded(NamedTuple):
    """One learner's filed answers and result as two lines of JSON, and what they were made from."""

    learner: str
    pieces: str
    filed: str
    result: str
    prints: tuple[Print, ...] = ()

    def open(self) -> tuple[Filed, Result]:
        """The two lines as values."""
        return Filed.model_validate_json(self.filed), Result.model_validate_json(self.result)


class Work:
    """A small database beside the output; another key or another case begins it anew."""

    def __init__(self, path: Path, purpose: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._rows = self._open(path, purpose)
        except (OSError, sqlite3.Error) as error:
            raise unwritable(path.parent, error) from None
        self._path = path

    def _open(self, path: Path, purpose: str) -> sqlite3.Connection:
        rows = sqlite3.connect(path)
        rows.execute("pragma journal_mode = wal")
        rows.execute("create table if not exists purpose (text)")
        if rows.execute("select text from purpose").fetchall() not in ([], [(purpose,)]):
            rows.close()
            path.unlink()
            return self._open(path, purpose)
        rows.execute(
            "create table if not exists graded (learner primary key, pieces, filed, result) without rowid"
        )
        rows.execute("create table if not exists prints (print, learner, exercise, sole)")
        rows.execute("create index if not exists by_learner on prints (learner)")
        rows.execute("insert into purpose select ? where not exists (select 1 from purpose)", (purpose,))
        rows.commit()
        return rows

    def keep(self, batch: Sequence[Graded]) -> None:
        """Write a batch down; it is there after a crash, or none of it is."""
        prints = [(p.print, row.learner, p.exercise, p.sole) for row in batch for p in row.prints]
        try:
            with self._rows:
                self._rows.executemany("delete from prints where learner = ?", [(row.learner,) for row in batch])
                self._rows.executemany("insert into prints values (?, ?, ?, ?)", prints)
                self._rows.executemany(
                    "insert or replace into graded values (?, ?, ?, ?)", [row[:4] for row in batch]
                )
        except sqlite3.Error as error:
            raise unwritable(self._path.parent, error) from None

    def done(self) -> dict[str, str]:
        """What each finished learner's result was made from."""
        return dict(self._rows.execute("select learner, pieces from graded"))

    def rows(self, wanted: set[str]) -> Iterator[Graded]:
        """Everything wanted that is graded, by learner."""
        for row in self._rows.execute("select * from graded order by learner"):
            if row[0] in wanted:
                yield Graded(*row)

    def copies(self, wanted: set[str]) -> Iterator[tuple[str, str, str, bool]]:
        """Every record that stands in two hand-ins: fingerprint, learner, exercise, sole pseudonym."""
        twice = "select print from prints group by print having count(distinct learner) > 1"
        rows = self._rows.execute(f"select * from prints where print in ({twice}) order by print, learner")
        return (
            (print, learner, exercise, bool(sole)) for print, learner, exercise, sole in rows if learner in wanted
        )

    def close(self) -> None:
        """Close the database; what was kept stays."""
        self._rows.close()


def unwritable(folder: Path, error: Exception) -> GradingError:
    """The one sentence for a full disk, a read-only folder and the like."""
    reason = getattr(error, "strerror", None) or str(error)
    return GradingError(
        f"Cannot write in {folder} ({reason}). Make room there or choose another -o. "
        "Nothing that was there before has changed; the same command goes on where this one stopped."
    )
