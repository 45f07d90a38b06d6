"""A gradebook is opened by one program at a time; whatever is in the way is told in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

from lessons.errors import GradingError
from lessons.gradebook.database import Rows

FILE, VERSION = "gradebook.sqlite", 2
_UNWRITABLE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_AGAIN = "Grade the hand-ins once more, into a new folder: lessons grade … -o FOLDER."


@contextmanager
def opened(out: Path, *, begin: bool = False) -> Iterator[Rows]:
    """The gradebook in a folder, and nobody else's until it is closed; ``begin``: make it where there is none."""
    _refuse_foreign(out, begin=begin)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(out / FILE, timeout=0, isolation_level=None)) as connection:
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
