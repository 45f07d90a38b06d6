"""Records that nobody can have answered: refused one by one, each with its exercise named."""

from __future__ import annotations

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
