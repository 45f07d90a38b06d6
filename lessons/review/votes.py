"""Votes: the first beside the second, and who moved where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lessons.case import Case, Lesson
from lessons.exercises import AnyExercise
from lessons.review.pupils import Pupil


@dataclass(frozen=True)
class Vote:
    """One question that is voted on twice."""

    number: str
    title: str
    exercise: AnyExercise
    #: each option and its words, in the order of the page
    options: Mapping[str, str]
    first: Mapping[str, int] = field(default_factory=dict)
    second: Mapping[str, int] = field(default_factory=dict)
    #: of those who voted twice: how many went from which option to which
    moves: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def voted(self) -> int:
        """How many have voted at least once."""
        only_second = self.second_votes - self.twice
        return sum(self.first.values()) + only_second

    @property
    def second_votes(self) -> int:
        """How many have voted the second time."""
        return sum(self.second.values())

    @property
    def twice(self) -> int:
        """How many have voted both times."""
        return sum(self.moves.values())

    @property
    def moved(self) -> int:
        """How many of those changed their mind."""
        return sum(number for (before, after), number in self.moves.items() if before != after)

    @property
    def is_whole(self) -> bool:
        """Whether everybody who voted first has voted again."""
        return bool(self.second_votes) and self.twice >= sum(self.first.values())


def asked_to_vote(case: Case) -> list[tuple[Lesson, AnyExercise]]:
    """Every question of a case that is voted on by options."""
    return [(lesson, e) for lesson, e in case.asked() if e.stage == "vote" and hasattr(e, "options")]


def votes(case: Case, pupils: Sequence[Pupil]) -> list[Vote]:
    """The votes that somebody took part in, in the order of the course."""
    counted = [_counted(lesson, exercise, pupils) for lesson, exercise in asked_to_vote(case)]
    return [vote for vote in counted if vote.voted]


def _counted(lesson: Lesson, exercise: AnyExercise, pupils: Sequence[Pupil]) -> Vote:
    options: dict[str, str] = exercise.options  # type: ignore[attr-defined]
    pairs = [(_said(pupil, exercise, "first"), _said(pupil, exercise, "second")) for pupil in pupils]
    return Vote(
        lesson.numbers[exercise.id],
        f"Lesson {lesson.number}, {lesson.title}",
        exercise,
        options,
        _tally(options, (first for first, _ in pairs)),
        _tally(options, (second for _, second in pairs)),
        Counter(pair for pair in pairs if all(option in options for option in pair)),
    )


def _said(pupil: Pupil, exercise: AnyExercise, round: str) -> str:
    record = pupil.counts.get((exercise.id, round))
    return record.answer if record and isinstance(record.answer, str) else ""


def _tally(options: Iterable[str], said: Iterable[str]) -> dict[str, int]:
    found = Counter(said)
    return {option: found[option] for option in options}
