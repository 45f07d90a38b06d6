"""The records in the bytes of a notebook or an answer book; what nobody can have answered is refused, by name."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lessons.answers import MIME, Json, Record, as_record, bundled
from lessons.handins.model import Problem
from lessons.handins.names import tidy
from lessons.handins.salvage import saved

#: a notebook is read whole up to this size; in a larger one, only the records are looked for
WHOLE = 5_000_000
#: records of one file: a learner who changed every answer a hundred times stays below
MOST = 20_000
AGAIN = "Ask for it again, or for the folder “answers”."
#: letters of an answer, folders within folders of it, and of one of a record's other fields
LARGEST, DEEPEST, LONGEST = 200_000, 50, 200
#: beyond this a number cannot be compared with another
_GREATEST = 10**300
_MOST_COUNTED = 10**9
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,119}")
_REFUSED = "This record was refused; another record of the exercise, if there is one, counts."


@dataclass
class Content:
    """What a file gave; one that is not readable may hold answers all the same."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: how many things in it were no records at all
    damaged: int = 0
    is_readable: bool = True


def in_either(content: bytes, file: str) -> Content | None:
    """The records in a file whose name does not say what it is; ``None`` for a text or a picture without any."""
    narrow = narrowed(content)
    if b'"cells"' in narrow or MIME.encode() in narrow:
        return in_notebook(content, file)
    if b'"exercise"' in narrow:
        return in_book(content, file)
    is_text = b"\0" not in narrow[:1_000] and as_text(narrow[:1_000])[1]
    if is_text or other_than_text(content):
        return None
    return _nothing(file, "It cannot be told what kind of file it is.")


def in_notebook(content: bytes, file: str) -> Content:
    """The records in a notebook's outputs; nothing else of it is looked at, and nothing is run."""
    if what := other_than_text(content):
        return _nothing(file, f"It is called a notebook, but is {what}.")
    content = narrowed(content)
    if len(content) > WHOLE:
        cut = "" if content.rstrip().endswith(b"}") else "A notebook that breaks off."
        return _searched(content, file, cut)
    text, is_sure = as_text(content)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return _searched(content, file, "A damaged notebook: it breaks off, or is no valid JSON.")
    if not has_cells(notebook):
        return _searched(content, file, "It is called a notebook, but has no cells.")
    found = sift(map(as_record, islice(bundled(notebook), MOST)), file)
    damage = [*_old_format(notebook, found, file), *_damage(found, file, "answer")]
    return _told(found, file, damage, is_sure=is_sure)


def in_book(content: bytes, file: str) -> Content:
    """The records in an answer book; a damaged line costs only itself."""
    if what := other_than_text(content):
        return _nothing(file, f"It is called an answer book, but is {what}.")
    content = narrowed(content)
    plain = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip()
    older, *lines = plain.rsplit(b"\n", MOST) if plain.count(b"\n") >= MOST else (b"", *plain.split(b"\n"))
    # a laptop that lost power leaves zeros; two books put together leave a mark between them
    bare = [line for line in (line.strip(b"\0 \t\xef\xbb\xbf") for line in lines) if line]
    found = sift(map(_in_line, bare), file)
    damage = [*_damage(found, file, "line"), *([_too_many(file)] if older else [])]
    return _told(found, file, damage, is_sure=bool(damage) or as_text(content)[1])


def _in_line(line: bytes) -> Record | None:
    record = as_record(line)
    if record is not None:
        return record
    try:
        return as_record(json.loads(as_text(line)[0]))
    except (ValueError, RecursionError):
        return None


def _told(found: Content, file: str, damage: list[Problem], *, is_sure: bool) -> Content:
    found.is_readable = bool(found.records) or not damage
    found.problems += damage
    found.problems += [] if is_sure else [_unsure(file, costs=not found.records)]
    return found


def has_cells(notebook: Json) -> bool:
    """Whether this is a notebook, of today's format or an old one."""
    names = ("cells", "worksheets")
    return isinstance(notebook, dict) and any(isinstance(notebook.get(name), list) for name in names)


def _searched(content: bytes, file: str, damage: str) -> Content:
    """What can be saved from a notebook that cannot be read whole."""
    values, broken = saved(content, MOST)
    found = sift(map(as_record, values), file)
    found.damaged += broken
    if not damage:
        return _told(found, file, [*_damage(found, file, "answer")], is_sure=True)
    if not found.records:
        return _nothing(file, damage)
    done = f"{_count(len(found.records), 'record')} could be saved from it; more may be lost. {AGAIN}"
    found.problems.append(Problem(where=file, found=damage, done=done, costs=True))
    # what was saved counts; an answer that is not there may stand in what is gone
    found.is_readable = False
    return found


def _nothing(file: str, found: str) -> Content:
    done = f"Nothing in it could be read. {AGAIN}"
    return Content(problems=[Problem(where=file, found=found, done=done, costs=True)], is_readable=False)


def _old_format(notebook: Json, found: Content, file: str) -> Iterator[Problem]:
    if "worksheets" in notebook and "cells" not in notebook and not found.records:
        what = "A notebook in an old format, which keeps no answers."
        yield Problem(where=file, found=what, done=f"Nothing was found in it. {AGAIN}", costs=True)


def _damage(found: Content, file: str, what: str) -> Iterator[Problem]:
    if found.damaged:
        done = f"{_count(len(found.records), 'record')} could. {AGAIN}"
        told = f"{_count(found.damaged, what)} in it cannot be read."
        yield Problem(where=file, found=told, done=done, costs=True)


def _too_many(file: str) -> Problem:
    found = f"An answer book of more than {MOST:,} lines."
    return Problem(where=file, found=found, done="Only the newest of them were read.", costs=True)


def _unsure(file: str, *, costs: bool) -> Problem:
    found = "Its letters are not in UTF-8, or some of them are damaged."
    done = "It was read all the same; letters with accents may be wrong."
    return Problem(where=file, found=found, done=done, costs=costs)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def sift(told: Iterable[Record | None], file: str) -> Content:
    """Take the records among what a file holds; ``None`` stands for what is no record."""
    found = Content()
    for record in told:
        if record is None:
            found.damaged += 1
        elif why := _why_not(record):
            where = record.exercise if _SLUG.fullmatch(record.exercise) else file
            found.problems.append(Problem(where=where, found=why, done=_REFUSED, costs=True))
        else:
            found.records.append(record)
    return found


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
