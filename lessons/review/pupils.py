"""A class with its answers: from a gradebook, or from hand-ins and lists of short codes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lessons.answers import Place, Record
from lessons.case import Case, Lesson
from lessons.errors import GradingError
from lessons.exercises import AnyExercise, Key
from lessons.gradebook.codes import is_code_list, read_codes
from lessons.gradebook.database import FILE, opened, record_of
from lessons.gradebook.keys import load
from lessons.gradebook.regrade import setup_of
from lessons.gradebook.work import choose
from lessons.handins import HandIn, find, read
from lessons.handins.people import learner_for

#: fewer pupils than this are never shown as a group of their own
SMALLEST = 5


@dataclass(frozen=True)
class Pupil:
    """One pupil: every record there is of them, the first of each question, and the one that counts."""

    name: str
    records: tuple[Record, ...] = ()
    group: str = ""
    first: Mapping[Place, Record] = field(default_factory=dict)
    counts: Mapping[Place, Record] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, records: Iterable[Record], group: str = "") -> Pupil:
        """A pupil by their records, by the rules that the gradebook chooses by."""
        kept = tuple(records)
        chosen = choose(kept)
        handed_in = {place: record for place, record in chosen.counts.items() if record.committed}
        return cls(name, kept, group, chosen.first, handed_in)


@dataclass(frozen=True)
class SchoolClass:
    """Pupils, what they were asked, and what is right."""

    case: Case
    keys: Mapping[str, Key]
    pupils: tuple[Pupil, ...]
    #: hand-ins and codes of which something could not be read, in a sentence each
    told: tuple[str, ...] = ()

    @property
    def least(self) -> int:
        """How many answers a figure must rest on to be shown."""
        return min(SMALLEST, max(1, len(self.pupils)))

    def keyed(self) -> Iterator[tuple[Lesson, AnyExercise, Key]]:
        """Every question that can be right or wrong, with its lesson and key; votes are looked at apart."""
        return (row for row in self.case.keyed(self.keys) if row[1].stage != "vote")

    def groups(self) -> dict[str, tuple[Pupil, ...]]:
        """Pupils by the section of the class list; groups under five are put together."""
        large, small = dict[str, tuple[Pupil, ...]](), tuple[Pupil, ...]()
        for name in sorted({pupil.group for pupil in self.pupils}):
            mine = tuple(pupil for pupil in self.pupils if pupil.group == name)
            if len(mine) < SMALLEST:
                small += mine
            else:
                large[name or "no section"] = mine
        if small and len(small) < SMALLEST and large:  # the rest would be a small group again
            least = min(large, key=lambda name: len(large[name]))
            small += large.pop(least)
        return large | ({"smaller sections together": small} if small else {})


def read_class(paths: Sequence[Path], case: Case) -> SchoolClass:
    """A class from one gradebook, or from hand-ins; a gradebook brings the case and key it was made with."""
    gradebooks = [path for path in paths if (path / FILE).is_file()]
    if not gradebooks:
        return _of_hand_ins(paths, case)
    if len(paths) > 1:
        raise GradingError("One gradebook, or hand-ins: expected one of the two. Name the gradebook alone.")
    return _of_gradebook(paths[0])


def _of_gradebook(folder: Path) -> SchoolClass:
    with opened(folder) as rows:
        marking = load(setup_of(rows))
        pupils = []
        for learner in rows.learners():
            told = [record_of(row) for row in rows.records(learner.id)]
            pupils += [Pupil.of(learner.name, told, learner.section)] if told else []
    return SchoolClass(marking.case, {**marking.case.practice, **marking.keys}, _some(pupils, [folder]))


def _of_hand_ins(paths: Sequence[Path], case: Case) -> SchoolClass:
    records, names, told = dict[str, list[Record]](), dict[str, str](), list[str]()
    lists = [path for path in paths if is_code_list(path)]
    for hand_in in find([path for path in paths if path not in lists]):
        id = whose(hand_in, paths)
        names.setdefault(id, hand_in.name)
        submission = read(hand_in)
        records.setdefault(id, []).extend(submission.records)
        told += [f"{hand_in.name}: {p.where}: {p.found} {p.done}" for p in submission.problems if p.costs]
    for found in (read_codes(path, case) for path in lists):
        for name, mine in found.records.items():
            learner = learner_for(name)
            names.setdefault(learner.id, name)
            records.setdefault(learner.id, []).extend(mine)
        told += found.refused
    pupils = [Pupil.of(names[id], mine) for id, mine in sorted(records.items()) if mine]
    return SchoolClass(case, {**case.practice, **case.graded}, _some(pupils, paths), tuple(told))


def whose(hand_in: HandIn, paths: Iterable[Path]) -> str:
    """Whose a hand-in is; folders named one by one are a pupil's each, though all may be called ``my-course``."""
    is_named = hand_in.place in map(os.path.abspath, paths)
    return hand_in.place if is_named else learner_for(hand_in.name, hand_in.lms_id).id


def _some(pupils: Sequence[Pupil], paths: Sequence[Path]) -> tuple[Pupil, ...]:
    if not pupils:
        found = ", ".join(str(path) for path in paths)
        raise GradingError(f"Found no answers in {found}; expected a gradebook or hand-ins. Check the path.")
    return tuple(pupils)
