"""Which of many records counts for each question, and a short receipt of those that do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lessons.answers import Place, Record, by_place, plainly

#: the letters of a receipt: no I, L, O or U, which are read as 1, 1, 0 and V
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Conflict:
    """Two answers of the same attempt, which cannot both have been given in one notebook."""

    exercise: str
    older: Record
    newer: Record
    #: the record that counts after all: the newer, or that of a later attempt
    counts: Record

    @property
    def found(self) -> str:
        """The disagreement, in a sentence."""
        times = f"{_when(self.older)} and the other of {_when(self.newer)}"
        return f"Two different answers are both attempt {self.newer.attempt}: one of {times}."

    @property
    def done(self) -> str:
        """What was done about it, in a sentence."""
        counts = f"Attempt {self.counts.attempt} of {_when(self.counts)} counts, the newest"
        return f"{counts}. Two computers, or two copies, may have been used: ask if in doubt."


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
            yield Conflict(newer.exercise, older, newer, counts)
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
