"""A result as a learner met it: each question with its number and wording, the answer in words, and its item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lessons.answers import Record
from lessons.case import Case
from lessons.exercises import AnyExercise
from lessons.exercises.wording import as_it_stands
from lessons.gradebook.results import Item, Result
from lessons.handins import Problem

DRAFT = "You kept this answer but did not press its button. It counts, since there is no other."
OLDER = "You answered an older wording of this question. If that cost you points, tell your teacher."


@dataclass(frozen=True)
class Asked:
    """One question of a notebook and what came of it."""

    lesson: str
    number: str
    item: Item
    prompt: str = ""
    #: the answer that was judged, in words; empty where there is none
    answer: str = ""
    is_code: bool = False
    #: what a learner should know of the answer, in kind sentences
    notes: tuple[str, ...] = ()


def wording(exercise: AnyExercise, answer: Record | None) -> AnyExercise:
    """The exercise in the variant that was asked; in today's first wording where nobody knows."""
    return exercise.variant(exercise.variant_asked(answer.asked) or 0) if answer and answer.asked else exercise


def by_lesson(asked: Sequence[Asked]) -> list[tuple[str, list[Asked]]]:
    """Questions with the lesson they stand in."""
    return [(lesson, list(mine)) for lesson, mine in groupby(asked, key=lambda question: question.lesson)]


def as_met(result: Result, case: Case, answers: Mapping[str, Record]) -> Iterator[Asked]:
    """Every question of a result, in the order of the course."""
    items = {item.exercise: item for item in result.items}
    exercises = {e.id: (e, lesson) for lesson in case.lessons for e in lesson.exercises}
    for id, (exercise, lesson) in exercises.items():
        if item := items.pop(id, None):
            name = f"Lesson {lesson.number}: {lesson.slug.replace('-', ' ')}"
            # of two ways to the same points: where the points stand, and the question that was answered
            way, home = exercises.get(item.answered, (exercise, lesson))
            other = f", answered as {home.numbers[way.id]}" if way is not exercise else ""
            met = Asked(name, lesson.numbers[id] + other, item)
            yield _shown(met, way, answers.get(way.id), case, tuple(_costly(result, id)))
    for id, item in items.items():
        given = answers.get(id)
        yield Asked("Other questions", id[:24], item, answer=as_it_stands(given.answer) if given else "")


def _shown(met: Asked, way: AnyExercise, given: Record | None, case: Case, costly: Sequence[str]) -> Asked:
    shown = wording(way, given)
    is_given = given is not None and met.item.status not in ("blank", "missing")
    return replace(
        met,
        prompt=shown.prompt,
        answer=shown.said(given.answer, case.page) if given and is_given else "",
        is_code=shown.is_code,
        notes=(*_notes(way, given), *costly),
    )


def _notes(exercise: AnyExercise, given: Record | None) -> Iterator[str]:
    if given and not given.committed:
        yield DRAFT
    if given and given.asked and exercise.variant_asked(given.asked) is None:
        yield OLDER


def _costly(result: Result, exercise: str) -> Iterator[str]:
    # most problems speak to the teacher, and may name somebody or hold a hidden case
    return (problem.found for problem in result.problems if problem.costs and problem.where == exercise)


def of_the_whole(result: Result) -> tuple[Problem, ...]:
    """Problems of the hand-in, not of one question, that may have cost answers: a learner must know these."""
    asked = {item.exercise for item in result.items}
    return tuple(p for p in result.problems if p.costs and p.where not in asked)
