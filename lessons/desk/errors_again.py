"""Which questions come back: fixed by the lesson's number and by this learner's own first errors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest

from lessons.case import Lesson
from lessons.desk.past import Past
from lessons.exercises import AnyExercise

#: recall looks one lesson back and three
BACK = (1, 3)


def missed_before(lesson: Lesson, past: Past) -> list[AnyExercise]:
    """One question a lesson looked back at, the first that this learner did not get at the first try."""
    before = [other for back in BACK for other in past.case.lessons if other.number == lesson.number - back]
    missed = (past.missed(other) for other in before if not other.answers_shown_in)
    return [exercises[0] for exercises in missed if exercises]


def from_bank(lesson: Lesson, past: Past, size: int) -> list[AnyExercise]:
    """Items of the bank: two for each lesson with errors, most errors first, the rest in turn."""
    bank = [exercise for exercise in lesson.exercises if exercise.stage == "bank"]
    errors = {other.slug: len(past.missed(other)) for other in past.case.lessons if other.number}
    wanted = sorted((slug for slug, n in errors.items() if n), key=lambda slug: -errors[slug])
    first = [e for slug in wanted for e in [e for e in bank if e.recalls == slug][:2]]
    rest = [exercise for exercise in _in_turn(bank) if exercise not in first]
    return [*first, *rest][:size]


def _in_turn(bank: list[AnyExercise]) -> Iterator[AnyExercise]:
    slugs = dict.fromkeys(exercise.recalls for exercise in bank)
    rows = zip_longest(*([e for e in bank if e.recalls == slug] for slug in slugs))
    return (exercise for exercise in chain.from_iterable(rows) if exercise is not None)
