"""The lines a gradebook stores, learner by learner: read in parts, and carried over to the next one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from lessons.errors import GradingError
from lessons.gradebook.tables import MARKS

ANSWERS = "answers.jsonl"
#: learners whose lines a worker reads at once
TOGETHER = 25


class Span(NamedTuple):
    """Whole lines of a file: the first byte, and the first after them."""

    start: int
    stop: int


#: of what is stored nowhere yet
NOWHERE = Span(0, 0)


class Part(NamedTuple):
    """Some learners of a gradebook: where their answers stand, and where their marks."""

    answers: Span
    marks: Span


def parts(out: Path) -> Iterator[Part]:
    """A gradebook's learners, some at a time and in order."""
    try:
        with (out / ANSWERS).open("rb") as answers, (out / MARKS).open("rb") as marks:
            ends = (0, 0)
            while (now := (_after(answers), _after(marks))) != ends:
                yield Part(Span(ends[0], now[0]), Span(ends[1], now[1]))
                ends = now
    except OSError as error:
        raise damaged(out, error) from None


def _after(book: BinaryIO) -> int:
    for _ in range(TOGETHER):
        if not book.readline():
            break
    return book.tell()


def lines(path: Path, span: Span) -> list[bytes]:
    """The lines of a part."""
    with path.open("rb") as book:
        book.seek(span.start)
        return book.read(span.stop - span.start).splitlines()


def damaged(path: Path, error: Exception) -> GradingError:
    """The one sentence for stored answers that are not as they were written."""
    return GradingError(f"{path} cannot be read ({str(error).splitlines()[0]}). Grade the hand-ins once more.")


class Answers:
    """answers.jsonl in the making: the old file under a second name, until a part of it is not as it was."""

    def __init__(self, out: Path, folder: Path) -> None:
        self._old, self._new = out / ANSWERS, folder / ANSWERS
        self._book: BinaryIO | None = None
        self._kept = 0

    def add(self, anew: bytes, stored: Span) -> None:
        """Write some learners' lines anew; where there are none, keep those that are stored."""
        if anew and self._book is None:
            self._book = self._opened()
        if self._book is None:
            self._kept = stored.stop
        else:
            self._book.write(anew or b"".join(line + b"\n" for line in lines(self._old, stored)))

    def _opened(self) -> BinaryIO:
        if not self._kept:
            return self._new.open("wb")
        shutil.copyfile(self._old, self._new)
        book = self._new.open("r+b")
        book.truncate(self._kept)
        book.seek(self._kept)
        return book

    def finish(self) -> None:
        """Write everything."""
        if self._book is None and self._kept:
            second_name(self._old, self._new)
        elif self._book is None:
            self._new.touch()
        self.close()

    def close(self) -> None:
        """Close what is open."""
        if self._book:
            self._book.close()


def second_name(source: str | Path, target: str | Path) -> None:
    """The same file in another place: of ten thousand that did not change, a name costs less than a copy."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a disk that knows no second names
        shutil.copyfile(source, target)
