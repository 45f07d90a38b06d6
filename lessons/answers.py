"""Answers: one record for each change, an append-only book, and the records a notebook carries."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
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


@dataclass
class Book:
    """The answers given in one notebook, newest last; a damaged line never costs the others."""

    path: Path
    records: list[Record] = field(default_factory=list)
    #: where lines that could not be read were set aside, if there were any
    set_aside: Path | None = None

    @classmethod
    def open(cls, path: Path) -> Book:
        """Read a book if there is one; lines that cannot be read go to a file beside it."""
        if not path.is_file():
            return cls(path)
        lines = [line for line in path.read_bytes().splitlines() if line.strip()]
        read = [(line, as_record(line)) for line in lines]
        damaged = [line for line, record in read if record is None]
        book = cls(path, [record for _, record in read if record is not None])
        if damaged:
            book._put_aside(damaged, [line for line, record in read if record is not None])
        return book

    def _put_aside(self, damaged: Sequence[bytes], good: Sequence[bytes]) -> None:
        self.set_aside = self.path.with_suffix(".damaged.jsonl")
        with self.set_aside.open("ab") as aside:
            aside.writelines(line + b"\n" for line in damaged)
        fresh = self.path.with_suffix(".rewriting")
        fresh.write_bytes(b"".join(line + b"\n" for line in good))
        os.replace(fresh, self.path)

    def append(self, record: Record) -> None:
        """Write the record down, to the disk, before anything else happens."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as book:
            book.write(self._missing_newline(book.tell()) + record.line().encode() + b"\n")
            book.flush()
            os.fsync(book.fileno())
        self.records.append(record)

    def _missing_newline(self, size: int) -> bytes:
        # a lid closed in mid-write leaves half a line: the next record must not be glued to it
        if not size:
            return b""
        with self.path.open("rb") as book:
            book.seek(-1, os.SEEK_END)
            return b"" if book.read(1) == b"\n" else b"\n"

    def adopt(self, records: Iterable[Record]) -> None:
        """Take in what a notebook's outputs hold for exercises this book knows nothing of."""
        known = {(record.exercise, record.round) for record in self.records}
        self.records[:0] = [record for record in records if (record.exercise, record.round) not in known]

    def latest(self, exercise: str, round: str = "") -> Record | None:
        """The newest record for an exercise, draft or handed in."""
        return next(self._newest_first(exercise, round), None)

    def first(self, exercise: str, round: str = "") -> Record | None:
        """The first answer that was handed in: how the learner thought before any feedback."""
        handed_in = [record for record in self._newest_first(exercise, round) if record.committed]
        return handed_in[-1] if handed_in else None

    def _newest_first(self, exercise: str, round: str) -> Iterator[Record]:
        return (r for r in reversed(self.records) if (r.exercise, r.round) == (exercise, round))


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
                yield from (bundle[MIME] for bundle in bundles if isinstance(bundle, dict) and MIME in bundle)


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
