"""A gradebook folder, written beside the old one and put in its place whole."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import accumulate
from pathlib import Path

from filelock import FileLock, Timeout

from lessons.errors import GradingError
from lessons.gradebook.columns import Columns
from lessons.gradebook.pages import FEEDBACK
from lessons.gradebook.portion import Portion
from lessons.gradebook.settings import FILE
from lessons.gradebook.stored import Answers
from lessons.gradebook.tables import MARKS, Tables
from lessons.gradebook.work import unwritable
from lessons.results.keys import Setup, load


def partial(out: Path) -> Path:
    """Where work in progress lies: beside the gradebook, so that putting it in place is one renaming."""
    return out.parent / f".{out.name}.partial"


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Refuse a second grading into the same folder, and mend what a crash may have left of the last renaming."""
    before = out.parent / f".{out.name}.before"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = out.parent / f".{out.name}.lock"
        lock.touch()  # a folder that cannot be written must not look like one that is locked
        with FileLock(lock, timeout=0):
            if before.is_dir() and not out.exists():
                before.rename(out)
            shutil.rmtree(before, ignore_errors=True)
            yield
    except Timeout:
        raise GradingError(
            f"Another grading into {out} is under way. Wait for it, or choose another -o."
        ) from None
    except OSError as error:
        raise unwritable(out.parent, error) from None


def refuse_foreign(out: Path) -> None:
    """A folder that holds anything but a gradebook is never written over."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / FILE).is_file()):
        raise GradingError(f"{out} is there and is no gradebook. Nothing was written; choose another -o.")


class Publication:
    """Writes every file of a gradebook, some learners after others; nothing is in place until ``in_place``."""

    def __init__(self, out: Path, setup: Setup) -> None:
        self.out, self.folder = out, partial(out) / "gradebook"
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / FEEDBACK).mkdir(parents=True)
        with ExitStack() as opened:
            self._answers = opened.enter_context(closing(Answers(out, self.folder)))
            self._marks = opened.enter_context((self.folder / MARKS).open("wb"))
            self.tables = opened.enter_context(closing(Tables(self.folder / "gradebook.sqlite")))
            self._columns = opened.enter_context(closing(Columns(self.folder, load(setup))))
            self._opened = opened.pop_all()

    def add(self, some: Portion) -> None:
        """Write some learners."""
        begin = self._marks.tell()
        places = [begin, *(begin + end for end in accumulate(len(line) + 1 for line in some.lines))]
        self._marks.write(b"".join(line + b"\n" for line in some.lines))
        self._answers.add(some.answers, some.stored)
        self._columns.add(some.columns)
        self.tables.add(some.rows, places[:-1])

    def finish(self) -> None:
        """Write all files to their end."""
        self._answers.finish()
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._opened.close()

    def in_place(self) -> None:
        """Put the finished folder where the old one was."""
        before = self.out.parent / f".{self.out.name}.before"
        if self.out.exists():
            self.out.rename(before)
        self.folder.rename(self.out)
        shutil.rmtree(before, ignore_errors=True)
        shutil.rmtree(partial(self.out), ignore_errors=True)


@contextmanager
def publication(out: Path, setup: Setup) -> Iterator[Publication]:
    """A publication that leaves the old gradebook as it was when anything goes wrong."""
    made: Publication | None = None
    try:
        made = Publication(out, setup)
        yield made
        made.in_place()
    except (OSError, sqlite3.Error) as error:
        raise unwritable(out.parent, error) from None
    finally:
        if made:
            made.close()
