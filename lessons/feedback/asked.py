"""A result as a learner met it: each question with its number and wording, the answer in words, and its item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from lessons.case import Case, Lesson
from lessons.exercises import AnyExercise
from lessons.exercises.wording import as_it_stands
from lessons.results.marking import answer_hash
from lessons.results.model import Answer, Item, Result
from lessons.submissions import Problem

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


def wording(exercise: AnyExercise, answer: Answer | None) -> AnyExercise:
    """The exercise in the variant that was asked; in today's first wording where nobody knows."""
    return exercise.variant(exercise.variant_asked(answer.asked) or 0) if answer and answer.asked else exercise


def by_lesson(asked: Sequence[Asked]) -> list[tuple[str, list[Asked]]]:
    """Questions with the lesson they stand in."""
    return [(lesson, list(mine)) for lesson, mine in groupby(asked, key=lambda question: question.lesson)]


@dataclass(frozen=True)
class Asking:
    """One learner's result with the case and the answers it came from."""

    result: Result
    case: Case
    answers: Mapping[str, Answer]

    def __iter__(self) -> Iterator[Asked]:
        """Every question of the result, in the order of the course."""
        items = {item.exercise: item for item in self.result.items}
        for lesson in self.case.lessons:
            name = f"Lesson {lesson.number}: {lesson.slug.replace('-', ' ')}"
            for exercise in lesson.exercises:
                if item := items.pop(exercise.id, None):
                    yield self._asked(Asked(name, lesson.numbers[exercise.id], item), exercise, lesson)
        for id, item in items.items():
            yield self._unknown(Asked("Other questions", id[:24], item))

    def _asked(self, asked: Asked, exercise: AnyExercise, lesson: Lesson) -> Asked:
        given, answered = self._judged(asked.item, exercise)
        shown = wording(answered, given)
        # of two ways to the same points: where the points stand, and the question that was answered
        other = f", answered as {lesson.numbers[answered.id]}" if answered is not exercise else ""
        is_given = given is not None and asked.item.status not in ("blank", "missing")
        return Asked(
            lesson=asked.lesson,
            number=asked.number + other,
            item=asked.item,
            prompt=shown.prompt,
            answer=shown.said(given.answer, self.case.page) if given and is_given else "",
            is_code=shown.is_code,
            notes=tuple(self._notes(asked.item, answered, given)),
        )

    def _unknown(self, asked: Asked) -> Asked:
        given = self.answers.get(asked.item.exercise)
        return Asked(asked.lesson, asked.number, asked.item, answer=as_it_stands(given.answer) if given else "")

    def _judged(self, item: Item, exercise: AnyExercise) -> tuple[Answer | None, AnyExercise]:
        # there may be two ways to the same points: the answer that was judged is known by its hash
        ways = [exercise, *self._twins.get(exercise.id, ())]
        given = [(self.answers[way.id], way) for way in ways if way.id in self.answers]
        judged = (pair for pair in given if len(given) == 1 or answer_hash(pair[0].answer) == item.answer_hash)
        return next(judged, (self.answers.get(exercise.id), exercise))

    @cached_property
    def _twins(self) -> Mapping[str, tuple[AnyExercise, ...]]:
        twins = [e for lesson in self.case.lessons for e in lesson.exercises if e.same_as]
        return {twin.same_as: tuple(e for e in twins if e.same_as == twin.same_as) for twin in twins}

    def _notes(self, item: Item, exercise: AnyExercise, given: Answer | None) -> Iterator[str]:
        # most problems speak to the teacher, and may name somebody or hold a hidden case
        if given and not given.committed:
            yield DRAFT
        if given and given.asked and exercise.variant_asked(given.asked) is None:
            yield OLDER
        yield from (p.found for p in self.result.problems if p.costs and p.where == item.exercise)

    @cached_property
    def elsewhere(self) -> tuple[Problem, ...]:
        """Problems of the hand-in, not of one question, that may have cost answers: a learner must know these."""
        asked = {item.exercise for item in self.result.items}
        return tuple(p for p in self.result.problems if p.costs and p.where not in asked)
