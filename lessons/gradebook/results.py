"""What came of one learner's work: each question with its status, the whole, what changed, and what is held back.

The same record in two hand-ins is held: one book was handed in twice, and a person must say whose it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from lessons.exercises import Remark
from lessons.handins import Problem
from lessons.handins.people import Learner

#: kept apart everywhere, and never turned into a zero: only "graded" carries points
Status = Literal["graded", "blank", "missing", "needs a person", "ungradable"]


@dataclass(frozen=True)
class Item:
    """What came of one exercise for one learner; ``points`` is ``None`` unless it was graded."""

    exercise: str
    status: Status
    points: float | None
    out_of: float
    reasons: tuple[Remark, ...] = ()
    #: in a word or two why it is ungradable or needs a person
    why: str = ""
    #: a short hash of the answer that was judged: a mark by hand holds only for this answer
    answer_hash: str = ""
    #: the exercise that was answered: of two ways to the same points, the one that counts
    answered: str = ""
    #: whether the points were given by a person, and who that was
    marker: str = ""
    comment: str = ""

    @property
    def waits(self) -> bool:
        """Whether a person must still look at it."""
        return self.status in ("needs a person", "ungradable")


@dataclass(frozen=True)
class Lateness:
    """What the policy takes off, and why: raw points are never overwritten."""

    #: seconds after the due time, extension included; 0 where in time
    seconds: int
    #: share of the earned points that is kept, 0 to 1
    keeps: float
    because: str


@dataclass(frozen=True)
class Result:
    """One learner's whole result over the exercises that count."""

    learner: Learner
    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    #: when it was handed in and who says so ("roster" or "record"); ``None`` where nobody does
    submitted: datetime.datetime | None = None
    submitted_by: str = ""
    late: Lateness | None = None
    #: the short receipt a learner can compare with their own
    receipt: str = ""

    @cached_property
    def raw(self) -> float | None:
        """Points earned so far, before lateness; ``None`` where nothing is graded: blank, never 0."""
        points = [item.points for item in self.items if item.points is not None]
        return round(sum(points), 2) if points else None

    @property
    def adjusted(self) -> float | None:
        """Points after lateness."""
        return self.raw if self.raw is None or self.late is None else round(self.raw * self.late.keeps, 2)

    @property
    def out_of(self) -> float:
        """Points there are."""
        return sum(item.out_of for item in self.items)

    @property
    def waiting(self) -> int:
        """How many exercises a person must still look at."""
        return sum(item.waits for item in self.items)


@dataclass(frozen=True)
class Regraded:
    """One exercise of one learner that came out otherwise than before."""

    learner: str
    exercise: str
    before: str
    after: str
    by: float
    why: str

    def __str__(self) -> str:
        return f"{self.learner}: {self.exercise}: {self.before} → {self.after} ({self.by:+g}). {self.why}"


def changes(before: Result, after: Result, *, same_key: bool) -> Iterator[Regraded]:
    """Every exercise, and the lateness, that is not as it was; ``same_key``: the key cannot be why."""
    old = {item.exercise: item for item in before.items}
    for item in after.items:
        was = old.pop(item.exercise, None)
        if was is None or (was.status, was.points, was.comment) != (item.status, item.points, item.comment):
            yield _change(after.learner.name, item.exercise, was, item, same_key)
    for gone in old.values():
        yield _change(after.learner.name, gone.exercise, gone, None, same_key)
    if _keeps(before) != _keeps(after):
        yield _lateness(before, after)


def _keeps(result: Result) -> float:
    return result.late.keeps if result.late else 1.0


def _lateness(before: Result, after: Result) -> Regraded:
    """What another policy or another time takes off, beside what changed in the exercises."""
    by = (after.adjusted or 0) - (before.adjusted or 0) - ((after.raw or 0) - (before.raw or 0))
    why = after.late.because if after.late else "In time now."
    return Regraded(after.learner.name, "lateness", _said(before.adjusted), _said(after.adjusted), by, why)


def _change(learner: str, exercise: str, was: Item | None, now: Item | None, same_key: bool) -> Regraded:
    by = ((now and now.points) or 0) - ((was and was.points) or 0)
    return Regraded(learner, exercise, _state(was), _state(now), by, _why(was, now, same_key))


def _state(item: Item | None) -> str:
    if item is None:
        return "not in the key"
    return _said(item.points) if item.points is not None else item.status


def _said(points: float | None) -> str:
    return "no points" if points is None else f"{points:g}"


def _why(was: Item | None, now: Item | None, same_key: bool) -> str:
    if now is None or was is None:
        return "The key holds other exercises."
    if now.marker and (now.marker, now.points) != (was.marker, was.points):
        return f"Marked by {now.marker}."
    if was.marker and not now.marker:
        return now.why or "The mark by hand no longer counts."
    if same_key:
        return now.why or "It was graded with other settings."
    return now.reasons[0].text if now.reasons else "The key has changed."


def hold(result: Result, copied: Mapping[str, str]) -> Result:
    """Take no point for a record that may be somebody else's, and give none: a person decides."""
    held = {item.exercise for item in result.items if item.exercise in copied}
    if not held:
        return result
    others = sorted({copied[exercise] for exercise in held})
    problem = Problem(
        where="answer book",
        found=f"{len(held)} records stand in another hand-in too: {', '.join(others[:5])}.",
        done="No points for these until a person has looked. If they work together, "
        "give both the same group in the roster and grade again.",
    )
    items = tuple(_held(i, copied[i.exercise]) if i.exercise in held else i for i in result.items)
    return replace(result, items=items, problems=(*result.problems, problem))


def _held(item: Item, other: str) -> Item:
    why = f"the same record stands in the hand-in of {other}"
    return replace(item, status="needs a person", points=None, reasons=(), why=why)
