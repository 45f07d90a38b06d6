"""The answer book of a lesson: a file that is only ever added to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lessons.answers.counting import in_order
from lessons.answers.record import Record, as_record, identity, place_of


@dataclass
class Book:
    """The answers given in one lesson: the file is the truth, read again whenever it has changed."""

    path: Path
    records: list[Record] = field(default_factory=list)
    #: what the disk refused; it is written with the next record
    unwritten: list[Record] = field(default_factory=list)
    #: why the disk refused it, in its own words
    trouble: str = ""
    #: where lines that could not be read were set aside, if there were any new ones
    set_aside: Path | None = None
    _read: tuple[int, ...] = ()

    @classmethod
    def open(cls, path: Path) -> Book:
        """Read a book if there is one; a damaged line never costs the others, and goes to a file beside it."""
        book = cls(path)
        book.refresh()
        return book

    def refresh(self) -> None:
        """Read the file again if another kernel, or a program that syncs folders, has changed it."""
        now = _state(self.path)
        if now == self._read:
            return
        try:
            lines = self.path.read_bytes().splitlines() if now else []
        except OSError as error:  # locked, or no file at all: what is known stays known
            self.trouble = error.strerror or str(error)
            return
        # the same line twice is one record
        read = [(line, as_record(line)) for line in dict.fromkeys(lines) if line.strip()]
        self.records = [record for _, record in read if record is not None] + self.unwritten
        self._put_aside([line for line, record in read if record is None])
        self._read = now

    def _put_aside(self, damaged: Sequence[bytes]) -> None:
        """Copy what cannot be read to a file of its own; the book itself is only ever added to."""
        aside = self.path.with_suffix(".damaged.jsonl")
        with suppress(OSError):  # a folder to read only: the line stays in the book all the same
            known = set(aside.read_bytes().splitlines()) if aside.is_file() else set()
            if new := [line for line in damaged if line not in known]:
                with aside.open("ab") as file:
                    file.writelines(line + b"\n" for line in new)
                self.set_aside = aside

    def append(self, *records: Record) -> None:
        """Write records down, to the disk, before anything else happens; what it refuses stays ``unwritten``."""
        self.records += records
        self.unwritten += records
        try:
            self._write()
        except OSError as error:
            self.trouble = error.strerror or str(error)

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lines = b"".join(record.line().encode() + b"\n" for record in self.unwritten)
        with self.path.open("ab+") as book:
            book.write(self._missing_newline(book.tell()) + lines)
            book.flush()
            os.fsync(book.fileno())
        self.unwritten, self.trouble = [], ""

    def _missing_newline(self, size: int) -> bytes:
        # a lid closed in mid-write leaves half a line: the next record must not be glued to it
        if not size:
            return b""
        with self.path.open("rb") as book:
            book.seek(-1, os.SEEK_END)
            return b"" if book.read(1) == b"\n" else b"\n"

    def adopt(self, records: Iterable[Record]) -> None:
        """Take in what a notebook or another copy of this book holds, and this one does not."""
        known = {identity(record) for record in self.records}
        if new := [record for record in records if identity(record) not in known]:
            self.append(*new)

    def of(self, exercise: str, round: str = "") -> list[Record]:
        """Every record of a question, oldest first."""
        return in_order([r for r in self.records if place_of(r) == (exercise, round)])

    def latest(self, exercise: str, round: str = "") -> Record | None:
        """The newest record of a question, draft or handed in."""
        return next(reversed(self.of(exercise, round)), None)

    def first(self, exercise: str, round: str = "") -> Record | None:
        """The first answer that was handed in: how the learner thought before any feedback."""
        return next((record for record in self.of(exercise, round) if record.committed), None)


def _state(path: Path) -> tuple[int, ...]:
    """What changes whenever a file does; nothing where there is none."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
