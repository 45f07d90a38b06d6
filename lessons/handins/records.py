"""The records in the bytes of a notebook or an answer book, however they were saved or damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lessons.answers import MIME, Json, Record, as_record, bundled, each_of
from lessons.handins.model import Problem
from lessons.handins.weighing import Sifted, as_text, narrowed, other_than_text, sift

#: a notebook is read whole up to this size; in a larger one, only the records are looked for
WHOLE = 5_000_000
#: records of one file: a learner who changed every answer a hundred times stays below
MOST = 20_000
#: a record that is searched for ends within the first of these, or within the second
_WINDOWS = (4_096, 450_000)
_MOST_BROKEN = 200
_KEY = re.compile(rb'"' + re.escape(MIME).replace("/", r"\\?/").encode() + rb'"\s*:\s*')
AGAIN = "Ask for it again, or for the folder “answers”."


@dataclass(frozen=True)
class Content:
    """What a file gave; one that is not readable may hold answers all the same."""

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
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
    if not _has_cells(notebook):
        return _searched(content, file, "It is called a notebook, but has no cells.")
    sifted = sift(map(as_record, islice(bundled(notebook), MOST)), file)
    damage = [*_old_format(notebook, sifted, file), *_damage(sifted, file, "answer")]
    return _content(sifted, file, damage, is_sure=is_sure)


def in_book(content: bytes, file: str) -> Content:
    """The records in an answer book; a damaged line costs only itself."""
    if what := other_than_text(content):
        return _nothing(file, f"It is called an answer book, but is {what}.")
    content = narrowed(content)
    plain = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip()
    older, *lines = plain.rsplit(b"\n", MOST) if plain.count(b"\n") >= MOST else (b"", *plain.split(b"\n"))
    # a laptop that lost power leaves zeros; two books put together leave a mark between them
    bare = [line for line in (line.strip(b"\0 \t\xef\xbb\xbf") for line in lines) if line]
    sifted = sift(map(_in_line, bare), file)
    damage = [*_damage(sifted, file, "line"), *([_too_many(file)] if older else [])]
    return _content(sifted, file, damage, is_sure=bool(damage) or as_text(content)[1])


def _in_line(line: bytes) -> Record | None:
    record = as_record(line)
    if record is not None:
        return record
    try:
        return as_record(json.loads(as_text(line)[0]))
    except (ValueError, RecursionError):
        return None


def _content(sifted: Sifted, file: str, damage: list[Problem], *, is_sure: bool) -> Content:
    problems = [*sifted.problems, *damage]
    problems += [] if is_sure else [_unsure(file, costs=not sifted.records)]
    return Content(tuple(sifted.records), tuple(problems), is_readable=bool(sifted.records) or not damage)


def _has_cells(notebook: Json) -> bool:
    names = ("cells", "worksheets")
    return isinstance(notebook, dict) and any(isinstance(notebook.get(name), list) for name in names)


def _searched(content: bytes, file: str, found: str) -> Content:
    """What can be saved from a notebook that cannot be read whole."""
    values, broken = _search(content)
    sifted = sift(map(as_record, values), file)
    sifted.damaged += broken
    if not found:
        return _content(sifted, file, [*_damage(sifted, file, "answer")], is_sure=True)
    if not sifted.records:
        return _nothing(file, found)
    done = f"{_count(len(sifted.records), 'record')} could be saved from it; more may be lost. {AGAIN}"
    damage = Problem(where=file, found=found, done=done, costs=True)
    # what was saved counts; an answer that is not there may stand in what is gone
    return Content(tuple(sifted.records), (*sifted.problems, damage), is_readable=False)


def _search(content: bytes) -> tuple[list[Json], int]:
    """Every value under our MIME type, and how many break off."""
    values, broken, place = list[Json](), 0, 0
    while match := _KEY.search(content, place):
        value, place = _value(content, match.end())
        if place > match.end():
            values += each_of(value)
        else:
            broken += 1
        if broken == _MOST_BROKEN or len(values) == MOST:
            break
    return values, broken


def _value(content: bytes, start: int) -> tuple[Json, int]:
    for width in _WINDOWS:
        text = content[start : start + width].decode("utf-8", "surrogateescape")
        try:
            value, end = json.JSONDecoder().raw_decode(text)
            return value, start + len(text[:end].encode("utf-8", "surrogateescape"))
        except (ValueError, RecursionError):
            continue
    return None, start


def _nothing(file: str, found: str) -> Content:
    done = f"Nothing in it could be read. {AGAIN}"
    return Content(problems=(Problem(where=file, found=found, done=done, costs=True),), is_readable=False)


def _old_format(notebook: Json, sifted: Sifted, file: str) -> Iterator[Problem]:
    if "worksheets" in notebook and "cells" not in notebook and not sifted.records:
        found = "A notebook in an old format, which keeps no answers."
        yield Problem(where=file, found=found, done=f"Nothing was found in it. {AGAIN}", costs=True)


def _damage(sifted: Sifted, file: str, what: str) -> Iterator[Problem]:
    if sifted.damaged:
        found = f"{_count(sifted.damaged, what)} in it cannot be read."
        done = f"{_count(len(sifted.records), 'record')} could. {AGAIN}"
        yield Problem(where=file, found=found, done=done, costs=True)


def _too_many(file: str) -> Problem:
    found = f"An answer book of more than {MOST:,} lines."
    return Problem(where=file, found=found, done="Only the newest of them were read.", costs=True)


def _unsure(file: str, *, costs: bool) -> Problem:
    found = "Its letters are not in UTF-8, or some of them are damaged."
    done = "It was read all the same; letters with accents may be wrong."
    return Problem(where=file, found=found, done=done, costs=costs)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
