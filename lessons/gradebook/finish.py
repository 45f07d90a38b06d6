"""What a machine marked -> the final result: copies held back, marks by hand put in, lateness reckoned."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lessons.by_hand.apply import apply
from lessons.by_hand.file import read_marks
from lessons.by_hand.marks import Marks
from lessons.classlist.late import Policy, lateness, read_policy
from lessons.classlist.roster import Roster, read_roster
from lessons.gradebook.portion import Final
from lessons.results.copies import Copies, hold
from lessons.results.keys import Marking, Setup, load
from lessons.results.model import Filed, Result
from lessons.submissions import Problem

ROSTER, LATE, BY_HAND, SALT = "roster.csv", "late.toml", "by_hand.csv", "marking-salt.txt"


@dataclass(frozen=True)
class Decisions:
    """Everything beside answers and key that decides a result: small enough to travel to any worker."""

    setup: Setup
    #: the gradebook in the making; roster, late policy and marks by hand lie in it
    folder: Path
    assignment: str
    copied: tuple[tuple[tuple[str, str], str], ...]
    #: sha256 over what lies there, so that an earlier gradebook's is never taken for it
    digest: str

    @classmethod
    def beside(cls, folder: Path, setup: Setup, assignment: str, copied: Copies) -> Decisions:
        """What lies in a gradebook's folder before its learners are written."""
        whole = hashlib.sha256()
        for name in (ROSTER, LATE, BY_HAND):
            path = folder / name
            whole.update(name.encode() + (path.read_bytes() if path.is_file() else b""))
        return cls(setup, folder.absolute(), assignment, tuple(sorted(copied.items())), whole.hexdigest())


@lru_cache(maxsize=1)
def finish_by(decisions: Decisions) -> Finish:
    """The decisions read: once in each process."""
    return Finish.of(load(decisions.setup), decisions.folder, dict(decisions.copied), decisions.assignment)


@dataclass(frozen=True)
class Finish:
    """All that decides a result beside answers and key; the same for every learner of a gradebook."""

    marking: Marking
    roster: Roster | None = None
    policy: Policy | None = None
    marks: Marks = field(default_factory=Marks)
    copied: Copies = field(default_factory=dict)

    @classmethod
    def of(cls, marking: Marking, folder: Path, copied: Copies, assignment: str) -> Finish:
        """What lies beside a gradebook: its roster, its late policy, its marks by hand."""
        roster, late, by_hand = folder / ROSTER, folder / LATE, folder / BY_HAND
        return cls(
            marking,
            read_roster(roster, assignment) if roster.is_file() else None,
            read_policy(late) if late.is_file() else None,
            read_marks(by_hand) if by_hand.is_file() else Marks(),
            {(learner, self_or_twin(marking, exercise)): other for (learner, exercise), other in copied.items()},
        )

    def __call__(self, result: Result, *, marked_late: bool) -> Result:
        """The final result of one learner."""
        held = hold(result, self.copied)
        return self._late(apply(held, self.marks, self.marking.exercises), marked_late)

    def final(self, filed: Filed, marked: Result, line: bytes) -> Final:
        """What one learner's answers came to; ``line``: the marked result as it is written."""
        result = self(marked, marked_late=filed.marked_late)
        return Final(result, line if result is marked else result.model_dump_json().encode())

    def _late(self, result: Result, marked_late: bool) -> Result:
        said = self.roster.submitted.get(result.learner.id) if self.roster else None
        if said:
            result = result.model_copy(update={"submitted": said, "submitted_by": "roster"})
        if self.policy is None or not (result.submitted or marked_late):
            return result
        reckoned = lateness(self.policy, result.learner, result.submitted, marked_late)
        if not reckoned.why:
            return result.model_copy(update={"late": reckoned.late})
        done = "Nothing was taken off. Put the time into the roster's column “submitted” and grade again."
        problem = Problem(where="time", found=reckoned.why, done=done)
        return result.model_copy(update={"late": reckoned.late, "problems": (*result.problems, problem)})


def self_or_twin(marking: Marking, exercise: str) -> str:
    """The exercise whose column an answer counts in."""
    found = marking.exercises.get(exercise)
    return found.same_as if found and found.same_as in marking.twins else exercise
