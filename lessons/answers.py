"""Answers: one record for each change, an append-only book, and the records a notebook carries."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

Json: TypeAlias = Any
MIME = "application/vnd.lessons.answer+json"


class Record(BaseModel):
    """What one learner answered to one exercise at one moment: plain data, no verdict."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    #: version of this format; a reader of a later one may still read this
    schema_: int = Field(1, alias="schema")
    exercise: str
    #: hash of the exercise as it was asked, so that an answer to older wording is noticed
    asked: str = ""
    #: which of several askings: "first" or "second" of a vote, else empty
    round: str = ""
    answer: Json = None
    #: 50 to 100, in percent, or none where it was not asked
    confidence: float | None = Field(None, ge=50, le=100)
    #: how often the learner has handed this exercise in; a draft keeps the number before it
    attempt: int = Field(0, ge=0)
    committed: bool = False
    hints: int = Field(0, ge=0)
    #: which record of this question it is in its book, counted from 1: a clock set back does not change that
    number: int = Field(0, ge=0)
    #: whether the answer had been shown before this record
    shown: bool = False
    time: str = ""
    who: str = ""
    course: str = ""

    @field_validator("answer", mode="before")
    @classmethod
    def _writable(cls, answer: Json, told: ValidationInfo) -> Json:
        if told.mode == "json":
            return answer  # it was read from a file
        # a browser may send half an emoji, which no file can hold: the rest of the answer is kept
        text = json.dumps(answer, ensure_ascii=False)
        return json.loads(text.encode("utf-8", "replace"))

    @property
    def moment(self) -> datetime | None:
        """When it was given, if its time can be read; without a zone it is taken as UTC."""
        try:
            moment = datetime.fromisoformat(self.time)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def line(self) -> str:
        """The record as one line of strict JSON."""
        return json.dumps(self.plain(), ensure_ascii=False, allow_nan=False, sort_keys=True)

    def plain(self) -> dict[str, Json]:
        """The record as JSON types only."""
        return self.model_dump(mode="json", by_alias=True)


def plainly(told: Json) -> str:
    """JSON as one line that is the same wherever it was written."""
    # a notebook saved by the browser holds 40 where the book holds 40.0
    whole = json.loads(json.dumps(told), parse_float=_shortest)
    return json.dumps(whole, sort_keys=True, separators=(",", ":"))


def _shortest(text: str) -> float | int:
    number = float(text)
    return int(number) if number.is_integer() else number


def identity(record: Record) -> str:
    """All of a record as one line: equal for the same record in a book and in a notebook."""
    return plainly(record.plain())


#: an exercise and the round it was asked in, empty where there is only one
Place: TypeAlias = tuple[str, str]


def place_of(record: Record) -> Place:
    """The question that a record answers."""
    return record.exercise, record.round


def by_place(records: Iterable[Record]) -> dict[Place, list[Record]]:
    """The records of each question in the order they were given, whatever order they were found in."""
    places: dict[Place, list[Record]] = {}
    for record in records:
        places.setdefault(place_of(record), []).append(record)
    return {place: _in_order(found) for place, found in places.items()}


def _in_order(records: Sequence[Record]) -> list[Record]:
    """Oldest first: within one learner's book by its own numbers, between books by time."""
    books: dict[str, list[Record]] = {}
    for record in records:
        books.setdefault(record.who, []).append(record)
    dated = [pair for book in books.values() for pair in _dated(book)]
    return [record for _, record in sorted(dated, key=itemgetter(0))]


def _dated(book: list[Record]) -> Iterator[tuple[float, Record]]:
    """Each record with a time that never runs back, so that a clock set back leaves the order as it was."""
    latest = float("-inf")
    for record in sorted(book, key=_time if _is_split(book) else _turn):
        latest = max(latest, _time(record))
        yield latest, record


def _is_split(book: Iterable[Record]) -> bool:
    """Whether two records have one number: a book went on in two copies, and only time tells which is newer."""
    numbered: dict[int, Record] = {}
    for record in book:
        other = numbered.setdefault(record.number, record)
        if record.number and other is not record and identity(other) != identity(record):
            return True
    return False


def _time(record: Record) -> float:
    return record.moment.timestamp() if record.moment else float("-inf")


def _turn(record: Record) -> tuple[int, int, float]:
    # records of before there were numbers come first, in the order of their attempts
    return (record.number, 0, 0.0) if record.number else (0, record.attempt, _time(record))


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
        return _in_order([r for r in self.records if place_of(r) == (exercise, round)])

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


def as_record(told: Json) -> Record | None:
    """A record as a line of JSON tells it, or JSON already read; ``None`` where it is none."""
    try:
        if isinstance(told, bytes | str):
            return Record.model_validate_json(told)
        return Record.model_validate(told)
    except (ValueError, RecursionError):
        return None


def bundled(notebook: Json) -> Iterator[Json]:
    """What stands under our MIME type in a notebook's outputs, in any format of notebook that has cells."""
    for sheet in (notebook, *_within(notebook, "worksheets")):
        for cell in _within(sheet, "cells"):
            for output in _within(cell, "outputs"):
                # format 3 keeps what an output shows in the output itself
                bundles = (output, output.get("data")) if isinstance(output, dict) else ()
                yield from (one for b in bundles if isinstance(b, dict) and MIME in b for one in each_of(b[MIME]))


def worth_keeping(records: Sequence[Record], counts: Record) -> Json:
    """What a notebook holds of a question: the record that counts and, as ``others``, the first and the newest."""
    first = next((record for record in records if record.committed), records[0])
    others = [record.plain() for record in [first, *records[-1:]] if record is not counts]
    return {**counts.plain(), "others": others}


def each_of(told: Json) -> list[Json]:
    """What a value under our MIME type holds: the record that counts, after the others that came with it."""
    if isinstance(told, list):
        return told or [told]
    return [*_within(told, "others"), told]


def _within(holder: Json, name: str) -> list[Json]:
    found = holder.get(name) if isinstance(holder, dict) else None
    return found if isinstance(found, list) else []


def records_in_notebook(path: Path) -> list[Record]:
    """The answer records that a notebook's own outputs hold; none where it cannot be read."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return []
    return [record for record in map(as_record, bundled(notebook)) if record is not None]
