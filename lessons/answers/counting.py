"""Which of many records counts for each question, and a short receipt of those that do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from lessons.answers.record import Place, Record, identity, place_of, plainly

#: the letters of a receipt: no I, L, O or U, which are read as 1, 1, 0 and V
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EMPTY: tuple[Any, ...] = (None, "", [], {})


class Conflict(NamedTuple):
    """Two answers of the same attempt, which cannot both have been given in one notebook: in sentences."""

    exercise: str
    found: str
    #: what was done about it
    done: str


def _when(record: Record) -> str:
    return record.moment.isoformat(" ", "minutes") if record.moment else "unknown time"


def counting(records: Sequence[Record]) -> tuple[dict[Place, Record], list[Conflict]]:
    """The record that counts for each question, of records in the order found; and what disagrees.

    The newest that was recorded with the button counts, else the newest draft.
    """
    ordered = by_place(records)
    chosen = {place: counts(found) for place, found in ordered.items()}
    return chosen, [told for place, found in ordered.items() for told in _conflict(found, chosen[place])]


def counts(ordered: Sequence[Record]) -> Record:
    """The record that counts of one question's, oldest first: the newest handed in, else the newest draft."""
    return next((record for record in reversed(ordered) if record.committed), ordered[-1])


def _conflict(ordered: list[Record], counts: Record) -> Iterator[Conflict]:
    """The last attempt that has two answers: a hint repeats its answer, a copy of a file everything."""
    for newer, older in pairwise(reversed([record for record in ordered if record.committed])):
        if newer.attempt == older.attempt and plainly(newer.answer) != plainly(older.answer):
            times = f"one of {_when(older)} and the other of {_when(newer)}"
            done = f"Attempt {counts.attempt} of {_when(counts)} counts, the newest."
            yield Conflict(
                newer.exercise,
                f"Two different answers are both attempt {newer.attempt}: {times}.",
                f"{done} Two computers, or two copies, may have been used: ask if in doubt.",
            )
            return


def is_answered(record: Record) -> bool:
    """Whether a record holds an answer at all: a hint may be on record before there is one."""
    return record.answer not in EMPTY


def content(record: Record) -> str:
    """What a record answers, as one line: without who, when and how often."""
    return plainly([record.exercise, record.round, record.answer, record.committed])


def receipt(records: Mapping[Place, Record] | Iterable[Record]) -> str:
    """Eight letters such as ``4F7K-2Q9D`` that change with every answer, and with nothing else."""
    counted = records.values() if isinstance(records, Mapping) else records
    lines = sorted(content(record) for record in counted if is_answered(record))
    number = int.from_bytes(hashlib.sha256("\n".join(lines).encode()).digest()[:5], "big")
    letters = "".join(LETTERS[number >> place & 31] for place in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def by_place(records: Iterable[Record]) -> dict[Place, list[Record]]:
    """The records of each question in the order they were given, whatever order they were found in."""
    places: dict[Place, list[Record]] = {}
    for record in records:
        if not record.is_listing:
            places.setdefault(place_of(record), []).append(record)
    return {place: in_order(found) for place, found in places.items()}


def in_order(records: Sequence[Record]) -> list[Record]:
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


def listings(records: Iterable[Record]) -> list[Record]:
    """What was said last under each pseudonym; whatever lesson it was said in, time decides."""
    said = sorted((one for one in records if one.is_listing), key=lambda one: (_time(one), one.number))
    return list({record.who: record for record in said}.values())


def names_in(records: Iterable[Record]) -> tuple[str, ...]:
    """The names that hold now; of somebody who took theirs out again, none."""
    said = (record.answer for record in listings(records))
    return tuple(dict.fromkeys(name for name in said if isinstance(name, str) and name.strip()))
