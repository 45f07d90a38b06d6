"""A gradebook folder, written beside the old one and put in its place whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lessons.errors import GradingError
from lessons.gradebook.columns import Columns
from lessons.gradebook.keys import Setup, load
from lessons.gradebook.model import Result
from lessons.gradebook.pages import Pages
from lessons.gradebook.settings import FILE
from lessons.gradebook.tables import MARKS, Tables
from lessons.gradebook.work import unwritable

ANSWERS, FEEDBACK = "answers.jsonl", "feedback"


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
    """Writes every file of a gradebook, one learner after another; nothing is in place until ``in_place``."""

    def __init__(self, out: Path, setup: Setup, executor: Executor) -> None:
        self.out, self.folder = out, partial(out) / "gradebook"
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / FEEDBACK).mkdir(parents=True)
        self._pages = Pages(executor, setup, self.folder / FEEDBACK)
        self._before, self._now = (f"{folder / FEEDBACK}{os.sep}" for folder in (out, self.folder))
        with ExitStack() as opened:
            self._answers = opened.enter_context((self.folder / ANSWERS).open("wb"))
            self._marks = opened.enter_context((self.folder / MARKS).open("wb"))
            self.tables = Tables(self.folder / "gradebook.sqlite")
            self._columns = Columns(self.folder, load(setup))
            self._opened = opened.pop_all()
        self._opened.callback(self._columns.close)
        self._opened.callback(self.tables.close)

    def add(self, filed_line: bytes, result: Result, line: bytes, old_line: bytes = b"") -> None:
        """Write one learner; a feedback page is made where the result is not what it was."""
        self._answers.write(filed_line + b"\n")
        self.tables.add(result, self._marks.tell())
        self._marks.write(line + b"\n")
        self._columns.add(result)
        if line != old_line or not self._same_page(result.learner.id):
            self._pages.add(filed_line, line)

    def _same_page(self, learner: str) -> bool:
        try:
            _link(f"{self._before}{learner}.html", f"{self._now}{learner}.html")
        except FileNotFoundError:
            return False
        return True

    def finish(self) -> None:
        """Write all files to their end, and wait for the pages."""
        self._pages.finish()
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._opened.close()

    def in_place(self) -> None:
        """Put the folder where the old one was."""
        self.finish()
        before = self.out.parent / f".{self.out.name}.before"
        if self.out.exists():
            self.out.rename(before)
        self.folder.rename(self.out)
        shutil.rmtree(before, ignore_errors=True)
        shutil.rmtree(partial(self.out), ignore_errors=True)


def _link(source: str, target: str) -> None:
    # ten thousand pages that did not change: a second name costs less than a copy
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk that knows no second names
        shutil.copyfile(source, target)


@contextmanager
def publication(out: Path, setup: Setup, executor: Executor) -> Iterator[Publication]:
    """A publication that leaves the old gradebook as it was when anything goes wrong."""
    made: Publication | None = None
    try:
        made = Publication(out, setup, executor)
        yield made
        made.in_place()
    except (OSError, sqlite3.Error) as error:
        raise unwritable(out.parent, error) from None
    finally:
        if made:
            made.close()
