"""The rows of a gradebook: a learner, what came of each exercise, and the whole result."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from lessons.exercises.base import Tone
from lessons.submissions import Problem

#: kept apart everywhere, and never turned into a zero: only "graded" carries points
Status = Literal["graded", "blank", "missing", "needs a person", "ungradable"]


class Row(BaseModel):
    """A frozen row that can be written as one line of JSON and read back."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Learner(Row):
    """Somebody whose work is graded: from the roster, or as the hand-in calls them."""

    #: unique in a gradebook, and safe as a file name
    id: str
    name: str
    email: str = ""
    login: str = ""
    section: str = ""
    #: learners of one group may hand in the same answer book
    group: str = ""
    #: the LMS's own number for the learner
    lms_id: str = ""
    on_roster: bool = False


class Reason(Row):
    """One sentence of feedback and its tone."""

    tone: Tone
    text: str


class Item(Row):
    """What came of one exercise for one learner; ``points`` is ``None`` unless it was graded."""

    exercise: str
    status: Status
    points: float | None
    out_of: float
    reasons: tuple[Reason, ...] = ()
    #: in a word or two why it is ungradable or needs a person
    why: str = ""
    #: a short hash of the answer that was judged: a mark by hand holds only for this answer
    answer_hash: str = ""
    #: the exercise that was answered: of two ways to the same points, the one that counts
    answered: str = ""
    #: whether the points were given by a person, and who that was
    marker: str = ""
    comment: str = ""


class Lateness(Row):
    """What the policy takes off, and why: raw points are never overwritten."""

    #: seconds after the due time, extension included; 0 where in time
    seconds: int
    #: share of the earned points that is kept, 0 to 1
    keeps: float
    because: str


class Result(Row):
    """One learner's whole result over the exercises that count."""

    learner: Learner
    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    #: when it was handed in and who says so ("roster", "file name" or "record"); ``None`` where nobody does
    submitted: datetime.datetime | None = None
    submitted_by: str = ""
    late: Lateness | None = None
    #: the short receipt a learner can compare with their own
    receipt: str = ""

    @property
    def raw(self) -> float | None:
        """Points earned so far, before lateness; ``None`` where nothing is graded: blank, never 0."""
        points = [item.points for item in self.items if item.points is not None]
        return round(sum(points), 2) if points else None

    @property
    def adjusted(self) -> float | None:
        """Points after lateness."""
        raw = self.raw
        return raw if raw is None or self.late is None else round(raw * self.late.keeps, 2)

    @property
    def out_of(self) -> float:
        """Points there are."""
        return sum(item.out_of for item in self.items)

    @property
    def waiting(self) -> int:
        """How many exercises a person must still look at."""
        return sum(item.status in ("needs a person", "ungradable") for item in self.items)


class Answer(Row):
    """The record of one exercise that counts, as stored for grading again."""

    exercise: str
    answer: Any
    asked: str = ""
    attempt: int = 0
    committed: bool = True
    time: str = ""
    who: str = ""


class Filed(Row):
    """One learner's answers as chosen from a hand-in: enough to grade again without it."""

    learner: Learner
    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    sha256: str = ""
    unreadable: tuple[str, ...] = ()
    marked_late: bool = False
    submitted: datetime.datetime | None = None
    submitted_by: str = ""
    receipt: str = ""
