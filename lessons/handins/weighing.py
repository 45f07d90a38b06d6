"""What a file's bytes are, and records in them that nobody can have answered: refused one by one, by name."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lessons.answers import Json, Record
from lessons.handins.model import Problem
from lessons.handins.names import tidy

#: letters of an answer, folders within folders of it, and of one of a record's other fields
LARGEST, DEEPEST, LONGEST = 200_000, 50, 200
#: beyond this a number cannot be compared with another
_GREATEST = 10**300
_MOST_COUNTED = 10**9
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,119}")
_REFUSED = "This record was refused; another record of the exercise, if there is one, counts."


@dataclass
class Sifted:
    """Records that can be taken, problems with others, and how many were no records at all."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    damaged: int = 0


def sift(told: Iterable[Record | None], file: str) -> Sifted:
    """Take the records among what a file holds; ``None`` stands for what is no record."""
    sifted = Sifted()
    for record in told:
        if record is None:
            sifted.damaged += 1
        elif why := _why_not(record):
            where = record.exercise if _SLUG.fullmatch(record.exercise) else file
            sifted.problems.append(Problem(where=where, found=why, done=_REFUSED, costs=True))
        else:
            sifted.records.append(record)
    return sifted


def _why_not(record: Record) -> str:
    if not _SLUG.fullmatch(record.exercise):
        return f"An answer to “{tidy(record.exercise, 40)}”, which is no exercise’s name."
    fields = (record.round, record.asked, record.time, record.who, record.course)
    if max(map(len, fields)) > LONGEST or max(record.attempt, record.hints) > _MOST_COUNTED:
        return "A record that no notebook of this course can have written."
    return _too_much(record.answer)


def _too_much(answer: Json) -> str:
    size, waiting = 0, [(answer, 0)]
    while waiting:
        value, depth = waiting.pop()
        kind = type(value)  # of JSON, which has no subclasses
        size += len(value) if kind is str else 8
        if size > LARGEST:
            return f"An answer of more than {LARGEST:,} letters."
        if depth > DEEPEST:
            return f"An answer of lists within lists, more than {DEEPEST} deep."
        if kind in (float, int) and not _is_number(value):
            return "An answer with a number that cannot be worked with, such as NaN or infinity."
        if kind is list:
            waiting += [(part, depth + 1) for part in value]
        elif kind is dict:
            size += sum(map(len, value))
            waiting += [(part, depth + 1) for part in value.values()]
    return ""


def _is_number(value: float) -> bool:
    # a whole number can be too large for the question whether it is finite
    return -_GREATEST < value < _GREATEST if isinstance(value, int) else math.isfinite(value)


_WIDE = {
    # the longer marks first: they begin with the shorter ones
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NO_TEXT = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"<!DOC": "a web page",
    b"<!doc": "a web page",
    b"<html": "a web page",
}


def other_than_text(content: bytes) -> str:
    """What a file is, where it cannot hold records at all; else empty."""
    if not content.strip(b"\0 \t\r\n"):
        return "an empty file"
    return next((what for begins, what in _NO_TEXT.items() if content.startswith(begins)), "")


def narrowed(content: bytes) -> bytes:
    """The same text in UTF-8 and without a byte order mark, where a mark says what it is."""
    for mark, name in _WIDE.items():
        if content.startswith(mark):
            return content.decode(name, "replace").encode("utf-8", "replace")
    return content.removeprefix(codecs.BOM_UTF8)


def as_text(content: bytes) -> tuple[str, bool]:
    """The text, and whether every letter of it is certain."""
    try:
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        return _guessed(content), False


def _guessed(content: bytes) -> str:
    # a few damaged letters among good ones, or every accent from another system?
    mended = content.decode("utf-8", "replace")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", mended))
    return mended if good > mended.count("\ufffd") else content.decode("latin-1")
