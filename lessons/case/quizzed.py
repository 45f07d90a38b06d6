"""The practice questions of a lesson that fit on a phone, and what a short code says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lessons.answers import Json, Record
from lessons.answers.codes import Code, CodeError, values_in
from lessons.case.lesson import Lesson
from lessons.case.model import Case
from lessons.exercises import AnyExercise
from lessons.exercises.stages import ROUNDS

_WORDINGS = 1024


@dataclass(frozen=True)
class Quizzed:
    """One asking of one question: of a vote there are two."""

    exercise: AnyExercise
    round: str = ""

    @property
    def sizes(self) -> list[int]:
        """How many things may be said in each of its places, nothing included."""
        offered = map(len, self.exercise.offered.values())
        return [(2**many if self.exercise.several else many) + 1 for many in offered]

    def answer(self, values: Sequence[int]) -> Json:
        """The answer that these numbers say; ``None`` for none."""
        if not any(values):
            return None
        told = zip(self.exercise.offered.items(), values, strict=True)
        chosen = {row: self._chosen(list(offered), value - 1) for (row, offered), value in told if value}
        return self.exercise.chosen(chosen)

    def _chosen(self, offered: Sequence[str], value: int) -> Json:
        if self.exercise.several:
            return [name for place, name in enumerate(offered) if value >> place & 1]
        return offered[value]


def quizzed(lesson: Lesson) -> list[Quizzed]:
    """What a phone can ask of a lesson, in its order: what is only chosen and is the same for all."""
    return [
        Quizzed(exercise, round)
        for exercise in lesson.exercises
        if exercise.offered and exercise.id in lesson.practice and not exercise.variants
        for round in ROUNDS.get(exercise.stage, ("",))
    ]


def wording(asked: Sequence[Quizzed]) -> int:
    """A short number that changes with every word of the questions."""
    told = "\n".join(one.exercise.asked for one in asked)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big") % _WORDINGS


def records_in(code: Code, case: Case) -> list[Record]:
    """What a code answers; a code for another case, or another wording, raises ``CodeError``."""
    lesson = next((lesson for lesson in case.lessons if lesson.number == code.lesson), None)
    if lesson is None:
        raise CodeError(f"It is of lesson {code.lesson}, which this case does not have.")
    asked = quizzed(lesson)
    if wording(asked) != code.wording:
        raise CodeError(f"It was made with another edition of the quiz to lesson {code.lesson}.")
    return list(_records(asked, values_in(code, sizes(asked)), code.phone))


def sizes(asked: Sequence[Quizzed]) -> list[int]:
    """The sizes of all places of a quiz."""
    return [size for one in asked for size in one.sizes]


def _records(asked: Sequence[Quizzed], values: Sequence[int], phone: str) -> Iterator[Record]:
    left = list(values)
    for one in asked:
        mine, left = left[: len(one.sizes)], left[len(one.sizes) :]
        answer = one.answer(mine)
        if answer is not None:
            told = {"asked": one.exercise.asked, "round": one.round, "who": f"phone-{phone.lower()}"}
            yield Record(exercise=one.exercise.id, answer=answer, attempt=1, number=1, committed=True, **told)
