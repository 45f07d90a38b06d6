"""Marks given by hand: what one marker said of one answer, and which of several counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from lessons.submissions import Problem

#: levels of a criterion, from 0 to 4, in words
LEVELS = ("not there", "a trace of it", "partly there", "nearly there", "fully there")


@dataclass(frozen=True)
class HandMark:
    """One marker's word on one answer; it holds for the answer of that hash and for no other."""

    learner: str
    exercise: str
    answer: str
    levels: Mapping[str, int] = field(default_factory=dict)
    points: float | None = None
    comment: str = ""
    marker: str = ""
    #: in UTC, so that the order of texts is the order in time; empty where nobody knows
    time: str = ""

    @property
    def gives(self) -> bool:
        """Whether it says how good the answer is, or only comments on it."""
        return bool(self.levels) or self.points is not None

    @property
    def place(self) -> tuple[str, ...]:
        """What it stands for; a mark for another answer stands beside it and takes nothing of it away."""
        return (*_place(self), self.marker, self.answer)


@dataclass(frozen=True)
class Marks:
    """Marks by hand, and the lines that could not be read."""

    rows: tuple[HandMark, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def of(self) -> Mapping[tuple[str, str], tuple[HandMark, ...]]:
        """The marks for a learner's exercise, newest first."""
        rows = sorted(self.rows, key=_place)
        return {place: tuple(sorted(mine, key=_time, reverse=True)) for place, mine in groupby(rows, key=_place)}


def _place(mark: HandMark) -> tuple[str, str]:
    return mark.learner, mark.exercise


def _time(mark: HandMark) -> str:
    return mark.time


def merge(old: Marks, new: Marks) -> Marks:
    """Both together: of one marker's marks for one and the same answer the newest counts."""
    newest: dict[tuple[str, ...], HandMark] = {}
    for mark in (*old.rows, *new.rows):
        newest[mark.place] = _newer(newest[mark.place], mark) if mark.place in newest else mark
    return Marks(tuple(newest[place] for place in sorted(newest)), (*old.problems, *new.problems))


def _newer(before: HandMark, mark: HandMark) -> HandMark:
    first, last = sorted((before, mark), key=_time)
    if first.gives and not last.gives:
        # a comment is added to a mark and takes none of it away
        return replace(last, levels=first.levels, points=first.points)
    return last


def choose(marks: Iterable[HandMark], answer: str) -> tuple[HandMark, ...]:
    """The marks that were given for this very answer."""
    return tuple(mark for mark in marks if mark.answer == answer and answer)
